import Bytes
import Foundation
import RosterReading
import StudentStore
import Workflows

/// What the school's file says about a student, in the file's own words and order of columns.
struct FileLine {
  /// One cell with its heading, fit to be shown.
  struct Cell {
    let heading: String
    /// Nil where the cell is empty.
    let text: String?
    /// How readily it is left out where there is no room.
    fileprivate let rank: Rank
  }

  /// What stands last goes first.
  fileprivate enum Rank: Int, Comparable {
    /// What a person decides by.
    case evidence
    /// What stands elsewhere on the page as well.
    case repeated
    /// A column that studentdb does not understand.
    case other

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  /// The file, and the line in it.
  let place: String
  /// Every column.
  let cells: [Cell]

  /// Reads the line that brought a student.
  ///
  /// What was corrected since stands as it was in the file.
  init(_ student: Student, in database: SchoolDatabase) throws {
    let batch = try database.importRecord(student.importBatch)
    place = "\(SafeText.shown(batch.sourceName)), line \(student.line)"
    let columns = try FileColumns(batch)
    let original = OriginalCells(student, changes: try database.changes(of: student.id))
    var others = try database.otherCells(of: student.id)[...]
    cells = columns.headings.indices.map { column in
      guard let field = columns.fields[column] else {
        return Cell(columns.headings[column], others.popFirst(), .other)
      }
      let isEvidence = [.gender, .height, .age].contains(field)
      return Cell(
        columns.headings[column],
        original.text(of: field),
        isEvidence ? .evidence : .repeated
      )
    }
  }

  /// All cells in a row: `name José Olsen · gender empty · height 167`.
  var text: String { text(of: cells) }

  /// As much of the row as goes into some lines with a label before it, and how much does not.
  ///
  /// `lines`: how many, each of `width` columns, all but the first standing in by `indent`.
  func lines(_ label: String, width: Int, indent: Int, lines: Int) -> [String] {
    // The cells in the order in which they are worth their room.
    let order = cells.indices.sorted { (cells[$0].rank, $0) < (cells[$1].rank, $1) }
    func wrapped(_ count: Int) -> [String] {
      let kept = Set(order.prefix(count))
      let text = text(of: cells.indices.filter(kept.contains).map { cells[$0] })
      return ScreenText.wrapped(label + text, to: width, indent: indent)
    }
    // The largest number that has room; a file may have hundreds of columns.
    var (least, beyond) = (0, cells.count + 1)
    while beyond - least > 1 {
      let middle = (least + beyond) / 2
      if wrapped(middle).count <= lines { least = middle } else { beyond = middle }
    }
    return wrapped(least).prefix(lines).map { ScreenText.fitted($0, to: width) }
  }

  private func text(of kept: [Cell]) -> String {
    let more = cells.count - kept.count
    let rest =
      more == 0
      ? [] : kept.isEmpty ? [Numbers.count(more, "column")] : ["and \(more) more"]
    return (kept.map { "\($0.heading) \($0.text ?? "empty")" } + rest).joined(separator: " · ")
  }
}

extension FileLine.Cell {
  /// A cell longer than this is cut: it would push everything else off the screen.
  private static let longest = 60

  fileprivate init(_ heading: String, _ text: String?, _ rank: FileLine.Rank) {
    self.heading = Self.fitted(heading)
    self.text = text.flatMap { $0.isBlank ? nil : Self.fitted($0) }
    self.rank = rank
  }

  private static func fitted(_ text: String) -> String {
    // Cut before it is looked at: a cell may hold megabytes, and a character a thousand accents.
    let start = String(String.UnicodeScalarView(text.unicodeScalars.prefix(8 * longest)))
    let shown = SafeText.shown(start)
    return ScreenText.fitted(start.utf8.count < text.utf8.count ? shown + "…" : shown, to: longest)
  }
}

/// The headings of a file, and the columns of which the cell is kept as it was written.
private struct FileColumns {
  let headings: [String]
  let fields: [Int: StudentField]

  init(_ batch: ImportBatch) throws {
    guard let headings = JSONTextArray.texts(in: batch.headings),
      let map = try? JSONDecoder().decode([String: Int].self, from: Data(batch.columnMap.utf8))
    else { throw StoreError.malformed(table: "import_batch", detail: "row \(batch.id)") }
    self.headings = headings.map { String(decoding: $0, as: UTF8.self) }
    var fields: [Int: StudentField] = [:]
    for (name, column) in map {
      guard let field = StudentField(rawValue: name) else { continue }
      switch field {
      case .id, .name, .gender, .height, .group, .age: fields[column] = field
      case .birthdate, .givenName, .familyName: break
      }
    }
    self.fields = fields
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

  /// The oldest change of a column says what stood there before any.
  private func original(_ column: String, _ now: String?) -> String? {
    changes.first { $0.field == column }.map(\.old) ?? now
  }

  /// A number as a person writes it: `167` and not `167.0`.
  private static func plain(_ number: String) -> String {
    number.hasSuffix(".0") ? String(number.dropLast(2)) : number
  }
}
