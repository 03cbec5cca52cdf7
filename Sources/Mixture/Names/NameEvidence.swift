/// What a word of a name is in it.
package enum NameRole: Int, Hashable, Sendable, CaseIterable {
  /// The first given name.
  case first
  /// The other given names.
  case further
  /// The last word of the family's name.
  case last

  /// The role as it is stored and printed.
  package var word: String {
    switch self {
    case .first: "first"
    case .further: "further"
    case .last: "last"
    }
  }

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
  package var unlabelled: NameCell { labelled(nil) }

  /// The same words with a label.
  func labelled(_ label: Int?) -> NameCell {
    var cell = self
    cell.numbers[Self.labelSlot] = label.map(Int32.init) ?? -1
    return cell
  }

  /// The same with other numbers for the words.
  func renumbered(_ number: (Int) -> Int32) -> NameCell {
    var cell = self
    for slot in 0..<Self.labelSlot {
      if let word = word(slot) { cell.numbers[slot] = number(word) }
    }
    return cell
  }

  /// The number of the word in a slot; nil where there is none.
  func word(_ slot: Int) -> Int? { numbers[slot] < 0 ? nil : Int(numbers[slot]) }

  init(_ parts: NameParts, label: Int?, _ place: (String) -> Int32?) {
    self.init(first: parts.first, further: parts.further, last: parts.last, place)
    if let label { numbers[Self.labelSlot] = Int32(label) }
  }

  init(first: String?, further: [String], last: String?, _ place: (String) -> Int32?) {
    if let first { numbers[0] = place(first) ?? -1 }
    for (slot, word) in zip(NameRole.further.slots, further) { numbers[slot] = place(word) ?? -1 }
    if let last { numbers[NameRole.last.slots.lowerBound] = place(last) ?? -1 }
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

  /// The names, and their words.
  package private(set) var book: NameBook

  var vocabulary: NameVocabulary { book.vocabulary }

  private var places: [NameCell: Int32] = [:]

  /// No students yet.
  ///
  /// - Parameters:
  ///   - genderCount: How many genders are modelled.
  ///   - book: Names that are known already.
  /// - Precondition: There is a gender.
  package init(genderCount: Int, book: NameBook = NameBook()) {
    precondition(genderCount > 0, "somebody has a gender")
    self.genderCount = genderCount
    self.book = book
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
    add(numbered: book.number(of: name), label: label, count: count)
  }

  /// The same by the number that the name has in ``book``.
  @discardableResult
  package mutating func add(numbered name: Int, label: Int?, count: Int = 1) -> Int {
    precondition(label.map { (0..<genderCount).contains($0) } ?? true, "a label is an index")
    let cell = book.cells[name].labelled(label)
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

  /// The shares of the known genders, each with half a student more (Jeffreys 1946), so that one of
  /// whom nobody is left is possible.
  package var sharesOfKnown: [Double] { Self.shares(of: knownCounts) }

  static func shares(of known: [Int]) -> [Double] {
    let counts = known.map { Double($0) + 0.5 }
    let total = counts.reduce(0, +)
    return counts.map { $0 / total }
  }
}
