import Migrations
import SQLite
import Testing

/// What holds of every table, whatever it is about.
@Suite struct SchemaRuleTests {
  @Test func `every table is strict`() throws {
    let loose = try freshSchema().texts(
      """
      SELECT name FROM pragma_table_list
      WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite%'
      """
    )
    #expect(loose.isEmpty)
  }

  /// Foreign keys without an index, of children that are many to one parent.
  ///
  /// Nobody ever asks for the children of a parent that can neither go nor change, which the guards
  /// below see to.
  private static let unindexed: Set = ["imputation(run,cell)"]

  @Test func `the columns of every foreign key but one lead an index`() throws {
    let connection = try freshSchema()
    var keys = 0
    for table in try connection.tables() {
      let references = try connection.lines(
        """
        SELECT group_concat("from") FROM pragma_foreign_key_list('\(table)') GROUP BY id
        """
      )
      for reference in references {
        keys += 1
        guard !Self.unindexed.contains("\(table)(\(reference))") else { continue }
        let columns = reference.split(separator: ",")
        let condition = columns.map { "\($0) = ?" }.joined(separator: " AND ")
        // The question that SQLite asks when a row that is referred to would go.
        var plan = try connection.prepare(
          SQL(typed: "EXPLAIN QUERY PLAN SELECT 1 FROM \(table) WHERE \(condition)")
        )
        for index in 1...columns.count { try plan.bind(Int64(1), at: index) }
        let steps = try plan.map { row in try row.text(at: 3) }
        let search = steps.first ?? ""
        #expect(search.hasPrefix("SEARCH"), "\(table)(\(reference)): \(steps)")
        for column in columns {
          // The table's own number is called so, whatever its column is called.
          let isFound = search.contains("\(column)=?") || search.contains("KEY (rowid=?)")
          #expect(isFound, "\(table)(\(reference)): \(steps)")
        }
      }
    }
    let declared = Migration.all.map { $0.script.split(separator: "REFERENCES ").count - 1 }
    #expect(keys == declared.reduce(0, +), "every foreign key of the scripts was looked at")
  }

  @Test func `every table of records has its three guards, each before the deed`() throws {
    let connection = try freshSchema()
    for table in try connection.recordTables() {
      for (guardName, event) in [
        ("no_update", "UPDATE"), ("no_delete", "DELETE"), ("no_replace", "INSERT"),
      ] {
        let texts = try connection.texts(
          """
          SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = '\(table)'
            AND name = '\(table)_\(guardName)'
          """
        )
        let text = texts.first ?? ""
        #expect(text.contains("BEFORE \(event) ON \(table)"), "\(table)_\(guardName)")
        #expect(text.contains("RAISE(ABORT,"), "\(table)_\(guardName)")
      }
    }
  }

  @Test func `nothing cascades: a row goes by no other row's leave`() throws {
    let connection = try freshSchema()
    for table in try connection.tables() {
      let actions = try connection.lines(
        "SELECT on_update, on_delete FROM pragma_foreign_key_list('\(table)')"
      )
      #expect(actions.allSatisfy { $0 == "NO ACTION|NO ACTION" }, "\(table)")
    }
  }
}
