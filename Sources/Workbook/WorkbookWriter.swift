// Says `unsafe` where libxlsxwriter is called.

import CXlsxWriter
import Glibc

/// Writes one table as a workbook: a heading row that stays in sight, and rows of cells below.
///
/// Text stays text, whatever it looks like: nothing is a formula. Rows are written one by one, and one
/// is in memory at a time; the others are in a file without a name, in the folder of the workbook. The
/// same cells give the same bytes.
@safe package struct WorkbookWriter: ~Copyable {
  /// A cell below the headings.
  package enum Cell: Sendable, Equatable {
    case empty
    case text(String)
    /// With so many decimals shown.
    case number(Double, decimals: Int)
  }

  /// A column of the table.
  package struct Column: Sendable {
    let heading: String
    /// In characters.
    let width: Double
    /// The words of a drop-down list; empty for none.
    let choices: [String]

    package init(_ heading: String, width: Double, choices: [String] = []) {
      self.heading = heading
      self.width = width
      self.choices = choices
    }
  }

  /// Why there is no workbook.
  package struct Failure: Error, Equatable, CustomStringConvertible {
    package let description: String
  }

  /// A sheet ends there.
  package static let mostRows = 1_048_576
  package static let mostColumns = 16_384
  /// A cell ends there.
  package static let mostCharacters = 32_767
  /// A drop-down list, with commas between its words, ends there.
  private static let mostListed = 255

  private let workbook: UnsafeMutablePointer<lxw_workbook>
  private let sheet: UnsafeMutablePointer<lxw_worksheet>
  private var formats: [UnsafeMutablePointer<lxw_format>?] = unsafe []
  private let columns: [Column]
  private var rows = 1
  private var isOpen = true

  /// Begins a workbook with one sheet.
  ///
  /// - Parameters:
  ///   - path: The file, which is replaced.
  ///   - folder: Where the rows are kept until the end.
  ///   - name: Of the sheet; what cannot be in one is left out.
  ///   - columns: The columns.
  /// - Returns: A workbook that rows can be added to.
  /// - Throws: `Failure` where the headings do not fit.
  package static func open(
    _ path: String,
    in folder: String,
    sheet name: String,
    columns: [Column]
  ) throws(Failure) -> WorkbookWriter {
    guard columns.count <= Self.mostColumns else {
      throw Failure(description: "a sheet ends after \(Self.mostColumns) columns; write CSV")
    }
    var folder = Array(folder.utf8CString)
    let words = name.filter { !"[]:*?/\\'".contains($0) && !$0.isNewline }.prefix(31)
    guard let workbook = unsafe cxlsxwriter_open(path, &folder) else {
      throw Failure(description: "there is no memory for a workbook")
    }
    guard
      let sheet = unsafe workbook_add_worksheet(workbook, words.isEmpty ? "List" : String(words))
    else {
      unsafe lxw_workbook_free(workbook)
      throw Failure(description: "there is no memory for a sheet")
    }
    let writer = unsafe WorkbookWriter(workbook, sheet, columns)
    try writer.writeHeadings()
    return writer
  }

  private init(
    _ workbook: UnsafeMutablePointer<lxw_workbook>,
    _ sheet: UnsafeMutablePointer<lxw_worksheet>,
    _ columns: [Column]
  ) {
    unsafe self.workbook = workbook
    unsafe self.sheet = sheet
    self.columns = columns
  }

  private func writeHeadings() throws(Failure) {
    unsafe worksheet_freeze_panes(sheet, 1, 0)
    for (place, column) in columns.enumerated() {
      unsafe worksheet_set_column(sheet, UInt16(place), UInt16(place), column.width, nil)
    }
    let bold = unsafe workbook_add_format(workbook)
    unsafe format_set_bold(bold)
    for (place, column) in columns.enumerated() {
      let heading = try cell(column.heading, 0, place)
      try check(unsafe worksheet_write_string(sheet, 0, UInt16(place), heading, bold))
    }
  }

  deinit { if isOpen { unsafe lxw_workbook_free(workbook) } }

  /// Adds a row; cells beyond the columns are left out.
  ///
  /// - Throws: `Failure` where a cell or the row does not fit.
  package mutating func append(_ cells: [Cell]) throws(Failure) {
    guard rows < Self.mostRows else {
      throw Failure(
        description: "a sheet ends after \(Self.mostRows) rows; write CSV, or a part of the list"
      )
    }
    for (place, content) in cells.prefix(columns.count).enumerated() {
      switch content {
      case .empty, .text(""): continue
      case .text(let text):
        let text = try cell(text, rows, place)
        try check(unsafe worksheet_write_string(sheet, UInt32(rows), UInt16(place), text, nil))
      case .number(let number, let decimals):
        let format = unsafe format(decimals: decimals)
        try check(unsafe worksheet_write_number(sheet, UInt32(rows), UInt16(place), number, format))
      }
    }
    rows += 1
  }

  /// Writes the file.
  ///
  /// - Throws: `Failure` where it cannot be written.
  package mutating func finish() throws(Failure) {
    for (place, column) in columns.enumerated() where rows > 1 && !column.choices.isEmpty {
      try offer(column.choices, place)
    }
    guard unsafe cxlsxwriter_lost_rows(sheet) == 0 else { throw Self.failure(reason: errno) }
    isOpen = false
    errno = 0
    let error = unsafe workbook_close(workbook)
    if error != LXW_NO_ERROR, errno != 0 { throw Self.failure(reason: errno) }
    try check(error)
  }

  /// The text of a cell, if one can hold it.
  private func cell(_ text: String, _ row: Int, _ column: Int) throws(Failure) -> String {
    let place = "row \(row + 1), column \(column + 1)"
    guard text.utf16.count <= Self.mostCharacters else {
      throw Failure(
        description: "\(place): more than \(Self.mostCharacters) characters, more than a cell of a "
          + "workbook holds; write CSV"
      )
    }
    // A C string ends there.
    guard !text.utf8.contains(0) else {
      throw Failure(description: "\(place): a NUL character, which no workbook holds; write CSV")
    }
    return text
  }

  /// A drop-down list; words that are too many together are not offered.
  private func offer(_ choices: [String], _ place: Int) throws(Failure) {
    let words = choices.filter { !$0.utf8.contains(0) && !$0.contains(",") }
    guard words.joined(separator: ",").utf16.count <= Self.mostListed else { return }
    let list = words.flatMap { Array($0.utf8CString) }
    var title = Array("Another word".utf8CString)
    var message = Array("This word is not in the list.".utf8CString)
    try check(
      unsafe cxlsxwriter_choices(
        sheet,
        UInt16(place),
        UInt32(rows - 1),
        list,
        words.count,
        &title,
        &message
      )
    )
  }

  /// Numbers with so many decimals.
  private mutating func format(decimals: Int) -> UnsafeMutablePointer<lxw_format>? {
    while unsafe formats.count <= decimals {
      let format = unsafe workbook_add_format(workbook)
      let zeros = unsafe String(repeating: "0", count: formats.count)
      unsafe format_set_num_format(format, zeros.isEmpty ? "0" : "0." + zeros)
      unsafe formats.append(format)
    }
    return unsafe formats[decimals]
  }

  /// What the system says, which is more than the library's words for it.
  private static func failure(reason: Int32) -> Failure {
    Failure(
      description: reason == ENOSPC
        ? "the disk is full; make room and try again"
        : unsafe String(cString: strerror(reason))
    )
  }

  private func check(_ error: lxw_error) throws(Failure) {
    guard error != LXW_NO_ERROR else { return }
    let words = unsafe lxw_strerror(error).map { unsafe String(cString: $0) }
    throw Failure(description: words ?? "the workbook cannot be written")
  }
}
