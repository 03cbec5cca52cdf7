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
    let original = OriginalCells(student, changes: try database.changes(of: student.id))
    var others = try database.otherCells(of: student.id)[...]
    cells = columns.headings.indices.map { column in
      guard let field = columns.fields[column] else {
        return Cell(heading: columns.headings[column], text: others.popFirst(), rank: .other)
      }
      let isEvidence = [.gender, .height, .age].contains(field)
      return Cell(
        heading: columns.headings[column],
        text: original.text(of: field),
        rank: isEvidence ? .evidence : .repeated
      )
    }
  }
}

/// The understood cells of a student as they were in the file.
private struct OriginalCells {
  private let student: Student
  private let changes: [ChangeRecord]

  init(_ student: Student, changes: [ChangeRecord]) {
    self.student = student
    self.changes = changes
  }

  func text(of field: StudentField) -> String? {
    switch field {
    case .id: original("school_id", student.schoolID)
    case .name: original("name", student.name)
    case .gender: original("gender_text", student.genderText)
    case .height:
      original("height_text", student.heightText)
        ?? original("height_cm", student.height.centimetres.map { "\($0)" }).map(Self.plain)
    case .group: original("group_name", student.group)
    case .age: original("age_text", student.ageText)
    case .birthdate, .givenName, .familyName: nil
    }
  }

  /// The oldest change of a column says what was there before any.
  private func original(_ column: String, _ now: String?) -> String? {
    changes.first { $0.field == column }.map(\.old) ?? now
  }

  /// A number as a person writes it: `167` and not `167.0`.
  private static func plain(_ number: String) -> String {
    number.hasSuffix(".0") ? String(number.dropLast(2)) : number
  }
}
