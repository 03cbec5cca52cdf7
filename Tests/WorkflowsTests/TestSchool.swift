import RosterReading
import StudentStore
import TestSupport

@testable import Workflows

/// A database, in memory if not said otherwise, and the workflows on it, with a clock that stands still.
struct TestSchool {
  let database: SchoolDatabase
  let context: WorkContext

  /// `path`: of a new file; nil for a database in memory.
  init(at path: String? = nil) throws {
    var generator = SeededGenerator(seed: 1)
    context = WorkContext(
      actor: "Edmond",
      programVersion: "0.1.0",
      now: { "2026-09-01T07:00:00.000Z" },
      randomBytes: { count in
        (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
      }
    )
    if let path {
      database = try SchoolDatabase.create(path, context: context)
    } else {
      database = try SchoolDatabase.inMemory(context: context)
    }
  }

  /// A school with one list imported.
  init(_ text: String) throws {
    try self.init()
    try self.import(text)
  }

  @discardableResult
  func `import`(_ text: String, _ change: (inout ImportOptions) -> Void = { _ in }) throws
    -> ImportReport
  {
    try self.import(Array(text.utf8), change)
  }

  @discardableResult
  func `import`(_ bytes: [UInt8], _ change: (inout ImportOptions) -> Void = { _ in }) throws
    -> ImportReport
  {
    var options = ImportOptions()
    // Most lists here have only the columns that their test is about.
    options.unasked = [.gender, .height]
    change(&options)
    return try ImportWorkflow(database, context: context)
      .run(RosterSource(name: "class.csv", bytes: bytes), options: options)
  }

  func students() throws -> [Student] {
    var students: [Student] = []
    try database.forEachStudent { students.append($0) }
    return students
  }

  func names() throws -> [String] { try students().map(\.name) }

  func export(_ change: (inout ExportOptions) -> Void = { $0.columns = .original }) throws -> String
  {
    var options = ExportOptions()
    change(&options)
    var bytes: [UInt8] = []
    _ = try ExportWorkflow(database, options: options).run { bytes += $0 }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension ImportReport {
  /// How the lines ended up: added, updated, unchanged, conflicts, rejected.
  var ends: [Int] {
    let counts = batch.counts
    return [counts.added, counts.updated, counts.unchanged, counts.conflicts, counts.rejected]
  }

  var codes: [String] { rejects.map(\.code) }
}
