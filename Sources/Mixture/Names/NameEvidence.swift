/// What a word of a name is in it.
package enum NameRole: Int, Hashable, Sendable, CaseIterable {
  /// The first given name.
  case first
  /// The other given names.
  case further
  /// The last word of the family's name.
  case last

  /// Where a cell keeps the words of this role.
  var slots: Range<Int> {
    switch self {
    case .first: 0..<1
    case .further: 1..<1 + NameParts.largestFurtherCount
    case .last: 1 + NameParts.largestFurtherCount..<2 + NameParts.largestFurtherCount
    }
  }
}

/// The words of a name and the gender that is known with it: students of one cell are alike to a
/// model of names.
package struct NameCell: Hashable, Sendable {
  /// The numbers of the words by slot, -1 where there is none; then the label.
  private var numbers = SIMD8<Int32>(repeating: -1)

  private static let labelSlot = NameRole.last.slots.upperBound

  /// The index of the known gender; nil where it is not known.
  package var label: Int? { numbers[Self.labelSlot] < 0 ? nil : Int(numbers[Self.labelSlot]) }

  /// The same words without a label.
  package var unlabelled: NameCell {
    var cell = self
    cell.numbers[Self.labelSlot] = -1
    return cell
  }

  /// The number of the word in a slot; nil where there is none.
  func word(_ slot: Int) -> Int? { numbers[slot] < 0 ? nil : Int(numbers[slot]) }

  fileprivate init(_ parts: NameParts, label: Int?, _ place: (String) -> Int32?) {
    if let first = parts.first { numbers[0] = place(first) ?? -1 }
    for (slot, word) in zip(NameRole.further.slots, parts.further) {
      numbers[slot] = place(word) ?? -1
    }
    if let last = parts.last { numbers[NameRole.last.slots.lowerBound] = place(last) ?? -1 }
    if let label { numbers[Self.labelSlot] = Int32(label) }
  }
}

/// The names of a school with the genders that are known, counted.
///
/// A gender teaches names where it was recorded or a person decided it. Students whose proposal was
/// accepted unseen have no label here, as those whose gender is missing, and declined students are
/// not added at all.
package struct NameEvidence: Hashable, Sendable {
  /// How many genders are modelled; labels are indices below it.
  package let genderCount: Int

  /// The cells in the order in which they came; their places never change.
  package private(set) var cells: [NameCell] = []

  /// How many students each cell stands for.
  package private(set) var counts: [Int] = []

  /// The words of the names.
  private(set) var vocabulary = NameVocabulary()

  private var places: [NameCell: Int32] = [:]

  /// No names yet.
  ///
  /// - Precondition: There is a gender.
  package init(genderCount: Int) {
    precondition(genderCount > 0, "somebody has a gender")
    self.genderCount = genderCount
  }

  /// Adds students of one name.
  ///
  /// - Parameters:
  ///   - name: The name as it stands in the list; given and family's name in two columns are
  ///     joined as "family, given".
  ///   - label: The index of the gender that is known; nil for none, which teaches nothing.
  ///   - count: How many students.
  /// - Returns: The place of their cell in ``cells``.
  /// - Precondition: The label is an index below the number of genders.
  @discardableResult
  package mutating func add(_ name: String, label: Int?, count: Int = 1) -> Int {
    precondition(label.map { (0..<genderCount).contains($0) } ?? true, "a label is an index")
    let cell = NameCell(NameParts(name), label: label) { vocabulary.insert($0) }
    if let place = places[cell] {
      counts[Int(place)] += count
      return Int(place)
    }
    places[cell] = Int32(cells.count)
    cells.append(cell)
    counts.append(count)
    return cells.count - 1
  }

  /// The words of a name that nobody needs to have; what no student's name has is left out.
  package func cell(of name: String) -> NameCell {
    NameCell(NameParts(name), label: nil) { vocabulary.place(of: $0) }
  }

  /// The evidence while some students are held back: as if they had never been added, to the last
  /// bit of everything that is learnt from it.
  ///
  /// - Precondition: No more of a cell are held back than it stands for.
  package func withholding(_ heldBack: some Sequence<NameRound.HeldBack>) -> NameEvidence {
    var left = self
    for part in heldBack {
      left.counts[part.cell] -= part.count
      precondition(left.counts[part.cell] >= 0, "only students who are there can be held back")
    }
    return left
  }

  /// How many students of each gender are known, with names or without.
  package var knownCounts: [Int] {
    var known = [Int](repeating: 0, count: genderCount)
    for (cell, count) in zip(cells, counts) {
      if let label = cell.label { known[label] += count }
    }
    return known
  }

  /// A number that mixes the words of a cell and its label, the same in every list.
  func mark(of cell: NameCell) -> UInt64 {
    var mark = UInt64((cell.label ?? -1) + 1)
    for slot in 0..<NameRole.last.slots.upperBound {
      mark = SeededStream.mixed(mark &+ (cell.word(slot).map { vocabulary.marks[$0] } ?? 0))
    }
    return mark
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
