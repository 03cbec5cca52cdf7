import SQLite

/// A table of runs: one list of columns, from which its statements, its leaves, and the binding and
/// reading of its rows follow.
struct RunTable<Record: Sendable>: Sendable {
  /// The table as the trail covers it.
  let covered: CoveredTable
  /// The columns that a record is read from, for a statement of its own.
  let selected: SQL
  private let columns: [RunColumn<Record>]
  /// What a row is read into.
  private let blank: Record
  /// Whether the second column is the row's number in its run, counted from one.
  private let isNumbered: Bool
  private let selectRecords: SQL
  private let insertPacked: SQL

  /// - Parameters:
  ///   - name: The table's name.
  ///   - key: The column of the run's number.
  ///   - number: A column that numbers the rows of a run from one, after the key.
  ///   - salt: The salt of a row.
  ///   - order: The columns that tell the rows of a run apart, in the order of the primary key.
  ///   - blank: What a row is read into.
  ///   - columns: The other columns as they are declared, without the row's own salt.
  init(
    _ name: StaticString,
    key: StaticString = "run",
    number: StaticString? = nil,
    salt: CoveredTable.Salt = .none,
    order: [StaticString] = [],
    blank: Record,
    _ columns: [RunColumn<Record>]
  ) {
    let names = columns.map(\.name)
    let numbers = number.map { [$0] } ?? []
    let written = [key] + numbers + names + (salt == .own ? ["salt"] : [])
    covered = CoveredTable(
      name,
      key: key,
      salt: salt,
      identity: numbers + order,
      private: Set(columns.filter(\.isPrivate).map { "\($0.name)" }),
      [key] + numbers + names
    )
    self.columns = columns
    self.blank = blank
    isNumbered = number != nil
    selected = SQL.columns(names, of: name)
    selectRecords =
      """
      SELECT \(SQL.columns(names + numbers)) FROM \(SQL(name)) WHERE \(SQL(key)) = ?
      ORDER BY \(SQL.columns([key] + numbers + order))
      """
    insertPacked =
      """
      INSERT INTO \(SQL(name)) (\(SQL.columns(written)))
      SELECT \(SQL.packedColumns(written.count)) FROM packed_rows
      """
  }

  /// So many rows are packed at a time: more would cost memory and save no time.
  private static var mostPacked: Int { 4_096 }

  /// Adds the rows of a run; `salts` gives each its own where the table has one.
  func insert(
    _ records: some Sequence<Record>,
    run: Int64,
    salts: inout SaltSource,
    into connection: Connection
  ) throws {
    let columnCount = covered.columns.count + (covered.salt == .own ? 1 : 0)
    var rows = PackedRows(columnCount: columnCount)
    for (place, record) in records.enumerated() {
      if rows.count == Self.mostPacked {
        try connection.withRows(rows) { try connection.run(insertPacked) }
        rows = PackedRows(columnCount: columnCount)
      }
      rows.append(run)
      if isNumbered { rows.append(Int64(place + 1)) }
      for column in columns { rows.append(try column.value(record)) }
      guard covered.salt == .own else { continue }
      let salt = try salts.nextSalt()
      rows.append(blob: salt.span)
    }
    guard rows.count > 0 else { return }
    try connection.withRows(rows) { try connection.run(insertPacked) }
  }

  /// Adds a single row, which may have more columns than packed rows.
  func insert(
    _ record: Record,
    run: Int64,
    salt: [UInt8],
    into connection: Connection
  ) throws {
    let values = try columns.map { try $0.value(record) }
    try connection.run(covered.insertion, [.integer(run)] + values + [.blob(salt)])
  }

  /// The rows of a run, in their order, with a blank one in the place of each that was erased.
  ///
  /// `key`: the name of the rows in a message.
  func records(of run: Int64, _ key: String? = nil, in connection: Connection) throws -> [Record] {
    var statement = try connection.prepare(selectRecords)
    var records: [Record] = []
    // Rows that were erased keep their numbers, so that others can be found by theirs.
    var gaps =
      isNumbered
      ? try connection.count(
        "SELECT count(*) FROM erased_leaf WHERE table_name = ? AND key = ?",
        .text(covered.name),
        .integer(run)
      ) : 0
    try reading(covered.name, key ?? "run r\(run)") {
      try statement.forEachRow(binding: .integer(run)) { row in
        if isNumbered {
          let number = try row.integer(at: columns.count)
          while records.count + 1 < number, gaps > 0 {
            records.append(blank)
            gaps -= 1
          }
          guard number == Int64(records.count + 1) else {
            throw row.outOfRange(
              at: columns.count,
              wanted: "the number after that of the row before"
            )
          }
        }
        records.append(try record(in: row))
      }
    }
    return records
  }

  /// The record of a row whose first columns are `selected`.
  func record(in row: borrowing Row) throws -> Record {
    var record = blank
    for (place, column) in columns.enumerated() { try column.read(&record, row, place) }
    return record
  }
}

/// A column of a table of runs: its name, and the part of a record that it holds.
struct RunColumn<Record>: Sendable {
  let name: StaticString
  /// Whether the trail must not show its value, such as a text from a file.
  let isPrivate: Bool
  let value: @Sendable (Record) throws -> SQLiteValue
  let read: @Sendable (inout Record, borrowing Row, Int) throws -> Void

  init<Value>(
    _ name: StaticString,
    _ path: any WritableKeyPath<Record, Value> & Sendable,
    _ kind: ColumnKind<Value>,
    private isPrivate: Bool = false
  ) {
    self.name = name
    self.isPrivate = isPrivate
    value = { try kind.value($0[keyPath: path]) }
    read = { record, row, place in record[keyPath: path] = try kind.read(row, place) }
  }
}

extension PackedRows {
  fileprivate mutating func append(_ value: SQLiteValue) {
    switch value {
    case .null: appendNull()
    case .integer(let integer): append(integer)
    case .real(let real): append(real)
    case .text(let text): append(text: text)
    case .blob(let blob): append(blob: blob.span)
    }
  }
}
