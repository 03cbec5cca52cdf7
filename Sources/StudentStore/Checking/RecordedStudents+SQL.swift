package import Mixture
import SQLite

extension SchoolDatabase {
  /// The students with this gender recorded and exactly this height, in a stratum.
  ///
  /// - Parameters:
  ///   - gender: The recorded gender.
  ///   - height: In centimetres.
  ///   - stratification: What strata are.
  ///   - stratum: The name of the stratum, as runs call it; nil for the whole school.
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
      SELECT id, name, group_name FROM standing_student
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
