/// Decides what the bare numbers of a column of heights mean, from all of its cells.
///
/// Show it every cell with `survey` first, then ask for the `decision` and read the cells with it.
/// A unit is decided on when more than half of the cells with a height speak for it, or when the
/// heading names it and the cells do not say otherwise; what does not fit is a doubt later on.
package struct HeightColumn: Sendable {
  /// The unit that the user has named; it is not questioned.
  private let givenUnit: HeightUnit?
  private let givenDecimal: DecimalSign?
  /// The sign to believe where the cells speak for both alike.
  private let likelyDecimal: DecimalSign?
  /// The unit that the heading names: "Größe (cm)".
  private let headingUnit: HeightUnit?

  /// The cells that speak for each unit.
  private var votes = [Int](repeating: 0, count: HeightUnit.allCases.count)
  /// The cells that hold a number or a height, the ones that speak for no unit included.
  private var heights = 0
  private var bareNumbers = 0
  private var points = 0
  private var commas = 0
  private var centimetres = HeightSurvey()
  private let keepsImplausible: Bool

  /// Begins with a column.
  ///
  /// - Parameters:
  ///   - unit: The unit that the user named, or nil to find it out.
  ///   - decimal: The decimal sign that the user named, or nil to find it out.
  ///   - likelyDecimal: The sign to believe where the cells speak for both alike.
  ///   - headingUnit: The unit in the column's heading, which counts as long as the cells agree.
  ///   - keepsImplausible: Whether heights far from the middle of the column are taken all the same.
  package init(
    unit: HeightUnit? = nil,
    decimal: DecimalSign? = nil,
    likelyDecimal: DecimalSign? = nil,
    headingUnit: HeightUnit? = nil,
    keepsImplausible: Bool = false
  ) {
    givenUnit = unit
    givenDecimal = decimal
    self.likelyDecimal = likelyDecimal
    self.headingUnit = headingUnit
    self.keepsImplausible = keepsImplausible
  }

  /// Takes account of one cell, given as UTF-8.
  package mutating func survey(_ cell: borrowing Span<UInt8>) {
    survey(HeightGrammar.reading(of: cell))
  }

  /// Takes account of one cell that was read already.
  package mutating func survey(_ reading: HeightReading) {
    switch reading {
    case .number(let number):
      heights += 1
      bareNumbers += 1
      switch number.decimalSign {
      case .point?: points += 1
      case .comma?: commas += 1
      case nil: break
      }
      let value = number.value
      if let unit = HeightUnit.fitting(value) { votes[unit.place] += 1 }
      centimetres.add(number, value: value)
    case .measured(let centimetres, let unit):
      heights += 1
      self.centimetres.add(centimetres: centimetres)
      votes[unit.place] += 1
    case .ambiguous:
      heights += 1
    case .empty, .unreadable:
      break
    }
  }

  /// Takes account of one cell.
  package mutating func survey(_ cell: String) { survey(cell.utf8.span) }

  /// What the cells seen so far add up to.
  package var decision: HeightDecision {
    let majority = HeightUnit.allCases.first { votes[$0.place] * 2 > heights }
    let unit: HeightUnit?
    let basis: HeightDecision.Basis
    switch (givenUnit, headingUnit, majority) {
    case (let given?, _, _): (unit, basis) = (given, .given)
    case (nil, let heading?, let majority?) where heading != majority:
      (unit, basis) = (nil, .contradiction(heading: heading, cells: majority))
    case (nil, let heading?, _): (unit, basis) = (heading, .heading)
    case (nil, nil, let majority?): (unit, basis) = (majority, .cells)
    case (nil, nil, nil): (unit, basis) = (nil, .nothing)
    }
    let decimal: DecimalSign? =
      givenDecimal
      ?? (points == commas ? (points > 0 ? likelyDecimal : nil) : points > commas ? .point : .comma)
    return HeightDecision(
      unit: unit,
      basis: basis,
      decimal: decimal,
      bareNumbers: bareNumbers,
      fitting: unit.map { votes[$0.place] } ?? 0,
      heights: heights,
      histogram: centimetres.histogram(bareIn: unit),
      keepsImplausible: keepsImplausible
    )
  }
}
