import SQLite

/// Numbers of a row that the program computes with, held to the range that they can have.
///
/// A file that another program wrote to can hold anything anywhere: a count of -5, a probability of
/// 1e300. Here it is refused before anything is made of it.
extension Row {
  /// More than are counted of anything; the sum of a million such counts fits a machine word.
  static let largestCount: Int64 = 1_000_000_000_000
  /// Larger than any statistic of a school, and small enough for whole numbers of thousandths.
  static let largestNumber = 1e15

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

  /// A statistic: any number that is not beyond all measure.
  func number(at index: Int) throws(SQLiteError) -> Double {
    let number = try real(at: index)
    guard number.magnitude <= Self.largestNumber else {
      throw outOfRange(at: index, wanted: "a number that a statistic can be")
    }
    return number
  }

  /// A statistic, or nil for NULL.
  func optionalNumber(at index: Int) throws(SQLiteError) -> Double? {
    isNull(at: index) ? nil : try number(at: index)
  }

  /// A probability.
  func probability(at index: Int) throws(SQLiteError) -> Double {
    let probability = try real(at: index)
    guard (0...1).contains(probability) else {
      throw outOfRange(at: index, wanted: "a probability from 0 to 1")
    }
    return probability
  }

  /// A probability, or nil for NULL.
  func optionalProbability(at index: Int) throws(SQLiteError) -> Double? {
    isNull(at: index) ? nil : try probability(at: index)
  }

  /// A height of a person in centimetres.
  func centimetres(at index: Int) throws(SQLiteError) -> Double {
    let centimetres = try real(at: index)
    guard (50...260).contains(centimetres) else {
      throw outOfRange(at: index, wanted: "a height from 50 to 260 cm")
    }
    return centimetres
  }

  /// A height of a person in centimetres, or nil for NULL.
  func optionalCentimetres(at index: Int) throws(SQLiteError) -> Double? {
    isNull(at: index) ? nil : try centimetres(at: index)
  }

  /// An age in years, or nil for NULL.
  func optionalYears(at index: Int) throws(SQLiteError) -> Double? {
    guard let years = try optionalReal(at: index) else { return nil }
    guard (0...150).contains(years) else {
      throw outOfRange(at: index, wanted: "an age from 0 to 150 years")
    }
    return years
  }

  /// A number that the next rows are counted from, with room for as many as there will ever be.
  func nextNumber(at index: Int) throws(SQLiteError) -> Int64 {
    let number = try integer(at: index)
    guard number <= 1 << 62 else {
      throw outOfRange(at: index, wanted: "a number that further rows can follow")
    }
    return number
  }

  /// One of some words.
  func word(at index: Int, of words: Set<String>) throws(SQLiteError) -> String {
    let word = try text(at: index)
    guard words.contains(word) else {
      throw outOfRange(at: index, wanted: "one of \(words.sorted().joined(separator: ", "))")
    }
    return word
  }

  /// What stands between two cells of a file: one ASCII character that is no quote and ends no line.
  func delimiter(at index: Int) throws(SQLiteError) -> String {
    let delimiter = try text(at: index)
    guard delimiter.utf8.count == 1, let byte = delimiter.utf8.first,
      byte == 0x09 || (0x20..<0x7F).contains(byte), byte != UInt8(ascii: "\"")
    else { throw outOfRange(at: index, wanted: "one character that divides cells") }
    return delimiter
  }

  /// What tells the row in a message, where a column is its number.
  func key(at index: Int = 0) -> String {
    "row \((try? integer(at: index)).map { "\($0)" } ?? "without a number")"
  }
}

/// Reads something of a table, and names the row where what is stored there cannot be.
///
/// - Parameters:
///   - table: The table.
///   - key: What tells the row, or the rows that belong together; asked for where something is wrong.
///   - read: Reads.
/// - Returns: What was read.
/// - Throws: `StoreError.malformed` for a value of another type, or one out of its range.
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
