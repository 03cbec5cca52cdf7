import Mixture
import StudentStore

/// A column of the school's files by which a run's confidences are judged part by part, such as where
/// students come from.
///
/// The model does not see it. Students of one cell of the count are predicted alike, so a cell's
/// held-back students are divided among the column's values as all its students are.
struct AuditedColumn {
  /// The heading.
  let heading: String
  /// For each cell of the names, which part of its students has which value.
  private let parts: [Int: [String: Double]]

  /// What an empty cell is called.
  private static let empty = "(none)"

  /// Reads the column.
  ///
  /// - Throws: `ImputeError.unknownColumn` where no file has it, and what reading the database throws.
  init(_ heading: String, of census: EvidenceCensus, in database: SchoolDatabase) throws {
    self.heading = heading
    guard let names = census.names else {
      parts = [:]
      return
    }
    let values = try Self.values(heading, in: database)
    var book = names.book
    let parents = Dictionary(
      names.parents.enumerated().map { ($1, Int32($0)) },
      uniquingKeysWith: { first, _ in first }
    )
    let strata = census.namedStrata.map { strata in
      Dictionary(zip(strata.names, strata.names.indices), uniquingKeysWith: { first, _ in first })
    }
    let labels = Dictionary(
      zip(census.genders, census.genders.indices),
      uniquingKeysWith: { first, _ in first }
    )
    var counts: [CellPlace: [String: Double]] = [:]
    try database.forEachRecordedStudent { student in
      let places = zip(census.namedStrata, strata).map { division, places in
        student.stratum(by: division.stratification).flatMap { places[$0] } ?? 0
      }
      let parent = NamedCells.Parent(
        strata: places,
        height: student.height.map { ($0 * 100).rounded() / 100 },
        label: labels[student.gender]
      )
      guard let parent = parents[parent] else { return }
      let place = CellPlace(parent: parent, name: Int32(book.number(of: student.name)))
      let value = values[student.id].flatMap { $0.isEmpty ? nil : $0 } ?? Self.empty
      counts[place, default: [:]][value, default: 0] += 1
    }
    var parts: [Int: [String: Double]] = [:]
    for (index, cell) in names.cells.enumerated() {
      guard let own = counts[CellPlace(parent: cell.parent, name: cell.name)] else { continue }
      let total = own.values.reduce(0, +)
      parts[index] = own.mapValues { $0 / total }
    }
    self.parts = parts
  }

  private struct CellPlace: Hashable {
    let parent: Int32
    let name: Int32
  }

  /// The values of the students of a cell, each with the part of them that has it.
  func values(ofCell cell: Int) -> [String: Double] { parts[cell] ?? [:] }

  /// The text of a column for each student, the newest file's where several have it.
  static func values(
    _ heading: String,
    in database: SchoolDatabase
  ) throws -> [Int64: String] {
    var values: [Int64: String] = [:]
    var known: [String] = []
    var isKnown = false
    for id in try database.importIDs() {
      let batch = try database.importRecord(id)
      let columns = try ImportColumns(batch)
      known += columns.headings.filter { !known.contains($0) }
      guard let place = columns.headings.firstIndex(of: heading) else { continue }
      isKnown = true
      try database.forEachExported(from: batch, run: nil) { exported in
        // An empty cell says nothing about what an older file has.
        guard let cell = exported.ownCells?[place], !cell.isEmpty else { return }
        values[exported.student.id] = String(decoding: cell, as: UTF8.self)
      }
    }
    guard isKnown else { throw ImputeError.unknownColumn(heading, known: known) }
    return values
  }
}
