import Foundation
import Testing

/// A school whose database another program wrote to: no trigger, CHECK, NOT NULL or STRICT stood in
/// its way, and the schema's text is what it was.
enum SpoiltSchool {
  /// A school with an import, a run, decisions and a signature, and then a statement run on it.
  static func spoilt(by statement: String) throws -> TestWorld {
    let world = try TestWorld(["class.csv": roster])
    #expect(world.run("import", "class.csv").status == 0)
    #expect(world.run("impute", "--folds", "2").status == 0)
    #expect(world.run("review", "decide", "31", "--accept").status == 0)
    #expect(world.run("review", "decide", "32", "--gender", "male", "-m", "known").status == 0)
    let sign = ["review", "sign-off", "--name", "E", "--role", "R", "--allow-open"]
    #expect(world.run(sign).status == 0)
    try spoil(world, by: statement)
    return world
  }

  /// Thirty students whose gender is recorded, and four of whom it is missing.
  private static let roster: String = {
    var lines = ["id,name,gender,height,class"]
    for number in 1...15 {
      lines.append("\(100 + number),Girl \(number),F,\(155 + number).5,7a")
      lines.append("\(200 + number),Boy \(number),M,\(170 + number).5,7a")
    }
    for number in 1...4 { lines.append("\(300 + number),Kim \(number),,\(150 + 8 * number),7a") }
    return lines.joined(separator: "\n") + "\n"
  }()

  /// Runs a statement as somebody with the SQLite shell could.
  static func spoil(_ world: TestWorld, by statement: String) throws {
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    shell.arguments = [
      "sqlite3", "-batch", "-bail", world.path("school.studentdb"),
      """
      PRAGMA ignore_check_constraints = ON;
      PRAGMA foreign_keys = OFF;
      PRAGMA writable_schema = ON;
      CREATE TEMP TABLE kept AS SELECT rowid, type, name, tbl_name, rootpage, sql FROM sqlite_schema;
      DELETE FROM sqlite_schema WHERE type = 'trigger';
      UPDATE sqlite_schema SET sql = replace(replace(replace(replace(sql, ' IS NOT NULL', ' NOTNULL'),
        ' NOT NULL', ''),
        'STRICT, WITHOUT', 'WITHOUT'), ') STRICT', ')') WHERE type = 'table';
      PRAGMA writable_schema = RESET;
      \(statement);
      PRAGMA writable_schema = ON;
      DELETE FROM sqlite_schema;
      INSERT INTO sqlite_schema (rowid, type, name, tbl_name, rootpage, sql) SELECT * FROM kept;
      """,
    ]
    let errors = Pipe()
    shell.standardError = errors
    try shell.run()
    shell.waitUntilExit()
    let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    #expect(shell.terminationStatus == 0, "\(statement): \(said)")
  }
}
