import Foundation
import TestSupport
import Testing

/// The queue as a workbook, read by Python's own ZIP and XML and by the program itself.
struct SheetWorkbookTests {
  /// Prints the cells of a workbook's only sheet row by row, its frozen rows and its drop-down lists, as
  /// JSON, with nothing but Python's standard library.
  private static let reader = """
    import json, re, sys, zipfile
    import xml.etree.ElementTree as tree
    book = zipfile.ZipFile(sys.argv[1])
    n = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    sheet = tree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    shared = []
    if "xl/sharedStrings.xml" in book.namelist():
      for item in tree.fromstring(book.read("xl/sharedStrings.xml")).findall("m:si", n):
        shared.append("".join(t.text or "" for t in item.iter("{%s}t" % n["m"])))
    rows = []
    for row in sheet.iter("{%s}row" % n["m"]):
      cells = {}
      for cell in row.findall("m:c", n):
        column = re.match("[A-Z]+", cell.get("r"))[0]
        kind, value = cell.get("t", "n"), cell.find("m:v", n)
        assert cell.find("m:f", n) is None, "a formula"
        text = "".join(t.text or "" for t in cell.iter("{%s}t" % n["m"]))
        cells[column] = {"t": kind, "v": shared[int(value.text)] if kind == "s" else text if kind == "inlineStr" else value.text if value is not None else None}
      rows.append(cells)
    panes = [p.attrib for p in sheet.iter("{%s}pane" % n["m"])]
    lists = [[v.get("sqref"), v.find("m:formula1", n).text] for v in sheet.iter("{%s}dataValidation" % n["m"])]
    print(json.dumps({"rows": rows, "panes": panes, "lists": lists, "names": sorted(book.namelist())}))
    """

  static func contents(of file: URL) throws -> JSON {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", reader, file.path]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return try JSON(parsing: Array(bytes))
  }

  /// Names that a spreadsheet would compute, or lose.
  private static let roster: String = {
    var lines = ["id,name,gender,height,group"]
    for number in 1...10 {
      let group = number.isMultiple(of: 2) ? "7b" : "7a"
      lines.append("\(100 + number),Girl \(number),F,\(156 + number),\(group)")
      lines.append("\(200 + number),Boy \(number),M,\(170 + number),\(group)")
    }
    lines += [
      "007,=SUM(A1:A9),,160,7a", "302,\"Zoë <b> & \"\"co\"\"\",,176,7b", "303,'=Kim,,161,1-2",
    ]
    return lines.joined(separator: "\n") + "\n"
  }()

  private func world() throws -> TestWorld {
    let world = try TestWorld(["class.csv": Self.roster])
    _ = world.run("import", "class.csv")
    _ = world.run("impute")
    return world
  }

  @Test func `text stays text, numbers are numbers, the headings stay, and decisions are a list`()
    throws
  {
    let world = try world()
    let answer = world.run("review", "export", "queue.xlsx", "--order", "name")
    #expect(answer.status == 0, "\(answer.messages)")
    let book = try Self.contents(of: world.folder.appendingPathComponent("queue.xlsx"))
    let rows = book["rows"].array
    #expect(rows.count == 4)
    #expect(
      "ABCDEFGHIJKL".map { rows[0]["\($0)"]["v"].text } == [
        "student", "id", "name", "group", "height_cm", "suggestion", "confidence", "decision",
        "state",
        "run", "seen", "blind",
      ]
    )
    let cells = Dictionary(
      uniqueKeysWithValues: rows.dropFirst().map { ($0["B"]["v"].text ?? "", $0) }
    )
    #expect(cells["007"]?["C"]["v"].text == "=SUM(A1:A9)")
    #expect(cells["302"]?["C"]["v"].text == "Zoë <b> & \"co\"")
    #expect(cells["303"]?["D"]["v"].text == "1-2")
    for row in rows.dropFirst() {
      #expect(["A", "E", "G"].map { row[$0]["t"].text } == ["n", "n", "n"])
      #expect(["B", "C", "D", "F"].allSatisfy { row[$0]["t"].text != "n" })
    }
    #expect(cells["007"]?["E"]["v"].text == "160")
    #expect(book["panes"][0]["state"].text == "frozen" && book["panes"][0]["ySplit"].text == "1")
    #expect(book["lists"][0][0].text == "H2:H4")
    #expect(book["lists"][0][1].text == "\"accept,female,male,leave unknown,later\"")
  }

  @Test func `a workbook is read back as it was written, and its decisions are taken`() throws {
    let world = try world()
    _ = world.run("review", "export", "queue.xlsx")
    let empty = world.run("review", "apply", "queue.xlsx", "--json")
    let json = try JSON(parsing: empty.output)
    #expect(json["rows"].integer == 3 && json["conflicts"].array.isEmpty, "\(empty.text)")
    // The same cells are the same bytes.
    let first = try Data(contentsOf: world.folder.appendingPathComponent("queue.xlsx"))
    _ = world.run("review", "export", "again.xlsx")
    #expect(try Data(contentsOf: world.folder.appendingPathComponent("again.xlsx")) == first)
  }

  @Test func `a pipe and a device are refused before anybody waits for them`() throws {
    let world = try world()
    let pipe = world.folder.appendingPathComponent("pipe.xlsx")
    #expect(unsafe mkfifo(pipe.path, 0o600) == 0)
    let full = world.folder.appendingPathComponent("full.xlsx").path
    try FileManager.default.createSymbolicLink(atPath: full, withDestinationPath: "/dev/full")
    for file in ["pipe.xlsx", "full.xlsx"] {
      for command in [["export"], ["review", "export"]] {
        let answer = world.run(command + [file, "--force"])
        #expect(answer.status == 64, "\(answer.messages)")
        #expect(answer.messages.contains("not to a device or a pipe"))
      }
    }
    #expect(world.run("impute", "--names", "own", "--audit-by", "").status == 64)
  }

  @Test func `nothing is left of a workbook that cannot be written`() throws {
    let world = try world()
    #expect(world.run("review", "export", "queue.xlsx", "--for-excel").status == 64)
    _ = world.run("review", "export", "queue.xlsx")
    #expect(world.run("review", "export", "queue.xlsx").status == 73)
    #expect(world.run("review", "export", "none/queue.xlsx").status == 73)
    #expect(world.run("review", "export", "/dev/null/x.xlsx").status == 73)
    let files = try FileManager.default.contentsOfDirectory(atPath: world.folder.path).sorted()
    #expect(files == ["class.csv", "queue.xlsx", "school.studentdb"])
  }
}

/// The school's list as a workbook.
struct ExportWorkbookTests {
  private static let roster = """
    Nr;Name;Geschlecht;Größe (cm);Klasse;Spind;Alter
    007;Anna =SUM(A1);w;162,5;8a;A-1;14
    008;"Ben ""B"" O'Neil";m;175;8a;1/2;08
    009;Kim;;;8b;;
    010;Robin;keine Angabe;1,68 m;8b;+49 170;14

    """

  private func world() throws -> TestWorld {
    let world = try TestWorld(["klasse.csv": Self.roster])
    #expect(world.run("import", "klasse.csv").status == 0)
    return world
  }

  @Test func `text stays text and heights are numbers, and it comes back as the same students`()
    throws
  {
    let world = try world()
    let answer = world.run("export", "list.xlsx", "--columns", "original")
    #expect(answer.status == 0, "\(answer.messages)")
    let book = try SheetWorkbookTests.contents(of: world.folder.appendingPathComponent("list.xlsx"))
    let rows = book["rows"].array
    #expect(rows.count == 5)
    #expect(
      "ABCDEFG".map { rows[0]["\($0)"]["v"].text }
        == ["Nr", "Name", "Geschlecht", "Größe (cm)", "Klasse", "Spind", "Alter"]
    )
    #expect(rows[1]["A"]["v"].text == "007" && rows[1]["A"]["t"].text != "n")
    #expect(rows[1]["B"]["v"].text == "Anna =SUM(A1)")
    #expect(rows[1]["D"]["t"].text == "n" && rows[1]["D"]["v"].text == "162.5")
    #expect(rows[2]["B"]["v"].text == "Ben \"B\" O'Neil" && rows[2]["F"]["v"].text == "1/2")
    #expect(rows[1]["G"]["t"].text == "n" && rows[1]["G"]["v"].text == "14")
    #expect(rows[2]["G"]["t"].text != "n" && rows[2]["G"]["v"].text == "08")
    #expect(rows[3]["C"].value == nil && rows[3]["D"].value == nil)
    #expect(rows[4]["D"]["v"].text == "1,68 m" && rows[4]["F"]["v"].text == "+49 170")
    #expect(book["panes"][0]["state"].text == "frozen")
    let again = try JSON(parsing: world.run("import", "list.xlsx", "--json").output)
    #expect(again["imports"][0]["unchanged"].integer == 4, "\(again)")
  }

  @Test func `all columns and decisions are in it`() throws {
    let world = try TestWorld.imputed()
    _ = world.run("review", "decide", "id:301", "--gender", "female")
    #expect(world.run("export", "list.xlsx").status == 0)
    let book = try SheetWorkbookTests.contents(of: world.folder.appendingPathComponent("list.xlsx"))
    let rows = book["rows"].array
    #expect(rows.count == 24)
    #expect(rows[0]["F"]["v"].text == "studentdb_gender")
    let kim = try #require(rows.first { $0["A"]["v"].text == "301" })
    #expect(kim["F"]["v"].text == "female" && kim["G"]["v"].text == "decided")
    #expect(kim["H"]["t"].text == "n")
  }

  @Test(arguments: [["--rejected", "--columns", "original"], ["--encoding", "utf-8"]])
  func `what a workbook does not have is refused`(options: [String]) throws {
    let world = try world()
    #expect(world.run(["export", "list.xlsx"] + options).status == 64)
    #expect(world.text("list.xlsx") == nil)
  }
}
