import Workbook

/// Something to know about how a list was read, with the values that a sentence about it needs.
package enum ListNote: Equatable, Sendable {
  /// Bare heights are in another unit than in an earlier list with the same headings.
  case otherUnit(HeightUnit, before: HeightUnit, source: String)
  /// Ages or birth dates that are odd.
  case oddAges(OddAges, heading: String, count: Int, examples: [Example])
  /// Ages follow from the birth dates.
  case agesComputed(day: CalendarDate)
  /// The same, with the birth dates that are known from elsewhere.
  case agesFromKnownDates(day: CalendarDate)
  /// The day of measurement changes nothing, because the list has ages.
  case measuredOnUnused
  /// There would be ages if the day of measurement were given.
  case agesPossible
  /// The only sheet with the headings of a list of students was chosen.
  case sheetChosen(String)
  case sheetsLeftOut([LeftOutSheet])
  /// A cell of a workbook; `english`: the note in the words of who read it.
  case cell(sheet: String, cell: String, CellOddity, english: String)
  case usersLeftOut(Int)
  case studentsLeftOut(OneRosterFacts.Reason, names: [String])
  case demographicsLeftOut([String])

  package enum OddAges: Equatable, Sendable {
    case unreadable
    case unlikely
    case unborn
    case unreadableDates
    case impossibleDates
  }

  package struct Example: Equatable, Sendable {
    package let line: Int
    package let text: String
  }

  package struct LeftOutSheet: Equatable, Sendable {
    package enum Kind: Equatable, Sendable {
      case table
      case noTable
      case hidden
      case veryHidden
    }

    package let name: String
    package let kind: Kind
  }

  package enum CellOddity: Equatable, Sendable {
    case formulaWithoutValue
    case formulaPerhapsStale
    case merged(to: String)
    case longNumber(digits: Int)
  }

  init(_ note: CellNote) {
    let oddity: CellOddity =
      switch note.kind {
      case .formulaWithoutValue: .formulaWithoutValue
      case .formulaPerhapsStale: .formulaPerhapsStale
      case .merged(let last): .merged(to: "\(last)")
      case .longNumber(let digits): .longNumber(digits: digits)
      }
    self = .cell(sheet: note.sheet, cell: "\(note.cell)", oddity, english: note.description)
  }
}
