extension HeightDecision {
  /// With fewer heights, a column has no usable median.
  static let minimumHeights = 5
  /// Heights within this many centimetres of the median are never far from it.
  private static let near = 40.0
  /// A height more than this many deviations from the median is improbable.
  static let far = 6.0
  /// The same for a bare number that could also be something else, such as an age.
  private static let farForAnother = 3.0

  /// The largest accepted distance of a bare number from the median, in deviations.
  ///
  /// Numbers of inches are as large as ages, shoe sizes and the centimetres of a small child, so
  /// their limit is lower. The same holds for numbers of centimetres that could be inches.
  func limit(of number: HeightNumber) -> Double {
    let isInches = Self.plausibleCentimetres.contains(number.centimetres(as: .inches))
    switch unit {
    case .inches: return Self.farForAnother
    case .centimetres where isInches: return Self.farForAnother
    default: return Self.far
    }
  }

  func isFar(_ centimetres: Double, beyond deviations: Double) -> Bool {
    guard !keepsImplausible, let spread else { return false }
    return (centimetres - spread.median).magnitude > Self.reach(of: spread, deviations)
  }

  private static func reach(of spread: HeightSpread, _ deviations: Double) -> Double {
    max(near, spread.deviation * deviations)
  }

  /// Whether another decision about the same column, or a part of it, reads every cell alike.
  func agrees(with other: HeightDecision) -> Bool {
    guard unit == other.unit, decimal == other.decimal,
      rememberedBasis == other.rememberedBasis
    else { return false }
    guard !keepsImplausible, spread != other.spread else { return true }
    return [Self.far, Self.farForAnother].allSatisfy { deviations in
      let here = Self.bounds(of: spread, deviations)
      let there = Self.bounds(of: other.spread, deviations)
      return
        (here.lower == there.lower
        || !histogram.mayHold(between: here.lower, and: there.lower))
        && (here.upper == there.upper
          || !histogram.mayHold(between: here.upper, and: there.upper))
    }
  }

  /// The basis, where a number may be read otherwise because of it.
  private var rememberedBasis: Basis? {
    if case .remembered = basis { basis } else { nil }
  }

  /// The interval in which no height is improbable.
  private static func bounds(
    of spread: HeightSpread?,
    _ deviations: Double
  ) -> (lower: Double, upper: Double) {
    guard let spread else {
      return (plausibleCentimetres.lowerBound, plausibleCentimetres.upperBound)
    }
    let reach = reach(of: spread, deviations)
    return (spread.median - reach, spread.median + reach)
  }

  /// Why the height in a cell is in doubt.
  package func reason(for text: String) -> HeightDoubt {
    let reading = HeightGrammar.reading(of: text)
    guard case .doubt(let meanings) = centimetres(for: reading) else { return .unclear }
    if let middle = spread?.median, let centimetres = farCentimetres(of: reading) {
      return .far(centimetres: centimetres, middle: middle)
    }
    let possible = meanings.filter { Self.plausibleCentimetres.contains($0.centimetres) }
    return possible.isEmpty ? .outside : .readings(possible)
  }

  /// The height in a cell that would be accepted if it were closer to the others.
  private func farCentimetres(of reading: HeightReading) -> Double? {
    let found: (centimetres: Double, limit: Double)? =
      switch reading {
      case .number(let number): centimetres(of: number).map { ($0, limit(of: number)) }
      case .measured(let centimetres, _): (centimetres, Self.far)
      case .empty, .ambiguous, .unreadable: nil
      }
    guard let found, Self.plausibleCentimetres.contains(found.centimetres),
      isFar(found.centimetres, beyond: found.limit)
    else { return nil }
    return found.centimetres
  }
}

/// Why a height of a list is in doubt.
package enum HeightDoubt: Equatable, Sendable {
  /// Far from the middle of its column.
  case far(centimetres: Double, middle: Double)
  /// No reading is a height that people have.
  case outside
  /// The readings that people's heights can have.
  case readings([HeightMeaning])
  case unclear
}

extension HeightMeaning {
  /// The readings of a height as a phrase: "5 feet 11 inches (180.34 cm) or …".
  package static func listed(_ meanings: [HeightMeaning]) -> String {
    meanings.map { meaning in
      let centimetres = "\(plainCentimetres(meaning.centimetres)) cm"
      return meaning.isPlain ? centimetres : "\(meaning.words) (\(centimetres))"
    }.joined(separator: " or ")
  }
}

extension HeightDecision {
  /// Why the unit of the bare numbers is not known.
  var question: String {
    switch basis {
    case .contradiction(let heading, let cells):
      "the heading says \(heading.rawValue), most numbers look like \(cells.rawValue)"
    case .nothing, .given, .heading, .cells, .remembered:
      "most of the \(bareNumbers) numbers without a unit do not fit one unit"
    }
  }
}

extension HeightDecision {
  /// The decision of an import about its column of heights.
  package init(rememberedUnit unit: HeightUnit?, decimal: DecimalSign?) {
    self.init(
      unit: unit,
      basis: unit == nil ? .nothing : .cells,
      decimal: decimal,
      bareNumbers: 0,
      fitting: 0,
      heights: 0
    )
  }

  /// The readings of a height in its column.
  package func readings(
    of text: String,
    takenAs centimetres: Double
  ) -> [HeightMeaning] {
    guard case .number(let number) = HeightGrammar.reading(of: text), let unit
    else {
      return [HeightMeaning(centimetres: centimetres, .asTaken)]
    }
    let taken = HeightMeaning(centimetres: centimetres, number.meaning(as: unit).notation)
    guard let other = HeightUnit.fitting(number.value), other != unit else { return [taken] }
    return [taken]
      + (other == .feetAndInches ? number.meaningsInFeet : [number.meaning(as: other)])
  }
}
