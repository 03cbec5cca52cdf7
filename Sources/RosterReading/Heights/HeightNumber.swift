/// A number as written in a cell: its decimal digits, not the nearest binary fraction.
///
/// Heights are converted to centimetres in integer arithmetic and rounded once, at the end, so that
/// 1.13 metres are exactly 113 cm and 73.2 inches 185.928 cm.
package struct HeightNumber: Sendable, Equatable {
  /// The digits without the decimal sign.
  let mantissa: Int
  /// How many of them are decimals, up to `maximumDecimals`.
  let scale: Int
  /// The decimal sign; nil if there are no decimals, or if they do not depend on the column: those
  /// of a fraction, or after the Arabic sign.
  package let decimalSign: DecimalSign?

  /// The number of decimals kept; further ones are below the width of an atom in any unit.
  static let maximumDecimals = 9
  /// The maximum number of digits before the decimals; no height has more in any unit.
  static let maximumWholeDigits = 6

  /// The nearest floating-point number.
  package var value: Double { Double(mantissa) / Self.powersOfTen[scale] }

  /// The height in centimetres when the number is one of a unit.
  func centimetres(as unit: HeightUnit) -> Double {
    Self.centimetres(hundredths: mantissa * unit.hundredthsOfCentimetre, scale: scale)
  }

  /// A sum of lengths in hundredths of a centimetre with decimals, in centimetres.
  ///
  /// Rounded to a millionth of a centimetre, half away from zero. This restores a 172.72 that a
  /// spreadsheet wrote as 172.71999999999997, and changes no measurement. The quotient of two whole
  /// numbers below 2^53 is correctly rounded, so that 185.93 equals Swift's `185.93`.
  static func centimetres(hundredths: Int, scale: Int) -> Double {
    let decimals = scale + 2
    guard decimals > 6 else { return Double(hundredths) / powersOfTen[decimals] }
    let divisor = Int(powersOfTen[decimals - 6])
    return Double((hundredths + divisor / 2) / divisor) / 1e6
  }

  /// The number with decimals that do not depend on the column's decimal sign.
  var withCertainSign: HeightNumber {
    HeightNumber(mantissa: mantissa, scale: scale, decimalSign: nil)
  }

  /// The number with a decimal point and its trailing zeros.
  var text: String {
    guard scale > 0 else { return String(mantissa) }
    let digits = String(mantissa)
    let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
    return "\(padded.dropLast(scale)).\(padded.suffix(scale))"
  }

  /// A whole number, scaled like the mantissa.
  func scaled(_ whole: Int) -> Int { whole * Int(Self.powersOfTen[scale]) }

  private static let powersOfTen: [Double] = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9]
}

extension HeightNumber {
  /// Reads the number that starts at a byte, and returns it with the byte after it.
  ///
  /// Digits, optionally a point or comma with further digits. No sign, exponent, thousands
  /// separator or "nan".
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
      guard index - start <= maximumWholeDigits else { return nil }
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
      // At most fourteen digits, so that ten thousand times the value in hundredths fits a machine
      // word.
      if scale < maximumDecimals, mantissa < 10_000_000_000_000 {
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

/// The unit of a column of heights.
package enum HeightUnit: String, Sendable, CaseIterable {
  case centimetres = "cm"
  case metres = "m"
  case millimetres = "mm"
  case inches = "in"
  case feetAndInches = "ft-in"

  /// The unit in which a bare number is a usual height, if there is one.
  ///
  /// The ranges do not overlap, so a number fits at most one unit. In feet, the range is for feet
  /// and inches.
  package static func fitting(_ number: Double) -> HeightUnit? {
    switch number {
    case 100...250: .centimetres
    case 1...2.5: .metres
    case 1000...2500: .millimetres
    case 36...90: .inches
    case 3...8: .feetAndInches
    default: nil
    }
  }

  /// The unit's place among all of them, for counting.
  var place: Int {
    switch self {
    case .centimetres: 0
    case .metres: 1
    case .millimetres: 2
    case .inches: 3
    case .feetAndInches: 4
    }
  }

  /// The unit in words, for the readings of a doubtful height.
  package var words: String {
    switch self {
    case .centimetres: "cm"
    case .metres: "metres"
    case .millimetres: "millimetres"
    case .inches: "inches"
    case .feetAndInches: "feet"
    }
  }

  /// The unit in hundredths of a centimetre: always an integer, because an inch is 2.54 cm.
  var hundredthsOfCentimetre: Int {
    switch self {
    case .centimetres: 100
    case .metres: 10_000
    case .millimetres: 10
    case .inches: 254
    case .feetAndInches: 3048
    }
  }
}

/// The decimal sign of a number.
package enum DecimalSign: String, Sendable, CaseIterable {
  case point = "."
  case comma = ","
}

extension HeightNumber {
  /// A fraction of an inch: halves to sixteenths, which have few decimals.
  static func fraction(_ above: HeightNumber, over below: HeightNumber) -> HeightNumber? {
    guard above.scale == 0, below.scale == 0, above.mantissa < below.mantissa,
      let scale = [2: 1, 4: 2, 8: 3, 16: 4][below.mantissa]
    else { return nil }
    let parts = HeightNumber(mantissa: 0, scale: scale, decimalSign: nil).scaled(above.mantissa)
    return HeightNumber(mantissa: parts / below.mantissa, scale: scale, decimalSign: nil)
  }

  /// The sum of a whole number and a fraction.
  func adding(_ fraction: HeightNumber) -> HeightNumber? {
    guard scale == 0 else { return nil }
    return HeightNumber(
      mantissa: fraction.scaled(mantissa) + fraction.mantissa,
      scale: fraction.scale,
      decimalSign: nil
    )
  }

  /// Whole feet and inches in centimetres.
  static func centimetres(feet: Int, inches: HeightNumber) -> Double {
    centimetres(
      hundredths: inches.scaled(feet * HeightUnit.feetAndInches.hundredthsOfCentimetre)
        + inches.mantissa * HeightUnit.inches.hundredthsOfCentimetre,
      scale: inches.scale
    )
  }

  /// The number as feet, plus inches.
  func meaning(withInches inches: HeightNumber) -> HeightMeaning {
    HeightMeaning(
      centimetres: Self.centimetres(feet: mantissa, inches: inches),
      .feetAndInches(feet: text, inches: inches.text)
    )
  }

  /// The number as one of a unit.
  func meaning(as unit: HeightUnit) -> HeightMeaning {
    HeightMeaning(centimetres: centimetres(as: unit), .number(text, unit))
  }

  /// The readings of a number of feet: the decimals of 5.11 may be inches.
  var meaningsInFeet: [HeightMeaning] {
    guard scale > 0, let feetAndInches else { return [meaning(as: .feetAndInches)] }
    return [feetAndInches, meaning(as: .feetAndInches)]
  }

  /// The number as feet, with the digits after the decimal sign as inches: 5.11 is five feet
  /// eleven, 5.1 five feet one, and 5.10 five feet ten; nil if they are not inches.
  var feetAndInches: HeightMeaning? {
    if scale == 0 { return meaning(as: .feetAndInches) }
    // The half of 5 1/2 feet is a fraction, not five inches.
    guard decimalSign != nil, scale <= 2 else { return nil }
    let (feet, decimals) = mantissa.quotientAndRemainder(dividingBy: scaled(1))
    guard decimals < 12 else { return nil }
    let whole = HeightNumber(mantissa: feet, scale: 0, decimalSign: nil)
    return whole.meaning(
      withInches: HeightNumber(mantissa: decimals, scale: 0, decimalSign: nil)
    )
  }
}

/// A height in centimetres with as many decimals as it has, two at most: 172, 172.5, 172.72.
package func plainCentimetres(_ centimetres: Double) -> String {
  guard centimetres.magnitude < 1e12 else { return "\(centimetres)" }
  let hundredths = Int((centimetres * 100).rounded())
  let (whole, rest) = hundredths.quotientAndRemainder(dividingBy: 100)
  if rest == 0 { return "\(whole)" }
  let digits = "\(rest + 100)".dropFirst()
  return "\(whole).\(digits.last == "0" ? digits.dropLast() : digits)"
}
