import CSV
import StudentStore
import Workbook

/// An export as a workbook: the rows of the list, in which heights, ages and confidences are numbers and
/// everything else is text.
struct ExportedWorkbook: ~Copyable {
  private var parser = CSVParser(dialect: .comma)
  private var writer: WorkbookWriter
  /// For each column the decimal sign of its numbers; nil for text.
  private let signs: [UInt8?]
  private var isHeading = true

  /// Begins a workbook with the columns of an export, and those that studentdb adds.
  init(_ path: String, in folder: String, _ plan: ExportPlan, adding added: [String]) throws {
    signs =
      plan.columns.map { column in
        guard column.aspect == .height || column.aspect == .age else { return nil }
        let isComma = column.aspect == .height && column.form.batch.decimalSign == ","
        return isComma ? UInt8(ascii: ",") : UInt8(ascii: ".")
      } + added.map { $0 == "studentdb_confidence" ? UInt8(ascii: ".") : nil }
    let headings = plan.columns.map { ($0.heading, $0.aspect) } + added.map { ($0, nil) }
    do {
      writer = try WorkbookWriter.open(
        path,
        in: folder,
        sheet: plan.form.batch.sheet ?? "Students",
        columns: headings.map { heading, aspect in
          let width = aspect == .name ? 28 : Double(min(max(heading.count + 2, 9), 40))
          return WorkbookWriter.Column(heading, width: width)
        }
      )
    } catch {
      throw WorkflowError.workbook(error.description)
    }
  }

  /// Takes a piece of the list, which has a heading line and commas.
  mutating func take(_ piece: [UInt8]) throws {
    let signs = signs
    var rows: [[WorkbookWriter.Cell]] = []
    try parser.parse(piece[...]) { rows.append(try Self.cells(of: $0, signs)) }
    try append(rows)
  }

  /// Writes the file.
  mutating func finish() throws {
    let signs = signs
    var rows: [[WorkbookWriter.Cell]] = []
    try parser.finish { rows.append(try Self.cells(of: $0, signs)) }
    try append(rows)
    do {
      try writer.finish()
    } catch {
      throw WorkflowError.workbook(error.description)
    }
  }

  private mutating func append(_ rows: [[WorkbookWriter.Cell]]) throws(WorkflowError) {
    do {
      for row in rows {
        if isHeading {
          isHeading = false
        } else {
          try writer.append(row)
        }
      }
    } catch {
      throw .workbook(error.description)
    }
  }

  private static func cells(
    of record: borrowing CSVRecord,
    _ signs: [UInt8?]
  ) throws(WorkflowError) -> [WorkbookWriter.Cell] {
    guard record.fault == nil else {
      throw .workbook("row \(record.line) is longer than a workbook's; write CSV")
    }
    var cells: [WorkbookWriter.Cell] = []
    for field in 0..<record.fieldCount {
      let text = record.text(field)
      let sign = field < signs.count ? signs[field] : nil
      cells.append(sign.flatMap { number(text, sign: $0) } ?? .text(text))
    }
    return cells
  }

  /// How many decimals are shown; the cell has all of them.
  private static let mostDecimals = 6

  /// A plain number: digits, with the decimal sign once and digits behind it.
  private static func number(_ text: String, sign: UInt8) -> WorkbookWriter.Cell? {
    let parts = text.utf8.split(separator: sign, omittingEmptySubsequences: false)
    let digits = parts.allSatisfy { part in
      !part.isEmpty && part.allSatisfy { (0x30...0x39).contains($0) }
    }
    guard digits, (1...2).contains(parts.count), text.utf8.count <= 20 else { return nil }
    // A zero in front would be lost.
    guard parts[0].count == 1 || parts[0].first != 0x30 else { return nil }
    let decimals = parts.count == 2 ? min(parts[1].count, mostDecimals) : 0
    return Double(text.replacing(",", with: ".")).map { .number($0, decimals: decimals) }
  }
}
