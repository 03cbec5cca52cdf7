import Bytes
import SQLite

/// A line of a file about one student, cell by cell.
package struct LineAbout: Equatable, Sendable {
  package struct Cell: Equatable, Sendable {
    package let heading: String
    package let text: String
  }

  package let importBatch: Int64
  package let line: Int64
  package let cells: [Cell]
}

extension SchoolDatabase {
  /// Every stored line about a student, those of reverted imports included, in the order of imports and
  /// lines.
  ///
  /// - Throws: `StoreError.unknown` if there is no such student.
  package func linesAbout(_ student: Int64) throws -> [LineAbout] {
    let stored = try StoredLines(self)
    let row = try stored.student(student)
    var whole = try connection.prepare(
      "SELECT import_batch, line FROM student_line WHERE student = ? ORDER BY import_batch DESC"
    )
    var places = try whole.map(binding: .integer(student)) { row in
      (importBatch: try row.integer("import_batch"), line: try row.integer("line"))
    }
    let lines = try stored.lines(of: row)
    if lines.count > places.count { places.append((row.importBatch, row.line)) }
    var about = try zip(places, lines).map { place, line in
      LineAbout(
        importBatch: line.importBatch,
        line: place.line,
        cells: try cells(line.cells, under: try stored.columns(of: line.importBatch))
      )
    }
    for importBatch in try importsRepeatingLines(about: student) {
      let columns = try stored.columns(of: importBatch)
      // Each import asks for the columns of its own file.
      let own = try StoredLines(self)
      try forEachRepeatedRun(of: importBatch) { run in
        guard run.students.contains(student) else { return }
        about.append(
          LineAbout(
            importBatch: importBatch,
            line: run.firstLine + (student - run.firstStudent),
            cells: try cells(try own.cells(of: row, in: run.base, as: columns), under: columns)
          )
        )
      }
    }
    return about.sorted { ($0.importBatch, $0.line) < ($1.importBatch, $1.line) }
  }

  private func cells(
    _ cells: [[UInt8]],
    under columns: ImportColumns
  ) throws(StoreError) -> [LineAbout.Cell] {
    guard cells.count == columns.headings.count else {
      throw .malformed(table: "student_line", detail: "a line has too few cells")
    }
    return zip(columns.headings, cells).map {
      LineAbout.Cell(heading: $0, text: String(decoding: $1, as: UTF8.self))
    }
  }

  /// The lines that were set aside and name a student, with their imports.
  package func rejectedLines(
    about student: Int64
  ) throws -> [(importBatch: Int64, line: Int64, code: String, record: [UInt8])] {
    var statement = try connection.prepare(
      "SELECT import_batch, line, code, record FROM rejected_row WHERE student = ? ORDER BY id"
    )
    return try statement.map(binding: .integer(student)) { row in
      (
        importBatch: try row.integer("import_batch"), line: try row.integer("line"),
        code: try row.text("code"), record: try row.blob("record")
      )
    }
  }

  /// The signatures under a student's values, with those that were declared void.
  package func signatures(
    about student: Int64
  ) throws -> [(signOff: Int64, name: String, role: String, signedAt: String, voidedAt: String?)] {
    var statement = try connection.prepare(
      """
      SELECT sign_off.id, sign_off.printed_name, sign_off.role, sign_off.signed_at,
        sign_off_void.voided_at
      FROM signed_item
      JOIN sign_off ON sign_off.id = signed_item.sign_off
      LEFT JOIN sign_off_void ON sign_off_void.sign_off = signed_item.sign_off
                             AND sign_off_void.student = signed_item.student
      WHERE signed_item.student = ? ORDER BY sign_off.id
      """
    )
    return try statement.map(binding: .integer(student)) { row in
      (
        signOff: try row.integer("id"), name: try row.text("printed_name"),
        role: try row.text("role"), signedAt: try row.text("signed_at"),
        voidedAt: try row.optionalText("voided_at")
      )
    }
  }
}
