import Report
import Testing

@testable import RosterReading

/// A height by itself: taken where it is certain, asked about where it is not.
struct TypedHeightTests {
  static let taken: [(String, Double)] = [
    ("172 cm", 172), ("172", 172), ("172.5", 172.5), ("172,5", 172.5), ("1.72", 172),
    ("1,72 m", 172),
    ("1m72", 172), ("1720", 172), ("1720 mm", 172), ("68 in", 172.72), ("68\"", 172.72),
    ("5'8\"", 172.72), ("5 ft 8", 172.72), ("57 cm", 57), ("95", 95), ("255", 255), (" 172 ", 172),
  ]

  @Test(arguments: taken)
  func `a height that can be one only is taken`(text: String, centimetres: Double) throws {
    #expect(try TypedHeight.read(text) == .measured(centimetres: centimetres))
  }

  static let ambiguous: [(String, [Double])] = [
    ("68", [68, 172.72]), ("57", [57, 144.78]), ("5.11", [180.34, 155.7528]), ("6", [182.88]),
    ("5-11", [180.34]), ("1 72", [172]), ("45", [114.3]), ("5'14\"", [187.96]),
  ]

  @Test(arguments: ambiguous)
  func `one that is not certain is asked about, with its readings`(
    text: String,
    readings: [Double]
  ) {
    do {
      _ = try TypedHeight.read(text)
      Issue.record("\(text) was taken")
    } catch {
      guard case .typedHeight(text, .ambiguous(let meanings)) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(meanings.map(\.centimetres) == readings)
      for meaning in meanings { #expect(error.description.contains(meaning.words)) }
    }
  }

  @Test(arguments: ["300 cm", "20 cm", "0", "99999", "9'0\"", "12", "2.9"])
  func `one that nobody has is refused`(text: String) {
    #expect(throws: RosterError.self) { try TypedHeight.read(text) }
  }

  @Test(arguments: ["", "  ", "tall", "172 kg", "nan", "1e2", "-172", "0x50", "172 cm 3"])
  func `what is no height is refused`(text: String) {
    #expect(throws: RosterError.typedHeight(text: text, .unreadable)) { try TypedHeight.read(text) }
  }

  @Test(arguments: ["missing", "?", "unknown", "n/a"])
  func `an unknown height can be typed`(text: String) throws {
    #expect(try TypedHeight.read(text) == .missing)
  }

  static let numbers: [(Double, String)] = [
    (172, "172"), (172.5, "172.5"), (172.72, "172.72"), (155.7528, "155.75"), (99.999, "100"),
    (50.05, "50.05"),
  ]

  @Test(arguments: numbers)
  func `centimetres are written with as many decimals as they have`(number: Double, text: String) {
    #expect(plainCentimetres(number) == text)
  }
}
