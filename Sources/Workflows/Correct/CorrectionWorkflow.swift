package import RosterReading
package import StudentStore

/// Corrects a student's recorded values with a new entry that says who did it and why.
///
/// A later file that repeats the value from before the correction changes nothing; see
/// `Student.updated(by:columns:corrected:)`.
package struct CorrectionWorkflow {
  let database: SchoolDatabase
  let context: WorkContext

  package init(_ database: SchoolDatabase, context: WorkContext) {
    self.database = database
    self.context = context
  }

  /// The result.
  package struct Outcome: Sendable {
    package let before: Student
    package let after: Student
    /// The changes; empty if every value was already recorded.
    package let changes: [StudentChange]
    /// The signatures that are no longer valid for the student.
    package let voided: [Int64]
  }

  /// Corrects one student.
  ///
  /// - Throws: `StoreError.wouldBreakSignature` if a signature covers a value that would change and
  ///   must be respected, `reverted` for an inactive student, `WorkflowError`.
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
      // Stored ids that differ only in invisible characters are the same id.
      if !id.isEmpty, let owner = try database.student(withID: id), owner != student.id {
        throw StoreError.idTaken(student: student.id, by: owner)
      }
    }
    if let birthDate = correction.birthDate,
      birthDate?.text != before.birthDate
        || before.birthDate == nil
    {
      (student.birthDate, student.birthText) = (birthDate?.text, nil)
      // An age without a text was computed from the birth date that was.
      if student.ageText == nil, student.ageYears != nil,
        let day = try database.dayOfAge(of: student).flatMap({ CalendarDate(iso: $0) })
      {
        student.ageYears = birthDate?.age(on: day)
      }
    }
    if let isPerson = correction.isPerson { student.isNoPerson = !isPerson }
    if let gender = correction.gender { try set(gender, of: &student) }
    return student
  }

  /// Another spelling of the recorded gender is not a change.
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
      // A student who had declined is still not inferred, and an unknown word is no longer stored.
      let marked = try database.changes(of: student.id).last {
        $0.field == "gender_absence" && $0.new == Student.RecordedGender.doNotInfer.absence
      }
      student.gender =
        [.declined, .inDoubt].first { marked?.old == $0.absence } ?? .missing
    }
  }
}

/// The corrected values of one student; nil leaves a value unchanged.
package struct StudentCorrection: Sendable {
  /// The corrected gender.
  package enum Gender: Equatable, Sendable {
    /// This gender, with the word as it was typed.
    case recorded(String, text: String)
    /// It is missing.
    case missing
    /// The student declined to say, in the typed words.
    case declined(text: String)
    /// The student, or who speaks for them, asked that nothing be inferred.
    case doNotInfer
    /// That request is withdrawn: the earlier value returns.
    case inferAgain
  }

  package var gender: Gender?
  /// The height, with the text as it was typed.
  package var height: (value: Student.RecordedHeight, text: String)?
  package var name: String?
  /// The class or grade; an empty text for none.
  package var group: String?
  /// The school's own id; empty for none.
  package var schoolID: String?
  /// The birth date; nil inside for none.
  package var birthDate: CalendarDate??
  /// Whether the row is a person.
  package var isPerson: Bool?

  /// Nothing.
  package init() {}
}

extension CorrectionWorkflow {
  /// The meaning that the user gives to a word for a gender.
  package struct WordMeaning: Sendable {
    package let word: String
    package let gender: StudentCorrection.Gender

    package init(word: String, gender: StudentCorrection.Gender) {
      self.word = word
      self.gender = gender
    }
  }

  /// Corrects every student whose gender is in doubt because of one of the given words, in one act.
  ///
  /// Words are compared ignoring case, accents and surrounding spaces.
  ///
  /// - Returns: the number of students corrected for each word, in the order of the words.
  /// - Throws: `StoreError.wouldBreakSignature` if a signature must be respected.
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

/// The genders known to the school: recorded or decided ones, female and male.
package struct SchoolGenders {
  private let genders: [String]

  package init(_ database: SchoolDatabase) throws {
    genders =
      ["female", "male"] + (try database.recordedGenders()) + (try database.decidedGenders())
  }

  /// The gender that a word denotes, in the school's spelling; nil if no student has it.
  package func named(_ word: String) -> String? {
    genders.first { $0 == word } ?? genders.first { folded($0) == folded(word) }
  }

  /// The likely gender for a mistyped word.
  package func nearest(to word: String) -> String? {
    nearestNames(to: word, in: genders).first
  }
}

extension GenderWords {
  /// The words as the school's files use them: a letter has the meaning from the files, or none if
  /// two files differ.
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
