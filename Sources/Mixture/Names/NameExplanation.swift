/// By what a name is known.
package enum NameBasis: String, Hashable, Sendable, CaseIterable {
  /// A known student of this school has one of its words in the same role.
  case knownHere = "known_here"
  /// No known student here, but the reference table knows a word.
  case byReference = "by_reference"
  /// Neither, but known students have names with the same ending.
  case byEnding = "by_ending"
  /// None of these: the name says nothing.
  case unknown
}

/// Why a name says what it says: the words that were used, with the counts behind them.
package struct NameExplanation: Hashable, Sendable {
  /// A word of the name in a role that counts.
  package struct Word: Hashable, Sendable {
    package let role: NameRole
    /// As it was looked up: folded.
    package let text: String
    /// What the role counts for, from above 0 to 1.
    package let weight: Double
    /// The known students with this word by gender.
    package let students: [Int]
    /// The longest ending that known students with another word share; nil where there is none or
    /// endings are not used, which is so where the reference knows the word.
    package let ending: Ending?
    /// The reference's counts by gender; nil where it does not know the word.
    package let reference: [Int]?
  }

  /// Known students whose word ends in the same letters, but is another.
  package struct Ending: Hashable, Sendable {
    /// The letters.
    package let text: String
    /// How many students by gender.
    package let students: [Int]
  }

  /// The words that count, in the order of the roles.
  package let words: [Word]

  /// What all of them say together.
  package let term: NameTerm

  /// By what the name is known.
  package var basis: NameBasis {
    if words.contains(where: { $0.students.contains { $0 > 0 } }) { return .knownHere }
    if words.contains(where: { $0.reference != nil }) { return .byReference }
    return words.contains { $0.ending != nil } ? .byEnding : .unknown
  }
}

extension NameModel {
  /// By what a name is known.
  package func basis(of cell: NameCell) -> NameBasis { explanation(of: cell).basis }

  /// Why a name says what it says.
  ///
  /// A student who is left out, as in ``term(of:leavingOut:)``, is in none of the counts.
  package func explanation(
    of cell: NameCell,
    leavingOut isLeftOut: Bool = false
  ) -> NameExplanation {
    var words: [NameExplanation.Word] = []
    for role in NameRole.allCases where weights[role.rawValue] > 0 {
      let student = isLeftOut ? NameTable.LeftOut(cell, in: role) : nil
      for slot in role.slots {
        guard let word = cell.word(slot) else { continue }
        var students = tables[role.rawValue].counts(of: word)
        if let student { students[student.label] -= 1 }
        let reference = reference?.counts[word]
        words.append(
          NameExplanation.Word(
            role: role,
            text: vocabulary.words[word],
            weight: weights[role.rawValue],
            students: students,
            ending: reference == nil ? ending(of: word, role, without: student) : nil,
            reference: reference
          )
        )
      }
    }
    return NameExplanation(words: words, term: term(of: cell, leavingOut: isLeftOut))
  }

  private func ending(
    of word: Int,
    _ role: NameRole,
    without student: NameTable.LeftOut?
  ) -> NameExplanation.Ending? {
    guard candidate.use == .endings else { return nil }
    for length in (1...NameVocabulary.longestEnding).reversed() {
      var students = tables[role.rawValue].counts(ofEnding: length, of: word)
      if let student {
        students[student.label] -= student.words.count {
          $0 != word
            && vocabulary.endings[length - 1][$0] == vocabulary.endings[length - 1][word]
        }
      }
      guard students.contains(where: { $0 > 0 }) else { continue }
      let text = NameVocabulary.ending(of: vocabulary.words[word], length)
      return NameExplanation.Ending(text: text, students: students)
    }
    return nil
  }
}
