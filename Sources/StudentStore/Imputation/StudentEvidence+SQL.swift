package import Mixture
import SQLite

/// What a run says of one gender of a student.
package struct GenderProbability: Hashable, Sendable {
  package let gender: String
  /// What is stated: averaged over what is not known of the parameters.
  package let stated: Double
  /// The posterior at the stored parameters.
  package let evidence: Double
}

/// What a run says about one student.
package struct StudentEvidence: Sendable {
  package let run: Int64
  /// The class, grade or age that the student was fitted with; nil for the whole school.
  package let stratum: String?
  /// In centimetres, as the run saw it.
  package let height: Double
  /// The likeliest gender.
  package let gender: String
  package let confidence: Double
  package let interval: ConfidenceInterval?
  /// Whether the gate let it through.
  package let isProposed: Bool
  /// Each gender with its probability, in alphabetical order.
  package let probabilities: [GenderProbability]
}

extension SchoolDatabase {
  /// What a run says about a student; nil where it says nothing.
  package func evidence(of run: Int64, about student: Int64) throws -> StudentEvidence? {
    var probabilities: [GenderProbability] = []
    var vector = try connection.prepare(
      """
      SELECT cell_probability.gender, cell_probability.probability,
        cell_probability.evidence_probability
      FROM imputation
      JOIN cell_probability ON cell_probability.run = imputation.run
                               AND cell_probability.cell = imputation.cell
      WHERE imputation.run = ? AND imputation.student = ? ORDER BY cell_probability.gender
      """
    )
    try reading("cell_probability", "run r\(run)") {
      try vector.forEachRow(binding: .integer(run), .integer(student)) { row in
        probabilities.append(
          GenderProbability(
            gender: try row.text(at: 0),
            stated: try row.probability(at: 1),
            evidence: try row.probability(at: 2)
          )
        )
      }
    }
    let found = probabilities
    var statement = try connection.prepare(
      """
      SELECT stratum, height_cm, gender, confidence, confidence_lower, confidence_upper, is_proposed
      FROM imputation_detail WHERE run = ? AND student = ?
      """
    )
    return try reading("evidence_cell", "run r\(run)") {
      try statement.first(binding: .integer(run), .integer(student)) { row in
        let stratum = try row.text(at: 0)
        let bounds = (try row.optionalProbability(at: 4), try row.optionalProbability(at: 5))
        var interval: ConfidenceInterval?
        if let lower = bounds.0, let upper = bounds.1 {
          interval = ConfidenceInterval(lower: lower, upper: upper)
        }
        return StudentEvidence(
          run: run,
          stratum: stratum.isEmpty ? nil : stratum,
          height: try row.centimetres(at: 1),
          gender: try row.text(at: 2),
          confidence: try row.probability(at: 3),
          interval: interval,
          isProposed: try row.integer(at: 6) == 1,
          probabilities: found
        )
      }
    }
  }

  /// How many known students of a run's stratum are within so many centimetres of a height, by
  /// gender, most frequent first.
  ///
  /// They are those that the run was fitted to, recorded and decided.
  package func neighbours(
    of height: Double,
    within reach: Double,
    stratum: String?,
    in run: Int64
  ) throws -> [(gender: String, count: Int)] {
    // Heights such as 171.1 and 170.1 are a centimetre apart in print, and not quite in binary.
    let margin = reach + 1e-6
    var statement = try connection.prepare(
      """
      SELECT gender, sum(student_count) AS students FROM counted_evidence
      WHERE run = ? AND stratum = ? AND gender IS NOT NULL AND height_cm BETWEEN ? AND ?
      GROUP BY gender ORDER BY students DESC, gender
      """
    )
    return try reading("counted_evidence", "run r\(run)") {
      try statement.map(
        binding: .integer(run),
        .text(stratum ?? ""),
        .real(height - margin),
        .real(height + margin)
      ) { row in (try row.text(at: 0), try row.count(at: 1)) }
    }
  }
}
