import Migrations
import SQLite

/// The stored list of a database's tables, indexes, triggers and views.
///
/// SQLite keeps it in an ordinary table, so another program can write anything there: two rows with
/// one name, a number for a text, a table listed as a trigger.
struct StoredSchema {
  /// One row of the list.
  struct Object: Equatable {
    /// The four columns as canonical bytes: equal only if every byte is.
    let bytes: [UInt8]
    let type: String
    let name: String
    let definition: String?
  }

  /// In the order of type, name, table and text.
  let objects: [Object]

  init(_ connection: Connection) throws {
    var statement = try connection.prepare(Self.select)
    objects = try statement.map { row in
      var canonical = CanonicalBytes(reserving: 4096)
      try canonical.append(columns: 0..<4, of: row)
      return Object(
        bytes: canonical.bytes,
        type: try Self.text(at: 0, of: row) ?? "object",
        name: try Self.text(at: 1, of: row) ?? "without a name",
        definition: try Self.text(at: 3, of: row)
      )
    }
  }

  /// SHA-256 over the whole list, independent of its order.
  static func digest(of connection: Connection) throws -> Digest {
    var canonical = CanonicalBytes(reserving: 64 << 10)
    var statement = try connection.prepare(select)
    try statement.forEachRow { row in
      try canonical.append(columns: 0..<4, of: row)
    }
    return Digest(of: canonical.bytes)
  }

  /// The schema that the first scripts create, as stored by SQLite.
  static func builtIn(
    upTo version: Int,
    of migrations: [Migration] = Migration.all
  ) throws -> StoredSchema {
    let fresh = try Connection.inMemory()
    for migration in migrations.prefix(version) {
      try fresh.execute(migration.script)
    }
    return try StoredSchema(fresh)
  }

  /// Whether there is a table with this name, listed as SQLite would.
  ///
  /// SQLite uses only the text of a row, and that of a virtual table differs.
  func hasOrdinaryTable(_ name: String) -> Bool {
    objects.contains { object in
      guard object.type == "table", object.name == name, let text = object.definition else {
        return false
      }
      return ["CREATE TABLE \(name)", "CREATE TABLE \"\(name)\""].contains { opening in
        guard text.utf8.starts(with: opening.utf8) else { return false }
        let next = text.utf8.dropFirst(opening.utf8.count).first
        return next.map { Self.afterName.contains($0) } ?? false
      }
    }
  }

  private static let afterName = Array(" \n\t(".utf8)

  private static let select: SQL =
    """
    SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name, tbl_name, sql
    """

  private static func text(at column: Int, of row: borrowing Row) throws -> String? {
    guard row.storageClass(at: column) == .text else { return nil }
    return try row.text(at: column)
  }
}

extension SchoolDatabase {
  /// Prepares a file with another schema for reading: its tables are read as they are, its views
  /// are hidden by the program's own.
  ///
  /// - Throws: `StoreError.notATable` if something else has the name of a table.
  func readTablesOnly(path: String) throws {
    let builtIn = try StoredSchema.builtIn(upTo: Migration.all.count)
    if let table = try tablesNotReadable(builtIn).first {
      throw StoreError.notATable(path: path, table: table)
    }
    try useOwnViews(builtIn)
  }

  /// Hides the views of the file by those of the program.
  func useOwnViews(_ builtIn: StoredSchema) throws {
    for object in builtIn.objects where object.type == "view" {
      guard let definition = object.definition else { continue }
      try connection.execute(Self.createTemporary + definition.dropFirst(Self.create.count))
    }
  }

  /// The program's tables that cannot be read: missing, views, or with columns computed by the
  /// file.
  func tablesNotReadable(_ builtIn: StoredSchema) throws -> [String] {
    let stored = try StoredSchema(connection)
    return try builtIn.objects.filter { $0.type == "table" }.map(\.name).filter { table in
      guard stored.hasOrdinaryTable(table) else { return true }
      return try connection.hasComputedColumn(table)
    }
  }

  private static let create = "CREATE VIEW"
  private static let createTemporary = "CREATE TEMP VIEW"
}
