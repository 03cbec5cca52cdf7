import Bytes
import CSV

/// A file of cells: how many students share gender, class, age and height, as the query of
/// `model count-sql` counts them where the students are.
package struct CellsFile: Sendable {
  /// Its name in messages and in the trail.
  package let name: String
  package let byteCount: Int
  package let signature: CellSignature
  /// How many students all cells have together.
  package let students: Int
  /// The words for genders, the most frequent first.
  package let words: [ReadGenderWord]

  private let cells: [RawCell]
  private let groups: [String]
  private let readings: [CountedCell.Gender]
  /// How the heights are judged.
  private let decision: HeightDecision
  /// The heights in whole millimetres that are believed, in centimetres.
  private let heights: [Int: Double]

  package var cellCount: Int { cells.count }

  /// What reading depends on beside the file.
  package struct Options: Sendable {
    /// As typed: `1=male,2=female`, once or several times.
    package var genderWords: [String] = []
    /// The command as typed, for the answer to a question.
    package var commandLine = ""
    /// The most classes that a model can be divided by.
    package var mostGroups = 2_000
    /// The most cells: a country has some ten thousand.
    package var mostCells = 5_000_000

    package init() {}
  }

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - source: The file.
  ///   - options: What reading depends on beside it.
  ///   - observer: Sees every byte; a digest is one.
  /// - Returns: The cells, and the observer that has seen all bytes.
  /// - Throws: `CellsError` naming the first line that cannot be used; `RosterError` for questions
  ///   about words and for the encoding; what reading the file throws.
  package static func read<Observer: ByteObserver>(
    _ source: RosterSource,
    options: Options,
    observer: Observer
  ) throws -> (file: CellsFile, observer: Observer) {
    var lines = CellLines(file: source.name, options: options)
    let (byteCount, observer) = try EngineAnswer.cells.read(source, observer: observer) {
      (record, columns) throws(CellFault) in try lines.take(record, columns)
    }
    return (try CellsFile(lines, byteCount: byteCount), observer)
  }

  private init(_ lines: CellLines, byteCount: Int) throws {
    guard let signature = lines.signature else { throw CellsError.noCells(file: lines.file) }
    let (words, readings) = try lines.readWords()
    name = lines.file
    self.byteCount = byteCount
    self.signature = signature
    students = lines.students
    self.words = words
    self.readings = readings
    cells = lines.cells
    groups = lines.groups.texts
    var counts: [Int: Int] = [:]
    for cell in lines.cells where cell.height > 0 {
      counts[cell.height, default: 0] += cell.students
    }
    // The column is judged as that of a list in centimetres is.
    var column = HeightColumn(unit: .centimetres, decimal: .point)
    for (millimetres, students) in counts {
      column.survey(Self.reading(ofMillimetres: millimetres), students: students)
    }
    decision = column.decision
    var heights: [Int: Double] = [:]
    for millimetres in counts.keys {
      heights[millimetres] = Self.centimetres(of: millimetres, by: decision)
    }
    self.heights = heights
    let outside = lines.cells.reduce(0) { $0 + ($1.height == RawCell.outside ? $1.students : 0) }
    guard !heights.isEmpty || outside == 0 else {
      throw CellsError.heightsOutside(file: name, students: outside)
    }
  }

  /// All heights that would be believed, in millimetres; nil where none is.
  package var believedMillimetres: ClosedRange<Int>? {
    let believed = Self.millimetres.filter { Self.centimetres(of: $0, by: decision) != nil }
    guard let least = believed.first, let most = believed.last else { return nil }
    return least...most
  }

  /// The heights that a person can have, in millimetres.
  package static let millimetres = 500...2_600

  private static func reading(ofMillimetres millimetres: Int) -> HeightReading {
    let tenths = millimetres.isMultiple(of: 10) ? "" : ".\(millimetres % 10)"
    return HeightGrammar.reading(of: "\(millimetres / 10)\(tenths)")
  }

  /// The height in centimetres; nil where it is in doubt.
  private static func centimetres(of millimetres: Int, by decision: HeightDecision) -> Double? {
    guard
      case .value(let centimetres) = decision.centimetres(for: reading(ofMillimetres: millimetres))
    else { return nil }
    return centimetres
  }

  /// Visits all cells in the order of the file.
  package func forEachCell(_ body: (CountedCell) throws -> Void) rethrows {
    for cell in cells {
      let height: CountedCell.Height =
        switch cell.height {
        case RawCell.missing: .missing
        case RawCell.outside: .doubt
        default: heights[cell.height].map { .measured($0) } ?? .doubt
        }
      try body(
        CountedCell(
          gender: readings[cell.word],
          group: cell.group < 0 ? nil : groups[cell.group],
          age: cell.age < 0 ? nil : cell.age,
          height: height,
          students: cell.students
        )
      )
    }
  }
}

/// A cell as it stands in the file.
struct RawCell: Hashable, Sendable {
  /// The place of the word for the gender.
  let word: Int
  /// The place of the class; -1 without one.
  let group: Int
  /// In completed years; -1 where it is not known.
  let age: Int
  /// In millimetres, ``missing`` or ``outside``.
  let height: Int
  var students = 0

  static let missing = 0
  /// A height that nobody has, by the query.
  static let outside = -1

  /// The cell without its count as a number: heights have 12 bits, ages 8, classes 16.
  var key: UInt64 {
    UInt64(word) << 36 | UInt64(group + 1) << 20 | UInt64(age + 1) << 12 | UInt64(height + 1)
  }
}

/// Texts numbered in the order in which they are met.
struct NumberedTexts: Sendable {
  private(set) var texts: [String] = []
  private var numbers: [String: Int] = [:]
  /// The same of short texts.
  private var short: [UInt64: Int] = [:]

  /// The number of a cell's text; texts that look alike have the same.
  mutating func number(of record: borrowing CSVRecord, _ field: Int) -> Int {
    let code = CellCode(record.bytes.span.extracting(record.range(of: field)))
    if let code, let number = short[code.number] { return number }
    let text = record.text(field)
    let number = numbers[text] ?? texts.count
    if number == texts.count {
      numbers[text] = number
      texts.append(text)
    }
    if let code { short[code.number] = number }
    return number
  }

  /// Whether the text of a number has exactly the bytes of a cell.
  func isExactly(_ record: borrowing CSVRecord, _ field: Int, _ number: Int) -> Bool {
    record.bytes[record.range(of: field)].elementsEqual(texts[number].utf8)
  }
}
