import RosterReading
import StudentStore
import Testing
import Workflows

/// Whom a line is about: by id, else by the name within the group; never merged where it is not
/// certain.
struct WhoIsWhoTests {
  @Test func `an id that stands twice in a file is one student and one rejected line`() throws {
    let school = try TestSchool()
    let report = try school.import("id,name,gender\n7,Anna,F\n007,Ben,M\n7,Cy,F\n")
    #expect(report.ends == [2, 0, 0, 0, 1])
    #expect(report.codes == ["duplicate-student"])
    #expect(report.rejects.first?.line == 4)
    #expect(try school.students().map(\.schoolID) == ["7", "007"])
  }

  @Test func `the zeros of an id are part of it`() throws {
    let school = try TestSchool("id,name,gender\n007,Anna,F\n")
    let report = try school.import("id,name,gender\n7,Anna,F\n")
    #expect(report.ends == [1, 0, 0, 0, 0])
  }

  @Test func `two of the same name in the first file are two students`() throws {
    let school = try TestSchool()
    #expect(try school.import("name,height\nKim,160\nKim,170\n").ends == [2, 0, 0, 0, 0])
  }

  @Test func `a name that several have is a conflict in the next file and changes nobody`() throws {
    let school = try TestSchool("name,height\nKim,160\nKim,170\nAnna,150\n")
    let report = try school.import("name,height\nKim,165\nAnna,151\n")
    #expect(report.ends == [0, 1, 0, 1, 0])
    #expect(report.codes == ["ambiguous-student"])
    #expect(report.rejects.first?.line == 2)
    #expect(try school.students().map(\.height.centimetres) == [160, 170, 151])
  }

  @Test func `one student named twice in the next file is updated once and listed once`() throws {
    let school = try TestSchool("name,height\nKim,160\n")
    let report = try school.import("name,height\nKim,161\nKim,162\n")
    #expect(report.ends == [0, 1, 0, 1, 0])
    #expect(try school.students().map(\.height.centimetres) == [161])
  }

  @Test func `the same name in two groups is two people`() throws {
    let school = try TestSchool("name,class,height\nKim,7a,160\nKim,7b,170\n")
    let report = try school.import("name,class,height\nKim,7b,171\nKim,7a,160\n")
    #expect(report.ends == [0, 1, 1, 0, 0])
    #expect(try school.students().map(\.height.centimetres) == [160, 171])
  }

  @Test func `a name is the same however its accents are composed, and stays as it was given`()
    throws
  {
    let school = try TestSchool("name,height\nJose\u{301},160\n")
    let same = try school.import("name,height\nJos\u{E9},160\n")
    #expect(same.ends == [0, 0, 1, 0, 0])
    #expect(try school.names().first.map { Array($0.utf8) } == Array("Jose\u{301}".utf8))
    let report = try school.import("name,height\nJos\u{E9},161\n")
    #expect(report.ends == [0, 1, 0, 0, 0])
    #expect(try school.database.changes(of: 1).map(\.field) == ["height_cm", "height_text"])
    #expect(try school.names().first.map { Array($0.utf8) } == Array("Jose\u{301}".utf8))
  }

  @Test func `students without an id among others with one are known by name`() throws {
    let school = try TestSchool("id,name,height\n1,Anna,160\n,Ben,170\n")
    let report = try school.import("id,name,height\n1,Anna,160\n,Ben,171\n")
    #expect(report.ends == [0, 1, 1, 0, 0])
  }

  @Test func `a nameless line is never taken for a nameless student`() throws {
    let school = try TestSchool("name,height\n,160\nAnna,150\n")
    let report = try school.import("name,height\n,161\nAnna,151\n")
    #expect(report.ends == [0, 1, 0, 1, 0])
    #expect(try school.students().map(\.height.centimetres) == [160, 151])
  }

  @Test func `a file that also tells the group is about the students known without one`() throws {
    let school = try TestSchool("name,height\nAnna,160\n")
    let report = try school.import("name,class,height\nAnna,7a,160\n")
    #expect(report.batch.counts.added == 0)
  }

  @Test func `a file that also tells the ids is about the students known without one`() throws {
    let school = try TestSchool("name,height\nAnna,160\n")
    let report = try school.import("id,name,height\n17,Anna,160\n")
    #expect(report.batch.counts.added == 0)
  }

  @Test func `an id that a file gives to two students known by name is given to the first`() throws
  {
    let school = try TestSchool("name,height\nAnna,160\nBen,170\n")
    let report = try school.import("id,name,height\n1,Anna,160\n1,Ben,170\n")
    #expect(report.batch.counts.rows == 2)
    #expect(report.batch.counts.rejected + report.batch.counts.conflicts == 1)
  }
}
