import Bytes

/// The lines of a file of cells as they are read, each checked at once.
struct CellLines {
  let file: String
  private(set) var signature: CellSignature?
  private(set) var cells: [RawCell] = []
  private(set) var groups = NumberedTexts()
  private(set) var students = 0

  private let options: CellsFile.Options
  private var words = NumberedTexts()
  /// The line of each cell.
  private var lines: [RawCell: Int] = [:]

  /// The students that a count in 64 bits of a fraction still holds exactly.
  private static let mostStudents = 1 << 53

  init(file: String, options: CellsFile.Options) {
    self.file = file
    self.options = options
  }

  /// Takes the next line: its cells in the order of the headings.
  ///
  /// - Throws: `CellFault` where it cannot be used.
  mutating func take(_ cells: [String], line: Int) throws(CellFault) {
    let signature = try checked(cells[0])
    let count = try EngineAnswer.count(cells[5])
    let group = cells[2]
    var cell = RawCell(
      word: words.number(of: cells[1]),
      group: group.isEmpty ? -1 : groups.number(of: group),
      age: try Self.age(cells[3]),
      height: try EngineAnswer.height(cells[4])
    )
    guard cell.group < 0 || groups.isExactly(group, cell.group) else {
      throw .lookAlike(groups.texts[cell.group])
    }
    if let earlier = lines.updateValue(line, forKey: cell) {
      throw .duplicate(earlier: earlier)
    }
    // Of students whom the query could merge with nobody, one small cell may remain.
    guard
      count >= signature.minimum || cell.group < 0 && cell.age < 0 && cell.height == RawCell.outside
    else { throw .small(students: count, minimum: signature.minimum) }
    guard count <= Self.mostStudents - students else { throw .tooMany }
    students += count
    cell.students = count
    self.cells.append(cell)
    guard groups.texts.count <= options.mostGroups else {
      throw .manyGroups(most: options.mostGroups)
    }
    guard self.cells.count <= options.mostCells else { throw .manyCells(most: options.mostCells) }
  }

  /// The signature of all lines, with which this one's agrees.
  private mutating func checked(_ text: String) throws(CellFault) -> CellSignature {
    if let signature {
      guard text == signature.text else { throw .otherSignature }
      return signature
    }
    guard let own = CellSignature(text) else { throw .noSignature(.cells, text) }
    signature = own
    return own
  }

  private static func age(_ text: String) throws(CellFault) -> Int {
    guard !text.isEmpty else { return -1 }
    guard let age = EngineAnswer.wholeNumber(text), age <= 150 else { throw .age(text) }
    return age
  }

  /// What the words for genders mean, in the order of their numbers.
  ///
  /// - Throws: `RosterError` with the questions about codes and letters; `CellsError.unknownWords`.
  func readWords() throws -> (words: [ReadGenderWord], readings: [CountedCell.Gender]) {
    var counts = words.texts.map { _ in 0 }
    for cell in cells { counts[cell.word] += cell.students }
    var column = GenderColumn(words: try GenderWords(parsing: options.genderWords), headings: [])
    for word in words.texts { column.survey(word.utf8.span) }
    let questions = GenderQuestions(
      file: file,
      heading: "gender",
      commandLine: options.commandLine,
      source: ""
    )
    let open = column.questions.map(questions.error)
    guard open.isEmpty else { throw open.count == 1 ? open[0] : RosterError.several(open) }
    var unknown: [CountedWord] = []
    var read: [ReadGenderWord] = []
    var readings: [CountedCell.Gender] = []
    for (word, students) in zip(words.texts, counts) {
      let (gender, own): (RosterRow.Gender, CountedCell.Gender) =
        switch column.decision.reading(of: word) {
        case .missing: (.missing, .missing)
        case .declined: (.declined, .declined)
        case .gender(let gender): (.recorded(gender), .recorded(gender))
        case .unknown, .refusedCode: (.inDoubt, .missing)
        }
      if gender == .inDoubt { unknown.append(CountedWord(text: word, students: students)) }
      read.append(ReadGenderWord(text: word, gender: gender, count: students))
      readings.append(own)
    }
    guard unknown.isEmpty else {
      let order = unknown.sorted { ($1.students, $0.text) < ($0.students, $1.text) }
      throw CellsError.unknownWords(
        file: file,
        order,
        answer: questions.answer(
          order.map { ($0.text, LikelyGender.of($0.text)?.meaning ?? "GENDER") }
        )
      )
    }
    return (read.sorted { ($1.count, $0.text) < ($0.count, $1.text) }, readings)
  }
}
