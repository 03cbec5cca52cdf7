import Mixture
import SQLite

/// Reads the rows that belong to one run.
struct RunParts {
  private let connection: Connection
  private let run: Int64

  init(_ connection: Connection, run: Int64) {
    self.connection = connection
    self.run = run
  }

  func refusals() throws -> [ImputationRun.Refusal] {
    var statement = try connection.prepare(
      "SELECT code, stratum, message FROM gate_refusal WHERE run = ? ORDER BY ordinal"
    )
    return try reading("gate_refusal", "run r\(run)") {
      try statement.map(binding: .integer(run)) { row in
        ImputationRun.Refusal(
          code: try row.text(at: 0),
          stratum: try row.optionalText(at: 1),
          message: try row.text(at: 2)
        )
      }
    }
  }

  func totals() throws -> [ExpectedTotal] {
    var statement = try connection.prepare(
      """
      SELECT stratum, gender, known, expected, by_likeliest, lower, upper
      FROM expected_total WHERE run = ? ORDER BY stratum, gender
      """
    )
    return try reading("expected_total", "run r\(run)") {
      try statement.map(binding: .integer(run)) { row in
        let stratum = try row.text(at: 0)
        let bounds = (try row.optionalNumber(at: 5), try row.optionalNumber(at: 6))
        var interval: ConfidenceInterval?
        if let lower = bounds.0, let upper = bounds.1 {
          interval = ConfidenceInterval(lower: lower, upper: upper)
        }
        return ExpectedTotal(
          stratum: stratum.isEmpty ? nil : stratum,
          gender: try row.text(at: 1),
          known: try row.count(at: 2),
          expected: try row.number(at: 3),
          byLikeliest: try row.count(at: 4),
          interval: interval
        )
      }
    }
  }

  func strata() throws -> [ImputationRun.Stratum] {
    let (genders, starts) = (try genders(), try starts())
    var statement = try connection.prepare(
      """
      SELECT stratum, recorded_count, decided_count, missing_count, status, stop_reason, iterations,
        log_likelihood, bayes_error, majority_error, overlap, may_propose, covariance
      FROM fitted_stratum WHERE run = ? ORDER BY ordinal
      """
    )
    return try reading("fitted_stratum", "run r\(run)") {
      try statement.map(binding: .integer(run)) { row in
        let name = try row.text(at: 0)
        return ImputationRun.Stratum(
          name: name.isEmpty ? nil : name,
          recorded: try row.count(at: 1),
          decided: try row.count(at: 2),
          missing: try row.count(at: 3),
          status: try row.text(at: 4),
          stopReason: try row.text(at: 5),
          iterations: try row.count(at: 6),
          logLikelihood: try row.number(at: 7),
          bayesError: try row.probability(at: 8),
          majorityError: try row.probability(at: 9),
          overlap: try row.probability(at: 10),
          mayPropose: try row.integer(at: 11) == 1,
          covariance: try row.isNull(at: 12)
            ? nil : SchoolDatabase.decoded(row, at: 12, where: { _ in true }),
          genders: genders[name] ?? [],
          starts: starts[name] ?? []
        )
      }
    }
  }

  private func starts() throws -> [String: [ImputationRun.Start]] {
    var starts: [String: [ImputationRun.Start]] = [:]
    var statement = try connection.prepare(
      """
      SELECT stratum, start, status, iterations, log_likelihood, is_chosen
      FROM fit_start WHERE run = ? ORDER BY stratum, start
      """
    )
    try reading("fit_start", "run r\(run)") {
      try statement.forEachRow(binding: .integer(run)) { row in
        starts[try row.text(at: 0), default: []].append(
          ImputationRun.Start(
            number: try row.count(at: 1),
            status: try row.text(at: 2),
            iterations: try row.count(at: 3),
            logLikelihood: try row.number(at: 4),
            isChosen: try row.integer(at: 5) == 1
          )
        )
      }
    }
    return starts
  }

  /// The models of the genders, stratum by stratum.
  private func genders() throws -> [String: [ImputationRun.GenderModel]] {
    typealias Estimate = ImputationRun.Estimate
    var found: [(stratum: String, gender: String, values: [String: Estimate])] = []
    var statement = try connection.prepare(
      """
      SELECT stratum, gender, parameter, estimate, standard_error
      FROM model_parameter WHERE run = ? ORDER BY stratum, gender
      """
    )
    try reading("model_parameter", "run r\(run)") {
      try statement.forEachRow(binding: .integer(run)) { row in
        let (stratum, gender) = (try row.text(at: 0), try row.text(at: 1))
        if found.last?.stratum != stratum || found.last?.gender != gender {
          found.append((stratum, gender, [:]))
        }
        found[found.count - 1].values[try row.text(at: 2)] = Estimate(
          value: try row.number(at: 3),
          standardError: try row.optionalNumber(at: 4)
        )
      }
    }
    var genders: [String: [ImputationRun.GenderModel]] = [:]
    for (stratum, gender, values) in found {
      guard let weight = values["weight"], let missing = values["weight_missing"],
        let mean = values["mean_cm"], let deviation = values["sd_cm"],
        let variance = values["variance_cm2"]?.value,
        let recorded = Int(exactly: values["recorded_count"]?.value ?? 0)
      else { throw StoreError.malformed(table: "model_parameter", detail: "run \(run)") }
      genders[stratum, default: []].append(
        ImputationRun.GenderModel(
          gender: gender,
          recorded: recorded,
          weight: weight,
          weightMissing: missing,
          mean: mean,
          standardDeviation: deviation,
          variance: variance
        )
      )
    }
    return genders
  }

  func trace() throws -> [ImputationRun.TraceStep] {
    var genders: [String: [ImputationRun.TraceGender]] = [:]
    var parameters = try connection.prepare(
      """
      SELECT stratum, start, step, gender, weight, weight_missing, mean_cm, variance_cm2
      FROM iteration_parameter WHERE run = ? ORDER BY stratum, start, step, gender
      """
    )
    try reading("iteration_parameter", "run r\(run)") {
      try parameters.forEachRow(binding: .integer(run)) { row in
        let key = "\(try row.integer(at: 1)) \(try row.integer(at: 2)) \(try row.text(at: 0))"
        genders[key, default: []].append(
          ImputationRun.TraceGender(
            gender: try row.text(at: 3),
            weight: try row.number(at: 4),
            weightMissing: try row.number(at: 5),
            mean: try row.number(at: 6),
            variance: try row.number(at: 7)
          )
        )
      }
    }
    var steps = try connection.prepare(
      """
      SELECT stratum, start, step, kind, log_likelihood, objective, largest_change
      FROM iteration_trace WHERE run = ? ORDER BY stratum, start, step
      """
    )
    return try reading("iteration_trace", "run r\(run)") {
      try steps.map(binding: .integer(run)) { row in
        let (stratum, start, step) = (
          try row.text(at: 0), try row.integer(at: 1), try row.integer(at: 2)
        )
        return ImputationRun.TraceStep(
          stratum: stratum.isEmpty ? nil : stratum,
          start: Int(start),
          step: Int(step),
          kind: try row.text(at: 3),
          logLikelihood: try row.number(at: 4),
          objective: try row.number(at: 5),
          largestChange: try row.optionalNumber(at: 6),
          genders: genders["\(start) \(step) \(stratum)"] ?? []
        )
      }
    }
  }
}
