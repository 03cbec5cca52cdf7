import StudentStore
import Testing
import Workflows

/// Lines about students of whom nothing has changed are copied; all others are made from the values.
/// Both must come to the same.
struct UnchangedLinesTests {
  /// Every form of a cell that the import knows.
  private static let list = #"""
    id;Name;Gender;Height;Class;Age;Birth date;Note
    1;Anna;F;171,5;7a;12;2014-03-07;plain
    2;"Ben ""B.""";M;"172";7a;12,5;27.03.2014;"with; and ""quotes"""
    3;Cem;;168;;13;;\ and	tab
    4;Dora;n/a;n/a;7b;;;é ü 漢
    5;Emil;prefer not to say;1,65;7b;12;2014-02-30;
    6;Fay;perhaps;tall;7b;young;gestern;'=1+1
    7;Gül ;F;5'8";  7b;012;2014-01-01; x
    8;Total;;;;;;
    9;Ida;M;17,2;7a;12;;=1+1

    """#

  private func school() throws -> TestSchool {
    let school = try TestSchool()
    let report = try school.import(Self.list)
    #expect(report.ends == [9, 0, 0, 0, 0])
    return school
  }

  /// The list by copied lines, and made from the values in the form of the same file.
  private func bothWays(
    _ school: TestSchool,
    _ change: (inout ExportOptions) -> Void
  ) throws -> (copied: String, made: String) {
    (
      try school.export { change(&$0) },
      try school.export {
        change(&$0)
        $0.likeImport = 1
      }
    )
  }

  @Test func `a copied line is what its values make`() throws {
    let school = try school()
    for fill in ExportOptions.Fill.allCases {
      for columns in ExportOptions.Columns.allCases {
        let (copied, made) = try bothWays(school) {
          $0.fill = fill
          $0.columns = columns
        }
        #expect(copied == made)
      }
    }
    #expect(try school.export { $0.columns = .original } == Self.list)
  }

  @Test func `a student who was decided or corrected is written with what counts`() throws {
    let school = try school()
    _ = try ReviewWorkflow(school.database, context: school.context).decide(3, .gender("female"))
    var correction = StudentCorrection()
    correction.height = (.measured(centimetres: 173), "173")
    _ = try CorrectionWorkflow(school.database, context: school.context)
      .run(1, correction, reason: "measured again")
    for columns in ExportOptions.Columns.allCases {
      let (copied, made) = try bothWays(school) { $0.columns = columns }
      #expect(copied == made)
      #expect(copied.contains("3;Cem;F;168;;13;;"))
      #expect(copied.contains("1;Anna;F;173;7a;12;2014-03-07;plain"))
    }
    #expect(try school.export { ($0.columns, $0.fill) = (.original, .none) } == Self.list)
  }
}
