import CSV
import TestSupport
import Testing

@testable import RosterReading

struct HeightColumnTests {
  private func decision(
    _ cells: [String],
    unit: HeightUnit? = nil,
    decimal: DecimalSign? = nil,
    heading: HeightUnit? = nil
  ) -> HeightDecision {
    var column = HeightColumn(unit: unit, decimal: decimal, headingUnit: heading)
    for cell in cells { column.survey(cell) }
    return column.decision
  }

  @Test(
    arguments: [
      (["172", "165.5", "", "180"], .centimetres, .point),
      (["172,5", "165"], .centimetres, .comma), (["1.72", "1.8", "2"], .metres, .point),
      (["1,72", "1,80"], .metres, .comma), (["1720", "1655"], .millimetres, nil),
      (["68", "70.5", "63"], .inches, .point), (["5'8\"", "6", "5'11"], .feetAndInches, nil),
      (["5.11", "5.4", "6.0"], .feetAndInches, .point), (["172 cm", "172"], .centimetres, nil),
      (["166", "57", "170", "168"], .centimetres, nil),
    ] as [([String], HeightUnit, DecimalSign?)]
  )
  func `the majority of the cells decides on the unit and the decimal sign`(
    cells: [String],
    unit: HeightUnit,
    decimal: DecimalSign?
  ) {
    let decision = decision(cells)
    #expect(decision.unit == unit)
    #expect(decision.basis == .cells)
    #expect(decision.decimal == decimal)
    #expect(!decision.needsUnit)
  }

  @Test func `without a majority the unit is asked for`() {
    let decision = decision(["172", "68", "1.72", "180"])
    #expect(decision.unit == nil)
    #expect(decision.needsUnit)
    #expect(decision.basis == .nothing)
    #expect(
      decision.centimetres(for: "68")
        == .doubt([HeightMeaning(centimetres: 172.72, .number("68", .inches))])
    )
  }

  @Test func `heights with their units need no unit for the column`() {
    let decision = decision(["172 cm", "68 in"])
    #expect(!decision.needsUnit)
    #expect(decision.centimetres(for: "68 in") == .value(172.72))
    #expect(self.decision([]).needsUnit == false)
    #expect(self.decision(["", "NA", "?"]).centimetres(for: "") == .none)
  }

  @Test func `a heading names the unit as long as the cells agree`() {
    #expect(decision(["85", "92", "101"], heading: .centimetres).unit == .centimetres)
    #expect(decision([], heading: .metres).basis == .heading)
    let contradiction = decision(["1.72", "1.80"], heading: .centimetres)
    #expect(contradiction.unit == nil)
    #expect(contradiction.needsUnit)
    #expect(contradiction.basis == .contradiction(heading: .centimetres, cells: .metres))
  }

  @Test func `what the user says is not questioned`() {
    let decision = decision(["1.72", "1.80"], unit: .centimetres, decimal: .comma)
    #expect(decision.basis == .given)
    #expect(decision.centimetres(for: "57") == .value(57))
    #expect(decision.centimetres(for: "172,5") == .value(172.5))
    #expect(
      decision.centimetres(for: "1.72")
        == .doubt([HeightMeaning(centimetres: 172, .number("1.72", .metres))])
    )
  }

  private static let school = ["172", "165.5", "180", "171.5", "166"]

  @Test(
    arguments: [
      ("172", .value(172)), ("172.5", .value(172.5)), ("68 in", .value(172.72)),
      ("1,72 m", .value(172)), ("135", .value(135)), ("205", .value(205)), ("", .none),
      ("NA", .none),
      ("x", .unreadable), ("nan", .unreadable),
      ("1,81", .doubt([HeightMeaning(centimetres: 181, .number("1.81", .metres))])),
      ("1.81", .doubt([HeightMeaning(centimetres: 181, .number("1.81", .metres))])),
      ("172,5", .doubt([HeightMeaning(centimetres: 172.5, .number("172.5", .centimetres))])),
      (
        "57",
        .doubt([
          HeightMeaning(centimetres: 57, .number("57", .centimetres)),
          HeightMeaning(centimetres: 144.78, .number("57", .inches)),
        ])
      ), ("95", .doubt([HeightMeaning(centimetres: 95, .number("95", .centimetres))])),
      ("255", .doubt([HeightMeaning(centimetres: 255, .number("255", .centimetres))])),
      ("1720", .doubt([HeightMeaning(centimetres: 172, .number("1720", .millimetres))])),
      ("6", .doubt([HeightMeaning(centimetres: 182.88, .number("6", .feetAndInches))])),
      (
        "5.11",
        .doubt([
          HeightMeaning(centimetres: 180.34, .feetAndInches(feet: "5", inches: "11")),
          HeightMeaning(centimetres: 155.7528, .number("5.11", .feetAndInches)),
        ])
      ),
      (
        "5-11",
        .doubt([HeightMeaning(centimetres: 180.34, .feetAndInches(feet: "5", inches: "11"))])
      ),
      ("300", .doubt([])), ("0", .doubt([])), ("20", .doubt([])), ("999999", .doubt([])),
      ("300 cm", .doubt([HeightMeaning(centimetres: 300, .asWritten(.centimetres))])),
      ("49.9 cm", .doubt([HeightMeaning(centimetres: 49.9, .asWritten(.centimetres))])),
      ("50 cm", .doubt([HeightMeaning(centimetres: 50, .asWritten(.centimetres))])),
      ("260 cm", .doubt([HeightMeaning(centimetres: 260, .asWritten(.centimetres))])),
    ] as [(String, HeightOutcome)]
  )
  func `what does not fit a column in centimetres is a doubt with its readings`(
    cell: String,
    outcome: HeightOutcome
  ) {
    #expect(decision(Self.school).centimetres(for: cell) == outcome)
  }

  @Test func `bare numbers among feet and inches are doubts`() {
    let decision = decision(["5'8\"", "6", "5'11", "70", "5.11", "5'2"])
    #expect(decision.unit == .feetAndInches)
    #expect(
      decision.centimetres(for: "6")
        == .doubt([HeightMeaning(centimetres: 182.88, .number("6", .feetAndInches))])
    )
    #expect(
      decision.centimetres(for: "70")
        == .doubt([HeightMeaning(centimetres: 177.8, .number("70", .inches))])
    )
    #expect(decision.centimetres(for: "5'11") == .value(180.34))
  }

  @Test func `metres and millimetres come out as whole centimetres`() {
    let metres = decision(["1.13", "1.72"])
    #expect(metres.centimetres(for: "1.13") == .value(113))
    #expect(decision(["1720", "1725"]).centimetres(for: "1725") == .value(172.5))
    #expect(
      decision(["68", "70"]).centimetres(for: "68.5")
        == .doubt([HeightMeaning(centimetres: 173.99, .number("68.5", .inches))])
    )
    #expect(decision(["68.5", "70"]).centimetres(for: "68.5") == .value(173.99))
  }

  @Test func `both decimal signs as often as each other are doubts both`() {
    let decision = decision(["172.5", "172,5", "170"])
    #expect(decision.decimal == nil)
    #expect(decision.centimetres(for: "170") == .value(170))
    for cell in ["172.5", "172,5"] {
      #expect(
        decision.centimetres(for: cell)
          == .doubt([HeightMeaning(centimetres: 172.5, .number("172.5", .centimetres))])
      )
    }
  }

  @Test(
    .enabled(if: SharedFolder.exists, "the folder ../shared is not there"),
    arguments: [
      ("data/galton_families/GaltonFamilies.csv", 8, HeightUnit.inches, 934, 0),
      ("data/bdims/bdims.csv", 24, .centimetres, 507, 0),
      ("data/davis/Davis.csv", 3, .centimetres, 199, 1),
      ("data/ais/ais.csv", 10, .centimetres, 202, 0),
      ("data/singer/singer.csv", 1, .inches, 235, 0), ("data/fev/fev.csv", 2, .inches, 654, 0),
      ("data/kids198/Kids198.csv", 1, .inches, 198, 0),
      ("data/stat2data_students/Pulse.csv", 6, .inches, 232, 0),
    ]
  )
  func `real columns are understood`(
    path: String,
    index: Int,
    unit: HeightUnit,
    values: Int,
    doubts: Int
  ) throws {
    var cells: [String] = []
    var parser = CSVParser(dialect: .comma)
    parser.parse(try SharedFolder.bytes(path)[...]) { cells.append($0.text(index)) }
    parser.finish { cells.append($0.text(index)) }
    cells.removeFirst()
    let decision = decision(cells)
    let outcomes = cells.map { decision.centimetres(for: $0) }
    #expect(decision.unit == unit)
    #expect(outcomes.count { if case .value = $0 { true } else { false } } == values)
    #expect(outcomes.count { if case .doubt = $0 { true } else { false } } == doubts)
  }
}
