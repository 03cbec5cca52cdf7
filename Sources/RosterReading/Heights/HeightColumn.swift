/// Determines the unit and decimal sign of a column of heights from all of its cells.
///
/// Call `survey` with every cell first, then read the cells with the `decision`. A unit is chosen
/// if more than half of the cells with a height fit it, or if the heading names it and the cells do
/// not contradict it. Heights that do not fit are in doubt.
package struct HeightColumn: Sendable {
  /// The unit that the user has named; it is not questioned.
  private let givenUnit: HeightUnit?
  private let givenDecimal: DecimalSign?
  /// The sign used if the cells fit both equally.
  private let likelyDecimal: DecimalSign?
  /// The unit that the heading names: "Größe (cm)".
  private let headingUnit: HeightUnit?
  /// The unit of an earlier file with the same headings, and whether the user named it.
  private let rememberedUnit: (unit: HeightUnit, isGiven: Bool)?

  /// The number of cells that fit each unit.
  private var votes = [Int](repeating: 0, count: HeightUnit.allCases.count)
  /// The number of cells with a number or a height, including those that fit no unit.
  private var heights = 0
  private var bareNumbers = 0
  private var points = 0
  private var commas = 0
  private var centimetres = HeightSurvey()
  private let keepsImplausible: Bool

  /// Begins with a column.
  ///
  /// - Parameters:
  ///   - unit: The unit that the user named, or nil to detect it.
  ///   - decimal: The decimal sign that the user named, or nil to detect it.
  ///   - likelyDecimal: The sign used if the cells fit both equally.
  ///   - headingUnit: The unit in the column's heading, used unless the cells contradict it.
  ///   - rememberedUnit: The unit of an earlier file with the same headings, and whether the user
  ///     named it; used only where this file does not settle its unit.
  ///   - keepsImplausible: Whether heights far from the median are accepted.
  package init(
    unit: HeightUnit? = nil,
    decimal: DecimalSign? = nil,
    likelyDecimal: DecimalSign? = nil,
    headingUnit: HeightUnit? = nil,
    rememberedUnit: (unit: HeightUnit, isGiven: Bool)? = nil,
    keepsImplausible: Bool = false
  ) {
    givenUnit = unit
    givenDecimal = decimal
    self.likelyDecimal = likelyDecimal
    self.headingUnit = headingUnit
    self.rememberedUnit = rememberedUnit
    self.keepsImplausible = keepsImplausible
  }

  /// Adds one cell, given as UTF-8.
  package mutating func survey(_ cell: borrowing Span<UInt8>) {
    survey(HeightGrammar.reading(of: cell))
  }

  /// Adds one cell that was already parsed, or the equal cells of several students.
  package mutating func survey(_ reading: HeightReading, students: Int = 1) {
    switch reading {
    case .number(let number):
      heights += students
      bareNumbers += students
      switch number.decimalSign {
      case .point?: points += students
      case .comma?: commas += students
      case nil: break
      }
      let value = number.value
      if let unit = HeightUnit.fitting(value) { votes[unit.place] += students }
      centimetres.add(number, value: value, students: students)
    case .measured(let centimetres, let unit):
      heights += students
      self.centimetres.add(centimetres: centimetres, students: students)
      votes[unit.place] += students
    case .ambiguous:
      heights += students
    case .empty, .unreadable:
      break
    }
  }

  /// Adds one cell.
  package mutating func survey(_ cell: String) { survey(cell.utf8.span) }

  /// The decision from the cells seen so far.
  package var decision: HeightDecision {
    let majority = HeightUnit.allCases.first { votes[$0.place] * 2 > heights }
    var unit: HeightUnit?
    var basis: HeightDecision.Basis
    switch (givenUnit, headingUnit, majority) {
    case (let given?, _, _): (unit, basis) = (given, .given)
    case (nil, let heading?, let majority?) where heading != majority:
      (unit, basis) = (nil, .contradiction(heading: heading, cells: majority))
    case (nil, let heading?, _): (unit, basis) = (heading, .heading)
    case (nil, nil, let majority?): (unit, basis) = (majority, .cells)
    case (nil, nil, nil): (unit, basis) = (nil, .nothing)
    }
    if let remembered = rememberedUnit, isOpen(unit, basis, for: remembered) {
      (unit, basis) = (remembered.unit, .remembered(isGiven: remembered.isGiven))
    }
    let decimal: DecimalSign? =
      givenDecimal
      ?? (points == commas ? (points > 0 ? likelyDecimal : nil) : points > commas ? .point : .comma)
    return HeightDecision(
      unit: unit,
      basis: basis,
      decimal: decimal,
      isDecimalLikely: decimal != nil && givenDecimal == nil && points == commas,
      bareNumbers: bareNumbers,
      fitting: unit.map { votes[$0.place] } ?? 0,
      heights: heights,
      histogram: centimetres.histogram(bareIn: unit),
      keepsImplausible: keepsImplausible
    )
  }
  /// Whether the file leaves open what an earlier one with the same headings settled.
  ///
  /// Where the heading and most cells contradict each other, only the user's own answer counts, and
  /// only while most cells still say the same. The decimals of 5.11 feet are inches only because the
  /// user said so.
  private func isOpen(
    _ unit: HeightUnit?,
    _ basis: HeightDecision.Basis,
    for remembered: (unit: HeightUnit, isGiven: Bool)
  ) -> Bool {
    guard bareNumbers > 0 else { return false }
    return switch basis {
    case .given, .remembered: false
    case .heading, .cells:
      unit == .feetAndInches && remembered.unit == .feetAndInches && remembered.isGiven
    case .contradiction(_, let cells): remembered.isGiven && remembered.unit == cells
    case .nothing: true
    }
  }
}
