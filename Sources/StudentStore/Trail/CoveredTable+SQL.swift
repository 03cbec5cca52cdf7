import SQLite

/// A table whose every row is covered by exactly one trail entry: the list of its columns, from
/// which its leaves and its SQL statements follow.
struct CoveredTable: Sendable {
  /// The salt of the row's commitment.
  enum Salt: Sendable {
    /// The row has no personal data.
    case none
    /// The row's own.
    case own
    /// That of the row's student.
    case ofStudent
    /// That of the row's evidence cell.
    case ofCell
  }

  /// The table's name in the schema, as a literal for statements.
  let staticName: StaticString
  let keyColumn: StaticString
  /// The table's name in the schema.
  let name: String
  /// The committed columns in the order of a leaf: all except the row's own salt.
  let columns: [StaticString]
  let columnNames: [String]
  /// Rows with key between ?1 and ?2 in the order of the table's key.
  ///
  /// The first column is the integer key, the second the salt or NULL, then `columns`.
  let selectRows: SQL
  /// The smallest and the largest key, each of which SQLite finds at once.
  private let ends: SQL
  /// The number of the next row, of a table whose rows are numbered.
  let nextNumber: SQL
  /// Binds a value for each column, then the row's own salt.
  let insertion: SQL
  /// Removes one row: binds its key, then `restOfKey`.
  let deletion: SQL
  /// The guards that refuse the removal and the change of a row, each with what drops it.
  let guards: (delete: TableGuard, update: TableGuard)
  /// The columns after the key that identify a row, by their places in `columns`.
  private let restOfKey: [Int]
  let salt: Salt
  /// Columns that distinguish rows with the same key, for messages.
  let identity: [String]
  /// Columns with personal texts or data, left out of the readable part of a trail entry.
  let privateColumns: Set<String>
  /// Whether the key is a run, so that messages can say so.
  let isKeyedByRun: Bool

  init(
    _ name: StaticString,
    key: StaticString = "id",
    salt: Salt = .none,
    identity: [StaticString] = [],
    private privateColumns: Set<String> = [],
    _ columns: [StaticString]
  ) {
    self.name = name.description
    staticName = name
    keyColumn = key
    self.salt = salt
    self.columns = columns
    columnNames = columns.map(\.description)
    self.identity = identity.map(\.description)
    self.privateColumns = privateColumns
    isKeyedByRun = key.description == "run"
    // If the key is shared by several rows, the rest of the key orders them.
    let order = [key] + (key.description == "id" ? [] : identity)
    restOfKey = order.dropFirst().compactMap { wanted in
      columns.firstIndex { $0.description == wanted.description }
    }
    deletion =
      "DELETE FROM \(SQL(name)) WHERE \(SQL.conditions(order))"
    guards = (
      TableGuard(name: "\(name)_no_delete", drop: "DROP TRIGGER \(SQL(name))_no_delete"),
      TableGuard(name: "\(name)_no_update", drop: "DROP TRIGGER \(SQL(name))_no_update")
    )
    let committed = SQL.columns(columns, of: name)
    let keyColumn = SQL.columns([key], of: name)
    let source: (salt: SQL, tables: SQL) =
      switch salt {
      case .none: ("NULL", SQL(name))
      case .own: ("salt", SQL(name))
      case .ofStudent:
        (
          "student.salt",
          "\(SQL(name)) LEFT JOIN student ON student.id = \(SQL.columns(["student"], of: name))"
        )
      case .ofCell:
        ("evidence_cell.salt", "\(SQL(name)) LEFT JOIN evidence_cell USING (run, cell)")
      }
    selectRows =
      """
      SELECT \(keyColumn), \(source.salt), \(committed) FROM \(source.tables)
      WHERE \(keyColumn) BETWEEN ?1 AND ?2 ORDER BY \(SQL.columns(order, of: name))
      """
    ends =
      """
      SELECT (SELECT min(\(keyColumn)) FROM \(SQL(name))), (SELECT max(\(keyColumn)) FROM \(SQL(name)))
      """
    nextNumber = Self.nextNumber(of: name, key, below: "9223372036854775807")
    let written = columns + (salt == .own ? ["salt"] : [])
    // Numbers that another program made so large that none comes after them are passed over.
    let passing = Self.nextNumber(of: name, key, below: "4611686018427387904")
    let isNumbered = columns.first?.description == "id"
    let values: SQL =
      isNumbered
      ? "coalesce(?, (\(passing))), \(SQL.parameters(written.count - 1))"
      : SQL.parameters(written.count)
    insertion = "INSERT INTO \(SQL(name)) (\(SQL.columns(written))) VALUES (\(values))"
  }

  /// The number after all that rows of a table have or had.
  ///
  /// That of an erased row is never another's: the trail knows a row by it, and people a child.
  private static func nextNumber(of name: StaticString, _ key: StaticString, below limit: SQL)
    -> SQL
  {
    """
    SELECT coalesce(max(number), 0) + 1
    FROM (SELECT max(\(SQL(key))) AS number FROM \(SQL(name)) WHERE \(SQL(key)) < \(limit)
          UNION ALL
          SELECT max(key) FROM erased_leaf WHERE table_name = '\(SQL(name))' AND key < \(limit))
    """
  }

  /// The values after the key that identify a row of `selectRows`.
  func restOfKey(of row: borrowing Row) throws -> [SQLiteValue] {
    var values: [SQLiteValue] = []
    for place in restOfKey { values.append(try row.value(at: LeafHasher.leadingColumns + place)) }
    return values
  }

  /// The smallest and the largest key; nil where there is none, or where rows share one.
  func uniqueKeys(in connection: Connection) throws -> ClosedRange<Int64>? {
    guard restOfKey.isEmpty else { return nil }
    var statement = try connection.prepare(ends)
    return try statement.first { row in
      guard let first = try row.optionalInteger(at: 0), let last = try row.optionalInteger(at: 1)
      else { return nil }
      return first...last
    } ?? nil
  }

  /// Whether a leaf has a salt.
  var isSalted: Bool { if case .none = salt { false } else { true } }

  static func named(_ name: String) -> CoveredTable? {
    all.first { $0.name == name }
  }
}

/// A trigger of the schema that an act may drop and has to put back.
struct TableGuard: Sendable {
  let name: String
  let drop: SQL
}

extension Connection {
  /// Adds a row; a column without a value gets NULL, and a row without a number gets the next one.
  ///
  /// `salt`: for a table whose rows have their own.
  ///
  /// - Returns: the row's number.
  @discardableResult
  func insert(
    into table: CoveredTable,
    _ values: [String: SQLiteValue],
    salt: [UInt8]? = nil
  ) throws(SQLiteError) -> Int64 {
    precondition((table.salt == .own) == (salt != nil), "a row has a salt where its table asks")
    let bound =
      table.columnNames.map { values[$0, default: .null] } + (salt.map { [.blob($0)] } ?? [])
    precondition(
      values.keys.allSatisfy { table.columnNames.contains($0) },
      "a value is for a column of the table"
    )
    try run(table.insertion, bound)
    return lastInsertedRowID
  }
}
