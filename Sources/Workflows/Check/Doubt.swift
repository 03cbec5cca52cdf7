package import RosterReading
import StudentStore

/// What a doubt is about; the words are a contract with scripts.
package enum DoubtCode: String, Sendable, CaseIterable {
  /// A height with several readings.
  case unitDoubt = "unit_doubt"
  /// A height that is rare or impossible.
  case implausibleHeight = "implausible_height"
  /// A birth date that is no day, or none on which a pupil can be born.
  case birthdateDoubt = "birthdate_doubt"
  /// An unknown word for a gender.
  case unknownGenderWord = "unknown_gender_word"
  /// Probably the same person from two lines.
  case duplicateStudent = "duplicate_student"
  /// Perhaps the same person: one birth date and much of the name.
  case possibleSameStudent = "possible_same_student"
  /// One person recorded with two genders.
  case contradictoryGender = "contradictory_gender"
  /// A recorded gender that a later file changed.
  case genderChanged = "gender_changed"
  /// A recorded gender that is improbable according to a run.
  case suspiciousRecorded = "suspicious_recorded"
  /// A name that differs from another one only invisibly.
  case lookAlikeName = "look_alike_name"
  /// Two classes that differ only in case and spaces.
  case lookAlikeGroup = "look_alike_group"
  /// A later line gave a student's id to a person with another name.
  case idReused = "id_reused"
  /// A line of totals, an average or the heading of a class: not a person, unless the user says so.
  case notAPerson = "not_a_person"
}

/// A doubt about the data, for a person to settle.
package struct Doubt: Equatable, Sendable {
  package let code: DoubtCode
  package let student: Int64
  package let name: String
  /// The class or grade of the student.
  package let group: String?
  /// The group of the other student concerned, if any.
  package let otherGroup: String?
  /// What it rests on.
  package let finding: DoubtFinding
  /// For a height: its readings.
  package let readings: [HeightMeaning]
  /// For an unknown word for a gender: the word and how many students have it.
  package var word: UnknownWord?
  /// The number of the other student concerned, where the doubt is about a pair.
  package var partner: Int64?

  /// An unknown word for a gender.
  package struct UnknownWord: Equatable, Sendable {
    /// The spelling of the first student.
    package let text: String
    package let students: Int
    /// Its likely meaning; nil if no known word is similar.
    package let likely: LikelyGender?
  }

  init(
    _ code: DoubtCode,
    of student: Int64,
    name: String,
    group: String?,
    otherGroup: String? = nil,
    _ finding: DoubtFinding,
    readings: [HeightMeaning] = []
  ) {
    self.code = code
    self.student = student
    self.name = name
    self.group = group
    self.otherGroup = otherGroup
    self.finding = finding
    self.readings = readings
  }

  init(_ code: DoubtCode, of student: Student, beside other: Student, _ finding: DoubtFinding) {
    self.init(
      code,
      of: student.id,
      name: student.name,
      group: student.group,
      otherGroup: other.group,
      finding
    )
  }
}
