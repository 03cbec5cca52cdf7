package import CSV

/// Notes about the columns of ages and birth dates: unreadable ones, ages outside those of pupils, and
/// days on which no pupil was born.
package struct AgeNotes: Sendable {
  /// The ages, in years, of pupils from kindergarten to the end of school.
  package static let pupils = 3.0...25.0
  private static let maximumExamples = 3

  /// Cells of one kind: how many, and the first of them.
  private struct Kind: Sendable {
    var count = 0
    var examples: [ListNote.Example] = []

    mutating func add(_ other: Kind) {
      count += other.count
      examples += other.examples.prefix(AgeNotes.maximumExamples - examples.count)
    }
  }

  package init() {}

  private var unreadable = Kind()
  private var unlikely = Kind()
  private var unreadableDates = Kind()
  private var impossibleDates = Kind()
  /// Birth dates after the day of measurement.
  private var unborn = Kind()

  /// Adds a non-empty age cell; `years` is its value.
  package mutating func take(_ years: Double?, column: Int, of record: borrowing CSVRecord) {
    guard let years else {
      guard !MissingWords.all.contains(folded(record.text(column))) else { return }
      return Self.add(column, of: record, to: &unreadable)
    }
    if !Self.pupils.contains(years) { Self.add(column, of: record, to: &unlikely) }
  }

  /// Adds a cell of birth dates, with what it was read as.
  mutating func take(
    birthDate: CalendarDate?,
    measuredOn day: CalendarDate?,
    of reading: DateReading,
    column: Int,
    _ record: borrowing CSVRecord
  ) {
    if let birthDate {
      guard let day else { return }
      guard let years = birthDate.age(on: day) else {
        return Self.add(column, of: record, to: &unborn)
      }
      if !Self.pupils.contains(years) { Self.add(column, of: record, to: &unlikely) }
      return
    }
    switch reading {
    case .empty: return
    case .unreadable: Self.add(column, of: record, to: &unreadableDates)
    case .day, .numbers: Self.add(column, of: record, to: &impossibleDates)
    }
  }

  private static func add(_ column: Int, of record: borrowing CSVRecord, to kind: inout Kind) {
    kind.count += 1
    if kind.examples.count < maximumExamples {
      kind.examples.append(
        ListNote.Example(line: record.line(of: column), text: record.excerpt(column))
      )
    }
  }

  /// Adds the notes of further lines.
  package mutating func add(_ other: AgeNotes) {
    unreadable.add(other.unreadable)
    unlikely.add(other.unlikely)
    unreadableDates.add(other.unreadableDates)
    impossibleDates.add(other.impossibleDates)
    unborn.add(other.unborn)
  }

  /// One note for each kind; empty if there are none.
  package func notes(ages: String, birthDates: String) -> [ListNote] {
    let all: [(Kind, ListNote.OddAges, String)] = [
      (unreadable, .unreadable, ages), (unborn, .unborn, birthDates),
      (unlikely, .unlikely, ages.isEmpty ? birthDates : ages),
      (unreadableDates, .unreadableDates, birthDates),
      (impossibleDates, .impossibleDates, birthDates),
    ]
    return all.filter { $0.0.count > 0 }.map { kind, what, heading in
      .oddAges(what, heading: heading, count: kind.count, examples: kind.examples)
    }
  }

  /// What was done, or could be, about ages that follow from birth dates; at most one note.
  package static func computed(in layout: RosterLayout, asked day: CalendarDate?) -> [ListNote] {
    let columns = layout.columns
    switch (columns.age, columns.birthdate, day) {
    case (nil, _?, let day?): return [.agesComputed(day: day)]
    case (nil, nil, let day?):
      return [.agesFromKnownDates(day: day)]
    case (_?, _, _?): return [.measuredOnUnused]
    case (nil, _?, nil) where columns.height != nil:
      return [.agesPossible]
    default: return []
    }
  }
}

/// Whether a cell is in studentdb's own number format: digits, a point, and the fewest possible
/// decimals, at least one.
///
/// Its text then need not be stored in addition to the number.
func isShortestDecimal(_ cell: borrowing Span<UInt8>) -> Bool {
  let count = cell.count
  guard count >= 3, count <= 15, cell[0] != UInt8(ascii: "0") else { return false }
  var point: Int?
  for index in cell.indices {
    switch cell[index] {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): continue
    case UInt8(ascii: ".") where point == nil && index > 0: point = index
    default: return false
    }
  }
  // Heights are stored to a millionth of a centimetre; for more decimals the text is stored too.
  guard let point, point < count - 1, count - 1 - point <= 6 else { return false }
  return cell[count - 1] != UInt8(ascii: "0") || point == count - 2
}

/// An age in years, in the digits of any script; nil if not a plain number.
package func years(_ cell: borrowing Span<UInt8>) -> Double? {
  if let years = plainDecimal(cell) { return years }
  // Digits of other scripts are longer than ASCII, and rare.
  guard cell.count > 0, cell.count <= 32, !isASCII(cell) else { return nil }
  return HeightText.plain(cell).flatMap { plainDecimal($0.bytes.span) }
}

private func isASCII(_ cell: borrowing Span<UInt8>) -> Bool {
  for index in cell.indices where cell[index] >= 0x80 { return false }
  return true
}

/// A number of digits with at most one point or comma; nil for anything else.
private func plainDecimal(_ cell: borrowing Span<UInt8>) -> Double? {
  var mantissa = 0.0
  var scale = 1.0
  var hasPoint = false
  var digits = 0
  guard cell.count <= 8 else { return nil }
  for index in cell.indices {
    switch cell[index] {
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      mantissa = mantissa * 10 + Double(cell[index] - UInt8(ascii: "0"))
      if hasPoint { scale *= 10 }
      digits += 1
    case UInt8(ascii: "."), UInt8(ascii: ","):
      if hasPoint { return nil }
      hasPoint = true
    case UInt8(ascii: " "): continue
    default: return nil
    }
  }
  return digits > 0 ? mantissa / scale : nil
}
