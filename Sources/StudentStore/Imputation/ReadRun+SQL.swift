import FoundationEssentials
import SQLite

extension SchoolDatabase {
  /// The newest run; nil where there is none.
  package func newestRun() throws -> Int64? {
    var statement = try connection.prepare("SELECT max(id) FROM imputation_run")
    return try statement.first { row in try row.optionalInteger(at: 0) } ?? nil
  }

  /// Whether there is a run of this number.
  package func hasRun(_ id: Int64) throws -> Bool {
    var statement = try connection.prepare(
      "SELECT EXISTS (SELECT 1 FROM imputation_run WHERE id = ?)"
    )
    return try statement.first(binding: .integer(id)) { row in try row.integer(at: 0) } == 1
  }

  /// The run whose suggestions count: the newest that passed its gate, else the newest.
  package func currentRun() throws -> Int64? {
    var statement = try connection.prepare("SELECT run FROM current_run")
    return try statement.first { row in try row.integer(at: 0) }
  }

  /// One run with everything that was stored about it.
  ///
  /// - Throws: `StoreError.unknown` where there is none.
  package func run(_ id: Int64) throws -> ImputationRun {
    var statement = try connection.prepare(
      """
      SELECT label, origin, parent_run, learnt_from, family, variance, missingness, stratified_by,
        seed, start_count, maximum_iterations, tolerance, fold_count, fold_repeats, resolution_cm,
        settings_requested, prior_sha256 IS NOT NULL, status, stop_reason, iterations,
        log_likelihood, bic, icl, degrees_of_freedom, recorded_count, missing_count, imputed,
        not_imputed, expected_wrong, input_digest, missing_shares, candidates, evaluation, gate,
        likelihood_ratio, likelihood_ratio_p, actor, created_at, program_version, sensitivity
      FROM imputation_run WHERE id = ?
      """
    )
    let reader = RunParts(connection, run: id)
    let strata = try reader.strata()
    let (trace, refusals, totals) = try (reader.trace(), reader.refusals(), reader.totals())
    let run = try reading("imputation_run", "row \(id)") {
      try statement.first(binding: .integer(id)) { row in
        guard let digest = Digest(reading: try row.blob(at: 29)) else {
          throw StoreError.malformed(table: "imputation_run", detail: "row \(id)")
        }
        return ImputationRun(
          id: id,
          label: try row.optionalText(at: 0),
          origin: try row.text(at: 1),
          parent: try row.optionalInteger(at: 2),
          settings: try Self.settings(in: row),
          settingsRequested: try row.text(at: 15),
          hasPrior: try row.integer(at: 16) == 1,
          summary: try Self.summary(in: row),
          strata: strata,
          trace: trace,
          refusals: refusals,
          passedGate: try row.text(at: 33) == "passed",
          inputDigest: digest,
          recordedCount: try row.count(at: 24),
          missingCount: try row.count(at: 25),
          imputed: try row.count(at: 26),
          notImputed: try Self.decoded(row, at: 27) { $0.values.allSatisfy(StoredNumber.isCount) },
          expectedWrong: try row.optionalNumber(at: 28),
          likelihoodRatio: try Self.pair(
            row.optionalNumber(at: 34),
            row.optionalProbability(at: 35)
          ),
          missingShares: try Self.decoded(row, at: 30) { $0.allSatisfy(\.isInRange) },
          candidates: try row.isNull(at: 31)
            ? []
            : Self.decoded(row, at: 31) { $0.allSatisfy { StoredNumber.isStatistic($0.logLoss) } },
          evaluation: try row.isNull(at: 32) ? nil : Self.decoded(row, at: 32, where: \.isInRange),
          totals: totals,
          sensitivity: try row.isNull(at: 39)
            ? [] : Self.decoded(row, at: 39) { $0.allSatisfy(\.isInRange) },
          actor: try row.text(at: 36),
          createdAt: try row.text(at: 37),
          programVersion: try row.text(at: 38)
        )
      }
    }
    guard let run else { throw StoreError.unknown(kind: "run", id: "r\(id)") }
    return run
  }

  private static func settings(in row: borrowing Row) throws -> ImputationRun.Settings {
    ImputationRun.Settings(
      learntFrom: try row.text(at: 3),
      family: try row.text(at: 4),
      variance: try row.text(at: 5),
      missingness: try row.text(at: 6),
      stratifiedBy: try row.text(at: 7),
      seed: try row.integer(at: 8),
      starts: try row.count(at: 9, in: 1...1_000_000),
      maximumIterations: try row.count(at: 10, in: 1...Row.largestCount),
      tolerance: try row.number(at: 11),
      folds: try row.optionalCount(at: 12, in: 2...Self.mostFolds),
      repeats: try row.optionalCount(at: 13, in: 1...Self.mostFolds),
      resolutionCentimetres: try row.number(at: 14)
    )
  }

  private static func summary(in row: borrowing Row) throws -> FitSummary {
    FitSummary(
      status: try row.text(at: 17),
      stopReason: try row.text(at: 18),
      iterations: try row.count(at: 19),
      logLikelihood: try row.number(at: 20),
      bic: try row.number(at: 21),
      icl: try row.number(at: 22),
      degreesOfFreedom: try row.optionalNumber(at: 23)
    )
  }

  /// More parts, or repeats, than a cross-validation of students has.
  private static let mostFolds: Int64 = 1_000

  private static func pair(_ statistic: Double?, _ p: Double?) -> (statistic: Double, p: Double)? {
    guard let statistic, let p else { return nil }
    return (statistic, p)
  }

  static func decoded<Value: Decodable>(
    _ row: borrowing Row,
    at index: Int,
    where isInRange: (Value) -> Bool
  ) throws -> Value {
    let text = try row.text(at: index)
    guard let value = try? JSONDecoder().decode(Value.self, from: Data(text.utf8)),
      isInRange(value)
    else { throw row.outOfRange(at: index, wanted: "JSON that studentdb writes") }
    return value
  }
}
