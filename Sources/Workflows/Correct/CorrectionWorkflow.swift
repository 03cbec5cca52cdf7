import RosterReading
package import StudentStore

/// Puts right what is recorded of one student, by a new entry that says who did it and why.
///
/// A later file that says again what an earlier one said before the correction is no news; see
/// `Student.updated(by:columns:corrected:)`.
package struct CorrectionWorkflow {
  let database: SchoolDatabase
  let context: WorkContext

  package init(_ database: SchoolDatabase, context: WorkContext) {
    self.database = database
    self.context = context
  }

  /// What came of it.
  package struct Outcome: Sendable {
    package let before: Student
    package let after: Student
    /// What was changed; nothing where everything was so already.
    package let changes: [StudentChange]
    /// The signatures that no longer stand for the student.
    package let voided: [Int64]
  }

  /// Corrects one student.
  ///
  /// - Throws: `StoreError.wouldBreakSignature` where a signature is bound to what would change and
  ///   is to be respected, `reverted` for a student who does not count, `WorkflowError`.
  package func run(
    _ student: Int64,
    _ correction: StudentCorrection,
    reason: String,
    signatures: SignatureTreatment = .respect,
    mode: SchoolDatabase.Mode = .keep
  ) throws -> Outcome {
    try database.write(.correct, context: context, mode: mode) { act in
      let before = try database.activeStudent(student)
      let after = try corrected(before, by: correction)
      let changes = StudentChange.changes(from: before, to: after)
      var voided: [Int64] = []
      if SchoolDatabase.touchSignedValues(changes) {
        voided = try database.activeSignOffs(of: student)
        try signatures.clear(student, in: database, act: act)
      }
      return Outcome(
        before: before,
        after: after,
        changes: try database.correct(after, reason: reason, act: act),
        voided: voided
      )
    }
  }

  func corrected(_ before: Student, by correction: StudentCorrection) throws -> Student {
    var student = before
    if let (height, text) = correction.height, height != before.height {
      student.height = height
      student.heightText = height == .missing ? nil : text
    }
    if let name = correction.name { student.name = name }
    if let group = correction.group { student.group = group.isEmpty ? nil : group }
    if let id = correction.schoolID {
      student.schoolID = id.isEmpty ? nil : id
      // Stored ids that differ only in what cannot be seen are the same id.
      if !id.isEmpty, let owner = try database.student(withID: id), owner != student.id {
        throw StoreError.idTaken(student: student.id, by: owner)
      }
    }
    if let isPerson = correction.isPerson { student.isNoPerson = !isPerson }
    if let gender = correction.gender { try set(gender, of: &student) }
    return student
  }

  /// Another spelling of the gender that is recorded is no change.
  private func set(_ gender: StudentCorrection.Gender, of student: inout Student) throws {
    switch gender {
    case .recorded(let word, let text):
      guard student.gender != .recorded(word) else { return }
      student.gender = .recorded(word)
      student.genderText = text
    case .missing:
      guard student.gender != .missing else { return }
      student.gender = .missing
      student.genderText = nil
    case .declined(let text):
      guard student.gender != .declined else { return }
      student.gender = .declined
      student.genderText = text
    case .doNotInfer:
      if case .recorded = student.gender {
        throw WorkflowError.recordedIsNeverInferred(student: student.id)
      }
      student.gender = .doNotInfer
    case .inferAgain:
      guard student.gender == .doNotInfer else { return }
      // Who had declined before is not inferred now either, and a word that nobody knew is none now.
      let marked = try database.changes(of: student.id).last {
        $0.field == "gender_absence" && $0.new == Student.RecordedGender.doNotInfer.absence
      }
      student.gender =
        [.declined, .inDoubt].first { marked?.old == $0.absence } ?? .missing
    }
  }
}

/// What a person says is right about one student; what is nil stays as it is.
package struct StudentCorrection: Sendable {
  /// What is right about the gender.
  package enum Gender: Equatable, Sendable {
    /// This gender, with the word as it was typed.
    case recorded(String, text: String)
    /// It was not noted.
    case missing
    /// The student declined to say, in the words that were typed.
    case declined(text: String)
    /// The student, or who speaks for them, asked that nothing be inferred.
    case doNotInfer
    /// The same no longer holds: as it was before.
    case inferAgain
  }

  package var gender: Gender?
  /// The height, with the text as it was typed.
  package var height: (value: Student.RecordedHeight, text: String)?
  package var name: String?
  /// The class or grade; an empty text for none.
  package var group: String?
  /// The school's own id; an empty text for none.
  package var schoolID: String?
  /// Whether the row is a person at all.
  package var isPerson: Bool?

  /// Nothing.
  package init() {}
}

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
          try self.corrected(try database.activeStudent(student), by: correction)
        )
        counts[place] += 1
      }
      try database.correct(corrected, reason: reason, act: act)
      return counts
    }
  }
}

/// The genders that a school knows: those that are recorded or were decided, and female and male.
package struct SchoolGenders {
  private let genders: [String]

  package init(_ database: SchoolDatabase) throws {
    genders =
      ["female", "male"] + (try database.recordedGenders()) + (try database.decidedGenders())
  }

  /// The gender that a word is, in the school's spelling; nil where no student has it.
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
