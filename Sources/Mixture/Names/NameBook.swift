/// The names of a school, each with a number: names of the same words have the same.
///
/// Names are taken apart once, however many students have them.
package struct NameBook: Hashable, Sendable {
  /// The words of each name, without a label.
  private(set) var cells: [NameCell] = []

  /// The words of the names.
  private(set) var vocabulary = NameVocabulary()

  private var places: [NameCell: Int32] = [:]
  /// Names as they were written, with their numbers.
  private var written: [String: Int32] = [:]

  /// No names.
  package init() {}

  /// How many different names there are.
  package var count: Int { cells.count }

  /// The words of a name, by its number.
  package func words(of number: Int) -> NameCell { cells[number] }

  /// The number of a name, which is added where it is new.
  package mutating func number(of name: String) -> Int {
    if let number = written[name] { return Int(number) }
    let cell = NameCell(NameParts(name), label: nil) { vocabulary.insert($0) }
    let number = number(of: cell)
    written[name] = Int32(number)
    return number
  }

  private mutating func number(of cell: NameCell) -> Int {
    if let place = places[cell] { return Int(place) }
    places[cell] = Int32(cells.count)
    cells.append(cell)
    return cells.count - 1
  }

  /// Adds the names of another book.
  ///
  /// - Returns: For each number there, the number here.
  package mutating func add(_ other: NameBook) -> [Int] {
    let words = other.vocabulary.words.map { vocabulary.insert($0) }
    return other.cells.map { cell in number(of: cell.renumbered { words[$0] }) }
  }

  /// A number that mixes the words of a name, the same in every list.
  func mark(of cell: NameCell) -> UInt64 {
    var mark = UInt64((cell.label ?? -1) + 1)
    for slot in 0..<NameRole.last.slots.upperBound {
      mark = SeededStream.mixed(mark &+ (cell.word(slot).map { vocabulary.marks[$0] } ?? 0))
    }
    return mark
  }

  /// The words of a name, folded, role by role; equal for names of the same words.
  func text(of cell: NameCell) -> String {
    (0..<NameRole.last.slots.upperBound).map { slot in
      cell.word(slot).map { vocabulary.words[$0] } ?? ""
    }.joined(separator: ",")
  }
}

/// The words of all names of a school, each with a number, and what they end in.
///
/// Everything that is learnt from names is counted by these numbers: a school of a million students
/// has some ten thousand words.
struct NameVocabulary: Hashable, Sendable {
  /// How many letters the longest ending has that is looked at.
  static let longestEnding = 4

  /// The words in the order in which they came.
  private(set) var words: [String] = []

  /// For endings of one letter, of two and so on: the number of each word's ending.
  private(set) var endings = [[Int32]](repeating: [], count: longestEnding)

  /// A number that mixes the letters of each word, the same in every list.
  private(set) var marks: [UInt64] = []

  private var places: [String: Int32] = [:]
  private var endingPlaces = [[String: Int32]](repeating: [:], count: longestEnding)

  /// How many different endings of a length there are.
  func endingCount(_ length: Int) -> Int { endingPlaces[length - 1].count }

  /// The number of a word; nil where no name has it.
  func place(of word: String) -> Int32? { places[word] }

  /// The number of a word, which is added where it is new.
  mutating func insert(_ word: String) -> Int32 {
    if let place = places[word] { return place }
    let place = Int32(words.count)
    places[word] = place
    words.append(word)
    for length in 1...Self.longestEnding {
      let ending = Self.ending(of: word, length)
      let next = Int32(endingPlaces[length - 1].count)
      let number = endingPlaces[length - 1][ending] ?? next
      if number == next { endingPlaces[length - 1][ending] = number }
      endings[length - 1].append(number)
    }
    marks.append(Self.mark(of: word))
    return place
  }

  /// The last so many letters of a word; all of a shorter one, with "^" for its beginning.
  static func ending(of word: String, _ length: Int) -> String {
    let ending = word.suffix(length)
    return ending.count == length ? String(ending) : "^" + word
  }

  /// FNV-1a by Fowler, Noll and Vo over the letters of ASCII and the number of all letters.
  ///
  /// Other letters may be composed or not, and equal words have to have equal marks. Unequal words
  /// need not have different ones: folds are dealt by them, nothing else.
  private static func mark(of word: String) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in word.utf8 where byte < 0x80 {
      hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }
    return SeededStream.mixed(hash ^ UInt64(word.count) << 32)
  }
}
