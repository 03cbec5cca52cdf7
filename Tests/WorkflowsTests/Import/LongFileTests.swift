import RosterReading
import StudentStore
import Testing
import Workflows

/// Files whose end says something else about their columns than their beginning, longer than what
/// is looked at first and read in pieces as from a disk.
struct LongFileTests {
  private static let rows = 6000
  private static let headings = "id,name,gender,height,note\n"

  /// About 1.4 MB of students with heights in whole centimetres; long notes keep them few.
  private static let start: String = {
    var text = headings
    text.reserveCapacity(1_500_000)
    let note = String(repeating: "x", count: 200)
    for number in 1...rows {
      text += "\(number),Student number \(number),"
      text += number % 2 == 0 ? "F" : "M"
      text += ",\(150 + number % 40),\(note)\n"
    }
    return text
  }()

  /// Imports a text piece by piece; its length is known beforehand, as a file's is.
  private func load(_ text: String, into school: TestSchool) throws -> ImportReport {
    let bytes = Array(text.utf8)
    let source = RosterSource(name: "class.csv", byteCount: bytes.count) {
      PieceReader(bytes: bytes, length: 1 << 18)
    }
    return try ImportWorkflow(school.database, context: school.context)
      .run(source, options: ImportOptions())
  }

  @Test func `a decimal sign that only the end shows is the file's decimal sign`() throws {
    let school = try TestSchool()
    let report = try load(Self.start + "x,Last,F,\"160,5\",\n", into: school)
    #expect(report.batch.decimalSign == ",")
    #expect(report.ends == [Self.rows + 1, 0, 0, 0, 0])
    let last = try school.database.student(Int64(Self.rows) + 1)
    #expect(last.height == .measured(centimetres: 160.5))
    #expect(try school.database.verify(expectedHead: nil).ok)
  }

  @Test func `a code for a gender at the end refuses the file, and nothing of it is kept`() throws {
    let school = try TestSchool()
    let head = try school.database.head()
    #expect(throws: RosterError.self) { try load(Self.start + "x,Last,1,160,\n", into: school) }
    #expect(try school.database.head() == head)
    #expect(try school.database.studentCount() == 0)
  }

  @Test func `faults in every part of a long file are counted and in order`() throws {
    let school = try TestSchool()
    let text =
      Self.headings + "a,b\n" + Self.start.dropFirst(Self.headings.count) + "7,Twice,F,160,\n"
      + "c,d\n"
    let report = try load(text, into: school)
    #expect(report.ends == [Self.rows, 0, 0, 0, 3])
    #expect(Set(report.codes) == ["missing-cell", "duplicate-student"])
    #expect(Set(report.rejects.map(\.line)) == [2, Self.rows + 3, Self.rows + 4])
    #expect(report.batch.counts.rows == Self.rows + 3)
  }

  @Test func `the same long file twice is imported once`() throws {
    let school = try TestSchool(Self.start)
    let head = try school.database.head()
    #expect(try load(Self.start, into: school).wasAlreadyImported)
    #expect(try school.database.head() == head)
  }
}
