import RosterReading
import StudentStore

/// The doubts about rows: rows that are not persons, birth dates that are none, and ids that a later
/// file gives to another name.
struct RowDoubts {
  private let database: SchoolDatabase
  private let corrected: [Int64: CorrectedStudent]
  private let codes: Set<DoubtCode>

  init(
    _ database: SchoolDatabase,
    corrected: [Int64: CorrectedStudent],
    codes: Set<DoubtCode>
  ) {
    self.database = database
    self.corrected = corrected
    self.codes = codes
  }

  /// Visits the doubts.
  ///
  /// A row that the user marked as not a person is settled. So is an id whose student was renamed
  /// or renumbered since, or appears again in a later file.
  func forEachDoubt(_ visit: (Doubt) -> Void) throws {
    if codes.contains(.notAPerson) {
      for student in try database.students(try database.rowsOfNoPerson())
      where corrected[student.id]?.aspects.contains(.person) != true {
        visit(
          Doubt(
            .notAPerson,
            of: student.id,
            name: student.name,
            group: student.group,
            .notAPerson
          )
        )
      }
    }
    if codes.contains(.birthdateDoubt) {
      for found in try database.studentsWithBirthTextAlone() {
        let student = try database.student(found)
        guard !student.lacksBirthDate else { continue }
        visit(
          Doubt(
            .birthdateDoubt,
            of: student.id,
            name: student.name,
            group: student.group,
            .birthDate(text: student.birthText ?? "")
          )
        )
      }
    }
    if codes.contains(.idReused) {
      for reuse in try database.reusedIDs() {
        let student = try database.student(reuse.student)
        visit(
          Doubt(
            .idReused,
            of: student.id,
            name: student.name,
            group: student.group,
            .idReused(
              id: student.schoolID ?? "",
              importBatch: reuse.importBatch,
              line: reuse.line
            )
          )
        )
      }
    }
  }
}

/// The doubts about unknown words for genders: one for each word, at its first student.
struct UnknownWords {
  private let database: SchoolDatabase
  /// Only students of this class or grade; nil for all.
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
      let word = Doubt.UnknownWord(text: text, students: count, likely: likely)
      var doubt = Doubt(
        .unknownGenderWord,
        of: first.student,
        name: first.name,
        group: first.group,
        .unknownWord(word)
      )
      doubt.word = word
      visit(doubt)
    }
  }
}
