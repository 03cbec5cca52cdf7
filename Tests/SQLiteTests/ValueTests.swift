import SQLite
import Testing

/// What goes in comes out, and SQLite is asked in SQL what it holds, so that two mistakes of the
/// binding and the reading cannot cancel each other.
struct ValueTests {
  let connection: Connection

  init() throws {
    connection = try .inMemory()
    try connection.execute("CREATE TABLE cell(a)")
  }

  /// Stores a value, and returns what is read and what `expression` over the column gives.
  private func store(_ value: SQLiteValue, asking expression: String) throws -> [SQLiteValue] {
    try connection.run("DELETE FROM cell")
    try connection.run("INSERT INTO cell(a) VALUES(?)", value)
    var statement = try connection.prepare(SQL(typed: "SELECT a, \(expression) FROM cell"))
    return try statement.first { row in [try row.value(at: 0), try row.value(at: 1)] } ?? []
  }

  @Test func `NULL is stored as NULL`() throws {
    #expect(try store(.null, asking: "typeof(a)") == [.null, .text("null")])
  }

  @Test(arguments: [Int64.min, -1, 0, 1, Int64.max])
  func `whole numbers keep all 64 bits`(_ number: Int64) throws {
    let read = try store(.integer(number), asking: "CAST(a AS TEXT)")
    #expect(read == [.integer(number), .text(String(number))])
  }

  @Test(arguments: [
    (0.1, "9a9999999999b93f"), (-0.0, "0000000000000080"),
    (Double.leastNonzeroMagnitude, "0100000000000000"),
    (Double.greatestFiniteMagnitude, "ffffffffffffef7f"),
  ])
  func `numbers keep every bit`(_ number: Double, littleEndianBytes: String) throws {
    let read = try store(.real(number), asking: "typeof(a)")
    #expect(read.last == .text("real"))
    guard case .real(let found) = try #require(read.first) else {
      Issue.record("not a REAL")
      return
    }
    #expect(found.bitPattern == number.bitPattern)
    #expect(found.bitPattern.byteSwapped == UInt64(littleEndianBytes, radix: 16))
  }

  @Test func `a REAL column drops the sign of negative zero`() throws {
    // SQLite keeps whole numbers of a REAL column as integers, which have no negative zero. A
    // height is never zero; this test is here so that nobody relies on the sign.
    try connection.execute("CREATE TABLE kept(a REAL) STRICT")
    try connection.run("INSERT INTO kept(a) VALUES(?)", .real(-0.0))
    var statement = try connection.prepare("SELECT a FROM kept")
    let found = try statement.first { row in try row.real(at: 0) }
    #expect(found == 0)
    #expect(found?.sign == .plus)
  }

  @Test(arguments: [(Double.infinity, Int64(1)), (-Double.infinity, Int64(0))])
  func `infinities are stored`(_ number: Double, isLarger: Int64) throws {
    let read = try store(.real(number), asking: "a > 1e308")
    #expect(read == [.real(number), .integer(isLarger)])
  }

  @Test func `a number that is none is refused and not turned into NULL`() throws {
    let error = failure { try connection.run("INSERT INTO cell(a) VALUES(?)", .real(.nan)) }
    #expect(error?.kind == .misuse)
    #expect(try connection.value("SELECT count(*) FROM cell") == .integer(0))
  }

  @Test func `an empty text is a text`() throws {
    #expect(try store(.text(""), asking: "typeof(a)") == [.text(""), .text("text")])
  }

  @Test func `an empty blob is a blob`() throws {
    #expect(try store(.blob([]), asking: "typeof(a)") == [.blob([]), .text("blob")])
  }

  @Test func `text keeps its NUL characters`() throws {
    let text = "\0Zoë\0\0Ω\0"
    let read = try store(.text(text), asking: "hex(a)")
    #expect(read == [.text(text), .text("005A6FC3AB0000CEA900")])
  }

  @Test(arguments: ["é", "e\u{301}", "\r\n", "\u{FEFF}x", "𝕊", "\u{10FFFF}", "\u{202E}"])
  func `text is neither normalised nor trimmed`(_ text: String) throws {
    let bytes = text.utf8.map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
    let read = try store(.text(text), asking: "hex(a)")
    #expect(read.last == .text(bytes.joined()))
    guard case .text(let found) = try #require(read.first) else {
      Issue.record("not a TEXT")
      return
    }
    #expect(Array(found.utf8) == Array(text.utf8))
  }

  @Test func `ten million bytes come back as they were`() throws {
    let blob = (0..<10_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
    let read = try store(.blob(blob), asking: "length(a)")
    #expect(read.last == .integer(10_000_000))
    #expect(read.first == .blob(blob))
  }

  @Test func `text that is not UTF-8 is repaired as String and untouched as bytes`() throws {
    try connection.execute("INSERT INTO cell(a) VALUES(CAST(x'41FF42' AS TEXT))")
    var statement = try connection.prepare("SELECT a FROM cell")
    let found = try statement.first { row in
      (
        text: try row.text(at: 0),
        bytes: try row.withBytes(at: 0) { bytes in [bytes[0], bytes[1], bytes[2]] }
      )
    }
    #expect(found?.text == "A\u{FFFD}B")
    #expect(found?.bytes == [0x41, 0xFF, 0x42])
  }

  @Test func `text from a UTF-16 database is UTF-8 here`() throws {
    let other = try Connection.inMemory()
    try other.execute(
      "PRAGMA encoding = 'UTF-16le'; CREATE TABLE t(a); INSERT INTO t VALUES('Zoë')"
    )
    var statement = try other.prepare("SELECT a FROM t")
    let found = try statement.first { row in
      (text: try row.text(at: 0), count: try row.withBytes(at: 0) { bytes in bytes.count })
    }
    #expect(found?.text == "Zoë")
    #expect(found?.count == 4)
  }

  @Test func `bytes are bound as text without a String`() throws {
    var insert = try connection.prepare("INSERT INTO cell(a) VALUES(?)")
    let line = Array("12;Zoë;170".utf8)
    try insert.bind(text: line.span.extracting(3..<7), at: 1)
    try insert.run()
    #expect(try connection.value("SELECT a FROM cell") == .text("Zoë"))
    try insert.bind(text: line.span.extracting(0..<0), at: 1)
    try insert.run()
    #expect(try connection.value("SELECT typeof(a) FROM cell WHERE a = ''") == .text("text"))
    try insert.bind(blob: line.span.extracting(0..<0), at: 1)
    try insert.run()
    #expect(try connection.value("SELECT count(*) FROM cell WHERE a = x''") == .integer(1))
  }

  @Test func `no bytes at no address are still a text or a blob`() throws {
    var query = try connection.prepare("SELECT typeof(?) || typeof(?)")
    try query.bind(text: Span(), at: 1)
    try query.bind(blob: Span(), at: 2)
    #expect(try query.first { row in try row.text(at: 0) } == "textblob")
  }
}
