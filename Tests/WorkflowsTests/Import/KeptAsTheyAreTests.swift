import RosterReading
import StudentStore
import Testing
import Workflows

/// What is not understood, not asked for or nobody's business stays as it is.
struct KeptAsTheyAreTests {
  @Test func `missing, declined and a gender of its own are three things`() throws {
    let school = try TestSchool(
      "name,gender,height\nA,,160\nB,prefer not to say,161\nC,non-binary,162\nD,X,163\nE,NA,164\n"
        + "F,Divers,165\nG,keine Angabe,166\nH,?,167\n"
    )
    #expect(
      try school.students().map(\.gender) == [
        .missing, .declined, .recorded("non-binary"), .recorded("X"), .missing,
        .recorded("Divers"), .declined, .missing,
      ]
    )
    #expect(
      try school.students().map(\.genderText) == [
        nil, "prefer not to say", "non-binary", "X", "NA", "Divers", "keine Angabe", "?",
      ]
    )
  }

  @Test func `who declined is no evidence, is not inferred and cannot be decided about`() throws {
    var text = "name,gender,height\n"
    for number in 0..<8 { text += "G\(number),F,\(155 + number)\nB\(number),M,\(172 + number)\n" }
    let school = try TestSchool(text + "Kim,declined,160\nMax,non-binary,170\nRob,,161\n")
    let run = try ImputeWorkflow(school.database, context: school.context).run(ImputeOptions())
    #expect(run.recordedCount == 16)
    #expect(run.missingCount == 1)
    #expect(run.strata[0].genders.map(\.gender) == ["female", "male"])
    #expect(run.notImputed["declined"] == 1)
    let queue = try ReviewWorkflow(school.database, context: school.context).queue(run: 1)
    #expect(queue.map(\.name) == ["Rob"])
    for student: Int64 in [17, 18] {
      #expect(throws: StoreError.self) {
        try ReviewWorkflow(school.database, context: school.context)
          .decide(student, .gender("female"))
      }
    }
  }

  @Test func `a gender with a few recorded heights is kept and never proposed`() throws {
    var text = "name,gender,height\n"
    for number in 0..<8 { text += "G\(number),F,\(155 + number)\nB\(number),M,\(172 + number)\n" }
    let few = (0..<3).map { "X\($0),non-binary,\(163 + $0)\n" }.joined()
    let school = try TestSchool(text + few + "Rob,,164\n")
    let run = try ImputeWorkflow(school.database, context: school.context).run(ImputeOptions())
    #expect(run.passedGate)
    #expect(run.strata.first?.genders.map(\.gender) == ["female", "male"])
    #expect(try school.students().filter { $0.gender == .recorded("non-binary") }.count == 3)
  }

  @Test func `a run leaves every student as it was`() throws {
    var text = "name,gender,height\n"
    for number in 0..<8 { text += "G\(number),F,\(155 + number)\nB\(number),M,\(172 + number)\n" }
    let school = try TestSchool(text + "Rob,,161\n")
    let before = try school.students()
    _ = try ImputeWorkflow(school.database, context: school.context).run(ImputeOptions())
    #expect(try school.students() == before)
  }

  @Test func `a first and a last name are put together for people and stay apart in the file`()
    throws
  {
    let text = "Vorname,Nachname,Geschlecht\nAnna,de Vries,w\n,Meier,m\nCher,,w\n"
    let school = try TestSchool(text)
    #expect(try school.names() == ["Anna de Vries", "Meier", "Cher"])
    #expect(try school.export() == text)
    let report = try school.import("Vorname,Nachname,Geschlecht,Note\nAnna,de Vries,w,1\n")
    #expect(report.ends == [0, 0, 1, 0, 0])
  }

  @Test func `a name and a first name are last and first name`() throws {
    let text = "Name,Vorname,Geschlecht\nMeier,Anna,w\n"
    let school = try TestSchool(text)
    #expect(try school.names() == ["Anna Meier"])
    #expect(try school.export() == text)
  }

  static let cells = [
    #"\"#, #"\\"#, #"\n"#, #"\u0000"#, #"["a"]"#, #"{"k":null}"#, "null", "\"", "\"\"\"", "'",
    "\t", "\u{1}", "\u{7F}", "\u{2028}", "\u{FFFD}", "🙂", "e\u{301}", "é", " ", "  x  ", "-1",
    "=1+1", "@x", "a,b", "a;b", "line\nbreak", "car\rriage", "both\r\n", "</script>", "%00", "007",
  ]

  @Test(arguments: cells)
  func `any text in another column comes back as it was`(cell: String) throws {
    let quoted = "\"" + cell.replacing("\"", with: "\"\"") + "\""
    let text = "name,\(quoted),gender,x\nAnna,\(quoted),F,\(quoted)\nBen,,M,z\n"
    let school = try TestSchool(text)
    #expect(try Array(school.export().utf8) == Array(text.utf8))
    // The same line again, so that it is exported from the place where lines are kept whole.
    let second = "name,\(quoted),gender,x\nAnna,\(quoted),F,\(quoted)\nBen,\(quoted),M,z\n"
    #expect(try school.import(second).ends == [0, 1, 1, 0, 0])
    let exported = try school.export { ($0.columns, $0.importBatch) = (.original, 2) }
    #expect(Array(exported.utf8) == Array(second.utf8))
  }

  @Test func `columns with the same heading, or with none, keep their places`() throws {
    let text = "name,x,x,,gender,\nAnna,1,2,3,F,4\nBen,,,,M,\n"
    let school = try TestSchool(text)
    #expect(try school.export() == text)
  }

  @Test func `a heading that is mapped away is kept as another column`() throws {
    let text = "name,gender,sex at birth,height\nAnna,F,?,160\n"
    let school = try TestSchool()
    try school.import(text) { $0.headings[.gender] = "gender" }
    #expect(try school.export() == text)
  }

  /// The column decides on centimetres, and cells of the same letters come again and again between
  /// others that look alike.
  @Test func `a file stores each of its heights as it is written there`() throws {
    let cells = [
      "170.5", "170.50", "170", "0170.5", "170.5 ", "1.705 m", "170.5", "", "170.50", "170",
    ]
    let expected: [Double?] = [170.5, 170.5, 170, 170.5, 170.5, 170.5, 170.5, nil, 170.5, 170]
    let lines = (0..<300).map { "N\($0),f,\(cells[$0 % cells.count])\n" }
    let students = try TestSchool("name,gender,height\n" + lines.joined()).students()
    #expect(students.map(\.height.centimetres) == (0..<300).map { expected[$0 % cells.count] })
    let texts = ["", "170.50", "170", "0170.5", "170.5 ", "1.705 m", "", "", "170.50", "170"]
    #expect(students.map { $0.heightText ?? "" } == (0..<300).map { texts[$0 % cells.count] })
  }
}
