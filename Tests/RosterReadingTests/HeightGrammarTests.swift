import Testing

@testable import RosterReading

struct HeightGrammarTests {
  @Test(
    arguments: [
      ("172", 172.0, nil), (" 172 ", 172, nil), ("172.5", 172.5, .point), ("172,5", 172.5, .comma),
      ("1.72", 1.72, .point), ("0172", 172, nil), ("172\u{A0}", 172, nil),
      ("172.50", 172.5, .point),
      ("171.71999999999997", 171.719999999, .point), ("5 1/2", 5.5, nil), ("68½", 68.5, nil),
    ] as [(String, Double, DecimalSign?)]
  )
  func `a bare number is its digits`(cell: String, value: Double, sign: DecimalSign?) throws {
    guard case .number(let number) = HeightGrammar.reading(of: cell) else {
      Issue.record("\(HeightGrammar.reading(of: cell))")
      return
    }
    #expect(number.value == value)
    #expect(number.decimalSign == sign)
  }

  @Test(
    arguments: [
      ("172 cm", 172, .centimetres), ("172cm", 172, .centimetres),
      ("172,5 cm.", 172.5, .centimetres),
      ("172.5CM", 172.5, .centimetres), ("172 Zentimeter", 172, .centimetres),
      ("172 centímetros", 172, .centimetres), ("1.72 m", 172, .metres), ("1,72m", 172, .metres),
      ("1.13 m", 113, .metres), ("1,72 mètre", 172, .metres), ("1m72", 172, .metres),
      ("1 m 72", 172, .metres), ("1m 72 cm", 172, .metres), ("1m07", 107, .metres),
      ("1m 7cm", 107, .metres), ("1720 mm", 172, .millimetres), ("1725mm", 172.5, .millimetres),
      ("68 in", 172.72, .inches), ("68in.", 172.72, .inches), ("68 inches", 172.72, .inches),
      ("68\"", 172.72, .inches), ("68”", 172.72, .inches), ("68''", 172.72, .inches),
      ("73.2 in", 185.928, .inches), ("68 1/2 in", 173.99, .inches), ("68½\"", 173.99, .inches),
      ("5'8\"", 172.72, .feetAndInches), ("5' 8\"", 172.72, .feetAndInches),
      ("5'8", 172.72, .feetAndInches), ("5’8”", 172.72, .feetAndInches),
      ("5′8″", 172.72, .feetAndInches), ("5'8''", 172.72, .feetAndInches),
      ("5´8", 172.72, .feetAndInches), ("5' 8 1/2\"", 173.99, .feetAndInches),
      ("5'8½\"", 173.99, .feetAndInches), ("5' 8.5\"", 173.99, .feetAndInches),
      ("5'-8\"", 172.72, .feetAndInches), ("5 ft 8", 172.72, .feetAndInches),
      ("5ft8in", 172.72, .feetAndInches), ("5 ft. 8 in.", 172.72, .feetAndInches),
      ("5 foot 8", 172.72, .feetAndInches), ("5 Feet 8 Inches", 172.72, .feetAndInches),
      ("5'0\"", 152.4, .feetAndInches), ("5'11 15/16\"", 182.72125, .feetAndInches),
      ("6'", 182.88, .feetAndInches), ("6 ft", 182.88, .feetAndInches),
      ("  5  '  8  \"  ", 172.72, .feetAndInches), ("5\u{A0}ft\u{202F}8", 172.72, .feetAndInches),
    ] as [(String, Double, HeightUnit)]
  )
  func `a height with its unit is measured`(cell: String, centimetres: Double, unit: HeightUnit) {
    #expect(HeightGrammar.reading(of: cell) == .measured(centimetres: centimetres, unit: unit))
  }

  @Test(
    arguments: [
      ("5-11", [180.34], ["5 feet 11 inches"]), ("5 11", [180.34], ["5 feet 11 inches"]),
      ("5–11", [180.34], ["5 feet 11 inches"]), ("1-72", [172], ["1 metre 72 cm"]),
      ("1m7", [170, 107], ["1.7 metres", "1 metre 7 cm"]),
      ("5.11 ft", [180.34, 155.7528], ["5 feet 11 inches", "5.11 feet"]),
      ("5.5'", [165.1, 167.64], ["5 feet 5 inches", "5.5 feet"]),
      ("5.75 ft", [175.26], ["5.75 feet"]), ("5'13\"", [185.42], ["5 feet 13 inches"]),
    ] as [(String, [Double], [String])]
  )
  func `a height with several meanings gets them all`(
    cell: String,
    centimetres: [Double],
    words: [String]
  ) {
    guard case .ambiguous(let meanings) = HeightGrammar.reading(of: cell) else {
      Issue.record("\(HeightGrammar.reading(of: cell))")
      return
    }
    #expect(meanings.map(\.centimetres) == centimetres)
    #expect(meanings.map(\.words) == words)
  }

  @Test(arguments: [
    "", "  ", "\t", "\u{A0}", "NA", "n/a", "N/A", "null", "NULL", "-", "--", "?", "unknown",
    "Unknown ", "blank", "unbekannt",
  ])
  func `the words for nothing are nothing`(cell: String) {
    #expect(HeightGrammar.reading(of: cell) == .empty)
  }

  @Test(arguments: [
    "nan", "NaN", "inf", "-inf", "infinity", "0x1p4", "0xAC", "1e2", "1.72e2", "170\0", "\0",
    "170\0" + "5", "+172", "-172", "1,234.5", "1.234,5", "1 234 567", "1'720", "172.", ".5", "172,",
    "1..72", "1,,72", "172 kg", "172 cm 5", "cm", "cm 172", "72 lbs", "5'8'9", "5'8\"9", "1.7m2",
    "1 m 725", "5/8/9", "5-Nov", "2005-11-03", "1/2/3", "一七二", "172 cm cm", "\"", "'",
    "abc", "172x", "1,72x", "=172", "172;5", "172_5", "1234567", "😀", "\u{202E}271", "\u{202D}172",
    "172 cm\n", "9999999999999999999999", "--5", "5--11", "5 - ", "½½",
  ])
  func `what is no height is unreadable`(cell: String) {
    #expect(HeightGrammar.reading(of: cell) == .unreadable)
  }

  @Test func `text of any length is answered at once`() {
    #expect(
      HeightGrammar.reading(of: String(repeating: "5'8\" ", count: 100_000)) == .unreadable
    )
    #expect(HeightGrammar.reading(of: String(repeating: "1", count: 1_000_000)) == .unreadable)
  }

  @Test func `decimals are converted as they are written, and not by their binary neighbours`() {
    // Every hundredth of a metre and every tenth of an inch against Swift's own decimal literals.
    for hundredths in 50...260 {
      let cell = "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100) m"
      let expected = HeightReading.measured(centimetres: Double(hundredths), unit: .metres)
      #expect(HeightGrammar.reading(of: cell) == expected)
    }
    for tenths in 360...900 {
      // 0.1 inches are 0.254 cm: the product in thousandths of a centimetre is a whole number.
      let thousandths = tenths * 254
      let digits = String(thousandths % 1000 + 1000).dropFirst()
      let expected = Double("\(thousandths / 1000).\(digits)")
      guard
        case .measured(let centimetres, .inches) =
          HeightGrammar.reading(of: "\(tenths / 10).\(tenths % 10) in")
      else {
        Issue.record("\(tenths)")
        continue
      }
      #expect(centimetres == expected)
    }
  }

  @Test(
    arguments: [
      ("185.93", 185.93), ("172.71999999999997", 172.72), ("150.00000049", 150),
      ("150.0000005", 150.000001), ("166.37", 166.37), ("100.1", 100.1),
    ] as [(String, Double)]
  )
  func `noise below a millionth of a centimetre goes, and nothing else`(
    cell: String,
    centimetres: Double
  ) {
    let reading = HeightGrammar.reading(of: cell + " cm")
    #expect(reading == .measured(centimetres: centimetres, unit: .centimetres))
  }

  @Test func `the words for units mean one unit each`() {
    let words = HeightText.words.values.flatMap { $0.split(separator: " ") }
    #expect(Set(words).count == words.count)
    #expect(HeightText.units.count == words.count)
  }
}
