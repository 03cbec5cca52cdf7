import FoundationEssentials
import Mixture
import SQLite

/// How values of one kind stand in a column, and the range that they are held to when they are read.
struct ColumnKind<Value>: Sendable {
  let value: @Sendable (Value) throws -> SQLiteValue
  let read: @Sendable (borrowing Row, Int) throws -> Value

  init(
    _ value: @escaping @Sendable (Value) throws -> SQLiteValue,
    read: @escaping @Sendable (borrowing Row, Int) throws -> Value
  ) {
    self.value = value
    self.read = read
  }
}

extension ColumnKind<String> {
  static let text = ColumnKind(SQLiteValue.text) { try $0.text(at: $1) }
}

extension ColumnKind<String?> {
  static let optionalText = ColumnKind(SQLiteValue.optional) { try $0.optionalText(at: $1) }

  /// The name of a stratum; '' is the whole school.
  static let stratum = ColumnKind(
    { .text($0 ?? "") },
    read: { row, place in
      let name = try row.text(at: place)
      return name.isEmpty ? nil : name
    }
  )
}

extension ColumnKind<Int64> {
  static let integer = ColumnKind(SQLiteValue.integer) { try $0.integer(at: $1) }
}

extension ColumnKind<Int64?> {
  static let optionalInteger = ColumnKind(SQLiteValue.optional) { try $0.optionalInteger(at: $1) }
}

extension ColumnKind<Int> {
  static let count = count(in: 0...Row.largestCount)

  static func count(in range: ClosedRange<Int64>) -> ColumnKind {
    ColumnKind({ .integer(Int64($0)) }, read: { try $0.count(at: $1, in: range) })
  }
}

extension ColumnKind<Int?> {
  static func optionalCount(in range: ClosedRange<Int64>) -> ColumnKind {
    ColumnKind(
      { .optional($0.map { Int64($0) }) },
      read: { try $0.optionalCount(at: $1, in: range) }
    )
  }
}

extension ColumnKind<Bool> {
  static let flag = ColumnKind(
    { .integer($0 ? 1 : 0) },
    read: { try $0.integer(at: $1) == 1 }
  )

  /// `passed` or `refused`.
  static let gate = ColumnKind(
    { .text($0 ? "passed" : "refused") },
    read: { try $0.text(at: $1) == "passed" }
  )
}

extension ColumnKind<Double> {
  static let number = ColumnKind(SQLiteValue.real) { try $0.number(at: $1) }
  static let probability = ColumnKind(SQLiteValue.real) { try $0.probability(at: $1) }
  static let centimetres = ColumnKind(SQLiteValue.real) { try $0.centimetres(at: $1) }
}

extension ColumnKind<Double?> {
  static let optionalNumber = ColumnKind(SQLiteValue.optional) { try $0.optionalNumber(at: $1) }
  static let optionalProbability = ColumnKind(SQLiteValue.optional) {
    try $0.optionalProbability(at: $1)
  }
  static let optionalCentimetres = ColumnKind(SQLiteValue.optional) {
    try $0.optionalCentimetres(at: $1)
  }
}

extension ColumnKind<NameRole> {
  static let nameRole = ColumnKind(
    { .text($0.word) },
    read: { row, place in
      let word = try row.text(at: place)
      guard let role = NameRole.allCases.first(where: { $0.word == word }) else {
        throw row.outOfRange(at: place, wanted: "a role of a word in a name")
      }
      return role
    }
  )
}

extension ColumnKind<Digest> {
  static let digest = ColumnKind(
    { .blob($0.bytes) },
    read: { row, place in
      guard let digest = Digest(reading: try row.blob(at: place)) else {
        throw row.outOfRange(at: place, wanted: "a digest of 32 bytes")
      }
      return digest
    }
  )
}

extension ColumnKind<[Int]?> {
  /// Counts as a JSON array, of which there may be a hundred thousand; NULL for none.
  static let optionalCounts = ColumnKind(
    { counts in
      .optional(counts.map { "[" + $0.map(String.init).joined(separator: ",") + "]" })
    },
    read: { row, place in
      guard let text = try row.optionalText(at: place) else { return nil }
      let inside = text.dropFirst().dropLast()
      let words =
        inside.isEmpty ? [] : inside.split(separator: ",", omittingEmptySubsequences: false)
      let counts = words.compactMap { Int($0) }
      guard text.first == "[", text.last == "]", counts.count == words.count,
        StoredNumbers.areInRange(counts)
      else { throw row.outOfRange(at: place, wanted: "a JSON array of counts") }
      return counts
    }
  )
}

extension ColumnKind where Value: Codable & SendableMetatype {
  /// JSON with its keys in order; every number in it is held to the range of those in columns.
  static var json: ColumnKind {
    ColumnKind(
      { value in
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return .text(String(decoding: try encoder.encode(value), as: UTF8.self))
      },
      read: { row, place in
        let text = try row.text(at: place)
        guard let value = try? JSONDecoder().decode(Value.self, from: Data(text.utf8)),
          StoredNumbers.areInRange(value)
        else { throw row.outOfRange(at: place, wanted: "JSON that studentdb writes") }
        return value
      }
    )
  }
}

extension ColumnKind {
  /// JSON, or NULL.
  static func optionalJSON<Wrapped: Codable & SendableMetatype>() -> ColumnKind
  where Value == Wrapped? {
    let kind = ColumnKind<Wrapped>.json
    return ColumnKind(
      { try $0.map { try kind.value($0) } ?? .null },
      read: { row, place in row.isNull(at: place) ? nil : try kind.read(row, place) }
    )
  }
}

/// Numbers that stand in JSON.
enum StoredNumbers {
  /// Whether every number of a value, however deep, can be one of a school: a file may say anything.
  static func areInRange(_ value: Any) -> Bool {
    switch value {
    case let count as Int: (0...Int(Row.largestCount)).contains(count)
    case let number as Double: number.magnitude <= Row.largestNumber
    default: Mirror(reflecting: value).children.allSatisfy { areInRange($0.value) }
    }
  }
}
