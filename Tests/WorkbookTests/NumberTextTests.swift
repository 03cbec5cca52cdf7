import Foundation
import TestSupport
import Testing

@testable import Workbook

struct NumberTextTests {
  private func shown(_ text: String) -> String? {
    guard let number = NumberText(ArraySlice(text.utf8)) else { return nil }
    var bytes: [UInt8] = []
    number.append(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// What Excel 2016 shows of these stored values in a wide cell without a format.
  @Test(arguments: [
    ("172.30000000000001", "172.3"), ("172.29999999999998", "172.3"), ("172.3", "172.3"),
    ("0.1", "0.1"), ("0.10000000000000001", "0.1"), ("1.0", "1"), ("100", "100"), ("1E2", "100"),
    ("1.7E2", "170"), ("-0.5", "-0.5"), (".5", "0.5"), ("5.", "5"), ("+5", "5"), ("0", "0"),
    ("0.0", "0"), ("-0.0", "0"), ("0E5", "0"), ("33.333333333333336", "33.3333333333333"),
    ("66.666666666666671", "66.6666666666667"), ("0.99999999999999989", "1"),
    ("99.999999999999999", "100"), ("9.9999999999999999E+22", "1E+23"),
    ("1E+20", "100000000000000000000"),
    ("1.2345678901234568E+16", "12345678901234600"), ("1E+300", "1E+300"), ("1.5E-7", "1.5E-07"),
    ("1E-5", "0.00001"), ("0.000012345", "0.000012345"), ("-1.25E-10", "-1.25E-10"),
    ("2.5E+21", "2.5E+21"), ("123456789.12345678", "123456789.123457"),
  ])
  func `a number is shown with fifteen digits at most`(stored: String, expected: String) {
    #expect(shown(stored) == expected)
  }

  @Test(arguments: ["007", "12345678901234567890", "1", "-3", "9007199254740993"])
  func `a whole number that is written out stays as it is`(stored: String) {
    #expect(shown(stored) == stored)
  }

  @Test(arguments: [
    "", " ", "-", ".", "e5", "1e", "1e+", "1e123456", "1,5", "1 5", "nan", "NaN", "inf", "Infinity",
    "0x10", "1_000", "1.2.3", "--1", "+-1", "1e5.5", "5'11\"", "\u{0}1", "1\u{0}", "١",
  ])
  func `what is no number is none`(text: String) { #expect(shown(text) == nil) }

  @Test func `rounding agrees with the C library`() throws {
    var generator = SeededGenerator(seed: 15)
    for _ in 0..<5000 {
      let value =
        Double.random(in: 0..<1, using: &generator)
        * pow(10, Double.random(in: -4...12, using: &generator))
      let stored = String(format: "%.17g", value)
      let digits = stored.prefix { $0 != "e" }.filter(\.isNumber).drop { $0 == "0" }
      // Digits that end in 50 were rounded once already, and which way nobody can tell from them.
      guard !["5", "50"].contains(digits.dropFirst(15)) else { continue }
      let ours = try #require(shown(stored))
      #expect(Double(ours) == Double(String(format: "%.15g", value)), "\(stored)")
    }
  }
}
