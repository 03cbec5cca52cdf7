/// What the bare numbers of a column of heights mean, and with it every cell's height.
package struct HeightDecision: Sendable, Equatable {
  /// What the unit rests on.
  package enum Basis: Sendable, Equatable {
    /// The user named it.
    case given
    /// The heading names it.
    case heading
    /// Most cells fit it.
    case cells
    /// The heading names one unit and most cells fit another: there is no unit.
    case contradiction(heading: HeightUnit, cells: HeightUnit)
    /// Neither the heading nor a majority of the cells tell one: there is no unit.
    case nothing
  }

  /// The unit of a bare number, or nil where that is undecided.
  package let unit: HeightUnit?
  package let basis: Basis
  /// The sign before decimals, or nil where no number has decimals or both signs are as frequent.
  package let decimal: DecimalSign?
  /// The cells with a number and nothing else.
  package let bareNumbers: Int
  /// The cells that speak for the unit.
  package let fitting: Int
  /// The cells that hold a height or a number.
  package let heights: Int
  /// The middle of the column's heights and their spread; nil where they are too few.
  let spread: HeightSpread?
  /// Where the column's heights lie.
  let histogram: HeightHistogram
  /// Whether heights far from the middle are taken all the same.
  let keepsImplausible: Bool

  init(
    unit: HeightUnit?,
    basis: Basis,
    decimal: DecimalSign?,
    bareNumbers: Int,
    fitting: Int,
    heights: Int,
    histogram: HeightHistogram = HeightHistogram(),
    keepsImplausible: Bool = false
  ) {
    self.unit = unit
    self.basis = basis
    self.decimal = decimal
    self.bareNumbers = bareNumbers
    self.fitting = fitting
    self.heights = heights
    self.histogram = histogram
    self.keepsImplausible = keepsImplausible
    spread = histogram.spread(fewest: Self.minimumHeights)
  }

  /// True when there are bare numbers and their unit is unknown: the user has to say.
  package var needsUnit: Bool { unit == nil && bareNumbers > 0 }

  /// The heights in centimetres that a person of school age and beyond can have.
  package static let plausibleCentimetres: ClosedRange<Double> = 50...260

  /// The height in one cell, given as UTF-8.
  package func centimetres(for cell: borrowing Span<UInt8>) -> HeightOutcome {
    centimetres(for: HeightGrammar.reading(of: cell))
  }

  /// The height in one cell that was read already.
  package func centimetres(for reading: HeightReading) -> HeightOutcome {
    switch reading {
    case .empty: .none
    case .unreadable: .unreadable
    case .ambiguous(let meanings): .doubt(meanings)
    case .number(let number): outcome(of: number)
    case .measured(let centimetres, let unit):
      Self.plausibleCentimetres.contains(centimetres)
        && !isFar(centimetres, beyond: Self.far)
        ? .value(centimetres)
        : .doubt([HeightMeaning(centimetres: centimetres, asWrittenIn: unit)])
    }
  }

  /// The height in one cell.
  package func centimetres(for cell: String) -> HeightOutcome { centimetres(for: cell.utf8.span) }

  private func outcome(of number: HeightNumber) -> HeightOutcome {
    guard let centimetres = centimetres(of: number),
      Self.plausibleCentimetres.contains(centimetres),
      !isFar(centimetres, beyond: limit(of: number))
    else { return .doubt(meanings(of: number)) }
    // Every other plausible height in the column's unit is taken as written, a small child's 95 cm
    // as well; `check` may question it.
    return .value(centimetres)
  }

  /// The height that a bare number is in the column's unit, where it is written as its column is.
  package func centimetres(of number: HeightNumber) -> Double? {
    guard let unit, number.decimalSign == nil || number.decimalSign == decimal else { return nil }
    guard unit != .feetAndInches else {
      // The decimals of 5.11 feet may be inches, unless a person said that they are.
      return basis == .given ? number.feetAndInches?.centimetres : nil
    }
    return number.centimetres(as: unit)
  }

  /// The ways to understand a number that does not fit: what its size says, and the column's unit.
  private func meanings(of number: HeightNumber) -> [HeightMeaning] {
    var meanings: [HeightMeaning] = []
    for candidate in HeightUnit.allCases {
      let isPlausible = Self.plausibleCentimetres.contains(number.centimetres(as: candidate))
      guard HeightUnit.fitting(number.value) == candidate || candidate == unit && isPlausible
      else { continue }
      meanings +=
        candidate == .feetAndInches ? number.meaningsInFeet : [number.meaning(as: candidate)]
    }
    return meanings
  }
}

/// What became of one cell of a column of heights.
package enum HeightOutcome: Sendable, Equatable {
  /// The cell is empty.
  case none
  /// A height in centimetres.
  case value(Double)
  /// A height not to be used until a person decides, with the ways to understand it, if any.
  case doubt([HeightMeaning])
  /// No height.
  case unreadable
}

extension HeightMeaning {
  /// How the words of a height with a unit of its own begin.
  static let asWritten = "as written"

  init(centimetres: Double, asWrittenIn unit: HeightUnit) {
    self.init(centimetres: centimetres, words: "\(Self.asWritten), in \(unit.words)")
  }
}
