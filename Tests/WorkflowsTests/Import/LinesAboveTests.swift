import RosterReading
import StudentStore
import Testing
import Workflows

/// What stands above the headings belongs to the file, and comes back with it.
@Suite struct LinesAboveTests {
  @Test(arguments: ["\n", "\r\n", "\r"])
  func `title lines come back byte for byte`(end: String) throws {
    let text = ["Class list 7b", "", "name,gender,height", "Anna,F,160", "Ben,M,170", ""]
      .joined(separator: end)
    let school = try TestSchool()
    let report = try school.import(text) { $0.headerLine = 3 }
    #expect(report.batch.headerLine == 3)
    #expect(try school.export() == text)
  }

  @Test func `the line that names the delimiter comes back`() throws {
    let text = "sep=;\nname;gender;height\nAnna;F;160\n"
    let school = try TestSchool(text)
    #expect(try school.export() == text)
  }

  @Test func `what the words for genders were said to mean is remembered`() throws {
    let school = try TestSchool()
    let report = try school.import("name,gender,height\nAnna,1,160\n") {
      $0.genderWords = ["1=female,2=male"]
    }
    #expect(report.batch.genderWords == #"{"1":"female","2":"male"}"#)
    #expect(try school.students().map(\.gender.word) == ["female"])
  }
}
