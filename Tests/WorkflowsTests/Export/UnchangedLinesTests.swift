import StudentStore
import Testing
import Workflows

/// Lines about students of whom nothing has changed are copied, all others are made from the values:
/// the school's file comes back byte for byte, but for what was decided or corrected.
struct UnchangedLinesTests {
  /// Every form of a cell that the import knows.
  private static let list = #"""
    id;Name;Gender;Height;Class;Age;Birth date;Note
    1;Anna;F;171,5;7a;12;2014-03-07;plain
    2;"Ben ""B.""";M;"172";7a;12,5;27.03.2014;"with; and ""quotes"""
    3;Cem;;168;;13;;\ and	tab
    4;Dora;n/a;n/a;7b;;;é ü 漢
    5;Emil;prefer not to say;1,65;7b;12;2014-02-30;
    7;Gül ;F;5'8;  7b;012;2014-01-01; x
    ;Total;;;;;;
    9;Ida;M;175 cm;7a;12;;=1+1

    """#

  private func school() throws -> TestSchool {
    let school = try TestSchool()
    #expect(try school.import(Self.list).ends == [8, 0, 0, 0, 0])
    return school
  }

  @Test func `what nobody changed comes back as it came, whatever may be filled`() throws {
    let school = try school()
    for fill in ExportOptions.Fill.allCases {
      #expect(
        try school.export { ($0.columns, $0.fill) = (.original, fill) } == Self.list
      )
      let lines = try school.export { ($0.columns, $0.fill) = (.all, fill) }.split(separator: "\n")
      let own = Self.list.split(separator: "\n")
      for (line, own) in zip(lines.dropFirst(), own.dropFirst()) { #expect(line.hasPrefix(own)) }
      #expect(
        lines.dropFirst().map {
          $0.split(separator: ";", omittingEmptySubsequences: false).suffix(6).first
        }
          == [
            "recorded", "recorded", "missing", "missing", "declined", "recorded", "not_a_person",
            "recorded",
          ]
      )
    }
  }

  @Test func `what was decided or corrected is written, and nothing else`() throws {
    let school = try school()
    _ = try ReviewWorkflow(school.database, context: school.context).decide(3, .gender("female"))
    var correction = StudentCorrection()
    correction.height = (.measured(centimetres: 173), "173")
    _ = try CorrectionWorkflow(school.database, context: school.context)
      .run(1, correction, reason: "measured again")
    #expect(
      try school.export { $0.columns = .original }
        == Self.list.replacing("3;Cem;;168", with: "3;Cem;F;168")
        .replacing("1;Anna;F;171,5", with: "1;Anna;F;173")
    )
    #expect(try school.export { ($0.columns, $0.fill) = (.original, .none) } == Self.list)
  }
}
