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
