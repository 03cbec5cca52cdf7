import RosterReading
package import StudentStore
import Workflows

/// What the school's file says about a student, in the file's own words and order of columns.
package struct FileRecord: Sendable {
  /// One cell with its heading, as they are in the file.
  package struct Cell: Sendable {
    /// How much a person needs it to decide; what is last is left out first where room is short.
    package enum Rank: Int, Comparable, Sendable {
      /// What a person decides by.
      case evidence
      /// What is elsewhere on the page as well.
      case repeated
      /// A column that studentdb does not understand.
      case other

      package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    package let heading: String
    /// Nil where the file has no such cell.
    package let text: String?
    package let rank: Rank
  }

  package let fileName: String
  package let line: Int64
  /// Every column.
  package let cells: [Cell]

  /// Reads the line that brought a student.
  ///
  /// What was corrected since is shown as it was in the file.
  package init(_ student: Student, in database: SchoolDatabase) throws {
    let batch = try database.importRecord(student.importBatch)
    fileName = batch.sourceName
    line = student.line
    let columns = try ExportColumns(batch)
    let original = try database.asImported(student)
    var others = try database.otherCells(of: student.id)[...]
    cells = columns.headings.indices.map { column in
      guard let field = columns.fields[column] else {
        return Cell(heading: columns.headings[column], text: others.popFirst(), rank: .other)
      }
      let isEvidence = [.gender, .height, .age].contains(field)
      return Cell(
        heading: columns.headings[column],
        text: columns.text(of: field, original),
        rank: isEvidence ? .evidence : .repeated
      )
    }
  }
}
