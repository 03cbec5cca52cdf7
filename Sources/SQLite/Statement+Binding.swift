extension Statement {
  /// Gives parameter `index`, counted from 1, a value.
  ///
  /// - Throws: `misuse` when there is no such parameter or the number is a NaN, `tooBig` for text
  ///   or bytes beyond SQLite's limit of a thousand million.
  package mutating func bind(_ value: SQLiteValue, at index: Int) throws(SQLiteError) {
    switch value {
    case .null: try bindNull(at: index)
    case .integer(let number): try bind(number, at: index)
    case .real(let number): try bind(number, at: index)
    case .text(let text): try bind(text, at: index)
    case .blob(let bytes): try bind(blob: bytes, at: index)
    }
  }

  /// Gives parameter `index` a whole number, or NULL for `nil`.
  package mutating func bind(_ value: Int64?, at index: Int) throws(SQLiteError) {
    guard let value else { return try bindNull(at: index) }
    try checkParameter(index)
    try accept(handle.bind(value, at: index), at: index)
  }

  /// Gives parameter `index` a count or another number of the program.
  package mutating func bind(_ value: Int, at index: Int) throws(SQLiteError) {
    try bind(Int64(value), at: index)
  }

  /// Gives parameter `index` a number, or NULL for `nil`.
  ///
  /// - Throws: `misuse` for a NaN, which SQLite would silently store as NULL. Infinities and
  ///   negative zero are stored as they are.
  package mutating func bind(_ value: Double?, at index: Int) throws(SQLiteError) {
    guard let value else { return try bindNull(at: index) }
    try checkParameter(index)
    guard !value.isNaN else {
      throw misuse("parameter \(index) is not a number, which SQLite cannot store")
    }
    try accept(handle.bind(value, at: index), at: index)
  }

  /// Gives parameter `index` a text, or NULL for `nil`.
  package mutating func bind(_ value: String?, at index: Int) throws(SQLiteError) {
    guard let value else { return try bindNull(at: index) }
    try bind(text: value.utf8.span, at: index)
  }

  /// Gives parameter `index` a text that is at hand as UTF-8, which SQLite copies.
  ///
  /// The bytes are not checked: text that is not valid UTF-8 is stored as it is and is repaired
  /// when it is read as `String`.
  package mutating func bind(
    text: borrowing Span<UInt8>,
    at index: Int
  ) throws(SQLiteError) {
    try checkParameter(index)
    try accept(handle.bind(text: text, at: index), at: index)
  }

  /// Gives parameter `index` bytes, which SQLite copies.
  package mutating func bind(
    blob: borrowing Span<UInt8>,
    at index: Int
  ) throws(SQLiteError) {
    try checkParameter(index)
    try accept(handle.bind(blob: blob, at: index), at: index)
  }

  /// Gives parameter `index` bytes, or NULL for `nil`; an empty array stays an empty blob.
  package mutating func bind(blob: [UInt8]?, at index: Int) throws(SQLiteError) {
    guard let blob else { return try bindNull(at: index) }
    try bind(blob: blob.span, at: index)
  }

  /// Gives parameter `index` the value NULL.
  package mutating func bindNull(at index: Int) throws(SQLiteError) {
    try checkParameter(index)
    try accept(handle.bindNull(at: index), at: index)
  }

  /// Gives all parameters their values, in order.
  ///
  /// - Throws: `misuse` when there are more or fewer values than parameters.
  package mutating func bind(_ values: [SQLiteValue]) throws(SQLiteError) {
    guard values.count == parameterCount else {
      throw misuse("\(values.count) values for \(parameterCount) parameters")
    }
    for position in values.indices {
      try bind(values[position], at: position + 1)
    }
  }

  /// Forgets all values, so that none of them stays in memory or in the next run.
  package mutating func clearBindings() {
    handle.clearBindings()
    bound.removeAll()
  }

  private func checkParameter(_ index: Int) throws(SQLiteError) {
    guard index >= 1, index <= bound.count else {
      throw misuse("no parameter \(index): the statement has \(parameterCount)")
    }
  }

  private mutating func accept(_ code: Int32, at index: Int) throws(SQLiteError) {
    guard code == SQLiteError.success else { throw connection.failure(code, sql: sql) }
    bound.insert(index)
  }

  func misuse(_ message: String) -> SQLiteError {
    .misuse(message, sql: sql, path: connection.path)
  }
}
