import SQLite

/// A student with a correction that is still effective.
package struct CorrectedStudent: Sendable {
  /// The corrected aspect.
  package let aspects: Set<StudentAspect>
  /// The student according to the files, without corrections: as first imported, and after each
  /// later file with changes.
  package let versions: [Student]

  /// Whether the correction is about a column of `student`.
  package func has(_ field: String) -> Bool {
    StudentAspect(field: field).map { aspects.contains($0) } ?? false
  }
}

extension SchoolDatabase {
  /// The active students with a correction that no later file changed.
  package func correctedStudents() throws -> [Int64: CorrectedStudent] {
    var histories: [Int64: [Change]] = [:]
    var statement = try connection.prepare(
      """
      SELECT change.student, change.field, change.old_value, change.new_value, change.import_batch
      FROM student_change AS change
      JOIN listed_student ON listed_student.id = change.student
      WHERE change.student IN (SELECT student FROM student_change
                               WHERE import_batch IS NULL AND reverts IS NULL)
        AND change.reverts IS NULL
        AND (change.import_batch IS NULL
             OR change.import_batch NOT IN (SELECT import_batch FROM import_revert))
        AND (change.student_join IS NULL
             OR change.student_join NOT IN (SELECT student_join FROM join_revert))
      ORDER BY change.id
      """
    )
    try statement.forEachRow { row in
      let change = Change(
        field: try row.text("field"),
        old: try row.value("old_value"),
        new: try row.value("new_value"),
        importBatch: try row.optionalInteger("import_batch")
      )
      histories[try row.integer("student"), default: []].append(change)
    }
    var corrected: [Int64: CorrectedStudent] = [:]
    for (id, history) in histories {
      let aspects = Self.correctedAspects(history)
      guard !aspects.isEmpty else { continue }
      let versions = try Self.versions(of: try student(id), history: history)
      corrected[id] = CorrectedStudent(aspects: aspects, versions: versions)
    }
    return corrected
  }

  /// A change that no revert took back.
  private struct Change {
    let field: String
    let old: SQLiteValue
    let new: SQLiteValue
    /// Nil for a correction.
    let importBatch: Int64?
  }

  private static func correctedAspects(_ history: [Change]) -> Set<StudentAspect> {
    var aspects: Set<StudentAspect> = []
    for change in history {
      guard let aspect = StudentAspect(field: change.field), aspect != .same else { continue }
      if change.importBatch == nil {
        aspects.insert(aspect)
      } else {
        aspects.remove(aspect)
      }
    }
    return aspects
  }

  private static func versions(of student: Student, history: [Change]) throws -> [Student] {
    var first: [String: SQLiteValue] = [:]
    for change in history where first[change.field] == nil { first[change.field] = change.old }
    var versions = [try student.replacing(first)]
    // The changes of one file are applied together, because a status and its value belong together.
    for changes in history.filter({ $0.importBatch != nil }).chunked(by: \.importBatch) {
      let values = Dictionary(changes.map { ($0.field, $0.new) }, uniquingKeysWith: { $1 })
      versions.append(try versions[versions.count - 1].replacing(values))
    }
    return versions
  }
}

extension Array {
  /// The elements grouped into runs with equal keys.
  fileprivate func chunked<Key: Equatable>(by key: (Element) -> Key) -> [[Element]] {
    var chunks: [[Element]] = []
    for element in self {
      if let last = chunks.last?.last, key(last) == key(element) {
        chunks[chunks.count - 1].append(element)
      } else {
        chunks.append([element])
      }
    }
    return chunks
  }
}
