import Testing
import Workbook

struct RefusalTextTests {
  private static let place = WorkbookError.XMLPlace(part: "xl/styles.xml", line: 2, byte: 99)

  private static let texts: [(WorkbookError.Kind, String)] = [
    (
      .cannotOpen(reason: "Permission denied"), "the file cannot be opened: Permission denied"
    ),
    (.notAFile(what: "a folder"), "this is a folder; name a file"),
    (.changedMeanwhile, "the file changed while it was being read; try again"),
    (
      .notAnArchive,
      "this is no .xlsx workbook, for it is no ZIP archive; open it in a spreadsheet program and save "
        + "it as .xlsx or as \"CSV UTF-8\""
    ),
    (
      .oldWorkbook,
      "this is a workbook of Excel 97 to 2003 (.xls) or another document of that time; open it and "
        + "save it as .xlsx or as \"CSV UTF-8\""
    ),
    (
      .passwordProtected,
      "the workbook is protected by a password, so nothing in it can be read; open it, save a copy "
        + "without a password and take that"
    ),
    (
      .notAWorkbook(.openDocument),
      "this is an OpenDocument file (.ods or alike); save it as .xlsx or as CSV (UTF-8)"
    ),
    (
      .notAWorkbook(.wordDocument),
      "this is a Word document; put the list into a spreadsheet and save that as .xlsx"
    ),
    (
      .notAWorkbook(.presentation),
      "this is a presentation; put the list into a spreadsheet and save that as .xlsx"
    ),
    (
      .notAWorkbook(.binaryWorkbook),
      "this is a binary workbook (.xlsb); open it in Excel and save it as .xlsx or as \"CSV UTF-8\""
    ),
    (
      .notAWorkbook(.appleDocument),
      "this is a document of Numbers or another program of Apple; export it as Excel (.xlsx) or CSV"
    ),
    (
      .notAWorkbook(.tables(["users.csv", "demographics.csv"])),
      "this is an archive of text tables, not a workbook: \"users.csv\", \"demographics.csv\"; unpack "
        + "it and name the table to read"
    ),
    (
      .notAWorkbook(.other(["a", "b"])),
      "this is a ZIP archive, but not of a workbook; it holds \"a\", \"b\""
    ),
    (.notAWorkbook(.other([])), "this is an empty ZIP archive, not a workbook"),
    (
      .damagedArchive,
      "the archive's list of contents is damaged, or the file was cut off when it was copied; "
        + "download or copy it again, or open it in a spreadsheet program and save it anew"
    ),
    (
      .duplicateEntry(name: "xl/workbook.xml"),
      "\"xl/workbook.xml\" is in the archive twice, and the two could say different things; open the "
        + "file in a spreadsheet program and save it anew"
    ),
    (
      .encryptedEntry(name: "users.csv"),
      "\"users.csv\" is encrypted in the archive; unpack it with its password and take what is in it"
    ),
    (
      .unknownCompression(name: "a", method: 9),
      "\"a\" is packed by a method that is not read here (number 9); pack the archive anew, or open "
        + "it in a spreadsheet program and save it anew"
    ),
    (
      .zip64(name: "a"),
      "the size of \"a\" is written in the form for very large archives (ZIP64), which the minizip "
        + "library of this system does not read; open the file in a spreadsheet program and save it "
        + "anew"
    ),
    (
      .damagedEntry(name: "a"),
      "\"a\" is damaged: it does not unpack to what the archive says of it; download or copy the file "
        + "again"
    ),
    (
      .missingPart(name: "xl/styles.xml", neededBy: "the workbook"),
      "\"xl/styles.xml\" is not in the workbook, but the workbook needs it; open the file in a "
        + "spreadsheet program and save it anew"
    ),
    (
      .samePart(name: "xl/worksheets/sheet1.xml", sheets: ["7a", "7b"]),
      "the sheets \"7a\", \"7b\" are one and the same part of the file, "
        + "\"xl/worksheets/sheet1.xml\"; open the file in a spreadsheet program and save it anew"
    ),
    (
      .documentType(place),
      "xl/styles.xml, line 2, byte 99: there is a document type (DOCTYPE), which workbooks do not "
        + "have and which can make a program read other files or fill its memory; it is refused: check "
        + "where the file comes from"
    ),
    (
      .invalidXML(place, detail: "</y> closes what is not open"),
      "xl/styles.xml, line 2, byte 99: </y> closes what is not open; open the file in a spreadsheet "
        + "program and save it anew"
    ),
    (
      .encoding(part: "xl/styles.xml", found: "windows-1252"),
      "xl/styles.xml is written in windows-1252; workbooks are UTF-8 or UTF-16: open the file in a "
        + "spreadsheet program and save it anew"
    ),
    (
      .invalidCell(place, cell: "cell A2", detail: "it stands in row 1"),
      "cell A2 (xl/styles.xml, line 2, byte 99): it stands in row 1; open the file in a spreadsheet "
        + "program and save it anew"
    ),
    (
      .noSuchSheet(name: "7c", sheets: ["7a", "7b"]),
      "there is no sheet \"7c\"; the sheets are \"7a\", \"7b\""
    ),
    (
      .notATable(sheet: "Chart"),
      "the sheet \"Chart\" is a chart or a macro and has no rows; name another one with --sheet"
    ),
    (
      .whichSheet(["7a", "7b"]),
      "more than one sheet can be the list: \"7a\", \"7b\"; say which: --sheet 7a or --sheet 7b"
    ),
    (.noData(hidden: []), "no sheet holds anything; is it the right file?"),
    (
      .noData(hidden: ["it's old"]),
      "no sheet that can be seen holds anything, but hidden ones do: \"it's old\"; to read one: "
        + "--sheet 'it'\\''s old'"
    ),
  ]

  @Test func `each refusal says what, where, why and what to do`() {
    for (kind, text) in Self.texts {
      #expect(WorkbookError(kind, file: "7b.xlsx").description == "7b.xlsx: \(text)")
    }
  }

  @Test func `each limit names itself and its number`() {
    let limits: [(WorkbookError.Limit, String, String)] = [
      (.entries(2000), "the archive", "holds too many files, more than the 2000"),
      (.part(bytes: 512 << 20), "\"a\"", "unpacks to too much, more than the 512 MiB"),
      (.total(bytes: 1 << 30), "the archive", "unpacks to too much, more than the 1024 MiB"),
      (.ratio(200), "\"a\"", "is packed too tightly, more than the 200 bytes for one"),
      (.sharedTexts(bytes: 64 << 20), "a", "holds too much text, more than the 64 MiB"),
      (.depth(100), "a:", "has too many elements in one another, more than the 100"),
      (.tag(bytes: 1 << 20), "a:", "has a tag that is too long, more than the 1 MiB"),
      (.list(of: "styles", 100), "a:", "has too many styles, more than the 100"),
      (.cell(bytes: 256 << 10), "S!A1", "holds too long a text, more than the 256 KiB"),
      (.row(bytes: 16 << 20), "S, row 1,", "holds too much text, more than the 16 MiB"),
      (.sheet(bytes: 1000), "the sheet", "comes to too much text, more than the 1000 bytes"),
    ]
    for (limit, place, text) in limits {
      #expect(
        WorkbookError(.beyondLimit(limit, place: place), file: "7b.xlsx").description
          == "7b.xlsx: \(place) \(text) that is allowed; no list of students needs that, and it may "
          + "be meant to harm: check where the file comes from"
      )
    }
  }

  @Test func `of very many sheets the first are named`() {
    let names = (1...30).map { "s\($0)" }
    let text = WorkbookError(.whichSheet(names), file: "a.xlsx").description
    #expect(text.contains("\"s20\" and 10 more; say which: --sheet s1 or"))
  }
}
