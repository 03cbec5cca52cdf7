/// The statements that take a run's model to a warehouse: its engine joins each student whose gender
/// is missing with a table of the run's suggestions.
///
/// The join is on text and whole millimetres, so that the confidences in the warehouse are the run's
/// own to the last bit; no engine computes one.
package struct Scoring: Sendable {
  /// What a run is divided by.
  package enum Division: String, Sendable {
    case none
    case group
    case age

    /// The field that the run needs of the table; nil for an undivided run.
    package var field: WarehouseField? {
      switch self {
      case .none: nil
      case .group: .group
      case .age: .age
      }
    }
  }

  /// The name of the only stratum of an undivided run.
  package static let wholeStratum = "(all)"
  /// The name of the stratum of students without a group or an age.
  package static let noStratum = "(none)"
  /// The columns of the table of suggestions, in their order.
  package static let lookupColumns = [
    "stratum", "height_mm", "gender", "confidence", "may_be_proposed",
  ]
  /// The columns of a receipt, in their order.
  package static let receiptColumns = [
    "signature", "stratum", "height_mm", "gender", "may_be_proposed", "students",
  ]

  let table: WarehouseTable
  let division: Division
  let missingWords: [String]
  let lookup: TableName

  /// The scoring of a table.
  ///
  /// `missingWords`: the words that the run read as a missing gender, besides NULL and the empty text.
  ///
  /// - Throws: A sentence where `--map` does not name what the run is divided by, and for a word that
  ///   no text of an engine can hold.
  package init(
    _ table: WarehouseTable,
    dividedBy division: Division,
    missingWords: [String],
    lookup: TableName
  ) throws(EngineRefusal) {
    if let field = division.field, table.columns[field] == nil {
      throw EngineRefusal(
        "--map names no column for \(field.rawValue), by which the run is divided; write "
          + "\(field.rawValue)=COLUMN"
      )
    }
    guard !missingWords.contains(where: { $0.unicodeScalars.contains("\0") }) else {
      throw EngineRefusal("a word that the run read as a missing gender has a NUL character")
    }
    self.table = table
    self.division = division
    self.missingWords = missingWords
    self.lookup = lookup
  }

  /// The statement that makes the table of suggestions.
  package static func create(_ lookup: TableName) -> String {
    let dialect = lookup.dialect
    var lines = [
      "stratum \(dialect.text)", "height_mm \(dialect.integer)", "gender \(dialect.text)",
      "confidence \(dialect.double)", "may_be_proposed \(dialect.integer)",
    ]
    // A table that is filled twice would give every student twice.
    if dialect.hasKeys { lines.append("PRIMARY KEY (stratum, height_mm)") }
    return "CREATE TABLE \(lookup.quoted) (\n  " + lines.joined(separator: ",\n  ")
      + "\n)\(dialect.storage);"
  }

  /// The statement that gives the students without a gender what the run says of them.
  package var statement: String {
    """
    SELECT s.*, l.gender AS studentdb_gender, l.confidence AS studentdb_confidence,
      l.may_be_proposed AS studentdb_may_be_proposed
    FROM (
      SELECT t.*,
        \(stratum) AS studentdb_stratum,
        \(table.wholeMillimetres()) AS studentdb_height_mm
      FROM \(table.quotedTable) AS t
      WHERE \(isMissing)\(table.dialect.fence)
    ) AS s
    LEFT JOIN \(lookup.quoted) AS l
      ON l.stratum = s.studentdb_stratum AND l.height_mm = s.studentdb_height_mm;
    """
  }

  /// The statement that counts what the warehouse gives the students without a gender, cell by cell,
  /// to be compared with what the run says.
  ///
  /// `input`: the run's digest of its input, as 64 hexadecimal digits. `minimum`: that of the cells
  /// that the run was made from, so that the same cells are merged.
  package func receipt(of input: String, minimum: Int) -> String {
    let cells = CellQuery(table: table, minimum: minimum, condition: isMissing)
    let (clause, query) = cells.parts(indent: "    ")
    let stratum =
      switch division {
      case .none: table.dialect.literal(Self.wholeStratum)
      case .group: "COALESCE(group_name, '\(Self.noStratum)')"
      case .age: "COALESCE(CAST(age AS \(table.dialect.text)), '\(Self.noStratum)')"
      }
    let signature =
      "studentdb receipt 1 input=\(input) minimum=\(minimum) dialect=\(table.dialect.name)"
    return clause + """
      SELECT '\(signature)' AS signature, c.stratum AS stratum, c.height_mm AS height_mm,
        l.gender AS gender, l.may_be_proposed AS may_be_proposed,
        CAST(SUM(c.students) AS \(table.dialect.wideInteger)) AS students
      FROM (
        SELECT \(stratum) AS stratum, height_mm, students
        FROM (
          SELECT \(query)
        ) AS k
      ) AS c
      LEFT JOIN \(lookup.quoted) AS l ON l.stratum = c.stratum AND l.height_mm = c.height_mm
      GROUP BY c.stratum, c.height_mm, l.gender, l.may_be_proposed;
      """
  }

  /// Whether a student of the table has no gender.
  var isMissing: String { table.genderIsMissing(missingWords) }

  /// The stratum of a student of the table.
  var stratum: String {
    switch division {
    case .none: table.dialect.literal(Self.wholeStratum)
    case .group: "COALESCE(\(table.groupName), '\(Self.noStratum)')"
    case .age:
      "COALESCE(CAST(\(table.completedYears) AS \(table.dialect.text)), '\(Self.noStratum)')"
    }
  }
}
