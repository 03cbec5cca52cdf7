import RosterReading
import StudentStore
import Testing
import Workflows

/// A line that cannot become a student is kept with its place, its code and its bytes; its
/// neighbours are not touched.
struct RejectedLinesTests {
  static let faults: [(line: String, code: String, column: Int?)] = [
    ("Cy,F,165,more", "extra-cell", nil),
    ("Cy,F", "missing-cell", nil),
    ("Cy", "missing-cell", nil),
    (",,", "blank-row", nil),
    (" , ,  ", "blank-row", nil),
    ("\"Cy,F,165", "unclosed-quote", 1),
    ("Cy,\"F,165", "unclosed-quote", 4),
    ("C\"y,F,165", "stray-quote", 2),
    ("\"Cy\"x,F,165", "stray-quote", nil),
    ("Cy,F,tall", "type-error", 6),
    ("Cy,F,0x1p7", "type-error", 6),
    ("Cy,F,nan", "type-error", 6),
    ("Cy,F,1e2", "type-error", 6),
    ("Cy,F,-165", "type-error", 6),
    ("C\0y,F,165", "nul-byte", 2),
  ]

  @Test(arguments: faults)
  func `a fault takes down its own line and no other`(
    line: String,
    code: String,
    column: Int?
  ) throws {
    let school = try TestSchool()
    let start = "name,gender,height\nAnna,F,160\n"
    let report = try school.import("\(start)\(line)\nBen,M,170\nDi,F,161\n")
    #expect(report.ends == [3, 0, 0, 0, 1])
    #expect(try school.names() == ["Anna", "Ben", "Di"])
    let reject = try #require(report.rejects.first)
    #expect(reject.code == code)
    #expect(reject.line == 3)
    #expect(reject.byteOffset == start.utf8.count)
    #expect(String(decoding: reject.record, as: UTF8.self) == line)
    if let column { #expect(reject.column == column) }
    #expect(try school.database.rejectedRows(of: 1) == report.rejects)
  }

  @Test func `bytes that are no UTF-8 reject their line, and are kept as they are`() throws {
    let school = try TestSchool()
    var bytes = Array("name,gender,height\nAnna,F,160\nJ".utf8)
    bytes += [0xFC] + Array("rgen,M,170\nBén,M,171\n".utf8)
    let report = try school.import(bytes)
    #expect(report.ends == [2, 0, 0, 0, 1])
    #expect(report.codes == ["bad-encoding"])
    #expect(report.rejects.first?.record == [0x4A, 0xFC] + Array("rgen,M,170".utf8))
  }

  @Test func `a height with thousands or a sign in front is not read as another number`() throws {
    let school = try TestSchool()
    let report = try school.import("name,height\nA,160\nB,170\nC,\"1,700.5\"\nD,1'70 0\nE,180\n")
    #expect(report.ends == [3, 0, 0, 0, 2])
    #expect(report.codes == ["type-error", "type-error"])
  }

  @Test func `lines and rows always add up`() throws {
    let school = try TestSchool()
    let body = Self.faults.map(\.line).joined(separator: "\n")
    let report = try school.import("name,gender,height\nAnna,F,160\n\(body)\n\nBen,M,170\n")
    let counts = report.batch.counts
    #expect(counts.rows == report.ends.reduce(0, +))
    #expect(counts.rejected == Self.faults.count)
    #expect(counts.added == 2)
    #expect(counts.blankLines == 1)
  }

  @Test func `a code for a gender is refused for the whole column, however it is written`() throws {
    for codes in [["1", "0"], ["1", "2"], ["01", "02"], ["1.0", "0.0"]] {
      let school = try TestSchool()
      let text = "name,gender,height\nA,\(codes[0]),170\nB,\(codes[1]),160\nC,,165\n"
      var error: RosterError?
      do { try school.import(text) } catch let caught as RosterError { error = caught }
      let isRefused = if case .genderCodes = error { true } else { false }
      #expect(isRefused)
    }
  }

  @Test func `more than a thousand rejected lines are all kept and all given out`() throws {
    let school = try TestSchool()
    let bad = (0..<1500).map { "X\($0),F,tall\n" }.joined()
    let report = try school.import("name,gender,height\nAnna,F,160\n\(bad)")
    #expect(report.batch.counts.rejected == 1500)
    #expect(try school.database.rejectedRows(of: 1).count == 1500)
    #expect(report.rejects.count == 1500)
  }
}
