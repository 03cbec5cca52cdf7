/// What a model of names has learnt, as it can be stored and read back.
package struct LearntNames: Hashable, Sendable {
  /// A word in one role.
  package struct Word: Hashable, Sendable {
    package var role: NameRole
    /// Folded.
    package var text: String
    /// The known students with the word in this role, by gender.
    package var students: [Int]
    /// The reference's counts by gender; nil where it does not know the word or has no say.
    package var reference: [Int]?

    package init(role: NameRole, text: String, students: [Int], reference: [Int]?) {
      self.role = role
      self.text = text
      self.students = students
      self.reference = reference
    }
  }

  package let candidate: NameCandidate
  /// The weight of each role.
  package let weights: [Double]
  /// How many students of each gender are known.
  package let known: [Int]
  /// Whether the reference knows each gender; empty where it has no say.
  package let referenceKnows: [Bool]
  /// Every word that somebody has in a role that counts, role by role in the order of the words.
  package let words: [Word]

  package init(
    _ candidate: NameCandidate,
    weights: [Double],
    known: [Int],
    referenceKnows: [Bool],
    words: [Word]
  ) {
    self.candidate = candidate
    self.weights = weights
    self.known = known
    self.referenceKnows = referenceKnows
    self.words = words
  }

  /// What a model has learnt from some students.
  package init(_ model: NameModel, of evidence: NameEvidence) {
    candidate = model.candidate
    weights = model.weights
    known = evidence.knownCounts
    referenceKnows = model.reference?.knows ?? []
    var words: [Word] = []
    for role in NameRole.allCases where model.weights[role.rawValue] > 0 {
      var isMet = [Bool](repeating: false, count: model.vocabulary.words.count)
      for cell in evidence.cells {
        for slot in role.slots {
          if let word = cell.word(slot) { isMet[word] = true }
        }
      }
      let met = isMet.indices.filter { isMet[$0] }
      let own = met.map { word in
        Word(
          role: role,
          text: model.vocabulary.words[word],
          students: model.tables[role.rawValue].counts(of: word),
          reference: model.reference?.counts[word]
        )
      }
      words += own.sorted { $0.text < $1.text }
    }
    self.words = words
  }

  /// The numbers of the words of a name that count, in the order of its roles.
  ///
  /// - Parameter evidence: What the name's words are numbered by.
  /// - Returns: For each name of the book, the places in ``words``.
  package func places(of evidence: NameEvidence) -> [[Int]] {
    var places = NameRole.allCases.map { _ in
      [Int](repeating: -1, count: evidence.vocabulary.words.count)
    }
    for (place, word) in words.enumerated() {
      if let number = evidence.vocabulary.place(of: word.text) {
        places[word.role.rawValue][Int(number)] = place
      }
    }
    return evidence.book.cells.map { cell in
      NameRole.allCases.flatMap { role in
        role.slots.compactMap { slot in
          cell.word(slot).flatMap { word in
            places[role.rawValue][word] < 0 ? nil : places[role.rawValue][word]
          }
        }
      }
    }
  }

  /// The shares of the known genders, as students without a height are given them.
  package var sharesOfKnown: [Double] { NameEvidence.shares(of: known) }

  /// The model, as it was; nil where the numbers are not those of one.
  package var model: NameModel? {
    let genders = known.count
    let total = known.reduce(0, +)
    guard genders > 1, total > 0, known.allSatisfy({ $0 >= 0 }),
      weights.count == NameRole.allCases.count, weights.allSatisfy({ (0...1).contains($0) }),
      referenceKnows.isEmpty || referenceKnows.count == genders,
      words.allSatisfy({
        $0.students.count == genders && ($0.reference?.count ?? genders) == genders
      })
    else { return nil }
    var vocabulary = NameVocabulary()
    let numbers = words.map { Int(vocabulary.insert($0.text)) }
    var counts = NameRole.allCases.map { _ in
      [Double](repeating: 0, count: vocabulary.words.count * genders)
    }
    var references = [[Int]?](repeating: nil, count: vocabulary.words.count)
    for (word, number) in zip(words, numbers) {
      references[number] = word.reference
      for gender in 0..<genders {
        counts[word.role.rawValue][number * genders + gender] = Double(word.students[gender])
      }
    }
    let reference =
      referenceKnows.isEmpty ? nil : MatchedNameReference(counts: references, knows: referenceKnows)
    return NameModel(
      candidate,
      shares: known.map { Double($0) / Double(total) },
      weights: weights,
      tables: counts.map {
        NameTable(known: known, counts: $0, vocabulary: vocabulary, candidate, reference)
      },
      vocabulary: vocabulary,
      reference: reference
    )
  }

  /// The name that has some of the words, for ``model``; nil where there is no such word.
  package func cell(of places: [Int], in model: NameModel) -> NameCell? {
    guard places.allSatisfy(words.indices.contains) else { return nil }
    let own = places.map { words[$0] }
    return NameCell(
      first: own.first { $0.role == .first }?.text,
      further: own.filter { $0.role == .further }.map(\.text),
      last: own.first { $0.role == .last }?.text
    ) { model.vocabulary.place(of: $0) }
  }
}
