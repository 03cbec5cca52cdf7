package import Workflows

/// What a file changed of students known before.
package struct ImportChangesRendering {
  private let changes: RosterChanges

  /// The number of changes that are shown; the rest is only counted.
  private static let shown = 20

  package init(_ changes: RosterChanges) {
    self.changes = changes
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
    "\(change.name) (\(change.student)): \(change.field) \(change.old ?? "nothing") -> "
      + (change.new ?? "nothing")
  }
}
