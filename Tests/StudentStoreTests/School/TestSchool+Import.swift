import Bytes
import SQLite

@testable import StudentStore

extension TestSchool {
  /// A later file's line about a student who is here already.
  struct Update {
    let student: Int64
    let change: (inout Student) -> Void
  }

  /// Reads a file that brings new students, lines that were rejected, and changes to old ones.
  ///
  /// Lines are numbered from 2 in this order: students, rejected ones, updates.
  ///
  /// - Returns: the ids of the new students.
  @discardableResult
  func add(
    _ pupils: [Pupil],
    rejecting rejects: [String] = [],
    updating updates: [Update] = [],
    file: String = "roster.csv",
    by actor: String = "ada"
  ) throws -> [Int64] {
    try database.write(.import, context: context(actor)) { act in
      try load(pupils, rejecting: rejects, updating: updates, file: file, act: act)
    }
  }

  /// The same inside an act that is under way.
  func load(
    _ pupils: [Pupil],
    rejecting rejects: [String] = [],
    updating updates: [Update] = [],
    file: String = "roster.csv",
    act: Act
  ) throws -> [Int64] {
    try database.loadStudents(of: act) { writer in
      var packer = try writer.packer()
      var line: Int64 = 2
      var ids: [Int64] = []
      for pupil in pupils {
        let (draft, cells) = pupil.draft(line: line)
        ids.append(try packer.append(draft, cells: cells.span))
        line += 1
      }
      var counts = ImportBatch.Counts()
      var batch = packer.takeBatch()
      batch.commit()
      let refused = try writer.add(batch, counts: &counts)
      for text in rejects {
        try writer.reject(
          RejectedRow(
            line: Int(line),
            column: 3,
            byteOffset: Int(line) * 10,
            code: "bad-height",
            message: "no height",
            record: Array(text.utf8)
          )
        )
        line += 1
      }
      for update in updates {
        try self.update(update, line: line, writer: writer)
        line += 1
      }
      counts.updated = updates.count
      counts.conflicts = refused.count
      counts.rejected = rejects.count
      counts.rows = counts.added + refused.count + rejects.count + updates.count
      _ = try writer.finish(importBatch(writer.importBatch, file: file, counts: counts, act: act))
      return ids.enumerated().filter { !refused.contains($0.offset) }.map(\.element)
    }
  }

  private func update(_ update: Update, line: Int64, writer: ImportWriter) throws {
    let old = try database.student(update.student)
    var new = old
    update.change(&new)
    try writer.note(
      line: line,
      of: old.id,
      cells: JSONTextArray.text(of: [new.name, "again"]),
      quoting: "10"
    )
    let changes = StudentChange.changes(from: old, to: new)
    if changes.isEmpty {
      try writer.note(
        RepeatedRun(firstLine: line, firstStudent: old.id, count: 1, base: old.importBatch)
      )
    } else {
      try writer.change(new, by: changes, line: line)
    }
  }

  func importBatch(
    _ id: Int64,
    file: String,
    counts: ImportBatch.Counts,
    act: Act
  ) -> ImportBatch {
    ImportBatch(
      id: id,
      sourceName: file,
      sha256: Digest(of: Array("\(file) \(id)".utf8)),
      byteCount: 120,
      encoding: "utf-8",
      hasByteOrderMark: false,
      delimiter: ",",
      lineEnding: "lf",
      hasFinalNewline: true,
      decimalSign: ".",
      heightUnit: "cm",
      headerLine: 1,
      headerRecord: Array("name,gender,height".utf8),
      headings: #"["name","gender","height"]"#,
      columnMap: #"{"name":0}"#,
      genderWords: #"{"f":"female"}"#,
      students: nil,
      counts: counts,
      actor: act.context.actor,
      importedAt: act.time,
      programVersion: act.context.programVersion
    )
  }
}
