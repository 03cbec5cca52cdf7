extension GenderColumn {
  /// The words that are used because an earlier file with the same headings had them.
  typealias Memory = (words: GenderWords, used: [(text: String, reading: GenderReading)])

  /// The distinct cells of the file as they are compared, without blanks and what the user explains.
  private var distinctWords: [(text: String, word: String)] {
    var found: Set<String> = []
    return seen.cells.compactMap { cell in
      let text = trimmed(String(decoding: cell, as: UTF8.self))
      let word = folded(text)
      guard !word.isEmpty, !words.explains(word), found.insert(word).inserted else { return nil }
      return (text, word)
    }
  }

  /// The words that the earlier file did not have.
  ///
  /// Words for a missing or withheld gender mean the same in every file, so they are not among them.
  private func newWords(besides remembered: RememberedWords) -> [String] {
    let plain = GenderWords()
    return distinctWords.compactMap { text, word in
      if remembered.known.contains(word) { return nil }
      switch plain.reading(of: text) {
      case .missing, .declined: return nil
      case .gender, .unknown, .refusedCode: return text
      }
    }
  }

  /// The remembered words, if all words of this file are among them, and any is read otherwise without
  /// them.
  var memory: Memory? {
    guard let remembered, !remembered.readings.isEmpty, newWords(besides: remembered).isEmpty else {
      return nil
    }
    let own = ownDecision
    let used = distinctWords.compactMap { text, word in
      remembered.readings[word].flatMap { $0 == own.reading(of: text) ? nil : (text, $0) }
    }
    guard !used.isEmpty else { return nil }
    return (words.adding(remembered.readings), used)
  }

  /// The question, if this file has explained words of the earlier one beside others.
  var otherWords: Question? {
    guard let remembered, !remembered.given.isEmpty else { return nil }
    let new = newWords(besides: remembered)
    guard !new.isEmpty else { return nil }
    let own = ownDecision
    let present = Set(distinctWords.map(\.word))
    let isRead = remembered.given.keys.allSatisfy { written in
      let word = folded(written)
      return !present.contains(word) || remembered.readings[word] == own.reading(of: written)
    }
    if isRead { return nil }
    let given = remembered.given.filter { !words.explains(folded($0.key)) }
    return .otherWords(
      new,
      given: given.sorted { $0.key < $1.key }.map { (word: $0.key, meaning: $0.value) }
    )
  }

  /// The words that are read as remembered, with their readings.
  var rememberedWords: [(text: String, reading: String)] {
    memory?.used.map { ($0.text, $0.reading.typed) } ?? []
  }

  /// What the next file with these headings needs to be read as this one: the words explained for the
  /// earlier file, with their meanings, and those used from it.
  var carriedWords: [String: String] {
    guard let remembered, newWords(besides: remembered).isEmpty else { return [:] }
    return Dictionary(rememberedWords.map { ($0.text, $0.reading) }) { first, _ in first }
      .merging(remembered.given) { _, given in given }
      .filter { !words.explains(folded($0.key)) }
  }
}
