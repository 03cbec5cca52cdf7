/// What the cells of all sheets of a workbook refer to.
struct WorkbookContents: Sendable {
  let sharedTexts: SharedTexts
  let styles: CellStyles
  let dates: SerialDate.System
  /// True where the workbook asks to be calculated anew when it is opened, which says that the
  /// values stored beside its formulas may be none.
  let asksForCalculation: Bool

  init(
    reading archive: ZipArchive,
    relations: PartRelations,
    list: borrowing SheetList
  ) throws(WorkbookError) {
    if let part = relations.first("sharedStrings")?.part {
      sharedTexts = try SharedTexts(reading: try archive.xml(part, neededBy: "the workbook"))
    } else {
      sharedTexts = SharedTexts()
    }
    if let part = relations.first("styles")?.part {
      styles = try CellStyles(reading: try archive.xml(part, neededBy: "the workbook"))
    } else {
      styles = CellStyles()
    }
    dates = list.countsFrom1904 ? .from1904 : .from1900
    asksForCalculation = list.asksForCalculation
  }
}

/// What the workbook's first part says: its sheets, and how it counts days.
struct SheetList {
  /// A sheet, and the relation that leads to its part.
  struct Sheet {
    let name: String
    let visibility: WorkbookFile.Sheet.Visibility
    let relation: String
  }

  private static let most = 2_000

  private(set) var sheets: [Sheet] = []
  private(set) var countsFrom1904 = false
  private(set) var asksForCalculation = false

  /// Reads the part.
  init(reading xml: consuming XMLReader) throws(WorkbookError) {
    try xml.readRoot("workbook")
    while try xml.nextChild(of: 1) {
      switch xml.element {
      case "workbookPr": countsFrom1904 = try xml.flag("date1904")
      case "calcPr": asksForCalculation = try xml.flag("fullCalcOnLoad")
      case "sheets":
        while try xml.nextChild(of: 2) {
          guard xml.element == "sheet" else { continue }
          guard let name = try xml.attribute("name"),
            let relation = try xml.attribute("id", in: .officeRelations)
          else { throw xml.invalid("a sheet has no name, or nothing says which part it is") }
          let visibility: WorkbookFile.Sheet.Visibility =
            switch try xml.attribute("state") ?? "visible" {
            case "visible": .shown
            case "veryHidden": .veryHidden
            default: .hidden
            }
          sheets.append(Sheet(name: name, visibility: visibility, relation: relation))
          guard sheets.count <= Self.most else { throw xml.beyond(.list(of: "sheets", Self.most)) }
        }
      default: continue
      }
    }
    try xml.readToEnd()
  }
}

extension ZipArchive {
  /// Starts reading an entry as XML.
  func xml(_ name: String, neededBy: String) throws(WorkbookError) -> XMLReader {
    guard let entry = entry(named: name) else {
      throw error(.missingPart(name: name, neededBy: neededBy))
    }
    return XMLReader(try reader(of: entry), part: entry.name, file: self.name, limits: limits)
  }

  /// Starts reading a part that only lists others: sixteen mebibytes are more than any needs, and
  /// what it lists is kept.
  func smallXML(_ name: String, neededBy: String) throws(WorkbookError) -> XMLReader {
    let most = 16 << 20
    guard (entry(named: name)?.size ?? 0) <= most else {
      throw error(.beyondLimit(.part(bytes: most), place: "\"\(name)\""))
    }
    return try xml(name, neededBy: neededBy)
  }

  /// The relations of a part; of the archive as a whole for an empty name.
  func relations(of part: String) throws(WorkbookError) -> PartRelations {
    let needed = part.isEmpty ? "the archive" : "the part \(part)"
    return try PartRelations(
      reading: try smallXML(PartRelations.part(for: part), neededBy: needed),
      of: part
    )
  }

  /// What the archive seems to hold, by the names of its entries; `other` for a workbook, too.
  func content() throws(WorkbookError) -> WorkbookError.Content {
    if let mark = entry(named: "mimetype"), mark.size <= 200 {
      let type = try reader(of: mark).next()
      if type.starts(with: "application/vnd.oasis.opendocument".utf8) { return .openDocument }
    }
    if entry(named: "xl/workbook.bin") != nil { return .binaryWorkbook }
    if entry(named: "word/document.xml") != nil { return .wordDocument }
    if entry(named: "ppt/presentation.xml") != nil { return .presentation }
    if ["Index/Document.iwa", "Index.zip", "index.apxl"].contains(where: { entry(named: $0) != nil }
    ) {
      return .appleDocument
    }
    let tables = entries.map(\.name).filter {
      [".csv", ".tsv", ".txt"].contains($0.lowercased().suffix(4))
    }
    return tables.isEmpty ? .other(entries.prefix(5).map(\.name)) : .tables(tables)
  }
}

/// What one part of a workbook says about the parts that belong to it.
struct PartRelations {
  /// One of them.
  struct Relation {
    /// The last word of its type's address: "worksheet", "styles" …; the addresses before it differ
    /// between usual and strict workbooks.
    let kind: String
    /// The name of the part in the archive; nil for one outside, which is never looked at.
    let part: String?
  }

  private static let most = 10_000

  private(set) var byID: [String: Relation] = [:]

  /// The first relation of a kind.
  func first(_ kind: String) -> Relation? {
    byID.sorted { $0.key < $1.key }.first { $0.value.kind == kind }?.value
  }

  /// Reads the relations of a part; an empty name means the whole archive.
  init(reading xml: consuming XMLReader, of part: String) throws(WorkbookError) {
    _ = try xml.next()
    guard xml.name == XMLName(namespace: .packageRelations, local: "Relationships") else {
      throw xml.invalid("it begins with <\(xml.name.local)> where relations of parts were expected")
    }
    while try xml.nextChild(of: 1) {
      guard xml.name == XMLName(namespace: .packageRelations, local: "Relationship"),
        let id = try xml.attribute("Id"), let type = try xml.attribute("Type"),
        let target = try xml.attribute("Target")
      else { continue }
      let isOutside = try xml.attribute("TargetMode") == "External"
      byID[id] = Relation(
        kind: type.split(separator: "/").last.map(String.init) ?? type,
        part: isOutside ? nil : Self.resolve(target, from: part)
      )
      guard byID.count <= Self.most else { throw xml.beyond(.list(of: "relations", Self.most)) }
    }
    try xml.readToEnd()
  }

  /// Where the relations of a part are kept: `xl/_rels/workbook.xml.rels` for `xl/workbook.xml`.
  static func part(for part: String) -> String {
    var folders = part.split(separator: "/").map(String.init)
    let name = folders.popLast() ?? ""
    return (folders + ["_rels", "\(name).rels"]).joined(separator: "/")
  }

  /// The part that a target names: from the root with a slash in front, else from the folder of the
  /// part that it is a target of.
  static func resolve(_ target: String, from part: String) -> String {
    var folders =
      target.hasPrefix("/") ? [] : part.split(separator: "/").dropLast().map(String.init)
    for step in target.split(separator: "/") {
      switch step {
      case ".": continue
      case "..": _ = folders.popLast()
      default: folders.append(String(step))
      }
    }
    return folders.joined(separator: "/")
  }
}

/// How much a workbook or another archive may ask of the program that reads it.
///
/// A file of a few kilobytes can unpack to terabytes, and one that a thousand cells refer to can
/// be as large again in what comes out. Each of these is checked while reading, on the bytes that
/// come, and each has an error that names it. No workbook of a school comes near them.
package struct WorkbookLimits: Sendable, Equatable {
  /// The most files in the archive.
  package var entries = 2_000
  /// The most bytes of one of them, unpacked.
  package var partBytes = 512 << 20
  /// The most bytes of all of them, unpacked.
  package var totalBytes = 1 << 30
  /// How many times its packed size one of them may have, beyond the first mebibyte.
  ///
  /// The sheets of real workbooks stay below thirty; what repeats one byte reaches a thousand.
  package var ratio = 200
  /// The most bytes of the texts that the sheets share, each counted with eight bytes more.
  ///
  /// They stay in memory while a workbook is open; nothing else of it does.
  package var sharedTextBytes = 64 << 20
  /// How deep elements of XML may lie in one another; SpreadsheetML needs about ten levels.
  package var depth = 100
  /// The most bytes of one tag with its attributes; the longest real ones list the cells that a
  /// coloured rule is for.
  package var tagBytes = 1 << 20
  /// The most bytes of one cell's text; Excel stops at 32,767 characters, Google at 50,000.
  package var cellBytes = 256 << 10
  /// The most bytes of the texts of one row.
  package var rowBytes = 16 << 20
  /// The most bytes of the text that a sheet comes out as; many cells can share one long text.
  package var sheetBytes = 1 << 30

  /// The limits that are used when nothing is said.
  package init() {}
}
