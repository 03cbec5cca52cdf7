import Foundation
import SQLite
import Testing

/// What errors say, and what they must not say.
struct ErrorTests {
  let connection: Connection

  init() throws {
    connection = try .inMemory()
    try connection.execute(
      """
      CREATE TABLE student(
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        height_cm REAL CHECK (height_cm > 0),
        friend INTEGER REFERENCES student(id)
      ) STRICT;
      CREATE TRIGGER no_x BEFORE INSERT ON student WHEN new.name = 'x' BEGIN
        SELECT RAISE(ABORT, 'no x');
      END;
      INSERT INTO student(id, name) VALUES(1, 'Nina Example');
      """
    )
  }

  private static let insert = "INSERT INTO student(id, name, height_cm, friend) VALUES(?, ?, ?, ?)"

  static let broken: [([SQLiteValue], SQLiteError.Constraint, Int32, String)] = [
    (
      [.integer(1), .text("Ann"), .null, .null], .primaryKey, 1555,
      "UNIQUE constraint failed: student.id"
    ),
    (
      [.integer(2), .text("Nina Example"), .null, .null], .unique, 2067,
      "UNIQUE constraint failed: student.name"
    ),
    (
      [.integer(2), .null, .null, .null], .notNull, 1299,
      "NOT NULL constraint failed: student.name"
    ),
    (
      [.integer(2), .text("Ann"), .real(-171.25), .null], .check, 275,
      "CHECK constraint failed: height_cm > 0"
    ),
    (
      [.integer(2), .text("Ann"), .null, .integer(987_654)], .foreignKey, 787,
      "FOREIGN KEY constraint failed"
    ),
    ([.integer(2), .text("x"), .null, .null], .trigger, 1811, "no x"),
    (
      [.integer(2), .text("Ann"), .text("Zoë Private"), .null], .datatype, 3091,
      "cannot store TEXT value in REAL column student.height_cm"
    ),
    ([.text("Zoë Private"), .text("Ann"), .null, .null], .datatype, 20, "datatype mismatch"),
  ]

  @Test(arguments: broken)
  func `each constraint has its kind, code and text, without values`(
    values: [SQLiteValue],
    constraint: SQLiteError.Constraint,
    code: Int32,
    message: String
  ) throws {
    let error = try #require(failure { try connection.run(SQL(typed: Self.insert), values) })
    #expect(error.kind == .constraint(constraint))
    #expect(error.extendedCode == code)
    #expect(error.description == "\(message) (SQLite code \(code)), in: \(Self.insert)")
    for secret in ["Nina", "Ann", "171.25", "987654", "Zoë"] {
      #expect(!String(reflecting: error).contains(secret))
    }
  }

  @Test func `values do not print themselves`() {
    let values: [SQLiteValue] = [.text("Nina"), .real(170), .integer(7), .blob([1]), .null]
    #expect(values.map(\.description) == ["TEXT", "REAL", "INTEGER", "BLOB", "NULL"])
    #expect("\(values)" == "[TEXT, REAL, INTEGER, BLOB, NULL]")
  }

  @Test func `the file is named and the way out told`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.database()
    let first = try impatient(path)
    let second = try impatient(path)
    try first.execute("BEGIN IMMEDIATE")
    let error = failure { try second.addNote("a") }
    #expect(
      error?.description == """
        database is locked; another program is using the database; try again when it is done \
        (SQLite code 5), file \(path), in: INSERT INTO note(text) VALUES(?)
        """
    )
  }

  @Test func `long SQL is shortened in the text and whole in the error`() throws {
    let sql = "SELECT 1,\n   " + String(repeating: "2, ", count: 300) + "nowhere"
    let error = try #require(failure { _ = try connection.prepare(SQL(typed: sql)) })
    #expect(error.sql == sql)
    #expect(error.description.contains("in: SELECT 1, 2, 2,"))
    #expect(error.description.hasSuffix("…"))
    #expect(error.description.count < 400)
  }

  @Test func `a table that is being read cannot be dropped`() throws {
    var query = try connection.prepare("SELECT id FROM student")
    let error = failure {
      try query.forEachRow { _ in try connection.execute("DROP TABLE student") }
    }
    #expect(error?.kind == .locked)
  }

  @Test func `a blob over the limit is too big`() throws {
    connection.limitLength(toBytes: 1_000)
    var query = try connection.prepare("SELECT ?")
    let blob = [UInt8](repeating: 0, count: 1_001)
    #expect(failure { try query.bind(blob: blob, at: 1) }?.kind == .tooBig)
    #expect(failure { try query.run() }?.kind == .misuse)
  }

  @Test func `damage inside the file is told as corrupt`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.database()
    do {
      let connection = try impatient(path)
      try connection.withImmediateTransaction {
        for number in 1...2_000 { try connection.addNote("note number \(number)") }
      }
    }
    var content = try bytes(of: path)
    // All pages but the first, which holds the schema.
    let pageBytes = Int(content[16]) << 8 | Int(content[17])
    for position in pageBytes..<content.count { content[position] = 0xA5 }
    try content.write(to: URL(fileURLWithPath: path))
    let connection = try impatient(path)
    #expect(failure { _ = try connection.notes() }?.kind == .corrupt)
    #expect(try !connection.integrityMessages().isEmpty)
  }
}
