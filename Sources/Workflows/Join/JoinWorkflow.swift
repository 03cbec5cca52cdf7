package import StudentStore

/// Joins two rows of one child, by a new entry, and parts them again.
///
/// The first student's values stand, and gaps are filled from the second. Both keep their numbers,
/// decisions and history; the second no longer counts, and its id and name lead to the first.
package struct JoinWorkflow {
  private let database: SchoolDatabase
  private let context: WorkContext

  package init(_ database: SchoolDatabase, context: WorkContext) {
    self.database = database
    self.context = context
  }

  /// The result of a join.
  package struct Joined: Sendable {
    package let join: StudentJoin
    /// The student who counts, before and after.
    package let before: Student
    package let after: Student
    /// The other one, as before.
    package let other: Student
    /// The aspects whose gaps were filled.
    package let filled: [StudentAspect]
    /// The decision about the other that counts for the child now; nil where it was not needed.
    package let decision: ReviewDecision?
    /// The signatures that are no longer valid.
    package let voided: [Int64]
  }

  /// The result of parting.
  package struct Parted: Sendable {
    package let join: StudentJoin
    /// The revert that was there before, where nothing is changed.
    package let earlier: ActRevert?
    /// The aspects of the student that were restored.
    package internal(set) var restored: [StudentAspect] = []
    /// Whether the restated decision was taken back.
    package internal(set) var isDecisionUndone = false
  }

  /// Joins two students.
  ///
  /// - Parameters:
  ///   - first: The one whose values stand.
  ///   - second: The one who no longer counts.
  ///   - reason: How the user knows.
  ///   - signatures: What becomes of signatures on either.
  ///   - mode: Whether it is kept.
  /// - Returns: The join, and what it changed.
  /// - Throws: `StoreError.wouldBreakSignature` if one of them is signed and it must be respected,
  ///   `reverted` for a student who is not active; `WorkflowError.cannotJoin` otherwise.
  package func join(
    _ first: Int64,
    _ second: Int64,
    reason: String,
    signatures: SignatureTreatment = .respect,
    mode: SchoolDatabase.Mode = .keep
  ) throws -> Joined {
    try database.write(.same, context: context, mode: mode) { act in
      let before = try database.activeStudent(first)
      let other = try database.activeStudent(second)
      if let obstacle = JoinObstacle(before, other) {
        throw WorkflowError.cannotJoin(first, second, obstacle)
      }
      var voided: [Int64] = []
      for student in [first, second] {
        voided += try database.activeSignOffs(of: student)
        try signatures.clear(student, in: database, act: act)
      }
      let after = before.filled(from: other)
      let decision = try restated(after, other, reason)
      let (join, changes) = try database.join(
        after,
        other,
        decision: decision,
        reason: reason,
        act: act
      )
      let filled = Set(
        changes.filter { $0.student == first }.compactMap { StudentAspect(field: $0.field) }
      )
      return Joined(
        join: join,
        before: before,
        after: after,
        other: other,
        filled: StudentAspect.allCases.filter { filled.contains($0) },
        decision: try join.decision.map { try database.decision($0) },
        voided: voided
      )
    }
  }

  /// The other's decision as one about the first; nil where the first needs none.
  private func restated(
    _ first: Student,
    _ other: Student,
    _ reason: String
  ) throws -> NewDecision? {
    guard first.gender == .missing, first.counts else { return nil }
    let own = try database.currentDecision(of: first.id)
    guard own == nil || own?.verdict == .reopen,
      let decision = try database.currentDecision(of: other.id), decision.verdict != .reopen
    else { return nil }
    // A run may have suggested something else for the first, so that the gender is said, not accepted.
    let verdict: Verdict =
      if let gender = decision.verdict.gender { .correct(gender: gender) } else { decision.verdict }
    return NewDecision(
      student: first.id,
      run: decision.run,
      verdict: verdict,
      reason: "as d\(decision.id) about student \(other.id): \(reason)",
      supersedes: own?.id
    )
  }

  /// Makes the rows of a join two children again.
  ///
  /// What the join filled is taken back, except where it was changed since.
  ///
  /// - Throws: `WorkflowError.laterJoin` if a later join rests on it,
  ///   `StoreError.wouldBreakSignature`.
  package func part(
    _ id: Int64,
    reason: String,
    signatures: SignatureTreatment = .respect,
    mode: SchoolDatabase.Mode = .keep
  ) throws -> Parted {
    try database.write(.revert, context: context, mode: mode) { act in
      let join = try database.join(id)
      if let earlier = try database.joinRevert(of: id) {
        return Parted(join: join, earlier: earlier)
      }
      let later = try database.activeJoins().last { next in
        next.id > id && [join.student, join.other].contains(next.other)
      }
      if let later { throw WorkflowError.laterJoin(id, later: later.id) }
      var parted = Parted(join: join, earlier: nil)
      let changed = try database.valuesBefore(join)
      let undoing = try undoing(join, reason)
      parted.isDecisionUndone = undoing != nil
      for (student, before) in changed where student.id == join.student {
        let changes = StudentChange.changes(from: student, to: before)
        let aspects = Set(changes.compactMap { StudentAspect(field: $0.field) })
        parted.restored = StudentAspect.allCases.filter { aspects.contains($0) }
      }
      if undoing != nil || !parted.restored.isEmpty {
        try signatures.clear(join.student, in: database, act: act)
      }
      try database.revert(
        join,
        restored: changed.map(\.before),
        undoing: undoing,
        reason: reason,
        act: act
      )
      return parted
    }
  }

  /// The entry that undoes the restated decision; nil where another decision counts.
  private func undoing(_ join: StudentJoin, _ reason: String) throws -> NewDecision? {
    guard let decision = join.decision, try database.mayBeDecided(join.student) else { return nil }
    let history = try DecisionHistory(of: join.student, in: database)
    return history.counting?.id == decision ? history.undoing(reason: reason) : nil
  }
}

/// Why two students cannot be joined.
package enum JoinObstacle: Equatable, Sendable {
  case sameStudent
  /// One row is no person.
  case noPerson(Int64)
  /// One is the second row of a child already.
  case isSecond(Int64, of: Int64)
  /// Two genders are recorded.
  case genders(String, String)

  init?(_ first: Student, _ second: Student) {
    if first.id == second.id {
      self = .sameStudent
    } else if let row = [first, second].first(where: \.isNoPerson) {
      self = .noPerson(row.id)
    } else if let row = [first, second].first(where: { $0.sameAs != nil }), let of = row.sameAs {
      self = .isSecond(row.id, of: of)
    } else if case .recorded(let one) = first.gender, case .recorded(let other) = second.gender,
      one != other
    {
      self = .genders(one, other)
    } else {
      return nil
    }
  }
}

extension Student {
  /// The student with the gaps filled from another row of the same child.
  ///
  /// What was declined, or is not to be inferred, in one row holds for the child.
  func filled(from other: Student) -> Student {
    var student = self
    for aspect in StudentAspect.allCases { student.fill(aspect, from: other) }
    return student
  }

  /// Takes an aspect that this row lacks.
  mutating func fill(_ aspect: StudentAspect, from other: Student) {
    switch aspect {
    // Within one file an id is one row's.
    case .id where importBatch != other.importBatch: schoolID = schoolID ?? other.schoolID
    case .left: hasLeft = hasLeft && other.hasLeft
    case .gender where gender == .missing || other.gender.isPersonsWish && !gender.isPersonsWish:
      (gender, genderText) = (other.gender, other.genderText)
    case .height where height == .missing:
      (height, heightText) = (other.height, other.heightText)
    case .group: group = group ?? other.group
    case .age where ageYears == nil && ageText == nil:
      (ageYears, ageText) = (other.ageYears, other.ageText)
    case .birthdate where lacksBirthDate:
      (birthDate, birthText) = (other.birthDate, other.birthText)
    default: break
    }
  }
}

extension RecordedGender {
  /// Whether somebody asked that it not be known or inferred.
  fileprivate var isPersonsWish: Bool { self == .declined || self == .doNotInfer }
}
