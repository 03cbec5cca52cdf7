import Testing

@testable import RosterReading

/// Heights that were read before are read as before.
@Suite struct HeightCacheTests {
  private func code(_ cell: String) throws -> CellCode {
    let code = CellCode(cell.utf8.span)
    return try #require(code)
  }

  private func height(_ cell: String, keepsText: Bool = false) throws -> HeightCache.Height {
    guard case .number(let number) = HeightGrammar.reading(of: cell) else {
      throw NotANumber(cell: cell)
    }
    let centimetres = number.centimetres(as: .centimetres)
    return .init(number: number, centimetres: centimetres, keepsText: keepsText)
  }

  private struct NotANumber: Error { let cell: String }

  @Test func `cells have one code each, and long ones none`() throws {
    let cells = ["", "1", "01", "10", "170", "170.0", "170,0", "1700", "00000170", "é", "12345678"]
    let codes = try cells.map { try code($0).number }
    #expect(Set(codes).count == cells.count)
    let long = CellCode("123456789".utf8.span)
    #expect(long == nil)
  }

  @Test func `what was kept is found, and nothing else`() throws {
    var memory = HeightCache()
    #expect(memory.height(of: try code("170.5")) == nil)
    #expect(memory.height(of: try code("")) == nil)
    memory.keep(try height("170.5"), for: try code("170.5"))
    memory.keep(try height("170", keepsText: true), for: try code("170"))
    #expect(memory.height(of: try code("170.5")) == (try height("170.5")))
    #expect(memory.height(of: try code("170")) == (try height("170", keepsText: true)))
    #expect(memory.height(of: try code("170,5")) == nil)
  }

  /// More different cells than there are places: some take others', and none is taken for another.
  @Test func `no cell is ever read as another`() throws {
    var memory = HeightCache()
    var found = 0
    for round in 0..<2 {
      for tenths in 1000..<2500 {
        let cell = "\(tenths / 10).\(tenths % 10)"
        let expected = try height(cell)
        if let kept = memory.height(of: try code(cell)) {
          #expect(kept == expected)
          found += round
        }
        memory.keep(expected, for: try code(cell))
      }
    }
    #expect(found > 0 && found < 1500)
  }
}
