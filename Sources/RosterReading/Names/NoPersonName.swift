/// Recognises texts that are not names of persons: lines of totals and averages, and headings of
/// classes.
///
/// The whole name has to be words of `NoPersonWords`, numbers or a group's name. The caller ensures
/// that the row has neither an id nor a gender.
struct NoPersonName {
  /// The other relevant content of the row.
  enum Row {
    /// It has a plausible height.
    case hasHeight
    /// It has an age, or a height in doubt.
    case saysSomething
    /// Nothing except perhaps a group.
    case isEmpty
  }

  private var hasSummary = false
  private var perhapsCount = 0
  private var classCount = 0
  private var hasNoun = false
  private var hasNumber = false
  /// A group's name, such as the a of 8a.
  private var hasGroup = false
  private var hasRarity = false
  private var wordCount = 0

  /// Whether a text is not the name of a person.
  ///
  /// `group`: the group of the same row, which may be repeated as the name.
  static func isNoPerson(_ name: String, group: String?, row: Row) -> Bool {
    let name = VisibleText.of(name)
    guard let first = name.unicodeScalars.first, name.utf8.count <= maximumBytes else {
      return false
    }
    if NoPersonWords.signs.contains(first) {
      let next = name.unicodeScalars.dropFirst().first
      if next.map({ !$0.properties.isAlphabetic }) ?? true { return true }
    }
    let own = group.map { words(in: $0) } ?? []
    var reading = NoPersonName()
    for word in words(in: name) {
      guard reading.take(word, own: own) else { return false }
    }
    return reading.decision(row)
  }

  /// Longer names are never list words.
  private static let maximumBytes = 80

  /// Adds a word; false if it is on no list.
  private mutating func take(_ word: String, own: [String]) -> Bool {
    wordCount += 1
    if word.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      hasNumber = true
    } else if NoPersonWords.summaries.contains(word) {
      hasSummary = true
    } else if NoPersonWords.perhaps.contains(word) {
      perhapsCount += 1
    } else if NoPersonWords.rarely.contains(word) {
      hasRarity = true
    } else if NoPersonWords.classes.contains(word) {
      classCount += 1
    } else if NoPersonWords.nouns.contains(word) {
      hasNoun = true
    } else if isGroup(word) || own.contains(word) {
      hasGroup = true
    } else if !NoPersonWords.fillers.contains(word) {
      return false
    }
    return true
  }

  /// The a of 8a, the b of class B, the III of class III.
  private func isGroup(_ word: String) -> Bool {
    if word.utf8.count <= 2, hasNumber || classCount > 0 { return true }
    return classCount > 0 && word.utf8.count <= 4 && word.allSatisfy { "ivx".contains($0) }
  }

  private func decision(_ row: Row) -> Bool {
    if hasSummary { return true }
    if classCount > 0, hasNumber || hasGroup || wordCount > classCount { return true }
    if hasNoun, hasNumber { return true }
    if hasRarity { return hasNumber }
    if perhapsCount > 0 {
      // With a height, "Soma Das" is a person: "das" is no evidence.
      if hasNumber || hasNoun || hasGroup || classCount > 0 || perhapsCount > 1 { return true }
      if case .hasHeight = row { return false }
      return true
    }
    if case .isEmpty = row { return hasNoun || hasNumber || hasGroup }
    return false
  }

  /// Runs of letters and runs of digits, folded.
  private static func words(in text: String) -> [String] {
    var words: [String] = []
    var word = String.UnicodeScalarView()
    var wasDigit = false
    func end() {
      if !word.isEmpty { words.append(String(word)) }
      word = String.UnicodeScalarView()
    }
    for scalar in folded(text).unicodeScalars {
      let isDigit = ("0"..."9").contains(scalar)
      guard isDigit || scalar.properties.isAlphabetic else {
        end()
        continue
      }
      if isDigit != wasDigit { end() }
      wasDigit = isDigit
      word.append(scalar)
    }
    end()
    return words
  }
}

extension NoPersonName {
  /// Whether a text may not be a person's name, judged by its first bytes.
  ///
  /// - Complexity: a handful of steps for nearly every name, without a text.
  static func mayBeNoPerson(_ name: borrowing Span<UInt8>) -> Bool {
    var start = 0
    while start < name.count, name[start] == 0x20 { start += 1 }
    guard start < name.count, name.count - start <= maximumBytes else { return false }
    switch name[start] {
    case 0x41...0x5A, 0x61...0x7A: break
    // Digits, signs, and what is before a word and cannot be seen.
    case 0..<0x80, 0xC2, 0xE2, 0xEF: return true
    default: break
    }
    var code: UInt64 = 0
    var index = start
    while index < name.count, index - start < 8, let letter = letter(name[index]) {
      code = code << 8 | UInt64(letter)
      index += 1
    }
    return beginnings.contains(code) || hasOwnGroupShape(name, from: start)
  }

  /// A name of up to four bytes can be that of a group, such as the Q1.
  private static func hasOwnGroupShape(_ name: borrowing Span<UInt8>, from start: Int) -> Bool {
    guard name.count - start <= 4 else { return false }
    for index in start..<name.count where (0x30...0x39).contains(name[index]) { return true }
    return false
  }

  /// A byte of a word, with ASCII capitals in lower case.
  @inline(__always)
  private static func letter(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x41...0x5A: byte | 0x20
    case 0x61...0x7A, 0x80...0xFF: byte
    default: nil
    }
  }

  /// The first eight bytes of each word that such a text can begin with, as written.
  private static let beginnings: WordCodes = {
    var codes = WordCodes()
    for word in NoPersonWords.beginnings {
      for form in [word, word.capitalizedFirst, word.uppercased(), folded(word)] {
        var code: UInt64 = 0
        for byte in form.utf8.prefix(8) { code = code << 8 | UInt64(letter(byte) ?? byte) }
        codes.insert(code)
      }
    }
    return codes
  }()
}

extension String {
  /// The text with a capital first letter.
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

/// A hash table with open addressing: a few hundred numbers, looked up a million times.
private struct WordCodes: Sendable {
  private static let bits: UInt64 = 11
  private var slots = [UInt64](repeating: 0, count: 1 << Int(bits))

  @inline(__always)
  private func place(_ code: UInt64) -> Int {
    var slot = Int((code &* 0x9E37_79B9_7F4A_7C15) >> (64 - Self.bits))
    while slots[slot] != 0, slots[slot] != code { slot = (slot + 1) & (slots.count - 1) }
    return slot
  }

  mutating func insert(_ code: UInt64) { slots[place(code)] = code }

  @inline(__always)
  func contains(_ code: UInt64) -> Bool { code != 0 && slots[place(code)] == code }
}

extension RosterRow {
  /// Whether the row is a line of totals or the like: without id and gender, and with a name of
  /// such words only.
  ///
  /// `hasHeights`: whether the file has a column of heights, so that a missing height is evidence.
  func nameIsNoPerson(in cells: borrowing Span<UInt8>, hasHeights: Bool) -> Bool {
    guard schoolID == nil else { return false }
    switch gender {
    case .missing, .inDoubt: break
    case .recorded, .declined, .doNotInfer: return false
    }
    let name = cells.extracting(name)
    let group = text(of: .group)
    let isGroup = group.map { cells.extracting($0).hasSameBytes(as: name) } ?? false
    guard isGroup || NoPersonName.mayBeNoPerson(name) else { return false }
    let row: NoPersonName.Row =
      switch height {
      case .measured: .hasHeight
      case .doubt: .saysSomething
      case .missing:
        ageText == nil && birthDate == nil && hasHeights ? .isEmpty : .saysSomething
      }
    return NoPersonName.isNoPerson(
      String(copying: name),
      group: group.map { String(copying: cells.extracting($0)) },
      row: row
    )
  }
}

extension Span<UInt8> {
  /// Whether the bytes are those of another span.
  fileprivate func hasSameBytes(as other: borrowing Span<UInt8>) -> Bool {
    guard count == other.count else { return false }
    for index in indices where self[index] != other[index] { return false }
    return true
  }
}
