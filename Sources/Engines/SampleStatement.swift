/// The statement that draws students for a review: as many of each stratum and band of confidence, so
/// that the answers say how far each band can be trusted.
///
/// The least sure of ten million students would all be of one cell. The draw is by md5 of seed and
/// key: every engine draws the same, and another day the same again.
package struct SampleStatement: Sendable {
  /// How many of each band may be asked for.
  package static let sizes = 1...10_000
  /// The columns of the result, without group or age.
  package static let columns = [
    "id", "name", "gender", "height_cm", "studentdb_stratum", "studentdb_band", "studentdb_in_band",
  ]

  /// The bands with their upper bounds; the last has none.
  static let bands: [(bound: String?, name: String)] = [
    ("0.6", "below 0.6"), ("0.7", "0.6 to 0.7"), ("0.8", "0.7 to 0.8"), ("0.9", "0.8 to 0.9"),
    ("0.95", "0.9 to 0.95"), ("0.99", "0.95 to 0.99"), (nil, "0.99 or more"),
  ]

  /// The statement's text.
  package let text: String

  /// A sample of what a run says.
  ///
  /// - Throws: A sentence for an engine without md5, a table whose key is not named, and numbers out
  ///   of range.
  package init(
    _ scoring: Scoring,
    perBand size: Int,
    seed: Int
  ) throws(EngineRefusal) {
    let table = scoring.table
    let dialect = table.dialect
    guard dialect.hasMD5 else {
      let others = Dialect.all.filter(\.hasMD5).map(\.name).joined(separator: ", ")
      throw EngineRefusal(
        "--dialect \(dialect.name): \(dialect.title) has no md5, which draws the sample; it works with "
          + others
      )
    }
    guard Self.sizes.contains(size) else {
      throw EngineRefusal(
        "--per-band \(size): write a number from \(Self.sizes.lowerBound) to \(Self.sizes.upperBound)"
      )
    }
    guard seed >= 0 else { throw EngineRefusal("--seed \(seed): write a number from 0 on") }
    guard let key = table.column(.key) else {
      throw EngineRefusal("name the column of the key: --key COLUMN, or key=COLUMN in --map")
    }
    let height = table.column(.height) ?? "NULL"
    let division = [WarehouseField.group, .age].compactMap { field in
      table.column(field).map { (name: field.rawValue, column: $0) }
    }
    let id = "CAST(\(key) AS \(dialect.text))"
    let name = table.column(.name).map { "CAST(\($0) AS \(dialect.text))" } ?? id
    let further = division.map { ", \(dialect.quoted($0.name))" }.joined()
    let selected = division.map { "\n        \($0.column) AS \(dialect.quoted($0.name))," }.joined()
    let bands =
      "CASE"
      + Self.bands.map { band in
        band.bound.map { " WHEN l.confidence < \($0) THEN '\(band.name)'" }
          ?? " ELSE '\(band.name)' END"
      }.joined()
    text = """
      SELECT id, name, CAST(NULL AS \(dialect.text)) AS gender, height_cm\(further),
        studentdb_stratum, studentdb_band, studentdb_in_band
      FROM (
        SELECT id, name, height_cm\(further), studentdb_stratum, studentdb_band,
          ROW_NUMBER() OVER (PARTITION BY studentdb_stratum, studentdb_band ORDER BY studentdb_draw, id)
            AS studentdb_place,
          COUNT(*) OVER (PARTITION BY studentdb_stratum, studentdb_band) AS studentdb_in_band
        FROM (
          SELECT s.*,
            \(bands) AS studentdb_band
          FROM (
            SELECT \(id) AS id,
              \(name) AS name,
              \(height) AS height_cm,\(selected)
              \(scoring.stratum) AS studentdb_stratum,
              \(table.wholeMillimetres()) AS studentdb_height_mm,
              MD5('\(seed):' || \(id)) AS studentdb_draw
            FROM \(table.quotedTable) AS t
            WHERE \(scoring.isMissing)\(dialect.fence)
          ) AS s
          JOIN \(scoring.lookup.quoted) AS l
            ON l.stratum = s.studentdb_stratum AND l.height_mm = s.studentdb_height_mm
          WHERE l.gender IS NOT NULL AND s.id IS NOT NULL
        ) AS b
      ) AS d
      WHERE studentdb_place <= \(size)
      ORDER BY studentdb_stratum, studentdb_band, id;
      """
  }
}
