import RosterReading
import StudentStore
import Synchronization
import Testing
import Workflows

/// The shapes that files of students come in, all read as the same two students.
struct ShapeOfFilesTests {
  static let shapes: [String] = [
    "name,gender,height\nAnna,F,160\nBen,M,170\n",
    "name,gender,height\r\nAnna,F,160\r\nBen,M,170\r\n",
    "name,gender,height\rAnna,F,160\rBen,M,170\r",
    "name,gender,height\nAnna,F,160\nBen,M,170",
    "\u{FEFF}name,gender,height\nAnna,F,160\nBen,M,170\n",
    "\u{FEFF}\"name\",\"gender\",\"height\"\n\"Anna\",\"F\",\"160\"\n\"Ben\",\"M\",\"170\"\n",
    "sep=;\nname;gender;height\nAnna;F;160\nBen;M;170\n",
    "\u{FEFF}sep=;\r\nname;gender;height\r\nAnna;F;160\r\nBen;M;170\r\n",
    "name\tgender\theight\nAnna\tF\t160\nBen\tM\t170\n",
    "name|gender|height\nAnna|F|160\nBen|M|170\n",
    "Name;Geschlecht;Größe (m)\nAnna;w;1,60\nBen;m;1,70\n",
    "\n\nname,gender,height\n\nAnna,F,160\n\n\nBen,M,170\n\n",
    "height,extra,gender,name\n160,,F,Anna\n170,x,M,Ben\n",
    "name,gender,height\nAnna,F,160 cm\nBen,M,1.7 m\n",
    "Nom,Sexe,Taille\nAnna,femme,160\nBen,homme,170\n",
  ]

  @Test(arguments: shapes)
  func `the same two students are read`(text: String) throws {
    let school = try TestSchool()
    let report = try school.import(text)
    #expect(report.ends == [2, 0, 0, 0, 0])
    let students = try school.students()
    #expect(students.map(\.name) == ["Anna", "Ben"])
    #expect(students.map(\.gender) == [.recorded("female"), .recorded("male")])
    #expect(students.map(\.height) == [.measured(centimetres: 160), .measured(centimetres: 170)])
  }

  @Test(arguments: [3, nil])
  func `title lines are stepped over, whether the headings' line is named or not`(
    line: Int?
  ) throws {
    let text = "Class 7b\n2026;;\nname;gender;height\nAnna;F;160\nBen;M;170\n"
    let school = try TestSchool()
    let report = try school.import(text) { $0.headerLine = line }
    #expect(report.ends == [2, 0, 0, 0, 0])
    #expect(report.batch.headerLine == 3)
    #expect(try school.students().map(\.line) == [4, 5])
  }

  @Test func `lines are counted as an editor counts them`() throws {
    let text = "name,note,gender\n\n\"An\nna\",\"x\ny\",F\nBen,z,M\nCy,z\n"
    let school = try TestSchool()
    let report = try school.import(text)
    #expect(try school.students().map(\.line) == [3, 6])
    #expect(report.rejects.map(\.line) == [7])
    #expect(report.batch.counts.blankLines == 1)
    #expect(report.batch.counts.rows == 3)
  }

  @Test func `a byte order mark is no part of a heading, and offsets count it`() throws {
    let school = try TestSchool()
    let report = try school.import("\u{FEFF}name,gender\nAnna,F\nBen\n")
    #expect(report.batch.hasByteOrderMark)
    #expect(report.columns.map(\.heading) == ["name", "gender"])
    #expect(report.rejects.map(\.byteOffset) == [22])
  }

  @Test(arguments: 1...40)
  func `how the file is cut into pieces changes nothing`(length: Int) throws {
    let text = "\u{FEFF}name;gender;height\r\n\"An\"\"na\";F;1,60\r\nBén;M;1,70\r\nx;y\r\n"
    let school = try TestSchool()
    let source = RosterSource(name: "class.csv") {
      PieceReader(bytes: Array(text.utf8), length: length)
    }
    let report = try ImportWorkflow(school.database, context: school.context)
      .run(source, options: ImportOptions())
    #expect(report.ends == [2, 0, 0, 0, 1])
    #expect(try school.names() == ["An\"na", "Bén"])
    let whole = try TestSchool().import(text)
    #expect(report.batch.sha256 == whole.batch.sha256)
    #expect(report.rejects == whole.rejects)
  }

  private static let noHeights = {
    var options = ImportOptions()
    options.absent = [.height]
    return options
  }()

  /// A source that hands out another text each time it is opened.
  private func changing(_ texts: [String]) -> RosterSource {
    let readings = Mutex(0)
    return RosterSource(name: "class.csv") {
      let reading = readings.withLock { count in
        count += 1
        return count - 1
      }
      return PieceReader(bytes: Array(texts[reading % texts.count].utf8), length: 100)
    }
  }

  @Test func `of a file that changes meanwhile one state is imported as a whole`() throws {
    let texts = ["name,gender\nAnna,F\nBen,M\n", "name,gender\nCy,F\nDi,M\n"]
    let school = try TestSchool()
    let report = try ImportWorkflow(school.database, context: school.context)
      .run(changing(texts), options: Self.noHeights)
    let states = try texts.map { text in
      let other = try TestSchool()
      return (try other.import(text).batch.sha256, try other.names())
    }
    let names = try school.names()
    #expect(states.contains { $0.0 == report.batch.sha256 && $0.1 == names })
  }

  @Test func `a file whose columns change with every reading is not imported`() throws {
    let school = try TestSchool()
    let source = changing(["name,gender\nAnna,F\n", "gender,name\nF,Anna\n"])
    #expect(throws: RosterError.changedMeanwhile(file: "class.csv")) {
      try ImportWorkflow(school.database, context: school.context)
        .run(source, options: Self.noHeights)
    }
    #expect(try school.students().isEmpty)
  }
}
