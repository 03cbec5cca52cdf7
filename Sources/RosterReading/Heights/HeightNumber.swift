/// A number as it stands in a cell: its decimal digits, not the nearest binary fraction.
///
/// Heights are turned into centimetres with whole numbers and rounded once, at the end, so that
/// 1.13 metres are 113 cm and 73.2 inches 185.928 cm, and not their neighbours in binary.
package struct HeightNumber: Sendable, Equatable {
  /// The digits without the decimal sign.
  let mantissa: Int
  /// How many of them are decimals, up to `mostDecimals`.
  let scale: Int
  /// The sign before the decimals, or nil where there are none, or where they are decimals in any
  /// column: those of a fraction, or behind the Arabic sign.
  package let decimalSign: DecimalSign?

  /// The decimals that are kept; those beyond are less than the width of an atom in any unit.
  static let mostDecimals = 9
  /// The whole digits that are understood; no height has more in any unit.
  static let mostWholeDigits = 6

  /// The nearest floating-point number.
  package var value: Double { Double(mantissa) / Self.powersOfTen[scale] }

  /// The height in centimetres when the number is one of a unit.
  func centimetres(as unit: HeightUnit) -> Double {
    Self.centimetres(hundredths: mantissa * unit.hundredthsOfCentimetre, scale: scale)
  }

  /// A sum of lengths in hundredths of a centimetre with decimals, in centimetres.
  ///
  /// Rounded to a millionth of a centimetre, half away from zero: that undoes what a spreadsheet
  /// made of 172.72 (172.71999999999997) and leaves every measurement alone. The quotient of two
  /// whole numbers below 2^53 is correctly rounded, so that 185.93 is the very `185.93` of Swift.
  static func centimetres(hundredths: Int, scale: Int) -> Double {
    let decimals = scale + 2
    guard decimals > 6 else { return Double(hundredths) / powersOfTen[decimals] }
    let divisor = Int(powersOfTen[decimals - 6])
    return Double((hundredths + divisor / 2) / divisor) / 1e6
  }

  /// The number with decimals that the column's sign has no say in.
  var withCertainSign: HeightNumber {
    HeightNumber(mantissa: mantissa, scale: scale, decimalSign: nil)
  }

  /// The number as it is written with a decimal point, the zeros at its end kept.
  var text: String {
    guard scale > 0 else { return String(mantissa) }
    let digits = String(mantissa)
    let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
    return "\(padded.dropLast(scale)).\(padded.suffix(scale))"
  }

  /// A whole number in the units that the mantissa counts in.
  func scaled(_ whole: Int) -> Int { whole * Int(Self.powersOfTen[scale]) }

  private static let powersOfTen: [Double] = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9]
}

extension HeightNumber {
  /// Reads the number that starts at a byte, and returns it with the byte after it.
  ///
  /// Digits, and if a point or comma follows, digits again. Nothing else is a number here: no sign,
  /// no exponent, no grouping of thousands, no "nan".
  static func read(
    _ bytes: borrowing Span<UInt8>,
    from start: Int,
    to end: Int
  ) -> (number: HeightNumber, next: Int)? {
    var mantissa = 0
    var index = start
    while index < end, let digit = digit(bytes[index]) {
      mantissa = mantissa * 10 + digit
      index += 1
      guard index - start <= mostWholeDigits else { return nil }
    }
    guard index > start else { return nil }
    guard index + 1 < end, bytes[index] == 0x2E || bytes[index] == 0x2C,
      digit(bytes[index + 1]) != nil
    else {
      return (HeightNumber(mantissa: mantissa, scale: 0, decimalSign: nil), index)
    }
    let sign: DecimalSign = bytes[index] == 0x2E ? .point : .comma
    index += 1
    var scale = 0
    while index < end, let digit = digit(bytes[index]) {
      // Fourteen digits in all: ten thousand times as many hundredths still fit a machine word.
      if scale < mostDecimals, mantissa < 10_000_000_000_000 {
        mantissa = mantissa * 10 + digit
        scale += 1
      }
      index += 1
    }
    return (HeightNumber(mantissa: mantissa, scale: scale, decimalSign: sign), index)
  }

  private static func digit(_ byte: UInt8) -> Int? {
    let value = byte &- 0x30
    return value < 10 ? Int(value) : nil
  }
}
