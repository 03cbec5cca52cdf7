import Foundation
import Migrations
import SQLite
import Testing

@Suite struct MigrationOrderTests {
  @Test func `the scripts are numbered from one without a gap`() {
    #expect(Migration.all.map(\.version) == Array(1...Migration.all.count))
  }

  @Test func `a script's number stands in its name`() {
    for migration in Migration.all {
      let digits = "\(migration.version)"
      let padding = String(repeating: "0", count: 4 - digits.count)
      #expect(migration.name.hasPrefix("V\(padding)\(digits)_"))
    }
  }

  @Test func `every script in the folder is embedded byte for byte, and no other`() throws {
    let folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Migrations")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".sql") }.sorted()
    #expect(names == Migration.all.map { "\($0.name).sql" })
    for migration in Migration.all {
      let file = try Data(contentsOf: folder.appendingPathComponent("\(migration.name).sql"))
      #expect(Array(file) == Array(migration.script.utf8), "\(migration.name)")
    }
  }

  @Test func `the scripts run in order on an empty database and leave it whole`() throws {
    let connection = try freshSchema()
    #expect(
      try connection.tables() == [
        "cell_probability", "compaction", "counted_evidence", "erased_leaf", "erasure",
        "evidence_cell", "fitted_stratum", "import_batch",
        "import_revert", "imputation", "imputation_run", "iteration_trace", "join_revert",
        "model_parameter",
        "name_word", "rejected_row", "repeated_line", "review_batch", "review_decision",
        "schema_migration",
        "sign_off",
        "sign_off_void", "signed_item", "student", "student_change", "student_count",
        "student_join",
        "student_line",
        "trail",
        "trail_locator",
      ]
    )
    #expect(try connection.integrityMessages().isEmpty)
    #expect(try connection.foreignKeyViolations().isEmpty)
  }

  @Test func `no script can run twice`() throws {
    for migration in Migration.all {
      let connection = try freshSchema()
      #expect(throws: SQLiteError.self, "\(migration.name)") {
        try connection.execute(migration.script)
      }
    }
  }

  @Test func `every view can be read on an empty school, and every trigger compiles`() throws {
    let connection = try freshSchema()
    for view in try connection.texts("SELECT name FROM sqlite_schema WHERE type = 'view'") {
      #expect(try connection.lines("SELECT count(*) FROM \(view)") == ["0"], "\(view)")
    }
    for table in try connection.tables() {
      // Compiling a statement compiles the triggers that it would fire.
      for statement in ["INSERT INTO \(table) DEFAULT VALUES", "DELETE FROM \(table)"] {
        _ = try connection.prepare(SQL(typed: statement))
      }
      for column in try connection.columns(of: table) {
        _ = try connection.prepare(SQL(typed: "UPDATE \(table) SET \(column) = NULL"))
      }
    }
  }
}
