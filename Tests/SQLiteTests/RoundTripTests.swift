import SQLite
import TestSupport
import Testing

/// Random values of every storage class, through a table on the way in and out.
struct RoundTripTests {
  @Test(arguments: 1...20)
  func `random values come back equal`(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let connection = try Connection.inMemory()
    try connection.execute("CREATE TABLE cell(position INTEGER PRIMARY KEY, a, b)")
    var insert = try connection.prepare("INSERT INTO cell(position, a, b) VALUES(?, ?, ?)")
    var written: [[SQLiteValue]] = []
    for position in 1...100 {
      let values = [randomValue(&random), randomValue(&random)]
      try insert.bind([.integer(Int64(position))] + values)
      try insert.run()
      written.append(values)
    }
    var query = try connection.prepare("SELECT a, b FROM cell ORDER BY position")
    let read = try query.map { row in [try row.value(at: 0), try row.value(at: 1)] }
    #expect(read == written, "seed \(seed)")
  }

  @Test(arguments: 1...20)
  func `typed and untyped binding store the same`(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let connection = try Connection.inMemory()
    var query = try connection.prepare("SELECT ?1 IS ?2 AND typeof(?1) = typeof(?2)")
    for _ in 1...100 {
      let value = randomValue(&random)
      try query.bind(value, at: 1)
      switch value {
      case .null: try query.bind(nil as String?, at: 2)
      case .integer(let number): try query.bind(number, at: 2)
      case .real(let number): try query.bind(number, at: 2)
      case .text(let text): try query.bind(text, at: 2)
      case .blob(let bytes): try query.bind(blob: bytes, at: 2)
      }
      let isSame = try query.first { row in try row.integer(at: 0) }
      #expect(isSame == 1, "seed \(seed)")
    }
  }

  private func randomValue(_ random: inout SeededGenerator) -> SQLiteValue {
    let size = Int.random(in: 0...40, using: &random)
    switch Int.random(in: 0..<5, using: &random) {
    case 0: return .null
    case 1:
      // All magnitudes alike: SQLite stores whole numbers in 1, 2, 3, 4, 6 or 8 bytes.
      let shift = Int64.random(in: 0..<64, using: &random)
      return .integer(Int64.random(in: .min ... .max, using: &random) >> shift)
    case 2:
      let number = Double(bitPattern: random.next())
      return .real(number.isNaN ? 0.5 : number)
    case 3:
      let scalars: [Character] = ["a", "\0", "é", "Ω", "学", "𝕊", "\"", "'", "\r\n", "?"]
      return .text(String((0..<size).map { _ in scalars.randomElement(using: &random) ?? "x" }))
    default:
      return .blob((0..<size).map { _ in UInt8.random(in: .min ... .max, using: &random) })
    }
  }
}
