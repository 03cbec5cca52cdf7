import RosterReading
import StudentStore
import Testing
import Workflows

/// Several files about one school: each student is one row, and each meaning one column.
struct SeveralFilesTests {
  private static let first =
    "Name,Gender,Height,Class,Phone\nAnna,F,170,7a,111\nBen,M,172,7a,222\nCem,,168,7a,333\n"
    + "Dora,F,165,7b,444\n"
  private static let names = "Name,Class\nAnna,7a\nBen,7a\nCem,7a\n"
  private static let german =
    "Vollständiger Name;Geschlecht;Größe (m);Klasse;Bus\nAnna;w;1,70;7a;5\nBen;m;1,73;7a;\n"
    + "Cem;;1,68;7a;6\nEmil;m;1,80;7b;6\n"

  private func export(
    _ school: TestSchool,
    like: Int64? = nil,
    of importBatch: Int64? = nil,
    fill: ExportOptions.Fill = .decided
  ) throws -> String {
    try school.export {
      $0.columns = .original
      $0.likeImport = like
      $0.importBatch = importBatch
      $0.fill = fill
    }
  }

  private func file(_ school: TestSchool, _ importBatch: Int64) throws -> String {
    try export(school, of: importBatch, fill: .none)
  }

  @Test func `a file with fewer columns says nothing about the others`() throws {
    let school = try TestSchool(Self.first)
    #expect(try school.import(Self.names).ends == [0, 0, 3, 0, 0])
    #expect(try export(school) == Self.first)
    #expect(try export(school, like: 2) == Self.names + "Dora,7b\n")
    #expect(try file(school, 1) == Self.first)
    #expect(try file(school, 2) == Self.names)
  }

  @Test func `files with other headings, words and units come out in the form of the newest`()
    throws
  {
    let school = try TestSchool(Self.first)
    try school.import(Self.german)
    #expect(
      try export(school)
        == "Vollständiger Name;Geschlecht;Größe (m);Klasse;Bus;Phone\nAnna;w;1,70;7a;5;111\n"
        + "Ben;m;1,73;7a;;222\nCem;;1,68;7a;6;333\nDora;w;1,65;7b;;444\nEmil;m;1,80;7b;6;\n"
    )
    #expect(try file(school, 1) == Self.first)
    #expect(try file(school, 2) == Self.german)
  }

  @Test func `a form that is asked for has its columns alone, in its words and unit`() throws {
    let school = try TestSchool(Self.first)
    try school.import(Self.german)
    #expect(
      try export(school, like: 1)
        == "Name,Gender,Height,Class,Phone\nAnna,F,170,7a,111\nBen,M,173,7a,222\n"
        + "Cem,,168,7a,333\nDora,F,165,7b,444\nEmil,M,180,7b,\n"
    )
    #expect(
      try export(school, like: 1, of: 2)
        == "Name,Gender,Height,Class,Phone\nAnna,F,170,7a,111\nBen,M,173,7a,222\n"
        + "Cem,,168,7a,333\nEmil,M,180,7b,\n"
    )
    #expect(
      try export(school, like: 2, of: 1)
        == "Vollständiger Name;Geschlecht;Größe (m);Klasse;Bus\nAnna;w;1,70;7a;5\n"
        + "Ben;m;1,73;7a;\nCem;;1,68;7a;6\nDora;w;1,65;7b;\n"
    )
  }

  @Test func `without a wish the form is that of the newest file with genders`() throws {
    let school = try TestSchool(Self.first)
    try school.import("Class;Name;Bus\n7a;Anna;5\n7b;Dora;6\n")
    #expect(
      try export(school)
        == "Name,Gender,Height,Class,Phone,Bus\nAnna,F,170,7a,111,5\nBen,M,172,7a,222,\n"
        + "Cem,,168,7a,333,\nDora,F,165,7b,444,6\n"
    )
  }

  @Test func `the latest cell of a column that studentdb only keeps is given out`() throws {
    let school = try TestSchool("id,name,note\n1,Anna,a\n2,Ben,b\n3,Cy,c\n")
    let second = "note,id,name\nA,1,Anna\n,2,Ben\nc,3,Cy\n"
    #expect(try school.import(second).ends == [0, 1, 2, 0, 0])
    #expect(try export(school) == "note,id,name\nA,1,Anna\nb,2,Ben\nc,3,Cy\n")
    #expect(try school.import("id,name\n1,Anna\n").ends == [0, 0, 1, 0, 0])
    #expect(try export(school, like: 1) == "id,name,note\n1,Anna,A\n2,Ben,b\n3,Cy,c\n")
    // The very cells of the first file again are a change of what the second says.
    #expect(try school.import("id,name,note\n1,Anna,a\n").ends == [0, 1, 0, 0, 0])
    #expect(try export(school, like: 1) == "id,name,note\n1,Anna,a\n2,Ben,b\n3,Cy,c\n")
    #expect(try file(school, 2) == second)
    #expect(try school.database.verify().ok)
  }

  @Test func `an empty cell clears a value only if that is asked for`() throws {
    let first =
      "id,name,gender,height,class,age,note\n1,Anna,F,160,7a,12,x\n2,Ben,declined,170,7a,13,y\n"
    let second = "id,name,gender,height,class,age,note\n1,,,,,,\n2,Ben,,,7a,,\n"
    let school = try TestSchool(first)
    let kept = try school.import(second)
    #expect(kept.ends == [0, 0, 2, 0, 0])
    // Four of Anna's and, what was declined aside, two of Ben's.
    #expect(kept.changes.keptBlanks == 6)
    #expect(try export(school) == first)
    let other = try TestSchool(first)
    let cleared = try other.import(second) { $0.blankCells = .clear }
    #expect(cleared.ends == [0, 2, 0, 0, 0])
    #expect(
      try export(other)
        == "id,name,gender,height,class,age,note\n1,Anna,,,,,\n2,Ben,declined,,7a,,\n"
    )
    #expect(try file(other, 1) == first)
    #expect(try file(other, 2) == second)
    #expect(try other.database.verify().ok)
  }

  @Test func `a name in parts keeps its parts, and one that no file has in parts is whole`() throws
  {
    let school = try TestSchool("id,name,gender,height\n1,Anna Lee,F,160\n2,Ben Ott,M,170\n")
    try school.import("id,first name,last name,gender\n1,Anna,Lee,F\n3,Cy,Zee,M\n")
    #expect(
      try export(school)
        == "id,first name,last name,gender,height\n1,Anna,Lee,F,160\n2,,Ben Ott,M,170\n3,Cy,Zee,M,\n"
    )
    #expect(
      try export(school, like: 1)
        == "id,name,gender,height\n1,Anna Lee,F,160\n2,Ben Ott,M,170\n3,Cy Zee,M,\n"
    )
    // A later name takes the place of the parts.
    try school.import("id,name\n1,Anna Ray-Lee\n")
    #expect(try export(school, like: 2).contains("\n1,,Anna Ray-Lee,F\n"))
  }

  @Test func `the columns of two equal headings stay two`() throws {
    let school = try TestSchool("name,note,note\nAnna,a,b\nBen,c,d\n")
    try school.import("note,name,note\nx,Anna,b\n")
    #expect(try export(school, like: 1) == "name,note,note\nAnna,x,b\nBen,c,d\n")
  }

  @Test func `a correction is in the unit of each form, and not where nothing is filled`() throws {
    let school = try TestSchool(Self.first)
    try school.import(Self.german)
    var correction = StudentCorrection()
    correction.height = (.measured(centimetres: 171.5), "171.5 cm")
    _ = try CorrectionWorkflow(school.database, context: school.context)
      .run(1, correction, reason: "measured")
    #expect(try export(school).contains("\nAnna;w;1,715;7a;5;111\n"))
    #expect(try export(school, like: 1).contains("\nAnna,F,171.5,7a,111\n"))
    #expect(try export(school, of: 1).contains("\nAnna,F,171.5,7a,111\n"))
    #expect(try export(school, like: 1, fill: .none).contains("\nAnna,F,170,7a,111\n"))
    #expect(try file(school, 1) == Self.first)
  }

  @Test func `lines in any order, quotes and files in turn come back byte for byte`() throws {
    let files = [
      Self.first, Self.german, Self.names,
      "Name,Gender,Height,Class,Phone\nDora,F,165,7b,444\nBen,M,173,7a,222\nAnna,F,170,7a,111\n",
      "\"Name\",\"Gender\",\"Height\",\"Class\",\"Phone\"\n\"Cem\",\"\",\"168\",\"7a\",\"333\"\n"
        + "\"Ben\",\"M\",\"173\",\"7a\",\"222\"\n",
      "Name,Class\r\nBen,7a\r\n\r\nAnna,7a\r\n,\r\nFritz,7c",
      Self.german + "Gerd;m;1,75;7b;\n",
    ]
    let school = try TestSchool()
    for (index, text) in files.enumerated() {
      try school.import(text)
      for earlier in 0...index {
        let given = try school.export {
          ($0.columns, $0.fill, $0.withRejected) = (.original, .none, true)
          $0.importBatch = Int64(earlier + 1)
        }
        #expect(given == files[earlier], "import \(earlier + 1) after \(index + 1)")
      }
    }
    #expect(try school.database.verify().ok)
  }

  @Test func `a file on whose repeated lines a later one rests is not taken back first`() throws {
    let school = try TestSchool(Self.first)
    try school.import("Name,Height\nAnna,171\n")
    try school.import("Name,Height\nAnna,171\nBen,172\n")
    #expect(throws: StoreError.importSupportsLater(importBatch: 2, later: [3])) {
      _ = try RevertWorkflow(school.database, context: school.context).run(2, reason: "wrong")
    }
    for importBatch: Int64 in [3, 2] {
      _ = try RevertWorkflow(school.database, context: school.context)
        .run(importBatch, reason: "wrong")
    }
    #expect(try export(school) == Self.first)
    #expect(try file(school, 3) == "Name,Height\nAnna,171\nBen,172\n")
  }

  @Test func `a line that repeats an earlier one is about its student like any other`() throws {
    let school = try TestSchool("id,name\n1,Anna Lee\n2,Ben Ott\n")
    try school.import("id,name\n1,Zoe Kim\n2,Ben Ott\n")
    let check = CheckWorkflow(school.database)
    #expect(try check.run([.idReused]).map(\.student) == [1])
    try school.import("id,name\n2,Ben Ott\n1,Anna Lee\n")
    #expect(try check.run([.idReused]).isEmpty, "the newer file has her again")
    let entries = try school.database.log(LogFilter(student: 2))
    #expect(entries.filter { $0.kind == "import" }.count == 3)
    try RevertWorkflow(school.database, context: school.context).run(3, reason: "wrong").discard()
    #expect(try check.run([.idReused]).map(\.student) == [1])
  }

  @Test func `what changed is told by name, field, and value`() throws {
    let school = try TestSchool(Self.first)
    let report = try school.import(
      "Name,Gender,Height,Class,Phone,Bus\nAnna,M,171.5,7b,112,5\nBen,M,172,7a,222,6\nDora,,165,7b,444,\n"
    ) { $0.headings = [.name: "Name"] }
    #expect(
      report.ends == [1, 0, 2, 0, 0],
      "another class is another student, as long as there are no ids"
    )
    let other = try school.import("Name,Gender,Height,Phone\nBen,F,171.5,112\nDora,F,165,444\n")
    #expect(
      other.changes.changes.map { "\($0.name) \($0.field) \($0.old ?? "-") \($0.new ?? "-")" } == [
        "Ben gender male female", "Ben height 172 cm 171.5 cm", "Ben Phone 222 112",
      ]
    )
    #expect(other.changes.changes.map(\.isOfRecordedGender) == [true, false, false])
  }

  @Test func `feet and inches stay as they were written`() throws {
    let text = "name,gender,height\nAnna,F,\"5'4\"\"\"\nBen,M,\"5'8.5\"\"\"\n"
    let school = try TestSchool(text)
    try school.import("name,phone\nAnna,1\n")
    #expect(try export(school, like: 1) == text)
  }

  @Test func `an export in the encoding of the list is read again without an option`() throws {
    let school = try TestSchool()
    let text = "Größe;Geschlecht;Name\n160;w;Anna\n170;m;Jörg\n".unicodeScalars
    try school.import(text.map { UInt8($0.value) }) { try? $0.readAs(encoding: "windows-1252") }
    var bytes: [UInt8] = []
    _ = try ExportWorkflow(school.database, options: ExportOptions()).run { bytes += $0 }
    #expect(String(validating: bytes, as: UTF8.self) == nil)
    let again = try school.import(bytes)
    #expect(again.ends == [0, 0, 2, 0, 0])
    #expect(again.applied?.encoding == "windows-1252")
  }
}
