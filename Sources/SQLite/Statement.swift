/// A compiled SQL statement.
///
/// It keeps its connection open for as long as it lives. When it goes out of scope the connection keeps it,
/// without its values, for the next with the same text. It cannot be copied, so that two owners never step the same statement, and it cannot be
/// sent to another task. Every run starts from the beginning and ends with a reset, so that a loop
/// left early keeps no lock.
///
///     var insert = try connection.prepare(Student.insertSQL)
///     for student in students {
///       try insert.bind(student.name, at: 1)
///       try insert.bind(student.height, at: 2)
///       try insert.run()
///     }
package struct Statement: ~Copyable {
  let connection: Connection
  let handle: StatementHandle

  /// Which parameters have a value; they keep it from run to run until ``clearBindings()``.
  var bound: BoundParameters

  /// The indices of columns read by name; empty before the first row.
  var names: ColumnNames?

  /// The text by which the connection keeps it; nil for a statement that is finalized.
  private let text: SQL?

  /// A statement that is finalized when it goes out of scope.
  init(_ handle: StatementHandle, of connection: Connection) {
    self.init(KeptStatement(handle: handle), for: nil, of: connection)
  }

  /// A statement that goes back to the connection.
  init(_ kept: KeptStatement, for text: SQL?, of connection: Connection) {
    handle = kept.handle
    names = kept.names
    self.connection = connection
    self.text = text
    bound = BoundParameters(count: handle.parameterCount)
  }

  deinit {
    if let text {
      connection.keep(KeptStatement(handle: handle, names: names), for: text)
    } else {
      handle.finalize()
    }
  }

  /// The number of values that the statement needs: the largest index of a parameter.
  package var parameterCount: Int { bound.count }

  /// How many columns a row has; 0 for a statement that returns none.
  package var columnCount: Int { handle.columnCount }

  /// Whether the statement does not change the database.
  package var isReadOnly: Bool { handle.isReadOnly }

  /// The text of the statement, without the values.
  package var sql: String { handle.sql }

  /// The name of a column, counted from 0: what comes after AS.
  package func columnName(at index: Int) -> String {
    precondition(index >= 0 && index < columnCount, "a column of the statement must be named")
    return handle.columnName(at: index)
  }
}

/// A compiled statement between two uses.
struct KeptStatement {
  let handle: StatementHandle
  var names: ColumnNames?
}

/// Which parameters of a statement were given a value.
///
/// SQLite treats a parameter without a value as NULL, which hides a forgotten one; this makes it an
/// error. Stored as flags and a count, so that the check before each run is one comparison.
struct BoundParameters {
  private var flags: [Bool]
  private(set) var missing: Int

  init(count: Int) {
    flags = Array(repeating: false, count: count)
    missing = count
  }

  var count: Int { flags.count }

  mutating func insert(_ index: Int) {
    guard !flags[index - 1] else { return }
    flags[index - 1] = true
    missing -= 1
  }

  mutating func removeAll() { self = BoundParameters(count: count) }
}
