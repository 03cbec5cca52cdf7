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

  /// The number as feet, with inches beside it.
  func meaning(withInches inches: HeightNumber) -> HeightMeaning {
    HeightMeaning(
      centimetres: Self.centimetres(feet: mantissa, inches: inches),
      words: "\(text) \(text == "1" ? "foot" : "feet") \(inches.text) "
        + (inches.text == "1" ? "inch" : "inches")
    )
  }

  /// The number as one of a unit.
  func meaning(as unit: HeightUnit) -> HeightMeaning {
    HeightMeaning(centimetres: centimetres(as: unit), words: "\(text) \(unit.words)")
  }

  /// The ways to understand a number of feet: the decimals of 5.11 may be inches.
  var meaningsInFeet: [HeightMeaning] {
    guard scale > 0, let feetAndInches else { return [meaning(as: .feetAndInches)] }
    return [feetAndInches, meaning(as: .feetAndInches)]
  }

  /// The number as feet, the digits behind its sign being inches: 5.11 is five feet eleven, 5.1
  /// five feet one, and 5.10 five feet ten; nil where they are no inches.
  var feetAndInches: HeightMeaning? {
    if scale == 0 { return meaning(as: .feetAndInches) }
    // The half of 5 1/2 feet is a fraction as written, and no five inches.
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
