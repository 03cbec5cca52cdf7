import CSV
import RosterReading
package import StudentStore
import Workbook

/// The queue as a file: the reviewer fills in the column `decision`, and `ApplyWorkflow` reads it.
///
/// Each line names the run of the suggestion and the decision active at that time, so that
/// decisions made since are detected.
package struct ReviewSheet: Sendable {
  /// The columns, in output order.
  package enum Column: String, Sendable, CaseIterable {
    case student
    case id
    case name
    case group
    case height = "height_cm"
    case suggestion
    case confidence
    /// Empty, for the reviewer.
    case decision
    case state
    case run
    /// The decision active when the file was written, such as `d52`; empty for none.
    case seen
    /// `blind` if the suggestion is hidden.
    case blind

    /// The columns required for applying.
    static let needed: [Column] = [.student, .decision, .run, .seen]
  }

  /// The purpose of the file.
  package enum Style: Equatable, Sendable {
    /// UTF-8, commas, LF.
    case plain
    /// Opens in a spreadsheet by a double click: a byte order mark, CRLF, and the delimiter of the
    /// school's own files.
    case spreadsheet(delimiter: UInt8)
  }

  private let items: [QueueItem]
  private let style: Style

  /// `items`: in their order; the suggestions of blind items are left out.
  package init(_ items: [QueueItem], style: Style) {
    self.items = items.map(\.shown)
    self.style = style
  }

  /// The whole file.
  package var bytes: [UInt8] {
    var writer: CSVWriter
    switch style {
    case .plain:
      writer = CSVWriter(dialect: .comma)
    case .spreadsheet(let delimiter):
      writer = CSVWriter(dialect: CSVDialect(delimiter: delimiter), lineEnding: .crlf)
      writer.bytes = [0xEF, 0xBB, 0xBF]
    }
    for column in Column.allCases { writer.field(column.rawValue) }
    writer.endRecord()
    for item in items {
      for column in Column.allCases {
        writer.field(FormulaGuard.guarded(Self.text(of: column, item)))
      }
      writer.endRecord()
    }
    return writer.bytes
  }

  /// Writes the same as a workbook, with a list of what may be decided in each row.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - folder: Its folder.
  ///   - genders: Those that may be decided.
  /// - Throws: `WorkflowError.workbook` where a workbook cannot hold it.
  package func writeWorkbook(_ path: String, in folder: String, genders: [String]) throws {
    do {
      var writer = try WorkbookWriter.open(
        path,
        in: folder,
        sheet: "Review",
        columns: Column.allCases.map { column in
          WorkbookWriter.Column(
            column.rawValue,
            width: Self.width(of: column),
            choices: column == .decision ? ["accept"] + genders + ["leave unknown", "later"] : []
          )
        }
      )
      for item in items { try writer.append(Column.allCases.map { Self.cell($0, item) }) }
      try writer.finish()
    } catch {
      throw WorkflowError.workbook(error.description)
    }
  }

  /// In characters.
  private static func width(of column: Column) -> Double {
    switch column {
    case .name: 30
    case .decision: 16
    case .suggestion, .confidence, .state, .height: 12
    default: 9
    }
  }

  private static func cell(_ column: Column, _ item: QueueItem) -> WorkbookWriter.Cell {
    switch column {
    case .student: return .number(Double(item.student), decimals: 0)
    case .height: return item.heightCentimetres.map { .number($0, decimals: 1) } ?? .empty
    case .confidence: return item.suggestion.map { .number($0.confidence, decimals: 4) } ?? .empty
    default:
      let text = text(of: column, item)
      // What reading would take for a guard gets one.
      return .text(FormulaGuard.plain(text) == text ? text : FormulaGuard.guarded(text))
    }
  }

  private static func text(of column: Column, _ item: QueueItem) -> String {
    switch column {
    case .student: "\(item.student)"
    case .id: item.schoolID ?? ""
    case .name: item.name
    case .group: item.group ?? ""
    case .height: item.heightCentimetres.map(plainCentimetres) ?? ""
    case .suggestion: item.suggestion?.gender ?? ""
    case .confidence: item.suggestion.map { "\(($0.confidence * 10_000).rounded() / 10_000)" } ?? ""
    case .decision: ""
    case .state: item.state.rawValue
    case .run: "r\(item.run)"
    case .seen: item.decision.map { "d\($0)" } ?? ""
    case .blind: item.isBlind ? "blind" : ""
    }
  }
}
