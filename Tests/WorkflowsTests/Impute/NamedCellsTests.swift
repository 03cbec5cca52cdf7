import Mixture
import StudentStore
import TestSupport
import Testing

@testable import Workflows

/// The cells that a run with names keeps.
@Suite struct NamedCellsTests {
  /// Forty girls and forty boys of the same heights, so that names answer alone.
  private static let known = (0..<40).map { number in
    "g\(number),\(["Anna", "Lea"][number % 2]) Ek,F,\(150 + number % 20),\n"
      + "b\(number),\(["Ben", "Tom"][number % 2]) Ek,M,\(150 + number % 20),\n"
  }.joined()

  @Test func `students whose heights are not believed are one cell for each name, however tall`()
    throws
  {
    let asked =
      "1,Anna Ek,,150,\n2,Anna Holm,,165,\n3,Anna Berg,,,\n4,Ben Ek,,151,\n5,Q. Ek,,151,\n"
    let school = try TestSchool("id,name,gender,height,class\n" + Self.known + asked)
    let run = try school.impute { $0.names = .own }
    #expect(run.imputed == 4)
    // One for each of the two names, and the one whose name does not count, by the height.
    let cells = try school.lines(
      """
      SELECT text, height_cm, student_count, is_proposed FROM evidence_cell
      LEFT JOIN name_word ON name_word.run = 1 AND words = '[' || word || ']' ORDER BY text
      """
    )
    #expect(cells == ["-|151.0|1|0", "anna|-|3|1", "ben|-|1|1"])
    #expect(try school.lines("SELECT count(*), count(DISTINCT cell) FROM imputation") == ["5|3"])
    #expect(try school.database.verify().ok)
  }
}
