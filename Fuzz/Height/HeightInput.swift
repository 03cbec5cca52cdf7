import RosterReading

/// One input of the fuzzer: what is known of a column of heights, and its cells.
///
/// The first three bytes are the unit that the user named, the decimal sign that the user named and
/// the unit of the heading: `c`, `m`, `l` (millimetres), `i`, `f` for a unit, `.` or `,` for a sign,
/// any other byte for none. The fourth is not looked at. What follows are the cells, one on each
/// line. The oracle in height_oracle.py takes inputs apart by the same rules.
struct HeightInput {
  let unit: HeightUnit?
  let decimal: DecimalSign?
  let headingUnit: HeightUnit?
  let cells: [[UInt8]]
  /// What is chosen at random for this input.
  var generator: InputGenerator

  /// The most cells of a column that are looked at, to stay quick.
  static let maximumCells = 8

  init(_ input: [UInt8]) {
    func option(_ place: Int) -> UInt8 { place < input.count ? input[place] : 0x2D }
    unit = Self.unit(option(0))
    decimal = option(1) == 0x2E ? .point : option(1) == 0x2C ? .comma : nil
    headingUnit = Self.unit(option(2))
    cells = input.dropFirst(4)
      .split(separator: 10, maxSplits: Self.maximumCells, omittingEmptySubsequences: false)
      .prefix(Self.maximumCells).map(Array.init)
    generator = InputGenerator(input)
  }

  private static func unit(_ byte: UInt8) -> HeightUnit? {
    switch byte {
    case UInt8(ascii: "c"): .centimetres
    case UInt8(ascii: "m"): .metres
    case UInt8(ascii: "l"): .millimetres
    case UInt8(ascii: "i"): .inches
    case UInt8(ascii: "f"): .feetAndInches
    default: nil
    }
  }

  /// What the cells, in this or another form, say of the column.
  func decision(
    of cells: some Sequence<[UInt8]>,
    decimal: DecimalSign?
  ) -> HeightDecision {
    var column = HeightColumn(unit: unit, decimal: decimal, headingUnit: headingUnit)
    for cell in cells { column.survey(cell.span) }
    return column.decision
  }
}
