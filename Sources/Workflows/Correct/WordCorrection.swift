import RosterReading
package import StudentStore

extension CorrectionWorkflow {
  /// What a person says that a word for a gender means.
  package struct WordMeaning: Sendable {
    package let word: String
    package let gender: StudentCorrection.Gender

    package init(word: String, gender: StudentCorrection.Gender) {
      self.word = word
      self.gender = gender
    }
  }

  /// Settles every student whose gender is in doubt for one of some words, in one act.
  ///
  /// Words are the same without regard to case, accents and spaces around them.
  ///
  /// - Returns: how many students each word settled, in the order of the words.
  /// - Throws: `StoreError.wouldBreakSignature` where a signature is to be respected.
  package func run(
    _ meanings: [WordMeaning],
    reason: String,
    signatures: SignatureTreatment = .respect,
    mode: SchoolDatabase.Mode = .keep
  ) throws -> [Int] {
    try database.write(.correct, context: context, mode: mode) { act in
      let places = Dictionary(
        meanings.indices.map { (folded(meanings[$0].word), $0) },
        uniquingKeysWith: { first, _ in first }
      )
      var found: [(student: Int64, place: Int)] = []
      try database.forEachDoubtfulGender { doubt in
        if let place = places[folded(doubt.text)] { found.append((doubt.student, place)) }
      }
      var counts = meanings.map { _ in 0 }
      var corrected: [Student] = []
      for (student, place) in found {
        var correction = StudentCorrection()
        correction.gender = meanings[place].gender
        try signatures.clear(student, in: database, act: act)
        corrected.append(
          try self.corrected(try database.standingStudent(student), by: correction)
        )
        counts[place] += 1
      }
      try database.correct(corrected, reason: reason, act: act)
      return counts
    }
  }
}
