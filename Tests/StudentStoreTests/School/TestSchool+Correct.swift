import SQLite

@testable import StudentStore

extension TestSchool {
  /// Takes an import back.
  @discardableResult
  func revert(
    _ importBatch: Int64,
    reason: String = "the wrong file",
    voiding: String? = nil,
    by actor: String = "ada"
  ) throws -> RevertedImport {
    try database.write(.revert, context: context(actor)) { act in
      try database.revert(
        try database.importRecord(importBatch),
        reason: reason,
        voiding: voiding,
        act: act
      )
    }
  }

  /// Joins two students.
  func join(
    _ kept: Int64,
    _ other: Int64,
    reason: String = "one child",
    _ fill: (inout Student) -> Void
  ) throws -> StudentJoin {
    try database.write(.same, context: context("ada")) { act in
      var after = try database.student(kept)
      fill(&after)
      let second = try database.student(other)
      return try database.join(after, second, decision: nil, reason: reason, act: act).join
    }
  }

  /// Parts two students.
  func part(_ join: StudentJoin) throws {
    try database.write(.revert, context: context("ada")) { act in
      try database.revert(
        join,
        restored: try database.valuesBefore(join).map(\.before),
        undoing: nil,
        reason: "two children",
        act: act
      )
    }
  }

  /// Corrects what is recorded of one student.
  @discardableResult
  func correct(
    _ student: Int64,
    reason: String = "asked",
    by actor: String = "ada",
    _ change: (inout Student) -> Void
  ) throws -> [StudentChange] {
    try database.write(.correct, context: context(actor)) { act in
      var after = try database.student(student)
      change(&after)
      return try database.correct(after, reason: reason, act: act)
    }
  }
}

extension TestSchool {
  /// Erases students, and writes the file anew.
  @discardableResult
  func erase(
    _ students: Set<Int64>,
    reason: String = "the parents asked",
    by actor: String = "ada"
  ) throws -> ErasedData {
    let data = try database.write(.erase, context: context(actor)) { act in
      try database.erase(ErasureRequest(.student, students: students, reason: reason), act: act)
    }
    try database.compact(context: context(actor))
    return data
  }
}
