import Foundation
import StudentStore
import Workflows

/// What the school's file says about a student, in the file's own words and order of columns.
struct FileLine {
  /// The file, and the line in it.
  let place: String
  /// The columns that studentdb understands; a cell is nil where it was empty.
  let cells: [(heading: String, text: String?)]
  /// How many columns more the file has.
  let further: Int

  /// Reads the line that brought a student.
  ///
  /// What was corrected since stands as it was in the file.
  init(_ student: Student, in database: SchoolDatabase) throws {
    let batch = try database.importRecord(student.importBatch)
    place = "\(SafeText.shown(batch.sourceName)), line \(student.line)"
    let changes = try database.changes(of: student.id)
    // The oldest change of a column says what stood there before any.
    func original(_ column: String, _ now: String?) -> String? {
      changes.first { $0.field == column }.map(\.old) ?? now
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
    let headings = JSONTextArray.texts(in: batch.headings) ?? []
    let map =
      (try? JSONDecoder().decode([String: Int].self, from: Data(batch.columnMap.utf8))) ?? [:]
    cells = map.sorted { $0.value < $1.value }.compactMap { name, column in
      guard let field = StudentField(rawValue: name), Self.isCell(field),
        headings.indices.contains(column)
      else { return nil }
      return (
        SafeText.shown(String(decoding: headings[column], as: UTF8.self)),
        text(of: field).flatMap { $0.isEmpty ? nil : SafeText.shown($0) }
      )
    }
    further = headings.count - cells.count
  }

  /// Whether a field's cell is kept as it was written.
  private static func isCell(_ field: StudentField) -> Bool {
    switch field {
    case .id, .name, .gender, .height, .group, .age: true
    case .birthdate, .givenName, .familyName: false
    }
  }

  /// A number as a person writes it: `167` and not `167.0`.
  private static func plain(_ number: String) -> String {
    number.hasSuffix(".0") ? String(number.dropLast(2)) : number
  }

  /// The cells in a row: `name José Olsen · gender empty · height 167`.
  var text: String {
    let more = further > 0 ? ["and \(Numbers.count(further, "further column"))"] : []
    return (cells.map { "\($0.heading) \($0.text ?? "empty")" } + more).joined(separator: " · ")
  }
}
