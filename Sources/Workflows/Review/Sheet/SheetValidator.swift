import RosterReading
import StudentStore

/// Decides line by line whether a review file can be applied.
///
/// It only reads; after the whole file the caller stores `decisions`, in the same transaction.
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
  /// The decisions of earlier lines, by student.
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

  /// Validates one line; a line without a decision is skipped.
  mutating func judge(_ row: SheetRow) throws {
    guard row.isFilled else { return }
    var student: Int64?
    do {
      if let fault = row.fault { throw WorkflowError.sheetLine(.fault(fault)) }
      let number = try self.number(of: row)
      student = number
      if let decision = try decision(about: number, row) {
        decisions.append(decision)
      } else {
        unchanged += 1
      }
    } catch WorkflowError.sheetLine(let reason) {
      conflicts.append(SheetConflict(line: row.line, student: student, reason: reason))
    }
  }

  private func number(of row: SheetRow) throws -> Int64 {
    let text = row[.student] ?? ""
    guard let number = Int64(text), number > 0 else {
      throw WorkflowError.sheetLine(.noNumber(text))
    }
    return number
  }

  /// The decision in a line; nil if it is already recorded.
  private mutating func decision(about number: Int64, _ row: SheetRow) throws -> NewDecision? {
    let student = try self.student(number, row)
    let answer = try self.answer(in: row)
    if let earlier = said[number] {
      guard earlier.answer == answer else {
        throw WorkflowError.sheetLine(.twice(line: earlier.line))
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
    guard !student.hasLeft else { throw WorkflowError.sheetLine(.hasLeft) }
    guard student.gender == .missing, !student.isNoPerson else {
      throw WorkflowError.sheetLine(student.isNoPerson ? .noPerson : .notMissing(student.gender))
    }
    try check(suggestion, row)
    let verdict = try self.verdict(answer, suggestion: suggestion, isBlind: isBlind)
    let current = try database.currentDecision(of: number)
    if current?.verdict.says(verdict) == true { return nil }
    guard Self.isWhatWasSeen(current, seen) else {
      let conflict = DecisionConflict(student: number, current: current, refused: verdict)
      throw WorkflowError.sheetLine(.decidedMeanwhile(conflict))
    }
    let standing = try database.activeSignOffs(of: number)
    guard standing.isEmpty || signatures != .respect else {
      throw WorkflowError.sheetLine(.signed(student: number, signOffs: standing))
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
      student = try database.activeStudent(number)
    } catch StoreError.unknown, StoreError.reverted {
      throw WorkflowError.sheetLine(.noSuchStudent(number))
    }
    // A removed name is accepted; a wrong name means another person.
    guard let name = row[.name], !name.isEmpty, folded(name) != folded(student.name) else {
      return student
    }
    throw WorkflowError.sheetLine(.otherStudent(number))
  }

  private func answer(in row: SheetRow) throws -> SheetAnswer {
    try SheetAnswer(row[.decision] ?? "", known: genders, words: words)
  }

  private func id(
    in row: SheetRow,
    _ column: ReviewSheet.Column,
    prefix: Character
  ) throws -> Int64? {
    guard let text = row[column], !text.isEmpty else { return nil }
    guard let number = Int64(text.first == prefix ? text.dropFirst() : text[...]), number > 0 else {
      throw WorkflowError.sheetLine(.overwritten(text, column: column.rawValue))
    }
    return number
  }

  /// An overwritten suggestion cannot be accepted.
  private func check(_ suggestion: String?, _ row: SheetRow) throws {
    guard let written = row[.suggestion], !written.isEmpty, written != suggestion else { return }
    throw WorkflowError.sheetLine(.otherSuggestion(written))
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
      guard !isBlind else { throw WorkflowError.sheetLine(.hiddenSuggestion) }
      guard let suggestion else { throw WorkflowError.sheetLine(.noSuggestion) }
      return .accept(gender: suggestion)
    }
  }

  /// Whether the active decision is the one in the file, including one restored by an undo.
  private static func isWhatWasSeen(_ current: ReviewDecision?, _ seen: Int64?) -> Bool {
    guard let current else { return seen == nil }
    guard let seen else { return current.verdict == .reopen }
    return current.id == seen || current.restores == seen
  }
}

extension Verdict {
  /// Whether two verdicts have the same result for the student.
  fileprivate func says(_ other: Verdict) -> Bool {
    word == other.word && gender == other.gender || gender != nil && gender == other.gender
  }
}

/// The content of the column `decision`.
enum SheetAnswer: Equatable {
  case accept
  case later
  case leaveUnknown
  case gender(String)

  /// Reads a cell that is not empty.
  ///
  /// `known`: the genders of the school. Any other word may be a typing error or a note and is
  /// refused; a gender becomes known once it was decided individually. `words`: the words as the
  /// school's files use them. Throws `WorkflowError.sheetLine` if it is not a decision.
  init(_ cell: String, known: Set<String>, words: GenderWords) throws(WorkflowError) {
    let word = folded(String(cell.map { $0 == "_" || $0 == "-" ? " " : $0 }))
    switch word {
    case "accept": self = .accept
    case "later": self = .later
    case "leave unknown": self = .leaveUnknown
    default: self = .gender(try Self.gender(cell, known: known, words: words))
    }
  }

  private static func gender(
    _ cell: String,
    known: Set<String>,
    words: GenderWords
  ) throws(WorkflowError) -> String {
    switch words.reading(of: cell) {
    case .gender(let word) where known.contains(word): return word
    case .unknown(let word) where known.contains(word): return word
    case .gender, .unknown:
      let candidates = known.sorted() + ["accept", "later", "leave unknown"]
      throw .sheetLine(.unknownWord(cell, nearest: nearestNames(to: cell, in: candidates).first))
    case .missing: throw .sheetLine(.unclearWord(cell))
    case .declined: throw .sheetLine(.declinedWord(cell))
    case .refusedCode: throw .sheetLine(.genderCode(cell))
    }
  }
}
