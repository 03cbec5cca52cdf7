/// A workbook of a test, with the parts that Excel writes and nothing else.
package struct TestWorkbook {
  package struct Sheet {
    package var name: String
    package var xml: String
    package var state: String?

    package init(name: String, xml: String, state: String? = nil) {
      self.name = name
      self.xml = xml
      self.state = state
    }
  }

  package static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  package static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  package static let package = "http://schemas.openxmlformats.org/package/2006/relationships"
  package static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

  package var sheets: [Sheet] = []
  /// What stands in `<sst>`, or the whole part where it begins with `<?` or `<!`.
  package var sharedTexts: String?
  /// What stands in `<styleSheet>`.
  package var styles: String?
  /// What stands in front of `<sheets>`.
  package var properties = "<workbookPr/>"
  /// What stands behind it.
  package var calculation = ""

  /// A workbook of one sheet, from what stands in `<sheetData>`.
  package init(rows: String) { sheets = [Sheet(name: "Sheet1", xml: Self.sheet(rows))] }

  /// A workbook of one sheet, from the cells of its first row.
  package init(cells: String) { self.init(rows: "<row r=\"1\">\(cells)</row>") }

  package init(_ sheets: [Sheet]) { self.sheets = sheets }

  package static func sheet(_ rows: String, behind: String = "") -> String {
    declaration + "<worksheet xmlns=\"\(main)\"><sheetData>\(rows)</sheetData>\(behind)</worksheet>"
  }

  /// Turns number formats into styles: the first is style 1.
  package mutating func setFormats(_ codes: [String]) {
    let formats = codes.enumerated().map { number, code in
      "<numFmt numFmtId=\"\(164 + number)\" formatCode=\"\(code)\"/>"
    }
    let styles = codes.indices.map { "<xf numFmtId=\"\(164 + $0)\" applyNumberFormat=\"1\"/>" }
    self.styles =
      "<numFmts count=\"\(codes.count)\">\(formats.joined())</numFmts>"
      + "<cellStyleXfs count=\"1\"><xf numFmtId=\"14\"/></cellStyleXfs>"
      + "<cellXfs><xf numFmtId=\"0\"/>\(styles.joined())</cellXfs>"
  }

  /// The parts, in the order in which Excel writes them.
  package var parts: [ZipBuilder.Entry] {
    var parts = [
      ZipBuilder.Entry("[Content_Types].xml", Self.declaration + "<Types/>"),
      ZipBuilder.Entry("_rels/.rels", relations([("officeDocument", "xl/workbook.xml")])),
      ZipBuilder.Entry("xl/workbook.xml", workbook),
      ZipBuilder.Entry("xl/_rels/workbook.xml.rels", workbookRelations),
    ]
    for (number, sheet) in sheets.enumerated() {
      parts.append(ZipBuilder.Entry("xl/worksheets/sheet\(number + 1).xml", sheet.xml))
    }
    if let sharedTexts {
      parts.append(ZipBuilder.Entry("xl/sharedStrings.xml", part("sst", sharedTexts)))
    }
    if let styles { parts.append(ZipBuilder.Entry("xl/styles.xml", part("styleSheet", styles))) }
    return parts
  }

  package var bytes: [UInt8] { ZipBuilder(parts).bytes() }

  /// The same with another content of one part.
  package func bytes(replacing name: String, with text: String) -> [UInt8] {
    let parts = parts.map { $0.name == name ? ZipBuilder.Entry(name, text) : $0 }
    return ZipBuilder(parts).bytes()
  }

  private func part(_ root: String, _ content: String) -> String {
    content.hasPrefix("<?") || content.hasPrefix("<!")
      ? content : Self.declaration + "<\(root) xmlns=\"\(Self.main)\">\(content)</\(root)>"
  }

  private var workbook: String {
    let list = sheets.enumerated().map { number, sheet in
      let state = sheet.state.map { " state=\"\($0)\"" } ?? ""
      return
        "<sheet name=\"\(sheet.name)\" sheetId=\"\(number + 1)\"\(state) r:id=\"rId\(number + 1)\"/>"
    }
    return Self.declaration
      + "<workbook xmlns=\"\(Self.main)\" xmlns:r=\"\(Self.office)\">\(properties)"
      + "<sheets>\(list.joined())</sheets>\(calculation)</workbook>"
  }

  private var workbookRelations: String {
    var list = sheets.indices.map { ("worksheet", "worksheets/sheet\($0 + 1).xml") }
    if sharedTexts != nil { list.append(("sharedStrings", "sharedStrings.xml")) }
    if styles != nil { list.append(("styles", "styles.xml")) }
    return relations(list)
  }

  private func relations(_ list: [(kind: String, target: String)]) -> String {
    let relations = list.enumerated().map { number, relation in
      "<Relationship Id=\"rId\(number + 1)\" Type=\"\(Self.office)/\(relation.kind)\" "
        + "Target=\"\(relation.target)\"/>"
    }
    return Self.declaration
      + "<Relationships xmlns=\"\(Self.package)\">\(relations.joined())</Relationships>"
  }
}

/// A cell with a number.
package func number(_ reference: String, _ value: String, style: Int? = nil) -> String {
  let style = style.map { " s=\"\($0)\"" } ?? ""
  return "<c r=\"\(reference)\"\(style)><v>\(value)</v></c>"
}

/// A cell with a text of its own.
package func inline(_ reference: String, _ text: String) -> String {
  "<c r=\"\(reference)\" t=\"inlineStr\"><is><t>\(text)</t></is></c>"
}

/// A row of cells with texts of their own, from column A on; empty texts have no cell.
package func row(_ number: Int, _ texts: String...) -> String {
  let cells = texts.enumerated().filter { !$0.element.isEmpty }.map { column, text in
    inline("\(Character(Unicode.Scalar(UInt8(65 + column))))\(number)", text)
  }
  return "<row r=\"\(number)\">\(cells.joined())</row>"
}
