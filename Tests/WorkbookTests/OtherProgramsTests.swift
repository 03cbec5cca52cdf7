import TestSupport
import Testing
import Workbook

/// The shapes that other programs give the same content.
struct OtherProgramsTests {
  private static let expected = "name,height,born\nAda,172.3,2014-05-17\n"

  private var roster: TestWorkbook {
    var workbook = TestWorkbook(
      rows: "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c>"
        + "<c r=\"C1\" t=\"s\"><v>2</v></c></row>"
        + "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>3</v></c>\(number("B2", "172.3"))"
        + "\(number("C2", "41776", style: 1))</row>"
    )
    workbook.sharedTexts =
      "<si><t>name</t></si><si><t>height</t></si><si><t>born</t></si><si><t>Ada</t></si>"
    workbook.setFormats(["yyyy\\-mm\\-dd"])
    return workbook
  }

  /// Every part of the roster, its text changed.
  private func changed(_ change: (String) -> String) -> [UInt8] {
    let entries = roster.parts.map { part in
      ZipBuilder.Entry(part.name, change(String(decoding: part.packed, as: UTF8.self)))
    }
    return ZipBuilder(entries).bytes()
  }

  @Test func `Excel's own form is read`() throws {
    var workbook = roster
    let rows = workbook.sheets[0].xml.replacing("</sheetData></worksheet>", with: "")
      .replacing(
        "<sheetData>",
        with:
          "<dimension ref=\"A1\"/><sheetViews><sheetView tabSelected=\"1\" workbookViewId=\"0\"/>"
          + "</sheetViews><sheetFormatPr defaultRowHeight=\"15\" x14ac:dyDescent=\"0.25\"/><cols><col "
          + "min=\"1\" max=\"1\" width=\"20\" customWidth=\"1\"/></cols><sheetData>"
      )
      .replacing("<row ", with: "<row spans=\"1:3\" x14ac:dyDescent=\"0.25\" hidden=\"1\" ")
      .replacing(
        "main\">",
        with: "main\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" "
          + "mc:Ignorable=\"x14ac\" xmlns:x14ac=\"urn:x14ac\" xmlns:r=\"\(TestWorkbook.office)\">"
      )
    workbook.sheets[0].xml =
      rows
      + "</sheetData><autoFilter ref=\"A1:C2\"/><pageMargins left=\"0.7\"/><pageSetup r:id=\"rId9\"/>"
      + "<extLst><ext uri=\"{1}\"/></extLst></worksheet>"
    #expect(try read(workbook.bytes).text == Self.expected)
  }

  @Test func `Google's form is read`() throws {
    var workbook = roster
    workbook.sheets[0].xml = workbook.sheets[0].xml
      .replacing(
        "main\">",
        with: "main\" xmlns:mx=\"urn:mx\" xmlns:mv=\"urn:mv\" xmlns:xm=\"urn:xm\">"
      )
      .replacing(
        "<sheetData>",
        with: "<sheetPr><outlinePr summaryBelow=\"0\" summaryRight=\"0\"/></sheetPr>"
          + "<sheetViews><sheetView workbookViewId=\"0\"/></sheetViews><sheetFormatPr "
          + "customHeight=\"1\" defaultColWidth=\"12.63\" defaultRowHeight=\"15.75\"/><sheetData>"
      )
      .replacing("</sheetData>", with: "</sheetData><drawing r:id=\"rId1\" xmlns:r=\"urn:r\"/>")
    workbook.properties = ""
    #expect(try read(workbook.bytes).text == Self.expected)
  }

  @Test func `prefixes may be any, and the default may be none`() throws {
    let bytes = changed { text in
      guard text.contains("xmlns=\"\(TestWorkbook.main)\"") else { return text }
      return text.replacing(
        "xmlns=\"\(TestWorkbook.main)\"",
        with: "xmlns:x=\"\(TestWorkbook.main)\""
      )
      .replacing("xmlns:r=", with: "xmlns:rel=").replacing("r:id=", with: "rel:id=")
      .replacing("</", with: "\u{1}").replacing("<?", with: "\u{2}")
      .replacing("<", with: "<x:").replacing("\u{1}", with: "</x:").replacing("\u{2}", with: "<?")
    }
    #expect(try read(bytes).text == Self.expected)
  }

  @Test func `strict workbooks are read`() throws {
    let bytes = changed {
      $0.replacing(TestWorkbook.main, with: "http://purl.oclc.org/ooxml/spreadsheetml/main")
        .replacing(
          TestWorkbook.office,
          with: "http://purl.oclc.org/ooxml/officeDocument/relationships"
        )
    }
    #expect(try read(bytes).text == Self.expected)
  }

  @Test func `parts may be UTF-16`() throws {
    let entries = roster.parts.map { part in
      let text = String(decoding: part.packed, as: UTF8.self).replacing("UTF-8", with: "UTF-16")
      let units = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] as [UInt8] }
      return ZipBuilder.Entry(part.name, [0xFF, 0xFE] + units)
    }
    #expect(try read(ZipBuilder(entries).bytes()).text == Self.expected)
  }

  @Test func `parts may be laid out with line breaks and blanks`() throws {
    let bytes = changed {
      $0.replacing("><", with: ">\r\n  <").replacing("<v>", with: "<v>\n")
        .replacing("</v>", with: " </v>")
    }
    #expect(try read(bytes).text == Self.expected)
  }

  @Test func `targets may be absolute, names may differ in case, slashes may lean`() throws {
    let entries = roster.parts.map { part in
      let text = String(decoding: part.packed, as: UTF8.self)
        .replacing("Target=\"xl/", with: "Target=\"/xl/")
        .replacing("Target=\"worksheets/", with: "Target=\"/xl/worksheets/")
      let name = part.name.hasPrefix("xl/w") ? part.name.uppercased() : part.name
      return ZipBuilder.Entry(name.replacing("/", with: "\\"), text)
    }
    #expect(try read(ZipBuilder(entries).bytes()).text == Self.expected)
  }

  @Test func `the parts may have any names`() throws {
    let renamed = [
      "workbook": "workbook2", "sheet1": "a b", "sharedStrings": "texts", "styles": "looks",
    ]
    func rename(_ text: String) -> String {
      renamed.reduce(text) { $0.replacing("\($1.key).xml", with: "\($1.value).xml") }
    }
    let entries = roster.parts.map { part in
      let text = String(decoding: part.packed, as: UTF8.self)
      return ZipBuilder.Entry(rename(part.name), rename(text))
    }
    #expect(try read(ZipBuilder(entries).bytes()).text == Self.expected)
  }

  @Test func `files beside the parts do not matter`() throws {
    let extra = [
      ZipBuilder.Entry("xl/notes.txt", "n"), .init("xl/media/image1.png", "p"),
      .init("docProps/", ""),
      .init("xl/vbaProject.bin", "macro"),
    ]
    #expect(try read(ZipBuilder(roster.parts + extra).bytes()).text == Self.expected)
  }
}
