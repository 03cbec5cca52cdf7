package import CSV

/// What there is to say about a column of ages: those that cannot be read, and those of no pupil.
package struct AgeNotes: Sendable {
  /// Ages, in years, at which a person goes to a school or a kindergarten.
  package static let pupils = 3.0...25.0
  private static let mostExamples = 3

  /// Cells of one kind: how many, and the first of them.
  private struct Kind: Sendable {
    var count = 0
    var examples: [(line: Int, text: String)] = []

    mutating func add(_ other: Kind) {
      count += other.count
      examples += other.examples.prefix(AgeNotes.mostExamples - examples.count)
    }
  }

  package init() {}

  private var unreadable = Kind()
  private var unlikely = Kind()

  /// Takes account of a cell with an age that is not empty; `years` is what was read.
  package mutating func take(_ years: Double?, column: Int, of record: borrowing CSVRecord) {
    guard let years else {
      guard !MissingWords.all.contains(folded(record.text(column))) else { return }
      return Self.add(column, of: record, to: &unreadable)
    }
    if !Self.pupils.contains(years) { Self.add(column, of: record, to: &unlikely) }
  }

  private static func add(_ column: Int, of record: borrowing CSVRecord, to kind: inout Kind) {
    kind.count += 1
    if kind.examples.count < mostExamples {
      kind.examples.append((record.line(of: column), record.excerpt(column)))
    }
  }

  /// Adds those of further lines.
  package mutating func add(_ other: AgeNotes) {
    unreadable.add(other.unreadable)
    unlikely.add(other.unlikely)
  }

  /// A line for each kind; none where every age is a pupil's.
  package func lines(heading: String) -> [String] {
    let pupils = "\(Int(Self.pupils.lowerBound)) to \(Int(Self.pupils.upperBound)) years"
    return [
      Self.line(unreadable, "cannot be read as years, kept as text"),
      Self.line(unlikely, "outside \(pupils), a pupil's age; kept, correct what is wrong"),
    ].compactMap { $0.map { "column \"\(heading)\": \($0)" } }
  }

  private static func line(_ kind: Kind, _ what: String) -> String? {
    guard kind.count > 0 else { return nil }
    let examples = kind.examples.map { "line \($0.line) \"\($0.text)\"" }.joined(separator: ", ")
    let more = kind.count > kind.examples.count ? " …" : ""
    return "\(kind.count) \(kind.count == 1 ? "age" : "ages") \(what): \(examples)\(more)"
  }
}
