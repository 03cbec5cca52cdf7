/// An erasure, as the file keeps it: that there was one, never of what.
package struct Erasure: Equatable, Sendable {
  /// What was erased.
  package enum Kind: String, Sendable {
    /// A student, or the rows of one child.
    case student
    /// A file, with the students whom no other file has.
    case `import`
    /// Students who had left before a day.
    case left
  }

  /// Written as `e3`.
  package let id: Int64
  package let kind: Kind
  /// The file's import; nil for other kinds.
  package let importBatch: Int64?
  /// Rows of students.
  package let students: Int
  package let actor: String
  package let erasedAt: String
  package let reason: String
  /// When the file was written anew without the removed bytes; nil until then.
  package let compactedAt: String?
}

/// What is to be erased.
package struct ErasureRequest: Sendable {
  package let kind: Erasure.Kind
  /// The import whose own texts go too.
  package let importBatch: Int64?
  /// Every row of the children, those of a join included.
  package let students: Set<Int64>
  package let reason: String

  package init(
    _ kind: Erasure.Kind,
    importBatch: Int64? = nil,
    students: Set<Int64>,
    reason: String
  ) {
    self.kind = kind
    self.importBatch = importBatch
    self.students = students
    self.reason = reason
  }
}

/// The result of an erasure.
package struct ErasedData: Equatable, Sendable {
  /// Its number.
  package var id: Int64 = 0
  /// Rows of students.
  package var students = 0
  /// Removed rows by table, students included.
  package var rows: [String: Int] = [:]
  /// Rows that a text was taken out of, by table.
  package var redacted: [String: Int] = [:]
  /// Runs that can no longer be computed again from what the file holds.
  package var runs: [Int64] = []
  /// Signatures that the students were under.
  package var signOffs: [Int64] = []
  /// Where a name of theirs still is: in a row about somebody else, such as a reason.
  package var mentions: [Mention] = []

  /// A text that holds an erased name and is not the program's to change.
  package struct Mention: Equatable, Sendable {
    package let table: String
    package let column: String
    /// How many rows of the table.
    package let rows: Int
  }

  package init() {}
}

/// The hash of an erased row, and the entry that covers it.
struct ErasedLeaf {
  let id: Int64
  let table: String
  let key: Int64
  let entry: Int64
  /// Its place among the rows that the entry covers together; nil where it covers the row alone.
  let position: Int?
  let leaf: Digest
}
