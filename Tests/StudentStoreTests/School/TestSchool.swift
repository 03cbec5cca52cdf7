import Bytes
import SQLite
import TestSupport

@testable import StudentStore

/// A school in memory, or in a file, whose clock and randomness are fixed.
///
/// The same steps give the same bytes. Every step is one act through the package API.
final class TestSchool {
  /// What the school takes from the world outside.
  final class World {
    /// Seconds since half past seven; every act takes one.
    var seconds = 0
    var generator: SeededGenerator

    init(seed: UInt64) {
      generator = SeededGenerator(seed: seed)
    }

    func context(_ actor: String) -> WorkContext {
      WorkContext(
        actor: actor,
        programVersion: "0.0.0-test",
        now: {
          self.seconds += 1
          let (minute, second) = (30 + self.seconds / 60, self.seconds % 60)
          return "2026-09-01T07:\(minute):\(second < 10 ? "0" : "")\(second).000Z"
        },
        randomBytes: { count in
          (0..<count).map { _ in UInt8.random(in: 0...255, using: &self.generator) }
        }
      )
    }
  }

  let world: World
  let database: SchoolDatabase

  var connection: Connection { database.connection }

  /// An empty school in memory.
  init(seed: UInt64 = 1) throws {
    world = World(seed: seed)
    database = try SchoolDatabase.inMemory(context: world.context("ada"))
  }

  /// An empty school in a new file.
  init(path: String, seed: UInt64 = 1) throws {
    world = World(seed: seed)
    database = try SchoolDatabase.create(path, context: world.context("ada"))
  }

  /// A school that is open already.
  init(_ database: SchoolDatabase, seed: UInt64) {
    world = World(seed: seed)
    self.database = database
  }

  func context(_ actor: String = "ada") -> WorkContext { world.context(actor) }
}

/// A student as a test writes one down.
struct Pupil {
  var name: String
  var gender: Student.RecordedGender
  var height: Student.RecordedHeight
  var schoolID: String?
  var group: String?
  var ageYears: Double?
  var otherCells: [String] = []
  var quoting = ""
  var isNoPerson = false
  /// Whether the height's cell has to be kept beside the number.
  var writesUnit = true

  init(
    _ name: String,
    _ gender: Student.RecordedGender,
    _ centimetres: Double? = nil,
    id: String? = nil,
    group: String? = nil
  ) {
    self.name = name
    self.gender = gender
    height = centimetres.map { .measured(centimetres: $0) } ?? .missing
    schoolID = id
    self.group = group
  }

  /// The draft on a line, and the bytes that its places point into.
  func draft(line: Int64) -> (draft: StudentDraft, cells: [UInt8]) {
    var cells: [UInt8] = []
    func place(_ text: String?) -> Range<Int>? {
      guard let text else { return nil }
      let start = cells.count
      cells += Array(text.utf8)
      return start..<cells.count
    }
    var draft = StudentDraft()
    draft.line = line
    draft.schoolID = place(schoolID)
    draft.name = place(name) ?? 0..<0
    draft.gender = gender
    draft.isNoPerson = isNoPerson
    draft.genderText = place(gender.word.map { String($0.prefix(1)) })
    draft.height = height
    draft.heightText = writesUnit ? place(height.centimetres.map { "\(Int($0)) cm" }) : nil
    draft.group = place(group)
    draft.ageYears = ageYears
    draft.ageText = place(ageYears.map { "\($0) years" })
    draft.otherCells = otherCells.isEmpty ? [] : Array(JSONTextArray.text(of: otherCells).utf8)
    draft.quoting = Array(quoting.utf8)
    return (draft, cells)
  }
}

extension Connection {
  /// The first column of the first row.
  func value(_ query: String, _ values: SQLiteValue...) throws -> SQLiteValue? {
    var statement = try prepare(SQL(typed: query))
    try statement.bind(values)
    return try statement.first { row in try row.value(at: 0) }
  }

  /// The first column of every row.
  func texts(_ query: String) throws -> [String] {
    var statement = try prepare(SQL(typed: query))
    return try statement.map { row in try row.text(at: 0) }
  }

  /// Name and text of everything in the schema, in order of name.
  func schemaTexts() throws -> [String] {
    try texts(
      "SELECT name || ': ' || coalesce(sql, '') FROM sqlite_schema ORDER BY type, name"
    )
  }
}
