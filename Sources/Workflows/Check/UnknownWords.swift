import RosterReading
import StudentStore

/// The doubts about words for genders that nobody knows: one for each word, at its first student.
struct UnknownWords {
  private let database: SchoolDatabase
  /// Only what students of this class or grade have; nil for all.
  private let group: String?

  init(_ database: SchoolDatabase, group: String?) {
    self.database = database
    self.group = group
  }

  /// Visits the doubts in order of the first student.
  func forEachDoubt(_ visit: (Doubt) -> Void) throws {
    var words: [String: (first: SchoolDatabase.DoubtfulGender, count: Int)] = [:]
    try database.forEachDoubtfulGender(group: group) { found in
      let word = folded(found.text)
      words[word] = (words[word]?.first ?? found, (words[word]?.count ?? 0) + 1)
    }
    for (first, count) in words.values.sorted(by: { $0.first.student < $1.first.student }) {
      let text = trimmed(first.text)
      let likely = LikelyGender.of(text)
      var message = "\"\(excerpt(of: text))\" is no word for a gender that is known"
      if count > 1 { message += ", and \(count) students have it" }
      if let likely {
        message += "; likely \(likely.meaning)"
        if likely.word != likely.meaning { message += " (\"\(likely.word)\")" }
      }
      var doubt = Doubt(
        .unknownGenderWord,
        of: first.student,
        name: first.name,
        group: first.group,
        message: message
      )
      doubt.word = Doubt.UnknownWord(text: text, students: count, likely: likely)
      visit(doubt)
    }
  }
}
