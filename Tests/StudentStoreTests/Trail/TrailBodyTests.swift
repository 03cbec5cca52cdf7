import SQLite
import TestSupport
import Testing

@testable import StudentStore

@Suite struct TrailBodyTests {
  private func body() -> TrailBody {
    var body = TrailBody()
    body.facts = [("run", .text("r2")), ("imputed", .integer(7)), ("share", .real(0.5))]
    body.rows = [
      .init(
        table: "review_decision",
        key: 5,
        openColumns: [("verdict", .text("accept")), ("run", .null), ("salt", .blob([1, 2]))],
        leaf: Digest(of: [1])
      ),
      .init(table: "sign_off", key: .min, openColumns: [], leaf: Digest(of: [2])),
    ]
    body.ranges = [
      .init(table: "student", keys: 1...1_000, count: 1_000, root: Digest(of: [3])),
      .init(table: "imputation", keys: 2...2, count: 40, root: Digest(of: [4])),
      .init(table: "student", keys: .min ... .max, count: 1, root: Digest(of: [5])),
    ]
    return body
  }

  @Test func `a body reads back as it was written`() throws {
    #expect(try TrailBody(reading: body().bytes) == body())
    #expect(try TrailBody(reading: TrailBody().bytes) == TrailBody())
  }

  @Test func `every stored body of a whole school reads back to the same bytes`() throws {
    let connection = try TestSchool.whole().connection
    var statement = try connection.prepare("SELECT body FROM trail")
    let bodies = try statement.map { row in try row.blob(at: 0) }
    #expect(bodies.count == 27)
    for body in bodies {
      #expect(try TrailBody(reading: body).bytes == body)
    }
  }

  @Test func `a body cut off anywhere is refused`() {
    let bytes = body().bytes
    for length in 0..<bytes.count {
      #expect(throws: StoreError.self, "cut to \(length)") {
        try TrailBody(reading: Array(bytes[..<length]))
      }
    }
  }

  @Test func `a body that goes on after its end is refused`() {
    #expect(throws: StoreError.self) { try TrailBody(reading: body().bytes + [0]) }
  }

  @Test func `a byte garbled anywhere is refused or gives another body`() {
    let original = body()
    let bytes = original.bytes
    for position in bytes.indices {
      for change: UInt8 in [0x01, 0x02, 0x04, 0x07, 0x80, 0xFF] {
        var garbled = bytes
        garbled[position] ^= change
        let read = try? TrailBody(reading: garbled)
        #expect(read != original, "byte \(position) xor \(change)")
      }
    }
  }

  @Test(arguments: 0..<20)
  func `random bytes are refused without harm`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let start = Int.random(in: 0...18, using: &generator)
      let noise = (0..<Int.random(in: 0...80, using: &generator)).map { _ in
        // Mostly small numbers, which look like tags and lengths.
        UInt8.random(in: 0...5, using: &generator)
      }
      #expect(throws: StoreError.self, "seed \(seed)") {
        try TrailBody(reading: Array(body().bytes[..<start]) + noise + [9])
      }
    }
  }

  @Test func `a range that ends before it begins, or holds no rows, is refused`() {
    for (first, last, count): (Int64, Int64, Int64) in [(2, 1, 1), (1, 1, 0), (1, 1, -1)] {
      var canonical = CanonicalBytes()
      for number: Int64 in [1, 0, 0, 1] { canonical.append(number) }
      canonical.append("student")
      for number in [first, last, count] { canonical.append(number) }
      canonical.append(blob: Digest.zero.bytes)
      #expect(throws: StoreError.self) { try TrailBody(reading: canonical.bytes) }
    }
  }
}
