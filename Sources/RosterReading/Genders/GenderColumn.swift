/// Looks over all cells of a column of genders before they are read.
///
/// Letters are a matter of the column as a whole, and a column of very many words is likely another.
package struct GenderColumn: Sendable {
  /// Something that only a person can say about the column.
  enum Question: Equatable, Sendable {
    /// Numbers that nobody explained.
    case codes([String])
    /// Letters that can be read in more than one way, or in none that is known.
    case letters([UInt8], [GenderLetters.Meaning])
    /// More different words than a column of genders has, the first of them.
    case manyWords([String])
  }

  /// A school's list has a handful of words for genders; so many are names, ids or remarks.
  static let mostWords = 50

  private let words: GenderWords
  private let languages: Set<Language>
  private var seen = DistinctCells()
  private var letters: Set<UInt8> = []
  /// Letters that the file itself explains: they make up the set, and nobody is asked about them.
  private var explained: Set<UInt8> = []
  private var codes: Set<String> = []
  /// Folded, and only those that the user did not explain.
  private var different: Set<String> = []
  private var examples: [String] = []

  /// Begins with a column.
  ///
  /// - Parameters:
  ///   - words: The lists, with what the user said above them.
  ///   - headings: The headings of the file, for the language that they speak.
  package init(words: GenderWords, headings: [String]) {
    self.words = words
    languages = HeadingLanguages.spoken(by: headings)
  }

  /// Whether there are more different words than a column of genders has: then no more are looked at.
  var hasManyWords: Bool { different.count > Self.mostWords }

  /// Takes account of one cell, given as UTF-8; the same cell again tells nothing new.
  package mutating func survey(_ cell: borrowing Span<UInt8>) {
    guard !hasManyWords, seen.index(of: cell) == nil else { return }
    seen.append(cell)
    let text = trimmed(String(copying: cell))
    let word = folded(text)
    guard !word.isEmpty else { return }
    if let letter = GenderWords.letter(of: word) {
      if letter != UInt8(ascii: "x") { letters.insert(letter) }
    } else if case .refusedCode(let code) = words.reading(of: cell) {
      codes.insert(code)
    }
    guard !words.explains(word) else { return }
    if different.insert(word).inserted, examples.count < 5 { examples.append(text) }
  }

  /// Takes account of a cell that need not be understood, because its line says what it means.
  mutating func survey(explained cell: borrowing Span<UInt8>) {
    guard cell.count == 1 else { return }
    let letter = cell[0] | 0x20
    if (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(letter), letter != UInt8(ascii: "x") {
      explained.insert(letter)
    }
  }

  /// Takes account of one cell.
  package mutating func survey(_ cell: String) { survey(cell.utf8.span) }

  private var outcome: GenderLetters.Outcome {
    GenderLetters.read(letters.union(explained), spoken: languages, told: words.toldLetters)
  }

  /// The words to read the cells with.
  package var decision: GenderWords {
    if case .understood(let readings) = outcome { return words.reading(letters: readings) }
    return words.reading(letters: [:])
  }

  /// What has to be asked before the column can be read.
  var questions: [Question] {
    if hasManyWords { return [.manyWords(examples)] }
    var questions: [Question] = codes.isEmpty ? [] : [.codes(codes.sorted())]
    if case .open(let meanings) = outcome, !letters.isEmpty {
      let told = words.toldLetters
      let open = letters.union(explained).filter { told[$0] == nil }
      questions.append(.letters(open.sorted(), meanings))
    }
    return questions
  }
}
