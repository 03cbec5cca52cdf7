import RosterReading
import StudentStore
import Testing
import Workflows

@Suite struct OnConflictTests {
  private static let first = "id,name,gender,height\n1,Anna,F,160\n2,Ben,,170\n"
  private static let second = "id,name,gender,height\n1,Anna,F,161\n2,Ben,M,170\n"

  @Test func `keep leaves what is recorded, fills what is blank, and lists the line`() throws {
    let school = try TestSchool(Self.first)
    let report = try school.import(Self.second) { $0.onConflict = .keep }
    #expect(report.ends == [0, 1, 0, 1, 0])
    #expect(report.codes == ["recorded-otherwise"])
    let students = try school.students()
    #expect(students.map(\.height.centimetres) == [160, 170])
    #expect(students.map(\.gender.word) == ["female", "male"])
    #expect(try school.database.verify().ok)
  }

  @Test func `update takes what the file says and keeps the old value in the history`() throws {
    let school = try TestSchool(Self.first)
    let report = try school.import(Self.second) { $0.onConflict = .update }
    #expect(report.ends == [0, 2, 0, 0, 0])
    #expect(try school.students().map(\.height.centimetres) == [161, 170])
    let changes = try school.database.changes(of: 1)
    #expect(changes.first { $0.field == "height_cm" }?.old == "160.0")
  }

  @Test func `stop takes all back where one line contradicts`() throws {
    let school = try TestSchool(Self.first)
    let head = try school.database.head()
    #expect(throws: RosterError.self) {
      try school.import(Self.second) { $0.onConflict = .stop }
    }
    #expect(try school.database.head() == head)
  }
}
