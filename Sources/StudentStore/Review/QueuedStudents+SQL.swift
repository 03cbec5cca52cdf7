import SQLite

extension SchoolDatabase {
  /// Every student with a result in a run and without a gender in the school's file, least certain
  /// first.
  ///
  /// Nothing is sorted by SQLite, and decisions are read once instead of for each student.
  ///
  /// - Parameters:
  ///   - run: The run.
  ///   - isDrawn: Whether a student is in the run's blind sample, if there is a suggestion.
  /// - Returns: The students, from one snapshot.
  /// - Throws: `StoreError.malformed` if a row is none of a run.
  package func queue(
    of run: Int64,
    isDrawn: (Int64) -> Bool = { _ in false }
  ) throws -> QueuedStudents {
    guard connection.isInTransaction else {
      return try read { try queue(of: run, isDrawn: isDrawn) }
    }
    let cells = try cells(of: run)
    let rows = try queueRows(of: run, cells: cells, isDrawn: isDrawn)
    return QueuedStudents(
      run: run,
      cells: cells,
      rows: rows,
      decisions: try queueDecisions(rows.numbers)
    )
  }

  private func queueRows(
    of run: Int64,
    cells: [EvidenceCell],
    isDrawn: (Int64) -> Bool
  ) throws -> QueueRows {
    // The stated number may be of another program's making.
    var rows = QueueRows(expecting: min(try imputedCount(of: run), 1 << 20))
    // CROSS JOIN goes through the results, and not through all students.
    var statement = try connection.prepare(
      """
      SELECT imputation.student, imputation.cell, student.school_id, student.group_name, student.name
      FROM imputation
      CROSS JOIN active_student AS student ON student.id = imputation.student
      WHERE imputation.run = ? AND student.gender_absence = 'missing'
      ORDER BY imputation.student
      """
    )
    try statement.forEachRow(binding: .integer(run)) { row in
      let student = try row.integer(at: 0)
      let number = try row.integer(at: 1)
      guard number >= 1, number <= Int64(cells.count) else {
        throw StoreError.malformed(table: "imputation", detail: "a cell of run \(run) is missing")
      }
      let cell = Int(number) - 1
      rows.numbers.append(student)
      rows.places.append(Int32(cell))
      rows.drawn.append(cells[cell].isProposed && isDrawn(student))
      rows.people.begin()
      _ = try row.number(ofTextAt: 2) { text in
        rows.people.setID(text)
        return 0
      }
      _ = try row.number(ofTextAt: 3) { text in
        rows.people.setGroup(text)
        return 0
      }
      let name = try row.number(ofTextAt: 4) { text in
        rows.people.setName(text)
        return 0
      }
      guard name != nil else {
        throw StoreError.malformed(table: "student", detail: "\(row.key()) has no name")
      }
    }
    return rows
  }

  /// What `current_decision` says about these students, in one pass over the decisions and one over
  /// the signatures: the view looks each student up in four tables.
  ///
  /// `students`: ascending.
  private func queueDecisions(_ students: [Int64]) throws -> QueueDecisions {
    var decisions = QueueDecisions(rows: students.count)
    var statement = try connection.prepare(
      """
      SELECT decision, student, verdict, gender, decided_how FROM decision_detail ORDER BY decision
      """
    )
    try statement.forEachRow { row in
      guard let place = students.place(of: try row.integer(at: 1)) else { return }
      decisions.append(
        QueuedStudents.Decided(
          decision: try row.integer(at: 0),
          gender: try row.optionalText(at: 3),
          path: try DecisionPath(word: try row.optionalText(at: 4))
        ),
        state: try QueueItem.State(verdict: try row.text(at: 2)),
        row: Int(place)
      )
    }
    // As `active_signature`, which also asks whether the student is there: these are.
    var signatures = try connection.prepare(
      """
      SELECT student, decision FROM signed_item
      WHERE NOT EXISTS (SELECT 1 FROM sign_off_void
                        WHERE sign_off_void.sign_off = signed_item.sign_off
                          AND sign_off_void.student = signed_item.student)
      """
    )
    try signatures.forEachRow { row in
      guard let place = students.place(of: try row.integer(at: 0)) else { return }
      decisions.sign(try row.integer(at: 1), row: Int(place))
    }
    return decisions
  }
}
