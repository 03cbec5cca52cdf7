import CSV
import RosterReading
import StudentStore
import TestSupport
import Testing

@testable import Workflows

/// A list for Excel computes nothing there, and comes back as it was.
struct ForExcelTests {
  private static let signs = [
    "=", "+", "-", "@", "\t", "\r", "\n", "'", "\"", ",", ";", "＝", "＋", "－", "＠", " ", "a", "Ö",
    "1",
  ]

  private static func text(_ generator: inout SeededGenerator, atLeast: Int) -> String {
    (0..<Int.random(in: atLeast...4, using: &generator)).map { _ in
      signs.randomElement(using: &generator) ?? ""
    }.joined()
  }

  /// A list with cells of all kinds, written by the plain writer.
  private static func list(_ generator: inout SeededGenerator, heading: String) -> [UInt8] {
    var writer = CSVWriter(dialect: .semicolon)
    for heading in ["id", "name", "gender", "height", heading, "class"] { writer.field(heading) }
    writer.endRecord()
    for number in 0..<40 {
      writer.field("\(text(&generator, atLeast: 0))x\(number)x")
      writer.field(text(&generator, atLeast: 0) + "n\(number)")
      writer.field(["f", "m", ""][number % 3])
      writer.field("\(150 + number)")
      writer.field(text(&generator, atLeast: 0))
      writer.field(text(&generator, atLeast: 0))
      writer.endRecord()
    }
    return writer.bytes
  }

  private func excel(_ school: TestSchool, _ columns: ExportOptions.Columns) throws -> [UInt8] {
    var options = ExportOptions()
    options.isForExcel = true
    options.columns = columns
    var bytes: [UInt8] = []
    _ = try ExportWorkflow(school.database, options: options).run { bytes += $0 }
    return bytes
  }

  @Test(arguments: 1...20, ExportOptions.Columns.allCases)
  func `whatever cells are like, nothing is computed and every student is unchanged`(
    seed: Int,
    columns: ExportOptions.Columns
  ) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let list = Self.list(&generator, heading: seed.isMultiple(of: 2) ? "=note" : "note")
    let school = try TestSchool()
    try school.import(list)
    let before = try school.export { $0.columns = .original }
    let written = try excel(school, columns)
    #expect(written.starts(with: [0xEF, 0xBB, 0xBF]))

    // Read without any guard: no cell begins like a formula, and every line ends with CRLF.
    var parser = CSVParser(dialect: .semicolon)
    var first: [String] = []
    let look = { (record: borrowing CSVRecord) in
      #expect(record.fault == nil, "seed \(seed)")
      for field in 0..<record.fieldCount {
        first.append(String(record.text(field).unicodeScalars.prefix(1)))
      }
    }
    parser.parse(written.dropFirst(3), look)
    parser.finish(look)
    #expect(
      Set(first).isDisjoint(with: ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
    )
    #expect(parser.lineEnding == .crlf)

    let again = try school.import(written)
    #expect(again.ends == [0, 0, 40, 0, 0], "seed \(seed)")
    #expect(
      try school.export {
        $0.columns = .original
        $0.likeImport = 1
      } == before
    )
    // The file for Excel is given back byte for byte, too.
    var options = ExportOptions()
    (options.importBatch, options.columns, options.fill) = (2, .original, .none)
    var bytes: [UInt8] = []
    let report = try ExportWorkflow(school.database, options: options).run { bytes += $0 }
    #expect(report.isOriginalFile == true, "seed \(seed)")
    #expect(bytes == written, "seed \(seed)")
    #expect(try school.database.verify().ok)
  }

  @Test(arguments: ["=Anna", "-Lee", "+49 30", "@x", "'quoted", "''=x", "'=x", "\"q\"", "＝x"])
  func `a name keeps its signs`(name: String) throws {
    var writer = CSVWriter(dialect: .comma)
    for text in ["name", "gender", "height"] { writer.field(text) }
    writer.endRecord()
    for text in [name, "f", "160"] { writer.field(text) }
    writer.endRecord()
    let school = try TestSchool()
    try school.import(writer.bytes)
    #expect(try school.import(try excel(school, .all)).ends == [0, 0, 1, 0, 0])
    #expect(try school.names() == [name])
  }

  @Test func `a file of anybody else keeps its apostrophes`() throws {
    let text = "name,gender,height\n'=Anna,f,160\n'+Ben,m,170\n'Cleo,f,150\n"
    let school = try TestSchool(text)
    #expect(try school.names() == ["'=Anna", "'+Ben", "'Cleo"])
    #expect(try school.export { $0.columns = .original } == text)
  }

  @Test func `a cell typed without its apostrophe is taken and given back as it is`() throws {
    let school = try TestSchool("name,gender,height,phone\n=Anna,f,160,1\nBen,m,170,2\n")
    let written = String(decoding: try excel(school, .original), as: UTF8.self)
    #expect(
      written
        == "\u{FEFF}name,gender,height,phone,studentdb_guarded\r\n'=Anna,f,160,1,yes\r\nBen,m,170,2,\r\n"
    )
    let edited = written.replacing("170,2", with: "170,+49 30")
    let report = try school.import(edited)
    #expect(report.ends == [0, 1, 1, 0, 0])
    #expect(
      try school.export {
        $0.columns = .original
        $0.fill = .none
        $0.importBatch = 2
      } == edited
    )
    #expect(
      try school.export {
        $0.columns = .original
        $0.likeImport = 1
      }
        == "name,gender,height,phone\n=Anna,f,160,1\nBen,m,170,+49 30\n"
    )
    #expect(try school.database.verify().ok)
  }

  @Test func `the delimiter is that of the newest CSV file, or goes with the decimal sign`() throws
  {
    func delimiter(_ texts: String...) throws -> String {
      let school = try TestSchool()
      for text in texts { try school.import(text) }
      return String(decoding: try excel(school, .original).dropFirst(3), as: UTF8.self)
        .prefix(5).suffix(1).description
    }
    #expect(try delimiter("name,gender,height\nA,f,160\n") == ",")
    #expect(try delimiter("name;gender;height\nA;f;160\n") == ";")
    #expect(try delimiter("name\tgender\theight\nA\tf\t160,5\n") == ";")
    #expect(try delimiter("name\tgender\theight\nA\tf\t160.5\n") == ",")
    #expect(
      try delimiter("name,gender,height\nA,f,160\n", "name;gender;height\nB;f;160\n") == ";"
    )
  }

  @Test func `nothing is added where nothing would be computed`() throws {
    let school = try TestSchool("name,gender,height\nZoë,f,160\n")
    #expect(
      try excel(school, .original) == Array("\u{FEFF}name,gender,height\r\nZoë,f,160\r\n".utf8)
    )
  }
}
