import Migrations
import SQLite

/// Compares every table, index, trigger and view of a file with what the migrations make.
struct SchemaCheck {
  private(set) var failures: [Verification.Failure] = []
  private(set) var objectCount = 0

  private struct Object: Equatable {
    let type: String
    let table: String
    let sql: String
  }

  init(_ connection: Connection) throws {
    let wanted = try Self.builtIn.get()
    let found = try Self.objects(of: connection)
    objectCount = found.count
    for (name, object) in wanted.sorted(by: { $0.key < $1.key }) {
      guard let present = found[name] else {
        fail(object.type, name, "it is missing: it was dropped")
        continue
      }
      if present != object {
        fail(object.type, name, "its definition was changed")
      }
    }
    for (name, object) in found.sorted(by: { $0.key < $1.key }) where wanted[name] == nil {
      fail(object.type, name, "it does not belong to studentdb")
    }
  }

  /// What the migrations make: the same for every file, and worked out once.
  private static let builtIn = Result {
    let fresh = try Connection.inMemory()
    for migration in Migration.all {
      try fresh.execute(migration.script)
    }
    return try objects(of: fresh)
  }

  private mutating func fail(_ type: String, _ name: String, _ message: String) {
    failures.append(.init(table: type, key: name, message: message))
  }

  private static func objects(of connection: Connection) throws -> [String: Object] {
    var objects: [String: Object] = [:]
    var statement = try connection.prepare(
      """
      SELECT name, type, tbl_name, coalesce(sql, '') FROM sqlite_schema
      WHERE name NOT LIKE 'sqlite\\_stat%' ESCAPE '\\'
      """
    )
    try statement.forEachRow { row in
      objects[try row.text(at: 0)] = Object(
        type: try row.text(at: 1),
        table: try row.text(at: 2),
        sql: try row.text(at: 3)
      )
    }
    return objects
  }
}
