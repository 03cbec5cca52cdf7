import RosterReading
import StudentStore

/// Decides line by line what of a sheet can be applied.
///
/// It only looks; whoever has judged a whole file stores what is in `decisions`, in the same
/// transaction.
struct SheetValidator {
  private(set) var decisions: [NewDecision] = []
  private(set) var conflicts: [SheetConflict] = []
  private(set) var unchanged = 0

  private let database: SchoolDatabase
  private let signatures: SignatureTreatment
  private let reason: String?
  private let genders: Set<String>
  private let words: GenderWords
  private let currentRun: Int64?
  /// What earlier lines said, by student.
  private var said: [Int64: (line: Int, answer: SheetAnswer)] = [:]

  init(_ database: SchoolDatabase, signatures: SignatureTreatment, reason: String?) throws {
    self.database = database
    self.signatures = signatures
    self.reason = reason
    currentRun = try database.currentRun()
    words = try GenderWords(of: database)
    genders = Set(
      try database.recordedGenders() + database.decidedGenders() + ["female", "male"]
    )
  }

  /// Why a line was rejected.
  private struct Refusal: Error {
    let code: SheetConflict.Code
    let message: String

    init(_ code: SheetConflict.Code, _ message: String) {
      self.code = code
      self.message = message
    }
  }

  /// Judges one line; one without a decision is left alone.
  mutating func judge(_ row: SheetRow) throws {
    guard row.isFilled else { return }
    var student: Int64?
    do {
      if let fault = row.fault { throw Refusal(.unreadable, "the line cannot be read: \(fault)") }
      let number = try self.number(of: row)
      student = number
      if let decision = try decision(about: number, row) {
        decisions.append(decision)
      } else {
        unchanged += 1
      }
    } catch let refusal as Refusal {
      conflicts.append(
        SheetConflict(
          line: row.line,
          student: student,
          code: refusal.code,
          message: refusal.message
        )
      )
    }
  }

  private func number(of row: SheetRow) throws -> Int64 {
    let text = row[.student] ?? ""
    guard let number = Int64(text), number > 0 else {
      throw Refusal(.unreadable, "\"\(excerpt(of: text))\" is no student's number")
    }
    return number
  }

  /// The decision that a line asks for; nil where it is so already.
  private mutating func decision(about number: Int64, _ row: SheetRow) throws -> NewDecision? {
    let student = try self.student(number, row)
    let answer = try self.answer(in: row)
    if let earlier = said[number] {
      guard earlier.answer == answer else {
        throw Refusal(.twice, "line \(earlier.line) says something else about the student")
      }
      return nil
    }
    let decision = try decision(about: student, answer, row)
    said[number] = (row.line, answer)
    return decision
  }

  private func decision(
    about student: Student,
    _ answer: SheetAnswer,
    _ row: SheetRow
  ) throws -> NewDecision? {
    let number = student.id
    let seen = try id(in: row, .seen, prefix: "d")
    let isBlind = row[.blind]?.isEmpty == false
    let run = try id(in: row, .run, prefix: "r") ?? currentRun
    let suggestion = try run.flatMap { try database.suggestion(of: $0, for: number) }
    guard student.gender == .missing, !student.isNoPerson else {
      throw Refusal(
        .nothingToDecide,
        student.isNoPerson
          ? "the row is no person by now, so there is nothing to decide"
          : "the gender is \(Self.words(student.gender)) by now, so there is nothing to decide"
      )
    }
    try check(suggestion, row)
    let verdict = try self.verdict(answer, suggestion: suggestion, isBlind: isBlind)
    let current = try database.currentDecision(of: number)
    if current?.verdict.says(verdict) == true { return nil }
    guard Self.isWhatWasSeen(current, seen) else {
      let conflict = DecisionConflict(student: number, standing: current, refused: verdict)
      throw Refusal(.decidedMeanwhile, conflict.description)
    }
    let standing = try database.standingSignOffs(of: number)
    guard standing.isEmpty || signatures != .respect else {
      let names = standing.map { "s\($0)" }.joined(separator: ", ")
      throw Refusal(
        .signed,
        "student \(number) is signed (\(names)); to change it all the same, say --void-sign-off and "
          + "-m with the reason"
      )
    }
    return NewDecision(
      student: number,
      run: suggestion == nil ? nil : run,
      verdict: verdict,
      reason: reason,
      blind: isBlind,
      supersedes: current?.id
    )
  }

  private func student(_ number: Int64, _ row: SheetRow) throws -> Student {
    let student: Student
    do {
      student = try database.standingStudent(number)
    } catch StoreError.unknown, StoreError.reverted {
      throw Refusal(
        .noSuchStudent,
        "there is no student \(number), or his or her import was reverted"
      )
    }
    // Names that were taken out of the file say nothing; with a wrong one it is not the person.
    guard let name = row[.name], !name.isEmpty, folded(name) != folded(student.name) else {
      return student
    }
    throw Refusal(
      .otherStudent,
      "student \(number) has another name in the database; the file is another school's or was "
        + "mixed up, or the name was corrected since: export it anew"
    )
  }

  private func answer(in row: SheetRow) throws -> SheetAnswer {
    do {
      return try SheetAnswer(row[.decision] ?? "", known: genders, words: words)
    } catch {
      throw Refusal(.unknownWord, error.message)
    }
  }

  private func id(
    in row: SheetRow,
    _ column: ReviewSheet.Column,
    prefix: Character
  ) throws -> Int64? {
    guard let text = row[column], !text.isEmpty else { return nil }
    guard let number = Int64(text.first == prefix ? text.dropFirst() : text[...]), number > 0 else {
      throw Refusal(
        .unreadable,
        "\"\(excerpt(of: text))\" in the column \"\(column.rawValue)\" is not as it was written; leave "
          + "that column alone"
      )
    }
    return number
  }

  /// A suggestion that somebody typed over decides nothing.
  private func check(_ suggestion: String?, _ row: SheetRow) throws {
    guard let written = row[.suggestion], !written.isEmpty, written != suggestion else { return }
    throw Refusal(
      .otherSuggestion,
      "the file suggests \"\(excerpt(of: written))\" and the run does not; write what you decide into "
        + "the column \"decision\""
    )
  }

  private func verdict(
    _ answer: SheetAnswer,
    suggestion: String?,
    isBlind: Bool
  ) throws -> Verdict {
    switch answer {
    case .later: return .later
    case .leaveUnknown: return .leaveUnknown
    case .gender(let gender):
      return gender == suggestion ? .accept(gender: gender) : .correct(gender: gender)
    case .accept:
      guard !isBlind else {
        throw Refusal(.noSuggestion, "the suggestion was hidden, so write the gender that you know")
      }
      guard let suggestion else {
        throw Refusal(.noSuggestion, "no run suggests anything, so write the gender that you know")
      }
      return .accept(gender: suggestion)
    }
  }

  /// Whether what counts is what stood in the file: also where an undo has brought it back.
  private static func isWhatWasSeen(_ current: ReviewDecision?, _ seen: Int64?) -> Bool {
    guard let current else { return seen == nil }
    guard let seen else { return current.verdict == .reopen }
    return current.id == seen || current.restores == seen
  }

  private static func words(_ gender: Student.RecordedGender) -> String {
    switch gender {
    case .recorded: "recorded"
    case .missing: "missing"
    case .declined: "declined"
    case .doNotInfer: "not to be inferred"
    case .inDoubt: "in doubt"
    }
  }
}

extension Verdict {
  /// Whether two verdicts come to the same for the student.
  fileprivate func says(_ other: Verdict) -> Bool {
    word == other.word && gender == other.gender || gender != nil && gender == other.gender
  }
}

/// A line of a sheet that was not applied, and why.
package struct SheetConflict: Equatable, Sendable {
  /// What stands in the way.
  package enum Code: String, Sendable, CaseIterable {
    /// The line, or a number in it, cannot be read.
    case unreadable
    /// No student who counts has the number.
    case noSuchStudent = "no_such_student"
    /// The line is about another person than the one with the number.
    case otherStudent = "other_student"
    /// An earlier line says something else about the student.
    case twice
    /// The word is no decision.
    case unknownWord = "unknown_word"
    /// The gender is recorded, declined or not to be inferred by now.
    case nothingToDecide = "nothing_to_decide"
    /// There is nothing to accept.
    case noSuggestion = "no_suggestion"
    /// The suggestion in the file is not the run's.
    case otherSuggestion = "other_suggestion"
    /// Somebody decided something else after the file was written.
    case decidedMeanwhile = "decided_meanwhile"
    /// A signature stands on the decision.
    case signed
  }

  /// The line of the file, or the row of its sheet, counted from 1.
  package let line: Int
  /// The student, where the line names one.
  package let student: Int64?
  package let code: Code
  /// What and why, in a sentence that names no pupil.
  package let message: String
}
