import RosterReading
import StudentStore
import Testing
import Workflows

/// Which heights are doubted, and as what they can be read.
struct HeightDoubtTests {
  private func doubts(_ school: TestSchool) throws -> [Doubt] {
    try CheckWorkflow(school.database).run([.unitDoubt, .implausibleHeight])
  }

  /// A school of thirty in centimetres, and one height more.
  private func doubts(of height: String, unit: HeightUnit? = .centimetres) throws -> [Doubt] {
    let school = try TestSchool()
    try school.import(
      "name,height\n" + (0..<30).map { "S\($0),\(155 + $0)\n" }.joined() + "Odd,\"\(height)\"\n"
    ) { $0.heightUnit = unit }
    return try doubts(school)
  }

  /// Text, code, readings in centimetres.
  static let cells: [(String, DoubtCode, [Double])] = [
    ("5.11", .unitDoubt, [180.34, 155.7528]), ("5-11", .unitDoubt, [180.34]),
    ("1 72", .unitDoubt, [172]), ("172,5", .unitDoubt, [172.5]), ("1.72", .unitDoubt, [172]),
    ("1720", .unitDoubt, [172]), ("6", .unitDoubt, [182.88]), ("1m7", .unitDoubt, [170, 107]),
    ("16", .implausibleHeight, []), ("300 cm", .implausibleHeight, [300]),
    ("0", .implausibleHeight, []), ("999999", .implausibleHeight, []),
    ("57", .implausibleHeight, [57, 144.78]), ("68", .implausibleHeight, [68, 172.72]),
    ("251", .implausibleHeight, [251]), ("60 cm", .implausibleHeight, [60]),
    ("95", .implausibleHeight, [95]),
  ]

  @Test(arguments: cells)
  func `a height that is doubtful is listed with its readings`(
    text: String,
    code: DoubtCode,
    readings: [Double]
  ) throws {
    // The column has no decimals but in the odd cell; the sign is told apart by the option.
    let school = try TestSchool()
    try school.import(
      "name,height\n" + (0..<30).map { "S\($0),\(155 + $0).5\n" }.joined() + "Odd,\"\(text)\"\n"
    ) { $0.heightUnit = .centimetres }
    let found = try doubts(school)
    #expect(found.map(\.code) == [code])
    #expect(found.map(\.student) == [31])
    #expect(found.map(\.name) == ["Odd"])
    #expect(found.first?.readings.map(\.centimetres) == readings)
    #expect(found.first?.readings.allSatisfy { !$0.words.isEmpty } == true)
    #expect(found.first?.message.contains(readings.isEmpty ? text : "cm") == true)
  }

  @Test(arguments: ["110", "130", "145.5", "172", "198", "5'8\"", "1,72 m", "68 in", ""])
  func `a height that a person of the school can have is not`(text: String) throws {
    #expect(try doubts(of: text).isEmpty)
  }

  @Test func `small children among their like are not`() throws {
    let school = try TestSchool()
    let text = "name,height\n" + (70..<100).map { "S\($0),\($0)\n" }.joined()
    try school.import(text) { $0.heightUnit = .centimetres }
    #expect(try doubts(school).isEmpty)
  }

  @Test func `the readings are those of the file that the height comes from`() throws {
    let school = try TestSchool("name,height\nAnna,172\nBen,173\nCy,174\n")
    try school.import("name,height\nDee,68\nEve,69\nFay,70\nAnna,171\n") {
      $0.heightUnit = .inches
      $0.onConflict = .update
    }
    // 171 inches are nobody's; in Anna's own file it would have been centimetres.
    let found = try doubts(school)
    #expect(found.map(\.student) == [1])
    #expect(found.first?.readings.map(\.words) == ["171 cm"])
    try RevertWorkflow(school.database, context: school.context).run(2, reason: "inches").discard()
    #expect(try doubts(school).isEmpty)
  }

  @Test func `what a person said is settled`() throws {
    let school = try TestSchool("name,height\nAnna,172\nBen,5.11\nCy,174\nDee,57 cm\n")
    #expect(try doubts(school).map(\.student) == [2, 4])
    var correction = StudentCorrection()
    correction.height = (Student.RecordedHeight(try TypedHeight.read("5'11\"")), "5'11\"")
    let workflow = CorrectionWorkflow(school.database, context: school.context)
    _ = try workflow.run(2, correction, reason: "asked")
    correction.height = (Student.RecordedHeight(try TypedHeight.read("58 cm")), "58 cm")
    _ = try workflow.run(4, correction, reason: "measured")
    #expect(try doubts(school).isEmpty)
  }

  @Test func `who does not count is not doubted`() throws {
    let school = try TestSchool("name,height\nAnna,172\nBen,173\nCy,174\n")
    try school.import("name,height\nDee,172\nEve,16\nFay,173\n")
    #expect(try doubts(school).map(\.student) == [5])
    try RevertWorkflow(school.database, context: school.context).run(2, reason: "wrong").discard()
    #expect(try doubts(school).isEmpty)
  }
}

extension RevertWorkflow.Outcome {
  /// For tests of what comes after.
  func discard() {}
}
