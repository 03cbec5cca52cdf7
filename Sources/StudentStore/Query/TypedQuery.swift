import SQLite

/// One question in SQL that the user typed, and what it may cost.
package struct TypedQuery: Sendable {
  package let sql: String

  /// The most rows of the answer.
  package let rows: Int

  /// The most bytes of the whole answer.
  package let bytes: Int

  package init(_ sql: String, rows: Int, bytes: Int) {
    self.sql = sql
    self.rows = rows
    self.bytes = bytes
  }

  /// The longest text or blob that it may make or read; a line of a list has a mebibyte at most.
  static let longestValue = 16 << 20

  /// The longest SQL.
  package static let longestStatement = 1 << 20
}

/// The answer to a typed query.
package struct QueryAnswer: Sendable {
  package let columns: [String]
  package let rows: [[QueryValue]]

  /// Whether there are more rows than were asked for.
  package let hasMore: Bool
}

/// A value in the answer to a typed query, as SQLite holds it.
package enum QueryValue: Equatable, Sendable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
  case blob([UInt8])

  fileprivate init(_ value: SQLiteValue) {
    self =
      switch value {
      case .null: .null
      case .integer(let integer): .integer(integer)
      case .real(let real): .real(real)
      case .text(let text): .text(text)
      case .blob(let bytes): .blob(bytes)
      }
  }

  fileprivate var byteCount: Int {
    switch self {
    case .null, .integer, .real: 16
    case .text(let text): 16 + text.utf8.count
    case .blob(let bytes): 16 + bytes.count
    }
  }
}

/// Why a typed query has no answer.
package enum QueryError: Error, Equatable, Sendable {
  /// SQLite does not understand it, or it fails for a row; `offset` is the byte of the mistake.
  case mistake(sql: String, message: String, offset: Int?)

  /// It does more than read.
  case refused(what: String)

  /// It took longer than was allowed.
  case outOfTime

  /// SQLite needed more memory than was allowed.
  case outOfMemory

  /// A text or blob is longer than the limit, or the SQL itself.
  case tooLong(bytes: Int)

  /// The answer has more bytes than was allowed.
  case tooMuch
}

extension SchoolDatabase {
  /// Answers a query that the user typed, from one snapshot.
  ///
  /// The connection is restricted to reading from here on. Writers wait with their COMMIT until
  /// the answer is complete.
  ///
  /// `goesOn`: asked every few microseconds; the query stops when it answers `false`.
  ///
  /// - Throws: `QueryError`, or `SQLiteError` of the file.
  package func answer(_ query: TypedQuery, while goesOn: @escaping () -> Bool) throws -> QueryAnswer
  {
    do {
      try connection.restrictToReading()
      connection.limitLength(toBytes: TypedQuery.longestValue)
      connection.limitStatement(toBytes: TypedQuery.longestStatement)
      connection.setProgressCheck(goesOn)
      defer { connection.setProgressCheck(nil) }
      return try connection.withReadTransaction { try rows(of: query) }
    } catch let error as SQLiteError {
      throw QueryError(error, sql: query.sql) ?? error
    }
  }

  private func rows(of query: TypedQuery) throws -> QueryAnswer {
    guard query.sql.utf8.count <= TypedQuery.longestStatement else {
      throw QueryError.tooLong(bytes: TypedQuery.longestStatement)
    }
    var statement = try connection.prepare(typed: query.sql)
    guard statement.parameterCount == 0 else {
      throw QueryError.mistake(
        sql: query.sql,
        message: "a parameter (?) has no value here; write the value itself",
        offset: nil
      )
    }
    let columns = (0..<statement.columnCount).map { statement.columnName(at: $0) }
    var rows: [[QueryValue]] = []
    var bytes = 0
    do {
      try statement.forEachRow { row in
        guard rows.count < query.rows else { throw EnoughRows() }
        let values = try (0..<row.columnCount).map { QueryValue(try row.value(at: $0)) }
        bytes += values.reduce(0) { $0 + $1.byteCount }
        guard bytes <= query.bytes else { throw QueryError.tooMuch }
        rows.append(values)
      }
    } catch is EnoughRows {
      return QueryAnswer(columns: columns, rows: rows, hasMore: true)
    }
    return QueryAnswer(columns: columns, rows: rows, hasMore: false)
  }

  /// Limits the memory of all queries of the process; only before the first file is opened.
  ///
  /// - Returns: whether it holds.
  package static func limitMemory(toBytes bytes: Int) -> Bool { MemoryLimit.set(bytes: bytes) }
}

/// Ends the loop over the rows.
private struct EnoughRows: Error {}

extension QueryError {
  /// - Returns: nil for an error that is the file's and not the query's.
  fileprivate init?(_ error: SQLiteError, sql: String) {
    switch error.kind {
    case .authorization: self = .refused(what: error.message)
    case .readOnly: self = .refused(what: "a change")
    case .interrupted: self = .outOfTime
    case .outOfMemory: self = .outOfMemory
    case .tooBig: self = .tooLong(bytes: TypedQuery.longestValue)
    case .syntax, .misuse, .other, .constraint:
      self = .mistake(sql: sql, message: error.message, offset: error.offset)
    default: return nil
    }
  }
}
