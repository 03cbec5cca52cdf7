import CSV
import TestSupport
import Testing

struct UTF8ValidationTests {
  /// True where the standard library takes the bytes for UTF-8.
  private func isValid(_ bytes: [UInt8]) -> Bool {
    String(validating: bytes, as: UTF8.self) != nil
  }

  private func isRead(_ bytes: [UInt8]) -> Bool {
    read(bytes).faults == [nil]
  }

  @Test func `all sequences of up to three telling bytes are judged as the standard library does`()
  {
    let telling: [UInt8] = [
      0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC,
      0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xF8, 0xFF,
    ]
    for length in 1...3 {
      forEveryText(of: length, over: telling) { bytes in
        if isValid(bytes) != isRead(bytes) { Issue.record("\(bytes)") }
      }
    }
  }

  @Test func `all sequences of four bytes that may be a character are judged alike`() {
    let telling: [UInt8] = [0x41, 0x7F, 0x80, 0x8F, 0x90, 0xBF, 0xC0, 0xFF]
    for lead: UInt8 in [0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xF7, 0xF8] {
      forEveryText(of: 3, over: telling) { bytes in
        if isValid([lead] + bytes) != isRead([lead] + bytes) { Issue.record("\([lead] + bytes)") }
      }
    }
  }

  @Test(
    arguments: [
      ([0xC0, 0x80], "NUL in two bytes"), ([0xE0, 0x80, 0xAF], "an overlong slash"),
      ([0xED, 0xA0, 0x80], "a surrogate"), ([0xF4, 0x90, 0x80, 0x80], "above U+10FFFF"),
      ([0xE2, 0x82], "cut short"), ([0x80], "a continuation alone"),
    ] as [([UInt8], String)]
  )
  func `forms that only look like UTF-8 are rejected`(bytes: [UInt8], what: String) {
    #expect(!isRead(bytes), "\(what)")
  }
}
