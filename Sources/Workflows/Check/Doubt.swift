package import RosterReading
import StudentStore

/// What a doubt is about; the words are a contract with scripts.
package enum DoubtCode: String, Sendable, CaseIterable {
  /// A height that can be read in more than one way.
  case unitDoubt = "unit_doubt"
  /// A height that is rare or impossible.
  case implausibleHeight = "implausible_height"
  /// An unknown word for a gender.
  case unknownGenderWord = "unknown_gender_word"
  /// The same person, it seems, from two lines.
  case duplicateStudent = "duplicate_student"
  /// One person recorded with two genders.
  case contradictoryGender = "contradictory_gender"
  /// A recorded gender that a run finds hard to believe.
  case suspiciousRecorded = "suspicious_recorded"
  /// A name that differs from another one in what the eye does not see.
  case lookAlikeName = "look_alike_name"
  /// Two classes that differ in letter case and spaces alone.
  case lookAlikeGroup = "look_alike_group"
  /// A later line gave a student's id to a person with another name.
  case idReused = "id_reused"
  /// A line of totals, an average or the heading of a class: no person, unless a person says so.
  case notAPerson = "not_a_person"
}

/// A doubt about the data, for a person to settle.
package struct Doubt: Equatable, Sendable {
  package let code: DoubtCode
  package let student: Int64
  package let name: String
  /// The class or grade of the student.
  package let group: String?
  /// The group of the other student that it is about, where there is one.
  package let otherGroup: String?
  /// What is doubtful, in a sentence.
  package let message: String
  /// Of a height, the ways to read it.
  package let readings: [HeightMeaning]
  /// Of an unknown word for a gender, what it is and how many have it.
  package var word: UnknownWord?

  /// An unknown word for a gender.
  package struct UnknownWord: Equatable, Sendable {
    /// As the first student has it.
    package let text: String
    package let students: Int
    /// What it is likely to mean; nil where no known word is near.
    package let likely: LikelyGender?
  }

  init(
    _ code: DoubtCode,
    of student: Int64,
    name: String,
    group: String?,
    otherGroup: String? = nil,
    message: String,
    readings: [HeightMeaning] = []
  ) {
    self.code = code
    self.student = student
    self.name = name
    self.group = group
    self.otherGroup = otherGroup
    self.message = message
    self.readings = readings
  }

  init(_ code: DoubtCode, of student: Student, beside other: Student, message: String) {
    self.init(
      code,
      of: student.id,
      name: student.name,
      group: student.group,
      otherGroup: other.group,
      message: message
    )
  }
}
