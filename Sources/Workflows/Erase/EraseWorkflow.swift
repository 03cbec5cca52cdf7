package import StudentStore

/// Removes what the file holds of some students, for good.
package struct EraseWorkflow {
  private let database: SchoolDatabase
  private let context: WorkContext

  package init(_ database: SchoolDatabase, context: WorkContext) {
    self.database = database
    self.context = context
  }

  /// Whom to erase.
  package enum Target: Sendable {
    /// One child, with all rows that were joined.
    case student(Int64)
    /// A file that should never have been here, with the students whom no other file has.
    case importBatch(Int64)
    /// The students who had left before a day, `2026-07-31`.
    case leftBefore(String)
  }

  /// The result.
  package struct Erased: Sendable {
    package let kind: Erasure.Kind
    package let importBatch: Int64?
    package let data: ErasedData
    /// Students of an erased import who stay, because another file has them too.
    package let kept: Int
    /// Why the file could not be written anew; nil where it was, or in a dry run.
    package let compactionFailure: (any Error)?
  }

  /// Erases, and writes the file anew without the removed bytes.
  ///
  /// - Returns: What was removed; nil where there is nobody to erase.
  /// - Throws: `StoreError.erased` for a student who was, `StoreError.reasonHoldsName`; nothing is
  ///   erased then.
  package func run(
    _ target: Target,
    reason: String,
    mode: SchoolDatabase.Mode = .keep
  ) throws -> Erased? {
    var kept = 0
    let result = try database.write(.erase, context: context, mode: mode) { act in
      let found = try request(target, reason: reason)
      kept = found.kept
      guard !found.request.students.isEmpty || found.request.kind == .import else {
        return (request: found.request, data: ErasedData?.none)
      }
      return (found.request, try database.erase(found.request, act: act))
    }
    guard let data = result.data else { return nil }
    var failure: (any Error)?
    if case .keep = mode {
      do { try database.compact(context: context) } catch { failure = error }
    }
    return Erased(
      kind: result.request.kind,
      importBatch: result.request.importBatch,
      data: data,
      kept: kept,
      compactionFailure: failure
    )
  }

  private func request(
    _ target: Target,
    reason: String
  ) throws -> (request: ErasureRequest, kept: Int) {
    switch target {
    case .student(let number):
      let rows = try rows(of: [number])
      return (ErasureRequest(.student, students: rows, reason: reason), 0)
    case .leftBefore(let day):
      // A child with a row that has not left is still here.
      let left = try database.students(whoLeftBefore: day)
      let whole = try left.filter { number in
        try rows(of: [number]).isSubset(of: left) || database.student(number).sameAs != nil
      }
      return (ErasureRequest(.left, students: try rows(of: whole), reason: reason), 0)
    case .importBatch(let number):
      let batch = try database.importRecord(number)
      let own = try database.studentsOnly(in: batch)
      let stored = try database.storedStudents(of: batch)
      return (
        ErasureRequest(.import, importBatch: number, students: own, reason: reason),
        stored - own.count
      )
    }
  }

  /// All rows of the children that some rows are of.
  private func rows(of numbers: Set<Int64>) throws -> Set<Int64> {
    let second = try database.secondRows()
    return try numbers.reduce(into: []) { rows, number in
      let root = try database.student(number).sameAs ?? number
      rows.formUnion([root] + second[root, default: []])
    }
  }
}
