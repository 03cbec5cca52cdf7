import StudentStore
package import Workflows

/// What a file changed of students known before.
package struct ImportChangesRendering {
  private let changes: RosterChanges
  private let leavers: Leavers

  /// The number of changes that are shown; the rest is only counted.
  private static let shown = 20

  package init(_ report: ImportReport) {
    changes = report.changes
    leavers = report.leavers
  }

  /// The students of the file's groups who are not in it.
  package var jsonOfLeavers: JSONValue {
    .array(
      leavers.students.map {
        .object([
          .init("student", .integer($0.student)),
          .init("id", .optional($0.schoolID)),
          .init("name", .text($0.name)),
          .init("group", .optional($0.group)),
          .init("marked", .bool(leavers.areMarked)),
        ])
      }
    )
  }

  /// Who is not in the file, and who is in it again.
  package var textOfLeavers: [String] {
    var lines: [String] = []
    if changes.returned > 0 {
      lines.append(
        "  back        \(Numbers.count(changes.returned, "student")) who had left "
          + "\(changes.returned == 1 ? "is" : "are") in the file again"
      )
    }
    guard leavers.count > 0 else { return lines }
    let names = leavers.students.prefix(Self.shown).map { "\($0.name) (\($0.student))" }
    lines.append(
      SafeText.shown(
        "  \(leavers.areMarked ? "left      " : "not in it ")  "
          + "\(Numbers.count(leavers.count, "student")) of the groups in this file: "
          + names.joined(separator: ", ")
          + (leavers.count > Self.shown ? " and \(leavers.count - Self.shown) more" : "")
      )
    )
    if leavers.unclearLines > 0 {
      lines.append(
        "    nobody is marked as left, because \(Numbers.count(leavers.unclearLines, "rejected line")) "
          + "may be about one of them; repair the file and import it with --complete"
      )
    } else if !leavers.areMarked {
      lines.append(
        "    if the file is complete, import it again with --complete: they are then marked as left"
      )
    }
    return lines
  }

  /// Every change, those of recorded genders first.
  package var json: JSONValue {
    .array(ordered.map(Self.json))
  }

  /// A change with its keys.
  package static func json(_ change: RosterChange) -> JSONValue {
    .object([
      .init("student", .optional(change.student)),
      .init("name", .text(change.name)),
      .init("field", .text(change.field)),
      .init("is_heading", .bool(change.isHeading)),
      .init("old", .optional(change.old)),
      .init("new", .optional(change.new)),
      .init("line", .optional(change.line)),
    ])
  }

  /// Every change of one import, as a list.
  package static func list(_ changes: [RosterChange]) -> ListAnswer<RosterChange> {
    ListAnswer(
      rows: changes,
      columns: TextTable.Columns(
        ["line", "student", "name", "field", "old", "new"],
        rightAligned: [0, 1]
      ),
      cells: {
        [
          $0.line.map { "\($0)" } ?? "", "\($0.student)", $0.name, $0.field, $0.old ?? "",
          $0.new ?? "",
        ]
      },
      json: json,
      closing: ["\(Numbers.count(changes.count, "change"))."]
    )
  }

  /// The changes of recorded genders, then the others in the order of the lines.
  private var ordered: [RosterChange] {
    changes.changes.filter(\.isOfRecordedGender)
      + changes.changes.filter { !$0.isOfRecordedGender }
  }

  /// The first changes, and how many more there are.
  package var text: [String] {
    let ordered = ordered
    var lines = ordered.prefix(Self.shown).map { SafeText.shown("    \(Self.words($0))") }
    if changes.count > Self.shown {
      lines.append(
        "    and \(Numbers.count(changes.count - Self.shown, "more change", "more changes")); "
          + "studentdb show IMPORT --changes lists all"
      )
    }
    if !lines.isEmpty { lines.insert("  changed", at: 0) }
    if ordered.first?.isOfRecordedGender == true {
      lines.append("    studentdb check lists the recorded genders that changed")
    }
    if changes.keptBlanks > 0 {
      lines.append(
        "  blank       \(Numbers.count(changes.keptBlanks, "empty cell")) where a value is known, which "
          + "stays; --blank clear would remove it"
      )
    }
    return lines
  }

  /// `Anna Meier (17): height 170 cm -> 172 cm`.
  private static func words(_ change: RosterChange) -> String {
    let who = "\(change.name) (\(change.student)): "
    if !change.isHeading, change.field == StudentAspect.left.rawValue {
      return who + (change.new == nil ? "back" : "left")
    }
    return who + "\(change.field) \(change.old ?? "nothing") -> \(change.new ?? "nothing")"
  }
}
