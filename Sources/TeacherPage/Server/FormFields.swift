/// The fields of a query or of a form, in their order.
struct FormFields: Sendable {
  private(set) var pairs: [(name: String, value: String)] = []

  init() {}

  /// Reads `a=1&b=2`, where a plus is a blank and `%C3%BC` a letter.
  ///
  /// What is not UTF-8 becomes U+FFFD, as everywhere in a browser.
  init(encoded text: some Sequence<UInt8>) {
    for pair in Array(text).split(separator: UInt8(ascii: "&")) {
      let sides = pair.split(
        separator: UInt8(ascii: "="),
        maxSplits: 1,
        omittingEmptySubsequences: false
      )
      append(
        Self.decoded(sides[0]),
        sides.count > 1 ? Self.decoded(sides[1]) : ""
      )
    }
  }

  mutating func append(_ name: String, _ value: String) { pairs.append((name, value)) }

  /// The first value of a name; nil if there is none or it is blank.
  subscript(name: String) -> String? {
    guard let value = pairs.first(where: { $0.name == name })?.value else { return nil }
    return value.allSatisfy(\.isWhitespace) ? nil : value
  }

  /// The first value of a name, as it was sent.
  func text(_ name: String) -> String? { pairs.first { $0.name == name }?.value }

  /// All values of a name.
  func all(_ name: String) -> [String] { pairs.filter { $0.name == name }.map(\.value) }

  /// A whole number.
  func number(_ name: String) -> Int64? { self[name].flatMap { Int64($0) } }

  private static func decoded(_ bytes: ArraySlice<UInt8>) -> String {
    var text: [UInt8] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      if byte == UInt8(ascii: "%"), index + 2 < bytes.endIndex,
        let high = digit(bytes[index + 1]), let low = digit(bytes[index + 2])
      {
        text.append(high << 4 | low)
        index += 3
      } else {
        text.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
        index += 1
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
