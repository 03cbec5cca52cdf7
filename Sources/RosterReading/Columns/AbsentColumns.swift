package import CSV
import TextEncoding

/// The fields that no heading of a file names, with the columns whose values look like them.
///
/// A misspelt heading ("Heigth") would silently lose a whole column. So if genders or heights are
/// missing, the unknown columns are examined: their headings for a word close to a known one, their
/// first cells for genders and for heights in some unit.
package struct AbsentColumns: Sendable {
  /// Why no question is asked about a missing field.
  package enum Settlement: Sendable {
    /// The students are known, so the file may hold other facts about them.
    case studentsAreKnown
  }

  /// The number of records whose cells are examined.
  private static let maximumCells = 1_000
  /// The number of students whose ids and names are compared with the known ones.
  private static let maximumStudents = 100

  package let headings: [String]
  /// Gender and height, if neither present nor declared absent, now or for an earlier file with the
  /// same headings.
  package let fields: [StudentField]
  /// Ids and names of the first lines.
  package private(set) var students: [(id: String, name: String)] = []

  private let columns: RosterLayout.Columns
  private var cells: [(column: Int, cells: ColumnCells)] = []
  /// The number of records examined so far.
  private var looked = 0

  package init(
    _ map: ColumnMap,
    _ columns: RosterLayout.Columns,
    headings: [String],
    options: ImportOptions,
    remembered: RememberedAnswers?
  ) {
    self.headings = headings
    self.columns = columns
    fields = [.gender, .height].filter {
      map.columns[$0] == nil && options.headings[$0] == nil && !options.absent.contains($0)
        && !options.unasked.contains($0)
        && remembered?.absent.contains($0) != true
    }
    guard !fields.isEmpty else { return }
    let used = Set(map.columns.values)
    for column in headings.indices where !used.contains(column) {
      guard Heading(headings[column]).field == nil else { continue }
      cells.append((column, ColumnCells(mayBeHeights: fields.contains(.height))))
    }
  }

  /// Adds one record below the headings.
  package mutating func take(_ record: borrowing CSVRecord) {
    guard !fields.isEmpty, record.fieldCount == headings.count else { return }
    if students.count < Self.maximumStudents {
      students.append(
        (
          columns.id.map { trimmed(record.text($0)) } ?? "",
          trimmed(columns.name.map { record.text($0) }.joined(separator: " "))
        )
      )
    }
    guard looked < Self.maximumCells else { return }
    looked += 1
    for place in cells.indices {
      cells[place].cells.take(record.bytes.span.extracting(record.range(of: cells[place].column)))
    }
  }

  /// The columns that may be a field.
  ///
  /// `isSettled`: leave out ambiguous columns: ages, weights and shoe sizes look like inches.
  private func candidates(
    for field: StudentField,
    isSettled: Bool
  ) -> [ColumnQuestion.Candidate] {
    cells.compactMap { column, cells in
      let looks = field == .gender ? cells.genders : cells.heights
      let isNamed = Heading(headings[column]).isNearly(field)
      // For known students the column may hold something else under such a heading: "Height:
      // agreed".
      let mayBeNamed = isNamed && !(isSettled && looks == .other)
      guard mayBeNamed || looks == .certain || looks == .possible && !isSettled else { return nil }
      return ColumnQuestion.Candidate(heading: headings[column], column: column + 1)
    }
  }
}

extension AbsentColumns {
  /// The questions about the missing fields.
  ///
  /// Asks which column it is if one looks like the field, or else whether the file has none.
  package func questions(file: String, settled: [StudentField: Settlement]) -> [RosterError] {
    var absent: [StudentField] = []
    var questions: [RosterError] = []
    for field in fields {
      let candidates = candidates(for: field, isSettled: settled[field] != nil)
      if !candidates.isEmpty {
        questions.append(.likelyColumns(file: file, field: field, candidates: candidates))
      } else if settled[field] == nil {
        absent.append(field)
      }
    }
    if !absent.isEmpty {
      questions.append(.absentColumns(file: file, fields: absent, headings: headings))
    }
    return questions
  }
}

/// The first cells of an unknown column.
private struct ColumnCells: Sendable {
  /// What they look like.
  enum Looks {
    case empty
    case other
    /// They may be the field or something else.
    case possible
    case certain
  }

  private(set) var count = 0
  private var words: Set<String> = []
  private var genderWords = 0
  private var column: HeightColumn?
  private var unreadable = 0

  private static let plain = GenderWords()
  /// The most distinct words of a gender column.
  private static let maximumWords = 12

  init(mayBeHeights: Bool) {
    if mayBeHeights { column = HeightColumn() }
  }

  mutating func take(_ cell: borrowing Span<UInt8>) {
    let text = trimmed(String(copying: cell))
    let word = folded(text)
    guard !MissingWords.all.contains(word) else { return }
    count += 1
    if words.count <= Self.maximumWords { words.insert(word) }
    switch Self.plain.reading(of: text) {
    case .gender("female"), .gender("male"), .declined: genderWords += 1
    default: break
    }
    let reading = HeightGrammar.reading(of: cell)
    if case .unreadable = reading { unreadable += 1 }
    column?.survey(reading)
  }

  /// Whether the cells are genders.
  var genders: Looks {
    guard count > 0 else { return .empty }
    guard words.count <= Self.maximumWords else { return .other }
    if words.allSatisfy({ $0.utf8.count == 1 }) {
      return GenderLetters.lookLikeGenders(Set(words.flatMap(\.utf8))) ? .certain : .other
    }
    return genderWords * 5 >= count * 4 ? .certain : .other
  }

  /// Whether the cells are heights.
  var heights: Looks {
    guard count > 0 else { return .empty }
    guard let decision = column?.decision, unreadable * 5 <= count,
      let unit = decision.unit, decision.fitting * 5 >= count * 4
    else { return .other }
    // Weights, ages, years and shoe sizes are bare numbers of the other units.
    switch unit {
    case .centimetres: return .certain
    case .metres where decision.decimal != nil: return .certain
    default: return decision.bareNumbers * 2 < count ? .certain : .possible
    }
  }
}

extension Heading {
  /// Words that are one letter away from a heading and mean something else.
  private static let otherWords: Set = [
    "weight", "eight", "right", "night", "light", "sender", "tender", "vendor", "gewicht",
  ]

  /// Whether the words resemble a heading of a field: misspelt, or with other words around it.
  func isNearly(_ field: StudentField) -> Bool {
    let own = words.split(separator: " ")
    guard !own.isEmpty else { return false }
    return HeadingSynonyms.headings(in: HeadingSynonyms.lists[field] ?? "").contains { heading in
      let known = heading.split(separator: " ")
      // "Height 2025", "my height": a word within others needs at least three letters.
      if heading.count >= 3, own.count > known.count,
        own.indices.contains(where: { own[$0...].starts(with: known) })
      {
        return true
      }
      guard heading.count >= 5, words.count >= 4, !Self.otherWords.contains(words) else {
        return false
      }
      return editDistance(Array(words.unicodeScalars), Array(heading.unicodeScalars)) == 1
    }
  }
}
