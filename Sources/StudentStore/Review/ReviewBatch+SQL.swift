import SQLite

/// Many decisions that were one act.
package struct ReviewBatch: Equatable, Sendable {
  /// Its origin.
  package enum Kind: String, Sendable {
    /// Suggestions above a confidence were accepted.
    case accept
    /// Decisions were undone together.
    case undo
    /// Undone decisions were redone together.
    case redo
    /// A completed review file was applied.
    case apply
  }

  package let id: Int64
  package let kind: Kind
  /// The number of decisions.
  package let count: Int
}

extension SchoolDatabase {
  /// One batch.
  ///
  /// - Throws: `StoreError.unknown` where there is none.
  package func reviewBatch(_ id: Int64) throws -> ReviewBatch {
    var statement = try connection.prepare(
      "SELECT kind, decision_count FROM review_batch WHERE id = ?"
    )
    let batch = try reading("review_batch", "row \(id)") {
      try statement.first(binding: .integer(id)) { row in
        let word = try row.text("kind")
        guard let kind = ReviewBatch.Kind(rawValue: word) else {
          throw StoreError.malformed(table: "review_batch", detail: "a kind is \(word)")
        }
        return ReviewBatch(id: id, kind: kind, count: try row.count("decision_count"))
      }
    }
    guard let batch else { throw StoreError.unknown(kind: "batch", id: "b\(id)") }
    return batch
  }

  /// The newest batch, if there is one.
  package func newestBatch() throws -> Int64? {
    try connection.number("SELECT max(id) FROM review_batch")
  }

  /// Whether any decision was accepted in a batch or applied from a file.
  package func hasAppliedBatches() throws -> Bool {
    try connection.isTrue(
      "SELECT EXISTS (SELECT 1 FROM review_batch WHERE kind IN ('accept', 'apply'))"
    )
  }

  /// The newest entry of each student if it is an undo or a redo, newest first.
  package func undoneHeads() throws -> [(decision: Int64, student: Int64)] {
    var statement = try connection.prepare(
      """
      SELECT decision, student FROM current_decision WHERE undoes IS NOT NULL
      ORDER BY decision DESC
      """
    )
    return try statement.map { row in (try row.integer("decision"), try row.integer("student")) }
  }
}
