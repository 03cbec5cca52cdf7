/// A number as a workbook stores it: decimal digits, perhaps with a point and an exponent.
///
/// Read digit by digit and never through a binary number, so that what comes out depends on
/// nothing but the text.
struct NumberText {
  /// Excel keeps and shows this many digits; further ones come from binary arithmetic.
  static let mostDigits = 15
  /// Numbers with more digits before the point, or zeros behind it, are written with an exponent.
  private static let plainExponents = -5...21

  /// The number in the form that `Double` reads, for dates.
  let value: Double
  private let isNegative: Bool
  /// The digits from the first that is not zero on.
  private let digits: ArraySlice<UInt8>
  /// How many of them are before the point; negative for zeros behind it.
  private let exponent: Int
  /// The text, where it is a whole number written out.
  private let written: ArraySlice<UInt8>?

  /// Reads a number: a sign, digits with or without a point, an exponent.
  ///
  /// Nil for anything else, such as `NaN`, `0x10` or `1,5`.
  init?(_ text: ArraySlice<UInt8>) {
    var rest = text
    isNegative = rest.first == UInt8(ascii: "-")
    if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
    let whole = rest.prefix(while: Self.isDigit)
    rest = rest.dropFirst(whole.count)
    var fraction: ArraySlice<UInt8> = []
    let hasPoint = rest.first == UInt8(ascii: ".")
    if hasPoint {
      fraction = rest.dropFirst().prefix(while: Self.isDigit)
      rest = rest.dropFirst(1 + fraction.count)
    }
    guard !whole.isEmpty || !fraction.isEmpty else { return nil }
    var shift = 0
    let hasExponent = !rest.isEmpty
    if hasExponent {
      guard let exponent = Self.exponent(rest) else { return nil }
      shift = exponent
    }
    guard let value = Double(String(decoding: text, as: UTF8.self)) else { return nil }
    self.value = value
    let all = whole + fraction
    digits = ArraySlice(all).drop { $0 == UInt8(ascii: "0") }
    exponent = whole.count - (all.count - digits.count) + shift
    written = hasPoint || hasExponent || text.first == UInt8(ascii: "+") ? nil : text
  }

  /// How many digits are before the point, without zeros at the start.
  var digitsBeforePoint: Int { digits.isEmpty ? 0 : max(0, exponent) }

  /// All digits of a whole number that is not negative, without zeros at the start; else nil.
  var wholeDigits: [UInt8]? {
    guard !isNegative, digitsBeforePoint <= Self.mostDigits else { return nil }
    let ends = digits.reversed().drop { $0 == UInt8(ascii: "0") }
    guard ends.count <= max(0, exponent) else { return nil }
    return (0..<digitsBeforePoint).map { place in
      place < digits.count ? digits[digits.startIndex + place] : UInt8(ascii: "0")
    }
  }

  /// Appends the number as Excel shows it in a cell that is wide enough and has no format.
  ///
  /// A whole number that is written out stays as it is, however long: it may be an id.
  /// Everything else is rounded to fifteen significant digits, half up, and loses the zeros at its
  /// end: `172.30000000000001` is `172.3`.
  func append(to text: inout [UInt8]) {
    if let written {
      text += written
      return
    }
    var digits = Array(self.digits)
    var exponent = exponent
    if digits.count > Self.mostDigits { Self.round(&digits, &exponent) }
    while digits.last == UInt8(ascii: "0") { digits.removeLast() }
    guard !digits.isEmpty else {
      text.append(UInt8(ascii: "0"))
      return
    }
    if isNegative { text.append(UInt8(ascii: "-")) }
    guard Self.plainExponents.contains(exponent) else {
      text.append(digits[0])
      if digits.count > 1 { text += [UInt8(ascii: ".")] + digits[1...] }
      let power = abs(exponent - 1)
      text += "E\(exponent > 0 ? "+" : "-")\(power < 10 ? "0" : "")\(power)".utf8
      return
    }
    if exponent <= 0 {
      text += "0.".utf8
      text += repeatElement(UInt8(ascii: "0"), count: -exponent)
      text += digits
    } else if exponent >= digits.count {
      text += digits
      text += repeatElement(UInt8(ascii: "0"), count: exponent - digits.count)
    } else {
      text += digits[..<exponent]
      text.append(UInt8(ascii: "."))
      text += digits[exponent...]
    }
  }

  private static func round(_ digits: inout [UInt8], _ exponent: inout Int) {
    let roundsUp = digits[mostDigits] >= UInt8(ascii: "5")
    digits.removeSubrange(mostDigits...)
    guard roundsUp else { return }
    while let last = digits.popLast() {
      if last < UInt8(ascii: "9") {
        digits.append(last + 1)
        return
      }
    }
    digits = [UInt8(ascii: "1")]
    exponent += 1
  }

  /// `E+3` and the like; beyond five digits no number is left of it.
  private static func exponent(_ text: ArraySlice<UInt8>) -> Int? {
    guard text.first == UInt8(ascii: "E") || text.first == UInt8(ascii: "e") else { return nil }
    var rest = text.dropFirst()
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
    guard (1...5).contains(rest.count), rest.allSatisfy(isDigit) else { return nil }
    let size = rest.reduce(0) { $0 * 10 + Int($1 & 0x0F) }
    return isNegative ? -size : size
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
