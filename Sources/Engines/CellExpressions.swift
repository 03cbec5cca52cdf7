/// What the statements compute of a row, the same in all of them.
///
/// Numbers travel as integers: the text of a floating-point number and the rounding of a half differ
/// between the engines.
extension WarehouseTable {
  /// The heights that studentdb can use, in centimetres.
  static let centimetres = 50...260
  /// The same in millimetres.
  static let millimetres = 500...2_600
  /// The height of a row whose height is there but cannot be used.
  static let inDoubt = -1

  /// The word for the gender; NULL where it is missing or empty.
  var genderWord: String { textOrNull(.gender) }

  /// The group; NULL where it is missing, empty or not mapped.
  var groupName: String { textOrNull(.group) }

  /// The age in completed years; NULL where there is none from 0 to 150.
  var completedYears: String {
    guard let age = column(.age) else { return "CAST(NULL AS \(dialect.integer))" }
    let number = "CAST(\(age) AS \(dialect.double))"
    return
      "CASE WHEN \(isNumber(age))\(number) BETWEEN 0 AND 150 THEN \(dialect.roundedDown(number)) END"
  }

  /// The height in whole millimetres, `inDoubt` outside 50 to 260 cm, and `missing` for NULL.
  func wholeMillimetres(missing: String = "NULL") -> String {
    guard let height = column(.height) else { return "CAST(\(missing) AS \(dialect.integer))" }
    let number = "CAST(\(height) AS \(dialect.double))"
    return "CASE WHEN \(height) IS NULL THEN \(missing) WHEN \(isNumber(height))\(number) BETWEEN "
      + "\(Self.centimetres.lowerBound) AND \(Self.centimetres.upperBound) THEN "
      + "\(dialect.roundedDown("\(number) * 10 + 0.5")) ELSE \(Self.inDoubt) END"
  }

  /// The sub-select of the four counted facts, one row a student.
  ///
  /// `condition`: which rows; nil for all. `indent`: what stands before its further lines.
  func facts(where condition: String?, missingHeight: String = "NULL", indent: String) -> String {
    """
    SELECT
    \(indent)  \(genderWord) AS gender,
    \(indent)  \(groupName) AS group_name,
    \(indent)  \(completedYears) AS age,
    \(indent)  \(wholeMillimetres(missing: missingHeight)) AS height_mm
    \(indent)FROM \(quotedTable) AS t
    """ + (condition.map { "\n\(indent)WHERE \($0)" } ?? "")
  }

  /// Whether a student's gender is missing: NULL, empty, or one of these words.
  func genderIsMissing(_ words: [String]) -> String {
    let missing = "\(genderWord) IS NULL"
    guard !words.isEmpty else { return missing }
    let list = words.map { dialect.literal($0) }.joined(separator: ", ")
    return "(\(missing) OR \(genderWord) IN (\(list)))"
  }

  private func textOrNull(_ field: WarehouseField) -> String {
    guard let column = column(field) else { return "CAST(NULL AS \(dialect.text))" }
    return "NULLIF(CAST(\(column) AS \(dialect.text)), '')"
  }

  private func isNumber(_ column: String) -> String {
    dialect.typesAreOfValues ? "TYPEOF(\(column)) IN ('integer', 'real') AND " : ""
  }
}
