import TestSupport
import Testing

@testable import CSV

/// Text that a spreadsheet must not compute, and back.
struct FormulaGuardTests {
  private static let signs: [Character] = ["=", "+", "-", "@", "\t", "\r", "'", "a", " ", "é"]

  @Test func `every text of up to four signs comes back as it was`() {
    var texts = [""]
    for length in 1...4 {
      texts += texts.filter { $0.count == length - 1 }.flatMap { text in
        Self.signs.map { text + String($0) }
      }
    }
    #expect(texts.count == 11_111)
    #expect(texts.allSatisfy { FormulaGuard.plain(FormulaGuard.guarded($0)) == $0 })
    #expect(Set(texts.map(FormulaGuard.guarded)).count == texts.count)
  }

  @Test(arguments: ["=1+1", "+49 30", "-x", "@SUM(A1)", "\tx", "\rx", "'=1", "''=1"])
  func `what a spreadsheet may compute begins with an apostrophe`(text: String) {
    #expect(FormulaGuard.guarded(text) == "'" + text)
  }

  @Test(arguments: ["", "O'Hara", "'t Hooft", "a=b", " =x", "Ana-María"])
  func `other text is left alone`(text: String) {
    #expect(FormulaGuard.guarded(text) == text)
    #expect(FormulaGuard.plain(text) == text)
  }
}
