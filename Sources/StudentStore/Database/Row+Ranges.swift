package import SQLite

/// Values of a row that the program computes with, checked against their ranges.
///
/// A file changed by another program can contain anything: a count of -5, a probability of 1e300.
/// Such values are refused here before they are used.
extension Row {
  /// Larger than any real count; the sum of a million such counts fits a machine word.
  static let largestCount: Int64 = 1_000_000_000_000
  /// Larger than any statistic of a school, and small enough for whole numbers of thousandths.
  static let largestNumber = 1e15

  /// A number of students, lines, bytes, steps.
  func count(_ name: StaticString) throws(SQLiteError) -> Int { try count(at: place(of: name)) }

  /// A count, or nil for NULL.
  func optionalCount(_ name: StaticString) throws(SQLiteError) -> Int? {
    try optionalCount(at: place(of: name))
  }

  /// A probability.
  func probability(_ name: StaticString) throws(SQLiteError) -> Double {
    try probability(at: place(of: name))
  }

  /// A probability, or nil for NULL.
  func optionalProbability(_ name: StaticString) throws(SQLiteError) -> Double? {
    try optionalProbability(at: place(of: name))
  }

  /// A height in centimetres.
  func centimetres(_ name: StaticString) throws(SQLiteError) -> Double {
    try centimetres(at: place(of: name))
  }

  /// A height in centimetres, or nil for NULL.
  func optionalCentimetres(_ name: StaticString) throws(SQLiteError) -> Double? {
    try optionalCentimetres(at: place(of: name))
  }

  /// An age in years, or nil for NULL.
  func optionalYears(_ name: StaticString) throws(SQLiteError) -> Double? {
    try optionalYears(at: place(of: name))
  }

  /// One of some words.
  func word(_ name: StaticString, of words: Set<String>) throws(SQLiteError) -> String {
    let word = try text(name)
    guard words.contains(word) else {
      throw outOfRange(
        at: try place(of: name),
        wanted: "one of \(words.sorted().joined(separator: ", "))"
      )
    }
    return word
  }

  /// The delimiter of a file: one ASCII character other than a quote or line end.
  func delimiter(_ name: StaticString) throws(SQLiteError) -> String {
    let delimiter = try text(name)
    guard delimiter.utf8.count == 1, let byte = delimiter.utf8.first,
      byte == 0x09 || (0x20..<0x7F).contains(byte), byte != UInt8(ascii: "\"")
    else { throw outOfRange(at: try place(of: name), wanted: "one character that divides cells") }
    return delimiter
  }

  /// The row's name in a message, from the column with its number.
  func key(at index: Int = 0) -> String {
    "row \((try? integer(at: index)).map { "\($0)" } ?? "without a number")"
  }
}

extension Row {
  /// A number of students, lines, bytes, steps.
  func count(
    at index: Int,
    in range: ClosedRange<Int64> = 0...Row.largestCount
  ) throws(SQLiteError) -> Int {
    let count = try integer(at: index)
    guard range.contains(count) else {
      throw outOfRange(
        at: index,
        wanted: "a whole number from \(range.lowerBound) to \(range.upperBound)"
      )
    }
    return Int(count)
  }

  /// A count, or nil for NULL.
  func optionalCount(
    at index: Int,
    in range: ClosedRange<Int64> = 0...Row.largestCount
  ) throws(SQLiteError) -> Int? {
    isNull(at: index) ? nil : try count(at: index, in: range)
  }

  /// A statistic: any number of plausible size.
  func number(at index: Int) throws(SQLiteError) -> Double {
    try real(
      at: index,
      in: -Self.largestNumber...Self.largestNumber,
      wanted: "a statistic of plausible size"
    )
  }

  /// A statistic, or nil for NULL.
  func optionalNumber(at index: Int) throws(SQLiteError) -> Double? {
    isNull(at: index) ? nil : try number(at: index)
  }

  /// A probability.
  func probability(at index: Int) throws(SQLiteError) -> Double {
    try real(at: index, in: 0...1, wanted: "a probability from 0 to 1")
  }

  /// A probability, or nil for NULL.
  func optionalProbability(at index: Int) throws(SQLiteError) -> Double? {
    isNull(at: index) ? nil : try probability(at: index)
  }

  /// A height in centimetres.
  func centimetres(at index: Int) throws(SQLiteError) -> Double {
    try real(at: index, in: 50...260, wanted: "a height from 50 to 260 cm")
  }

  /// A height in centimetres, or nil for NULL.
  func optionalCentimetres(at index: Int) throws(SQLiteError) -> Double? {
    isNull(at: index) ? nil : try centimetres(at: index)
  }

  /// An age in years, or nil for NULL.
  func optionalYears(at index: Int) throws(SQLiteError) -> Double? {
    isNull(at: index) ? nil : try real(at: index, in: 0...150, wanted: "an age from 0 to 150 years")
  }

  /// A row number that leaves enough room for further rows.
  func nextNumber(at index: Int) throws(SQLiteError) -> Int64 {
    let number = try integer(at: index)
    guard number <= 1 << 62 else {
      throw outOfRange(at: index, wanted: "a row number that leaves room for further rows")
    }
    return number
  }

  private func real(
    at index: Int,
    in range: ClosedRange<Double>,
    wanted: String
  ) throws(SQLiteError) -> Double {
    let real = try real(at: index)
    guard range.contains(real) else { throw outOfRange(at: index, wanted: wanted) }
    return real
  }
}

/// Queries with a single row and column.
extension Connection {
  /// A number of rows.
  func count(_ question: SQL, _ values: SQLiteValue...) throws -> Int {
    var statement = try prepare(question)
    try statement.bind(values)
    return try statement.first { row in try row.count(at: 0) } ?? 0
  }

  /// A truth value: `SELECT EXISTS (…)`.
  func isTrue(_ question: SQL, _ values: SQLiteValue...) throws -> Bool {
    var statement = try prepare(question)
    try statement.bind(values)
    return try statement.first { row in try row.integer(at: 0) == 1 } ?? false
  }

  /// A row number, if any: `SELECT max(id) …`.
  func number(_ question: SQL, _ values: SQLiteValue...) throws -> Int64? {
    var statement = try prepare(question)
    try statement.bind(values)
    return try statement.first { row in try row.optionalInteger(at: 0) } ?? nil
  }

  /// The number of the next row of a table, from `SELECT coalesce(max(id), 0) + 1 …`.
  func nextNumber(_ question: SQL) throws -> Int64 {
    var statement = try prepare(question)
    return try statement.first { row in try row.nextNumber(at: 0) } ?? 1
  }
}

extension SQLiteValue {
  /// A text or NULL.
  package static func optional(_ text: String?) -> SQLiteValue {
    text.map { .text($0) } ?? .null
  }

  /// A real number or NULL.
  package static func optional(_ real: Double?) -> SQLiteValue {
    real.map { .real($0) } ?? .null
  }

  /// An integer or NULL.
  package static func optional(_ integer: Int64?) -> SQLiteValue {
    integer.map { .integer($0) } ?? .null
  }
}

/// Reads a value of a table, and names the row if the stored value is impossible.
///
/// - Parameters:
///   - table: The table.
///   - key: The name of the row or rows; evaluated only for an error.
///   - read: Reads the value.
/// - Returns: The value.
/// - Throws: `StoreError.malformed` for a value of another type or out of range.
func reading<Result>(
  _ table: String,
  _ key: @autoclosure () -> String,
  _ read: () throws -> Result
) throws -> Result {
  do {
    return try read()
  } catch let error as SQLiteError where error.kind == .unexpectedType || error.kind == .outOfRange
  {
    throw StoreError.malformed(table: table, detail: "\(key()): \(error.message)")
  }
}
