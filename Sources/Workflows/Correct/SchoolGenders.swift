import RosterReading
package import StudentStore

/// The genders that a school knows: those that are recorded or were decided, and female and male.
package struct SchoolGenders {
  private let genders: [String]

  package init(_ database: SchoolDatabase) throws {
    genders =
      ["female", "male"] + (try database.recordedGenders()) + (try database.decidedGenders())
  }

  /// The gender that a word is, in the school's spelling; nil where nobody has it.
  package func named(_ word: String) -> String? {
    genders.first { $0 == word } ?? genders.first { folded($0) == folded(word) }
  }

  /// The gender that a mistyped word is likely to be.
  package func nearest(to word: String) -> String? {
    nearestNames(to: word, in: genders).first
  }
}

extension GenderWords {
  /// The words as the school's files use them: a letter is what it was read as there, and none where
  /// two files say two things.
  package init(of database: SchoolDatabase) throws {
    var readings: [String: GenderReading] = [:]
    for (letter, gender) in try database.genderLetters() {
      let word = folded(letter)
      guard Self.letter(of: word) != nil else { continue }
      let isOpen = readings[word].map { $0 != .gender(gender) } ?? false
      readings[word] = isOpen ? .refusedCode(letter) : .gender(gender)
    }
    self.init(overrides: readings)
  }
}
