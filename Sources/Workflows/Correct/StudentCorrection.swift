package import StudentStore

/// What a person says is right about one student; what is nil stays as it is.
package struct StudentCorrection: Sendable {
  /// What is right about the gender.
  package enum Gender: Equatable, Sendable {
    /// This gender, with the word as it was typed.
    case recorded(String, text: String)
    /// Nobody noted it.
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

/// Why a correction cannot be made.
package enum CorrectionError: Error, Equatable {
  /// "Do not infer" was asked for where a gender is recorded.
  case recordedIsNeverInferred(student: Int64)
}

extension CorrectionError: CustomStringConvertible {
  /// What, why, and what to do.
  package var description: String {
    switch self {
    case .recordedIsNeverInferred(let student):
      "student \(student): a gender is recorded, and a recorded gender is never inferred; to take it "
        + "out of the records as well, say --gender declined, which is never inferred either"
    }
  }
}
