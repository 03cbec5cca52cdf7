import CSV
package import StudentStore

/// A line of a review file that was not applied, and why.
package struct SheetConflict: Equatable, Sendable {
  /// The code of the conflict, for scripts.
  package enum Code: String, Sendable, CaseIterable {
    case unreadable
    case noSuchStudent = "no_such_student"
    case otherStudent = "other_student"
    case twice
    case unknownWord = "unknown_word"
    case nothingToDecide = "nothing_to_decide"
    case noSuggestion = "no_suggestion"
    case otherSuggestion = "other_suggestion"
    case decidedMeanwhile = "decided_meanwhile"
    case signed
  }

  /// The conflict.
  package enum Reason: Equatable, Sendable {
    /// The line cannot be read.
    case fault(LineFault)
    /// The cell in the column `student` is not a number.
    case noNumber(String)
    /// The number in one of studentdb's own columns was changed.
    case overwritten(String, column: String)
    /// No active student has the number.
    case noSuchStudent(Int64)
    /// The line names another person than the one with the number.
    case otherStudent(Int64)
    /// An earlier line has a different decision about the student.
    case twice(line: Int)
    /// The word is not a decision.
    case unknownWord(String, nearest: String?)
    /// A word that may mean `leave unknown` or `later`.
    case unclearWord(String)
    /// A word for a student who declined to say.
    case declinedWord(String)
    /// A code with several meanings.
    case genderCode(String)
    /// The row was marked as not a person since.
    case noPerson
    /// The student has left since.
    case hasLeft
    /// The gender is now recorded, declined or not to be inferred.
    case notMissing(Student.RecordedGender)
    /// A hidden suggestion is accepted.
    case hiddenSuggestion
    /// There is nothing to accept.
    case noSuggestion
    /// The suggestion in the file is not the run's.
    case otherSuggestion(String)
    /// Another person decided something else after the file was written.
    case decidedMeanwhile(DecisionConflict)
    /// A signature depends on the decision.
    case signed(student: Int64, signOffs: [Int64])
  }

  /// The line of the file, or the row of its sheet, counted from 1.
  package let line: Int
  /// The student, if the line names one.
  package let student: Int64?
  package let reason: Reason

  package var code: Code {
    switch reason {
    case .fault, .noNumber, .overwritten: .unreadable
    case .noSuchStudent: .noSuchStudent
    case .otherStudent: .otherStudent
    case .twice: .twice
    case .unknownWord, .unclearWord, .declinedWord, .genderCode: .unknownWord
    case .noPerson, .hasLeft, .notMissing: .nothingToDecide
    case .hiddenSuggestion, .noSuggestion: .noSuggestion
    case .otherSuggestion: .otherSuggestion
    case .decidedMeanwhile: .decidedMeanwhile
    case .signed: .signed
    }
  }
}

/// Why a line of a completed review file cannot be read.
package enum LineFault: Equatable, Sendable {
  case badEncoding
  /// An unclosed quotation mark, by the code of the fault.
  case loneQuote(code: String)
  case tooLong
  case nulByte

  init(_ fault: CSVFault) {
    switch fault.code {
    case .badEncoding: self = .badEncoding
    case .unclosedQuote, .strayQuote: self = .loneQuote(code: fault.code.rawValue)
    case .tooLong: self = .tooLong
    case .nulByte: self = .nulByte
    }
  }
}
