package import StudentStore

/// All that the file holds about one child, for a parent who asks.
package struct StudentDossier {
  /// One of the child's rows; a child whose rows were joined has several.
  package struct Row {
    package let history: StudentHistory
    /// Every line about it, with every column of its file.
    package let lines: [LineAbout]
    package let rejected: [(importBatch: Int64, line: Int64, code: String, record: [UInt8])]
    package let signatures:
      [(signOff: Int64, name: String, role: String, signedAt: String, voidedAt: String?)]
    /// The trail's entries that concern the row, oldest first.
    package let entries: [TrailEntry]
  }

  /// The row that counts first.
  package let rows: [Row]
  /// The imports that the lines came with, by number.
  package let imports: [Int64: ImportBatch]
}

extension LookWorkflow {
  /// All that is stored of a child; `find` returns the number of one of the child's rows.
  ///
  /// - Throws: `StoreError.unknown` if there is no such student.
  package func dossier(_ find: () throws -> Int64) throws -> StudentDossier {
    try database.read {
      let asked = try database.student(try find())
      let root = asked.sameAs ?? asked.id
      let numbers = [root] + (try database.secondRows()[root, default: []])
      let rows = try numbers.map { number in
        StudentDossier.Row(
          history: try history(of: number),
          lines: try database.linesAbout(number),
          rejected: try database.rejectedLines(about: number),
          signatures: try database.signatures(about: number),
          entries: try database.log(LogFilter(student: number)).reversed()
        )
      }
      let imports = Set(
        rows.flatMap { $0.lines.map(\.importBatch) + $0.rejected.map(\.importBatch) }
      )
      return StudentDossier(
        rows: rows,
        imports: Dictionary(
          uniqueKeysWithValues: try imports.map { ($0, try database.importRecord($0)) }
        )
      )
    }
  }
}
