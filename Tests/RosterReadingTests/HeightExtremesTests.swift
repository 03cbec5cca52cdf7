import Testing

@testable import RosterReading

/// Heights that random bytes found: numbers at the edge of a machine word, and marks out of place.
@Suite struct HeightExtremesTests {
  private static let units = HeightUnit.allCases

  @Test(
    arguments: [
      "999999.999999999", "999999,999999999", "999999.99999999999999999999", "0.0000000001",
      "999999 ft", "999999.999999999 ft", "999999'999999\"", "999999 ft 99 in", "999999m99",
      "999999.999999999 m", "999999 m 99 cm", "999999 15/16\"", "999999' 99 15/16\"",
    ]
  )
  func `a number at the edge of a word is no height, and no trap`(text: String) {
    for unit in Self.units {
      for decimal in [DecimalSign.point, .comma] {
        var column = HeightColumn(unit: unit, decimal: decimal)
        column.survey(text)
        if case .value(let centimetres) = column.decision.centimetres(for: text) {
          #expect((50...260).contains(centimetres), "\(text) as \(unit)")
        }
      }
    }
  }

  @Test func `the half of five and a half feet is no five inches`() {
    // 5.5 ft = 167.64 cm; five feet five inches would be 165.1.
    guard case .ambiguous(let meanings) = HeightGrammar.reading(of: "5 1/2 ft") else {
      if case .measured(let centimetres, _) = HeightGrammar.reading(of: "5 1/2 ft") {
        #expect(abs(centimetres - 167.64) < 1e-9)
      } else {
        Issue.record("5 1/2 ft is not read: \(HeightGrammar.reading(of: "5 1/2 ft"))")
      }
      return
    }
    #expect(meanings.allSatisfy { abs($0.centimetres - 167.64) < 1e-9 })
  }

  @Test(arguments: ["17\u{301}2", "\u{301}172", "172\u{308} cm"])
  func `an accent on a digit is no part of a number`(text: String) {
    #expect(HeightGrammar.reading(of: text) == .unreadable)
  }
}
