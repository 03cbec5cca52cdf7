import SQLite
import Testing

/// Reading columns.
///
/// That a row and its bytes cannot be kept, and that a statement cannot be bound inside its own
/// loop, was seen by compiling these lines with Swift 6.3.1; each is refused:
///
///     try query.forEachRow { row in kept = row }
///     // error: implicit conversion to 'Row?' is consuming
///     try query.forEachRow { row in try row.withBytes(at: 0) { bytes in kept = bytes } }
///     // error: lifetime-dependent variable 'kept' escapes its scope
///     try query.forEachRow { row in try query.bind(1, at: 1) }
///     // error: overlapping accesses to 'query', but modification requires exclusive access
struct RowTests {
  let connection: Connection

  init() throws { connection = try .inMemory() }

  @Test(arguments: [
    ("NULL", "NULL"), ("7", "INTEGER"), ("7.0", "REAL"), ("'7'", "TEXT"), ("x'37'", "BLOB"),
  ])
  func `a column gives its own storage class and no other`(
    literal: String,
    name: String
  ) throws {
    var query = try connection.prepare(SQL(typed: "SELECT \(literal) AS height"))
    let outcomes = try query.first { row in
      [
        "INTEGER": failure { _ = try row.integer(at: 0) },
        "REAL": failure { _ = try row.real(at: 0) },
        "TEXT": failure { _ = try row.text(at: 0) },
        "BLOB": failure { _ = try row.blob(at: 0) },
      ]
    }
    for (wanted, error) in try #require(outcomes) {
      if wanted == name {
        #expect(error == nil)
      } else {
        #expect(error?.kind == .unexpectedType)
        #expect(error?.message == "column 0 (height) holds \(name), not \(wanted)")
        #expect(error?.sql == "SELECT \(literal) AS height")
      }
    }
  }

  @Test func `an optional column takes NULL and still no other class`() throws {
    var query = try connection.prepare("SELECT NULL, 'x', 7")
    let nulls = try query.first { row in
      [
        try row.optionalInteger(at: 0) == nil, try row.optionalReal(at: 0) == nil,
        try row.optionalText(at: 0) == nil, try row.optionalBlob(at: 0) == nil,
      ]
    }
    #expect(nulls == [true, true, true, true])
    let errors = try query.first { row in
      [
        failure { _ = try row.optionalInteger(at: 1) },
        failure { _ = try row.optionalReal(at: 1) },
        failure { _ = try row.optionalBlob(at: 1) },
        failure { _ = try row.optionalText(at: 2) },
      ]
    }
    #expect(errors?.map { $0?.kind } == Array(repeating: .unexpectedType, count: 4))
  }

  @Test func `optional columns give what is there`() throws {
    var query = try connection.prepare("SELECT 7, 7.5, 'x', x'07'")
    let found = try query.first { row in
      (
        try row.optionalInteger(at: 0), try row.optionalReal(at: 1),
        try row.optionalText(at: 2), try row.optionalBlob(at: 3)
      )
    }
    #expect(found?.0 == 7)
    #expect(found?.1 == 7.5)
    #expect(found?.2 == "x")
    #expect(found?.3 == [7])
  }

  @Test func `a row tells its size and what its columns hold`() throws {
    var query = try connection.prepare("SELECT 7, NULL, x''")
    let nulls = try query.first { row in (0..<row.columnCount).map { row.isNull(at: $0) } }
    #expect(nulls == [false, true, false])
    let classes = try query.first { row in (0..<3).map { row.storageClass(at: $0) } }
    #expect(classes == [.integer, .null, .blob])
  }

  @Test func `a REAL column of a STRICT table gives REAL for whole numbers`() throws {
    try connection.execute("CREATE TABLE t(a REAL) STRICT; INSERT INTO t VALUES(170)")
    var query = try connection.prepare("SELECT a FROM t")
    #expect(try query.first { row in try row.real(at: 0) } == 170)
  }

  @Test(arguments: [-1, 1, Int.max, Int.min])
  func `a column that the row does not have is an error`(index: Int) throws {
    var query = try connection.prepare("SELECT 1")
    let errors = try query.first { row in
      [
        failure { _ = try row.integer(at: index) }, failure { _ = try row.value(at: index) },
        failure { _ = try row.optionalText(at: index) },
        failure { _ = try row.withBytes(at: index) { bytes in bytes.count } },
      ]
    }
    #expect(try #require(errors).allSatisfy { $0?.kind == .misuse })
  }

  @Test func `bytes are lent for text and blob, absent for NULL, refused for numbers`() throws {
    var query = try connection.prepare("SELECT 'Zoë', x'00FF', NULL, 7, '', x''")
    let counts = try query.first { row in
      try [0, 1, 2, 4, 5].map { index in try row.withBytes(at: index) { bytes in bytes.count } }
    }
    #expect(counts == [4, 2, nil, 0, 0])
    let error = try query.first { row in failure { _ = try row.withBytes(at: 3) { _ in 0 } } }
    #expect(error??.kind == .unexpectedType)
  }

  @Test func `an error from inside the lent bytes passes through`() throws {
    struct Stop: Error {}
    var query = try connection.prepare("SELECT 'x', x'00'")
    for index in 0...1 {
      #expect(throws: Stop.self) {
        try query.forEachRow { row in _ = try row.withBytes(at: index) { _ in throw Stop() } }
      }
    }
  }
}
