import RosterReading
package import StudentStore
import Workflows

/// A student's line in the school's file, with the file's own text and order of columns.
package struct FileRecord: Sendable {
  /// One cell with its heading, as they are in the file.
  package struct Cell: Sendable {
    /// Its importance for a decision; the last ones are left out first if space is short.
    package enum Rank: Int, Comparable, Sendable {
      /// Needed for the decision.
      case evidence
      /// Also shown elsewhere on the page.
      case repeated
      /// An unknown column.
      case other

      package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    package let heading: String
    /// Nil if the file has no such cell.
    package let text: String?
    package let rank: Rank
  }

  package let fileName: String
  package let line: Int64
  /// Every column.
  package let cells: [Cell]

  /// Reads the line of a student's first import.
  ///
  /// Corrected values are shown as in the file.
  package init(_ student: Student, in database: SchoolDatabase) throws {
    let batch = try database.importRecord(student.importBatch)
    fileName = batch.sourceName
    line = student.line
    let columns = try ImportColumns(batch)
    let original = try database.asImported(student)
    var others = try database.otherCells(of: student.id)[...]
    cells = columns.headings.indices.map { column in
      guard let aspect = columns.aspects[column] else {
        return Cell(heading: columns.headings[column], text: others.popFirst(), rank: .other)
      }
      let isEvidence = [.gender, .height, .age].contains(aspect)
      return Cell(
        heading: columns.headings[column],
        text: original.writtenText(of: aspect),
        rank: isEvidence ? .evidence : aspect == .birthdate ? .other : .repeated
      )
    }
  }
}
