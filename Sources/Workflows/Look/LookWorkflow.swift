package import StudentStore

/// Read-only access to a school: its state, its students, its trail.
///
/// Every answer is a snapshot, even if others write meanwhile.
package struct LookWorkflow {
  let database: SchoolDatabase

  package init(_ database: SchoolDatabase) {
    self.database = database
  }

  /// The counts of the school, and the review progress of the current run; nil without a run.
  package func status() throws -> (school: SchoolStatus, progress: ReviewProgress?) {
    try database.read {
      let status = try database.status()
      return (status, try status.currentRun.map { try ReviewProgress(of: $0, in: database) })
    }
  }

  /// The students that match a filter; `names` gives the order of names and classes.
  package func list(_ filter: ListFilter, names: NameOrder) throws -> [ListedStudent] {
    guard filter.order == .name || filter.order == .group else {
      return try database.read { try database.list(filter) }
    }
    var unsorted = filter
    unsorted.order = .student
    unsorted.limit = nil
    let students = try database.read { try database.list(unsorted) }
    let sorted =
      filter.order == .name
      ? names.sorted(students) { (nil, $0.name, $0.student) }
      : names.sorted(students) { ($0.group ?? "", $0.name, $0.student) }
    return filter.limit.map { Array(sorted.prefix($0)) } ?? sorted
  }

  /// The entries of the trail that match a filter, newest first.
  ///
  /// `page`: the part of them whose details are read; nil for all. Returns that part, and how many
  /// there are in all.
  package func log(_ filter: LogFilter, page: Range<Int>? = nil) throws
    -> (entries: [LoggedEntry], count: Int)
  {
    try database.read {
      let entries = try database.log(filter)
      let shown = page.map { entries[$0.clamped(to: entries.indices)] } ?? entries[...]
      return (
        try shown.map {
          LoggedEntry(entry: $0, details: try database.details(of: $0, student: filter.student))
        }, entries.count
      )
    }
  }

  /// Whether the trail and the tables agree.
  ///
  /// `noted`: heads noted elsewhere. `since`: one of them; only what was added after it is checked.
  /// `progress`: is told how many rows were compared.
  package func verification(
    noted: [TrailHead] = [],
    since: TrailHead? = nil,
    progress: (WorkProgress?) -> Void = { _ in }
  ) throws -> Verification {
    if let since { return try database.verify(since: since, noted: noted) }
    return try database.verify(anchors: noted, progress: progress)
  }

  /// The proof of one student's rows; `find` gives the number.
  package func proof(_ find: () throws -> Int64) throws -> StudentProof {
    try database.read { try database.proof(of: try find()) }
  }

  /// A signature as it is now; `find` gives its number.
  package func certificate(_ find: () throws -> Int64) throws -> Certificate {
    try database.read { try certificate(of: try find()) }
  }

  func certificate(of signOff: Int64) throws -> Certificate {
    Certificate(
      signOff: try database.signOff(signOff),
      invalid: try database.signatureInvalidations(of: signOff),
      head: try database.head(),
      evidence: try database.evidence(of: [signOff]).first ?? .none
    )
  }

  /// One record with everything that belongs to it; `find` returns it.
  package func show(_ find: () throws -> Thing) throws -> Shown {
    try database.read {
      switch try find() {
      case .importBatch(let id):
        let batch = try database.importRecord(id)
        return .importBatch(
          batch,
          rejects: try database.rejectedRows(of: id),
          doubts: try database.doubtfulHeights(of: batch),
          revert: try database.importRevert(of: id)
        )
      case .run(let id): return .run(try database.run(id))
      case .decision(let id):
        let decision = try database.decision(id)
        return .decision(decision, name: try database.student(decision.student).name)
      case .batch(let id):
        return .batch(try database.reviewBatch(id), try database.decisions(inBatch: id))
      case .signOff(let id): return .signOff(try certificate(of: id))
      case .student(let id): return .student(try history(of: id))
      }
    }
  }

  func history(of id: Int64) throws -> StudentHistory {
    let student = try database.student(id)
    let signOffs = try database.activeSignOffs(of: id)
    return StudentHistory(
      student: student,
      decisions: try database.decisions(about: id),
      changes: try database.changes(of: id),
      inferences: try database.inferences(about: id),
      signOffs: signOffs,
      signatureProblems: zip(signOffs, try database.evidence(of: signOffs)).flatMap {
        signOff,
        found in
        found.problems.map { (signOff, $0) }
      },
      revert: try database.importRevert(of: student.importBatch),
      secondRows: try database.secondRows()[id, default: []]
    )
  }

  /// A record that can be shown, by its number.
  package enum Thing: Sendable {
    case importBatch(Int64)
    case run(Int64)
    case decision(Int64)
    case batch(Int64)
    case signOff(Int64)
    case student(Int64)
  }

  /// Its content.
  package enum Shown {
    case importBatch(
      ImportBatch,
      rejects: [RejectedRow],
      doubts: [DoubtfulHeight],
      revert: ActRevert?
    )
    case run(ImputationRun)
    case decision(ReviewDecision, name: String)
    case batch(ReviewBatch, [ReviewDecision])
    case signOff(Certificate)
    case student(StudentHistory)
  }
}

/// One entry of the trail, and what it did in the words of the tables.
package struct LoggedEntry: Sendable {
  package let entry: TrailEntry
  package let details: EntryDetails
}

/// A signature, and the students for whom it is no longer valid.
package struct Certificate {
  package let signOff: SignOff
  /// The students for whom it is no longer valid, with the reason.
  package let invalid: [SignatureInvalidation]
  /// The newest entry of the trail, which covers the signature.
  package let head: TrailHead
  /// The entry that added the signature, and what contradicts it.
  package let evidence: SignatureEvidence
}

/// A student with the full history of the row.
package struct StudentHistory {
  package let student: Student
  package let decisions: [ReviewDecision]
  package let changes: [ChangeRecord]
  package let inferences: [InferenceRecord]
  /// The valid signatures.
  package let signOffs: [Int64]
  /// What contradicts one of them, in words.
  package let signatureProblems: [(signOff: Int64, problem: String)]
  /// Nil for a student whose import is active.
  package let revert: ActRevert?
  /// The numbers of the child's other rows, which do not count.
  package let secondRows: [Int64]
}
