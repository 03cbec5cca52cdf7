package import Mixture
import SQLite

extension SchoolDatabase {
  /// The values that a check reads for every student first, to find those to examine.
  package struct CheckedStudent: Sendable {
    package let id: Int64
    package let ageYears: Double?
    /// In centimetres.
    package let height: Double?
  }

  /// Visits every active student with the bytes of name and group, in order of number.
  ///
  /// A missing group is treated like an empty one.
  package func forEachCheckedStudent(
    _ visit: (
      _ student: CheckedStudent, _ name: borrowing Span<UInt8>, _ group: borrowing Span<UInt8>
    ) throws -> Void
  ) throws {
    let nothing: [UInt8] = []
    var statement = try connection.prepare(
      "SELECT id, name, group_name, age_years, height_cm FROM active_student ORDER BY id"
    )
    try statement.forEachRow { row in
      let student = try reading("student", row.key()) {
        CheckedStudent(
          id: try row.integer("id"),
          ageYears: try row.optionalYears("age_years"),
          height: try row.optionalCentimetres("height_cm")
        )
      }
      _ = try row.withBytes("name") { name in
        if try row.isNull("group_name") {
          try visit(student, name, nothing.span)
        } else {
          _ = try row.withBytes("group_name") { group in try visit(student, name, group) }
        }
      }
    }
  }

  /// Some students by their numbers, in the order of these.
  package func students(_ ids: [Int64]) throws -> [Student] {
    var statement = try connection.prepare(StudentTable.selectByID)
    return try ids.map { id in
      guard let student = try statement.first(binding: .integer(id), body: Student.init(row:))
      else { throw StoreError.unknown(kind: "student", id: "\(id)") }
      return student
    }
  }

  /// A height to examine, with the decision of its import about the column.
  package struct SuspectHeight: Sendable {
    package let student: Int64
    package let name: String
    package let group: String?
    /// Nil if it is in doubt.
    package let centimetres: Double?
    /// The cell as written; nil if it is just the number.
    package let text: String?
    /// The unit of bare numbers, as `import_batch` has it.
    package let columnUnit: String?
    package let decimalSign: String?
  }

  /// Visits the heights that are in doubt, and those outside of an interval, in order of student.
  ///
  /// The unit is that of the file with the height.
  package func forEachSuspectHeight(
    outside interval: ClosedRange<Double>,
    _ visit: (SuspectHeight) throws -> Void
  ) throws {
    var statement = try connection.prepare(
      """
      SELECT person.id, person.name, person.group_name, person.height_cm, person.height_text,
        source.height_unit, source.decimal_sign
      FROM active_student AS person
      LEFT JOIN import_batch AS source ON source.id = coalesce(
        (SELECT change.import_batch FROM student_change AS change
         WHERE change.student = person.id
           AND change.field IN ('height_cm', 'height_text', 'height_problem')
           AND change.import_batch IS NOT NULL
           AND change.import_batch NOT IN (SELECT import_batch FROM import_revert)
         ORDER BY change.id DESC LIMIT 1),
        person.import_batch)
      WHERE person.height_problem = 'doubt' OR person.height_cm < ?1 OR person.height_cm > ?2
      ORDER BY person.id
      """
    )
    try statement.forEachRow(
      binding: .real(interval.lowerBound),
      .real(interval.upperBound)
    ) { row in
      try visit(
        try reading("student", row.key()) {
          SuspectHeight(
            student: try row.integer("id"),
            name: try row.text("name"),
            group: try row.optionalText("group_name"),
            centimetres: try row.optionalCentimetres("height_cm"),
            text: try row.optionalText("height_text"),
            columnUnit: try row.optionalText("height_unit"),
            decimalSign: try row.optionalText("decimal_sign")
          )
        }
      )
    }
  }

  /// The numbers of the active rows that are not persons, in order.
  package func rowsOfNoPerson() throws -> [Int64] {
    var statement = try connection.prepare(
      "SELECT id FROM listed_student WHERE not_a_person = 1 ORDER BY id"
    )
    return try statement.map { row in try row.integer("id") }
  }

  /// A line that was set aside because it gives a student's id to another name.
  package struct ReusedID: Sendable {
    package let student: Int64
    package let importBatch: Int64
    package let line: Int64
  }

  /// The newest such line of each active student, in order of student, unless settled by a later
  /// change of name or id, or by a later file with the student.
  package func reusedIDs() throws -> [ReusedID] {
    var statement = try connection.prepare(
      """
      SELECT rejected_row.student, rejected_row.import_batch, rejected_row.line
      FROM rejected_row
      JOIN import_batch ON import_batch.id = rejected_row.import_batch
      JOIN active_student ON active_student.id = rejected_row.student
      WHERE rejected_row.student IS NOT NULL AND rejected_row.code = ?1
        AND rejected_row.id = (SELECT max(newer.id) FROM rejected_row AS newer
                               WHERE newer.student = rejected_row.student AND newer.code = ?1
                                 AND newer.import_batch NOT IN
                                   (SELECT import_batch FROM import_revert))
        AND NOT EXISTS (SELECT 1 FROM student_change AS change
                        WHERE change.student = rejected_row.student
                          AND change.field IN ('name', 'school_id')
                          AND (change.import_batch > rejected_row.import_batch
                               OR change.import_batch IS NULL
                                  AND change.changed_at >= import_batch.imported_at))
        AND NOT EXISTS (SELECT 1 FROM student_line
                        WHERE student_line.student = rejected_row.student
                          AND student_line.import_batch > rejected_row.import_batch
                          AND student_line.import_batch NOT IN
                            (SELECT import_batch FROM import_revert))
      ORDER BY rejected_row.student
      """
    )
    let found = try statement.map(binding: .text(RejectedRow.reusedIDCode)) { row in
      ReusedID(
        student: try row.integer("student"),
        importBatch: try row.integer("import_batch"),
        line: try row.integer("line")
      )
    }
    guard !found.isEmpty else { return [] }
    let active = Set(try importIDs())
    return try found.filter { reuse in
      try !importsRepeatingLines(about: reuse.student).contains {
        $0 > reuse.importBatch && active.contains($0)
      }
    }
  }

  /// A later file that changed the recorded gender.
  package struct ChangedGender: Sendable {
    package let student: Int64
    package let before: String
    /// Another gender, or why there is none any more.
    package let after: String
    package let importBatch: Int64
    package let line: Int64
  }

  /// The newest such change of each active student, in order of student.
  package func changedGenders() throws -> [ChangedGender] {
    var statement = try connection.prepare(
      """
      SELECT change.student, change.old_value,
        coalesce(change.new_value, (SELECT absence.new_value FROM student_change AS absence
                                    WHERE absence.student = change.student
                                      AND absence.import_batch = change.import_batch
                                      AND absence.field = 'gender_absence')) AS after,
        change.import_batch, change.line
      FROM student_change AS change
      JOIN active_student ON active_student.id = change.student
      WHERE change.field = 'gender' AND change.old_value IS NOT NULL
        AND change.import_batch IS NOT NULL
        AND change.import_batch NOT IN (SELECT import_batch FROM import_revert)
      ORDER BY change.id
      """
    )
    var newest: [Int64: ChangedGender] = [:]
    try statement.forEachRow { row in
      let student = try row.integer("student")
      newest[student] = ChangedGender(
        student: student,
        before: try row.text("old_value"),
        after: try row.text("after"),
        importBatch: try row.integer("import_batch"),
        line: try row.integer("line")
      )
    }
    return newest.values.sorted { $0.student < $1.student }
  }
}

extension SchoolDatabase {
  /// The students with this gender recorded and exactly this height, in a stratum.
  ///
  /// - Parameters:
  ///   - gender: The recorded gender.
  ///   - height: In centimetres.
  ///   - stratification: How strata are formed.
  ///   - stratum: The stratum's name, as in runs; nil for the whole school.
  /// - Returns: Number, name and class of each, in the order of numbers.
  /// - Throws: what reading the database throws.
  package func students(
    recordedAs gender: String,
    height: Double,
    stratification: Stratification,
    stratum: String?
  ) throws -> [(id: Int64, name: String, group: String?)] {
    var statement = try connection.prepare(
      """
      SELECT id, name, group_name FROM active_student
      WHERE gender = ?1 AND height_cm BETWEEN ?2 - 0.0051 AND ?2 + 0.0051
        AND round(height_cm * 100) = round(?2 * 100)
        AND CASE ?3 WHEN 'group' THEN coalesce(group_name, ?5) = ?4
                    WHEN 'age' THEN coalesce(CAST(CAST(age_years AS INTEGER) AS TEXT), ?5) = ?4
                    ELSE 1 END
      ORDER BY id
      """
    )
    return try statement.map(
      binding: .text(gender),
      .real(height),
      .text(stratification.rawValue),
      .text(stratum ?? ""),
      .text(StratumNumbers.unnamed)
    ) { row in (try row.integer("id"), try row.text("name"), try row.optionalText("group_name")) }
  }
}

/// An active student whose gender is recorded.
package struct RecordedStudent: Sendable {
  package let id: Int64
  package let name: String
  package let group: String?
  package let ageYears: Double?
  package let gender: String
  /// In centimetres; nil where it is not known.
  package let height: Double?

  /// The name of the student's stratum, as in runs; nil for the whole school.
  package func stratum(by stratification: Stratification) -> String? {
    switch stratification {
    case .none: nil
    case .group: group ?? StratumNumbers.unnamed
    case .age:
      ageYears.map { "\(Int(max(0, min(150, $0)).rounded(.down)))" } ?? StratumNumbers.unnamed
    }
  }
}

extension SchoolDatabase {
  /// Visits every active student with a recorded gender, in the order of numbers.
  package func forEachRecordedStudent(_ visit: (RecordedStudent) throws -> Void) throws {
    var statement = try connection.prepare(
      """
      SELECT id, name, group_name, age_years, gender, height_cm FROM active_student
      WHERE gender IS NOT NULL ORDER BY id
      """
    )
    try statement.forEachRow { row in
      try visit(
        try reading("student", row.key()) {
          RecordedStudent(
            id: try row.integer("id"),
            name: try row.text("name"),
            group: try row.optionalText("group_name"),
            ageYears: try row.optionalYears("age_years"),
            gender: try row.text("gender"),
            height: try row.optionalCentimetres("height_cm")
          )
        }
      )
    }
  }
}
