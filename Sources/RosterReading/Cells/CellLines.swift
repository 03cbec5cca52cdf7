import Bytes
import CSV

/// The lines of a file of cells as they are read, each checked at once.
struct CellLines {
  let file: String
  private(set) var signature: CellSignature?
  private(set) var cells: [RawCell] = []
  private(set) var groups = NumberedTexts()
  private(set) var students = 0

  private let options: CellsFile.Options
  private var words = NumberedTexts()
  /// The line of each cell, by its key.
  private var lines: [UInt64: Int] = [:]
  private var signatureBytes: [UInt8] = []

  /// The students that a count in 64 bits of a fraction still holds exactly.
  private static let mostStudents = 1 << 53

  init(file: String, options: CellsFile.Options) {
    self.file = file
    self.options = options
  }

  /// Takes the next line; `columns`: where its cells are, in the order of the headings.
  ///
  /// - Throws: `CellFault` where it cannot be used.
  mutating func take(_ record: borrowing CSVRecord, _ columns: [Int]) throws(CellFault) {
    let signature = try checked(record, columns[0])
    let count = try record.students(columns[5])
    var cell = RawCell(
      word: words.number(of: record, columns[1]),
      group: record.range(of: columns[2]).isEmpty ? -1 : groups.number(of: record, columns[2]),
      age: try record.years(columns[3]),
      height: try record.millimetres(columns[4])
    )
    guard cell.group < 0 || groups.isExactly(record, columns[2], cell.group) else {
      throw .lookAlike(groups.texts[cell.group])
    }
    guard groups.texts.count <= options.mostGroups else {
      throw .manyGroups(most: options.mostGroups)
    }
    if let earlier = lines.updateValue(record.line, forKey: cell.key) {
      throw .duplicate(earlier: earlier)
    }
    // Of students whom the query could merge with nobody, one small cell may remain.
    guard
      count >= signature.minimum || cell.group < 0 && cell.age < 0 && cell.height == RawCell.outside
    else { throw .small(students: count, minimum: signature.minimum) }
    guard count <= Self.mostStudents - students else { throw .tooMany }
    students += count
    cell.students = count
    cells.append(cell)
    guard cells.count <= options.mostCells else { throw .manyCells(most: options.mostCells) }
  }

  /// The signature of all lines, with which this one's agrees.
  private mutating func checked(
    _ record: borrowing CSVRecord,
    _ column: Int
  ) throws(CellFault) -> CellSignature {
    if let signature {
      guard record.bytes[record.range(of: column)].elementsEqual(signatureBytes) else {
        throw .otherSignature
      }
      return signature
    }
    let text = record.text(column)
    guard let own = CellSignature(text) else { throw .noSignature(.cells, text) }
    signature = own
    signatureBytes = Array(text.utf8)
    return own
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
