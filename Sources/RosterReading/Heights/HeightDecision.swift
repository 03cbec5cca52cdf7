/// The unit and decimal sign of a column of heights, with which every cell can be read.
package struct HeightDecision: Sendable, Equatable {
  /// How the unit was determined.
  package enum Basis: Sendable, Equatable {
    /// The user named it.
    case given
    /// The heading names it.
    case heading
    /// Most cells fit it.
    case cells
    /// The cells do not settle it, and an earlier file with the same headings had it, because the
    /// user named it then, or because of its own cells.
    case remembered(isGiven: Bool)
    /// The heading names one unit and most cells fit another: undecided.
    case contradiction(heading: HeightUnit, cells: HeightUnit)
    /// Neither the heading nor a majority of the cells gives one: undecided.
    case nothing
  }

  /// The unit of a bare number, or nil if undecided.
  package let unit: HeightUnit?
  package let basis: Basis
  /// The sign before decimals, or nil if no number has decimals or both signs are equally frequent.
  package let decimal: DecimalSign?
  /// Whether both signs are equally frequent, so that the sign is a likely one.
  let isDecimalLikely: Bool
  /// The number of cells with a bare number.
  package let bareNumbers: Int
  /// The number of cells that fit the unit.
  package let fitting: Int
  /// The number of cells with a height or a number.
  package let heights: Int
  /// The median of the column's heights and their spread; nil if there are too few.
  let spread: HeightSpread?
  /// Where the column's heights lie.
  let histogram: HeightHistogram
  /// Whether heights far from the median are accepted.
  let keepsImplausible: Bool

  init(
    unit: HeightUnit?,
    basis: Basis,
    decimal: DecimalSign?,
    isDecimalLikely: Bool = false,
    bareNumbers: Int,
    fitting: Int,
    heights: Int,
    histogram: HeightHistogram = HeightHistogram(),
    keepsImplausible: Bool = false
  ) {
    self.unit = unit
    self.basis = basis
    self.decimal = decimal
    self.isDecimalLikely = isDecimalLikely
    self.bareNumbers = bareNumbers
    self.fitting = fitting
    self.heights = heights
    self.histogram = histogram
    self.keepsImplausible = keepsImplausible
    spread = histogram.spread(fewest: Self.minimumHeights)
  }

  /// Whether there are bare numbers of unknown unit, so that the user has to name it.
  package var needsUnit: Bool { unit == nil && bareNumbers > 0 }

  /// The plausible heights, in centimetres, of persons of school age and older.
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
    // Without a user's word, a remembered unit is no reason to read what looks like another unit.
    if basis == .remembered(isGiven: false), HeightUnit.fitting(number.value) != unit {
      return .doubt(meanings(of: number))
    }
    guard let centimetres = centimetres(of: number),
      Self.plausibleCentimetres.contains(centimetres),
      !isFar(centimetres, beyond: limit(of: number))
    else { return .doubt(meanings(of: number)) }
    // Every other plausible height in the column's unit is accepted as written, including a small
    // child's 95 cm; `check` may question it.
    return .value(centimetres)
  }

  /// The height of a bare number in the column's unit, if its decimal sign is the column's.
  package func centimetres(of number: HeightNumber) -> Double? {
    guard let unit, number.decimalSign == nil || number.decimalSign == decimal else { return nil }
    guard unit != .feetAndInches else {
      // The decimals of 5.11 feet may be inches, unless the user said that they are.
      let isGiven = basis == .given || basis == .remembered(isGiven: true)
      return isGiven ? number.feetAndInches?.centimetres : nil
    }
    return number.centimetres(as: unit)
  }

  /// The readings of a number that does not fit: by its size, and in the column's unit.
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

/// The result for one cell of a column of heights.
package enum HeightOutcome: Sendable, Equatable {
  /// The cell is empty.
  case none
  /// A height in centimetres.
  case value(Double)
  /// A height in doubt, with its possible readings; not used until a person decides.
  case doubt([HeightMeaning])
  /// No height.
  case unreadable
}

extension HeightMeaning {
  init(centimetres: Double, asWrittenIn unit: HeightUnit) {
    self.init(centimetres: centimetres, .asWritten(unit))
  }
}
