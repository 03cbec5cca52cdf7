/// A workbook as Excel (since 2007), LibreOffice and Google Sheets write it: a .xlsx or .xlsm file.
///
/// Its sheets are read as CSV text, see ``SheetReader``. This value knows where everything is and
/// keeps the texts that the sheets share; each sheet is read from the file when it is asked for,
/// any number of times. Nothing is written, no other file is opened, macros and links are never
/// looked at.
///
/// ECMA-376-1 (Office Open XML), usual and strict.
package struct WorkbookFile: Sendable {
  /// One sheet of the workbook.
  package struct Sheet: Sendable, Equatable {
    /// Whether the tab is shown.
    package enum Visibility: Sendable {
      case shown
      /// Hidden, and offered by the menu that shows hidden sheets again.
      case hidden
      /// Hidden by a macro or another program, and in no menu.
      case veryHidden
    }

    /// As it is on its tab.
    package let name: String
    package let visibility: Visibility
    /// True where the tab is not shown.
    package var isHidden: Bool { visibility != .shown }
    /// True for rows and columns; false for a chart, a dialogue or a macro on a sheet of its own.
    package var isTable: Bool { part != nil }

    let part: String?
  }

  /// The file's own name, without its folder.
  package var name: String { archive.name }
  /// The sheets in the order of their tabs.
  package let sheets: [Sheet]

  private let archive: ZipArchive
  private let contents: WorkbookContents

  /// Opens a workbook: reads the list of its sheets, its number formats and its shared texts.
  ///
  /// - Parameters:
  ///   - path: Where it is; links are followed.
  ///   - name: What messages call it; nil for the last part of the path.
  ///   - limits: How much it may ask for.
  /// - Throws: Why the file is refused; see ``WorkbookError/Kind``.
  package init(
    path: String,
    name: String? = nil,
    limits: WorkbookLimits = WorkbookLimits()
  ) throws(WorkbookError) {
    archive = try ZipArchive(path: path, name: name, limits: limits)
    let start = try Self.workbookPart(of: archive)
    let list = try SheetList(reading: try archive.smallXML(start, neededBy: "the archive"))
    let relations = try archive.relations(of: start)
    contents = try WorkbookContents(reading: archive, relations: relations, list: list)
    sheets = try Self.sheets(list, relations: relations, in: archive)
  }

  /// The sheet to read.
  ///
  /// Names are compared without regard to case where none is equal, for Excel allows no two that
  /// differ in case alone. Without a name it is the only sheet that can be seen and holds anything;
  /// of several such sheets, the only one that is recognised.
  ///
  /// `isRecognised`: whether a sheet looks like the one that is wanted.
  ///
  /// - Throws: `noSuchSheet`, `notATable`, `whichSheet` or `noData`; or what is wrong with the
  ///   beginning of a sheet that was looked at.
  package func sheet(
    named name: String? = nil,
    where isRecognised: (Sheet) throws(WorkbookError) -> Bool = { _ in false }
  ) throws(WorkbookError) -> Sheet {
    if let name {
      let found =
        sheets.first { $0.name == name }
        ?? sheets.first { $0.name.lowercased() == name.lowercased() }
      guard let found else {
        throw archive.error(.noSuchSheet(name: name, sheets: sheets.map(\.name)))
      }
      guard found.isTable else { throw archive.error(.notATable(sheet: found.name)) }
      return found
    }
    let shown = try withData(sheets.filter { !$0.isHidden })
    if shown.count > 1 {
      var recognised: [Sheet] = []
      for sheet in shown where try isRecognised(sheet) { recognised.append(sheet) }
      if recognised.count == 1 { return recognised[0] }
      throw archive.error(.whichSheet((recognised.isEmpty ? shown : recognised).map(\.name)))
    }
    if let only = shown.first { return only }
    let hidden = try withData(sheets.filter(\.isHidden))
    throw archive.error(.noData(hidden: hidden.map(\.name)))
  }

  /// Whether any cell of a sheet holds anything.
  ///
  /// - Throws: What is wrong with the part of the sheet that was looked at.
  /// - Complexity: O(*n*) in what is before the first cell that does.
  package func holdsData(_ sheet: Sheet) throws(WorkbookError) -> Bool {
    guard sheet.isTable else { return false }
    var scanner = try scanner(of: sheet)
    while try scanner.nextRow() {
      if !scanner.row.cells.isEmpty { return true }
    }
    return false
  }

  /// Starts reading a sheet of this workbook from its first row.
  ///
  /// - Parameters:
  ///   - sheet: One of ``sheets`` that is a table.
  ///   - headingRow: The row of the headings, counted from 1, or one that has nothing between it
  ///     and them: the rows below the headings are padded to their width.
  /// - Returns: A reader that is in front of the first row.
  /// - Throws: `notATable`, or that the sheet's part is missing or damaged.
  package func reader(
    of sheet: Sheet,
    headingRow: Int = 1
  ) throws(WorkbookError) -> SheetReader {
    SheetReader(
      try scanner(of: sheet),
      headingRow: headingRow,
      limits: archive.limits,
      file: archive.name
    )
  }

  private func withData(_ sheets: [Sheet]) throws(WorkbookError) -> [Sheet] {
    var found: [Sheet] = []
    for sheet in sheets where try holdsData(sheet) { found.append(sheet) }
    return found
  }

  private func scanner(of sheet: Sheet) throws(WorkbookError) -> SheetScanner {
    guard let part = sheet.part else { throw archive.error(.notATable(sheet: sheet.name)) }
    return SheetScanner(
      try archive.xml(part, neededBy: "the sheet \"\(sheet.name)\""),
      sheet: sheet.name,
      contents: contents
    )
  }

  /// The sheets of the list, each with its part.
  private static func sheets(
    _ list: SheetList,
    relations: PartRelations,
    in archive: ZipArchive
  ) throws(WorkbookError) -> [Sheet] {
    var sheets: [Sheet] = []
    var owners: [String: String] = [:]
    for sheet in list.sheets {
      guard let relation = relations.byID[sheet.relation] else {
        throw archive.error(
          .missingPart(name: "relation \(sheet.relation)", neededBy: "the sheet \"\(sheet.name)\"")
        )
      }
      var part: String?
      if relation.kind == "worksheet", let target = relation.part {
        let name = archive.entry(named: target)?.name ?? target
        part = name
        if let other = owners.updateValue(sheet.name, forKey: name) {
          throw archive.error(.samePart(name: name, sheets: [other, sheet.name]))
        }
      }
      sheets.append(Sheet(name: sheet.name, visibility: sheet.visibility, part: part))
    }
    return sheets
  }

  /// The part that the archive names as its document.
  private static func workbookPart(of archive: ZipArchive) throws(WorkbookError) -> String {
    guard archive.entry(named: PartRelations.part(for: "")) != nil,
      let part = try archive.relations(of: "").first("officeDocument")?.part
    else { throw archive.error(.notAWorkbook(try archive.content())) }
    switch try archive.content() {
    case .other, .tables: return part
    case let content: throw archive.error(.notAWorkbook(content))
    }
  }
}

/// What the first bytes of a file say about it, whatever its name ends with.
package enum FileKind: Sendable, Equatable {
  /// A ZIP archive, as .xlsx is one; not one without entries, which begins with its end.
  case archive
  /// A compound file of the 1990s, as .xls is one, and .xlsx with a password.
  case compoundFile
  /// Neither: perhaps text.
  case other

  /// How many bytes have to be looked at.
  package static let length = 8

  /// Looks at the first bytes of a file; of a shorter file at all of them.
  package init(firstBytes: [UInt8]) {
    if firstBytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      self = .archive
    } else if firstBytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
      self = .compoundFile
    } else {
      self = .other
    }
  }
}

/// Whether a compound file holds a workbook that a password protects.
///
/// Such a workbook is encrypted in a stream of the name "EncryptedPackage" (MS-OFFCRYPTO, 2.3).
/// The name is in the file's directory in UTF-16; it is looked for everywhere, for the sake of
/// a sentence that helps, in the first mebibytes.
func holdsEncryptedPackage(_ file: borrowing OpenFile) -> Bool {
  let name: [UInt8] = "EncryptedPackage".utf8.flatMap { [$0, 0] as [UInt8] }
  let step = 1 << 16
  for offset in stride(from: 0, to: 64 << 20, by: step) {
    let bytes = file.bytes(at: offset, count: step + name.count)
    var start = bytes.startIndex
    while let found = bytes[start...].firstIndex(of: name[0]) {
      if bytes[found...].starts(with: name) { return true }
      start = found + 1
    }
    if bytes.count < step { return false }
  }
  return false
}
