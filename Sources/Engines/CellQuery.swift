/// The part of a statement that counts cells, and merges those of too few students with others, so
/// that none leaves the warehouse.
///
/// No student is dropped: dropping small cells moves the model ten times as far as giving their
/// students a coarser height. Each step reads the one before it once, which an engine may inline
/// without computing it twice.
///
/// A cell that is too small gets a coarser height, in steps of 5, 10, 50 and 200 mm, together with
/// the other small cells of its gender, group and age; as soon as they are enough together, they stay.
/// What is left then takes the nearest height that stays. Where no height of the gender, group and
/// age stays, group and age are given up, and the same is done again from whole millimetres; where
/// none of the gender stays either, the height is given up, too. That last cell alone may be small: it
/// says only that the word exists.
struct CellQuery {
  /// The coarser heights in millimetres, each a multiple of the one before.
  static let widths = [5, 10, 50, 200]
  /// What stands for a missing height inside the statement: a NULL could not tell a cell that stays
  /// without a height from one that has to be merged.
  private static let missing = -2

  /// The table whose students are counted.
  let table: WarehouseTable
  /// The fewest students of a cell; with 1 nothing is merged.
  let minimum: Int
  /// Which students are counted; nil for all.
  var condition: String?

  /// The `WITH` clause, empty where nothing is merged, and the query of the cells without its SELECT.
  ///
  /// `indent`: what stands before the query's further lines.
  func parts(indent: String = "") -> (clause: String, query: String) {
    guard minimum > 1 else {
      return (
        "",
        """
        gender, group_name, age, height_mm, COUNT(*) AS students
        \(indent)FROM (
        \(indent)  \(table.facts(where: condition, indent: indent + "  "))
        \(indent)) AS s
        \(indent)GROUP BY gender, group_name, age, height_mm
        """
      )
    }
    var steps = [counted]
    let divides = table.columns[.group] != nil || table.columns[.age] != nil
    for suffix in divides ? ["", "_again"] : [""] {
      if !suffix.isEmpty { steps.append(undivided(after: steps[steps.count - 1])) }
      steps += merged(after: steps[steps.count - 1], suffix: suffix)
    }
    let clause = steps.map { "\($0.name) AS (\n  \($0.text)\n)" }.joined(separator: ",\n")
    return (
      "WITH " + clause + "\n",
      """
      gender, group_name, age, height_mm, CAST(SUM(students) AS \(table.dialect.wideInteger)) AS students
      \(indent)FROM (
      \(indent)  SELECT gender, group_name, age,
      \(indent)    NULLIF(COALESCE(merged_mm, \(WarehouseTable.inDoubt)), \(Self.missing)) AS height_mm,
      \(indent)    students
      \(indent)  FROM \(steps[steps.count - 1].name)
      \(indent)) AS s
      \(indent)GROUP BY gender, group_name, age, height_mm
      """
    )
  }

  /// One step of the clause.
  private struct Step {
    let name: String
    let text: String
  }

  private var counted: Step {
    Step(
      name: "studentdb_counted",
      text: """
        SELECT gender, group_name, age, height_mm, COUNT(*) AS students
          FROM (
            \(table.facts(where: condition, missingHeight: String(Self.missing), indent: "    "))
          ) AS s
          GROUP BY gender, group_name, age, height_mm
        """
    )
  }

  /// The cells with group and age given up where no height stays.
  private func undivided(after step: Step) -> Step {
    Step(
      name: "studentdb_undivided",
      text: """
        SELECT gender, group_name, age, height_mm, CAST(SUM(students) AS \(table.dialect.wideInteger)) AS students
          FROM (
            SELECT gender,
              CASE WHEN merged_mm IS NOT NULL THEN group_name END AS group_name,
              CASE WHEN merged_mm IS NOT NULL THEN age END AS age,
              COALESCE(merged_mm, height_mm) AS height_mm,
              students
            FROM \(step.name)
          ) AS s
          GROUP BY gender, group_name, age, height_mm
        """
    )
  }

  /// The steps that find for each cell the height that it gets, `merged_mm`; NULL where none stays.
  private func merged(after step: Step, suffix: String) -> [Step] {
    let cell = "gender, group_name, age"
    // The sum over all heights decides nothing that the next steps would not. It makes an engine that
    // spreads rows over machines do so by these three columns, once for all steps: Spark needs a third
    // less time.
    var steps = [
      Step(
        name: "studentdb_1_mm" + suffix,
        text: """
          SELECT \(cell), height_mm, students,
              CASE WHEN students >= \(minimum) THEN height_mm END AS merged_mm,
              SUM(students) OVER (PARTITION BY \(cell)) AS together
            FROM \(step.name)
          """
      )
    ]
    for width in Self.widths {
      let start = "height_mm - height_mm % \(width)"
      // Above 2,599 mm the middle of a step could be a height that is no student's.
      steps.append(
        Step(
          name: "studentdb_\(width)_mm" + suffix,
          text: """
            SELECT \(cell), height_mm, students, together,
                CASE WHEN merged_mm IS NULL AND together >= \(minimum)
                  AND height_mm BETWEEN \(WarehouseTable.millimetres.lowerBound) AND \(WarehouseTable.millimetres.upperBound - 1)
                  AND SUM(CASE WHEN merged_mm IS NULL THEN students ELSE 0 END)
                    OVER (PARTITION BY \(cell), \(start)) >= \(minimum)
                  THEN \(start) + \(width / 2) ELSE merged_mm END AS merged_mm
              FROM \(steps[steps.count - 1].name)
            """
        )
      )
    }
    let place = "COALESCE(merged_mm, height_mm)"
    let height = "CASE WHEN merged_mm > 0 THEN merged_mm END"
    steps.append(
      Step(
        name: "studentdb_bounds" + suffix,
        text: """
          SELECT \(cell), height_mm, students, merged_mm,
              MAX(\(height)) OVER (PARTITION BY \(cell) ORDER BY \(place)) AS below_mm,
              MIN(\(height)) OVER (PARTITION BY \(cell) ORDER BY \(place) DESC) AS above_mm
            FROM \(steps[steps.count - 1].name)
          """
      )
    )
    steps.append(
      Step(
        name: "studentdb_nearest" + suffix,
        text: """
          SELECT \(cell), height_mm, students,
              CASE WHEN merged_mm IS NOT NULL OR height_mm < 0 THEN merged_mm
                WHEN above_mm IS NULL OR height_mm - below_mm <= above_mm - height_mm THEN below_mm
                ELSE above_mm END AS merged_mm
            FROM \(steps[steps.count - 1].name)
          """
      )
    )
    return steps
  }
}
