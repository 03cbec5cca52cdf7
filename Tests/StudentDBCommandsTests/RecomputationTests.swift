import Testing

/// A run computed again finds every kind of number that somebody changed.
struct RecomputationTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let statement: String
    /// What the difference is called.
    let what: String

    init(_ statement: String, _ what: String) {
      self.statement = statement
      self.what = what
    }

    var testDescription: String { statement }
  }

  static let cases = [
    Case("UPDATE imputation_run SET log_likelihood = log_likelihood + 1e-9", "log likelihood"),
    Case("UPDATE imputation_run SET bic = bic + 1", "bic"),
    Case("UPDATE imputation_run SET icl = icl + 1", "icl"),
    Case("UPDATE imputation_run SET iterations = iterations + 1", "iterations"),
    Case("UPDATE imputation_run SET imputed = imputed + 1", "imputed"),
    Case("UPDATE imputation_run SET expected_wrong = expected_wrong / 2", "expected wrong"),
    Case("UPDATE imputation_run SET gate = 'refused'", "gate passed"),
    Case("UPDATE imputation_run SET input_digest = zeroblob(32)", "input digest"),
    Case(
      "UPDATE imputation_run SET evaluation = json_set(evaluation, '$.accuracy', 0.999)",
      "evaluation accuracy"
    ),
    Case(
      "UPDATE imputation_run SET sensitivity = json_set(sensitivity, '$[0].totals.male', 1.5)",
      "sensitivity centimetres 2 totals male expected"
    ),
    Case(
      """
      UPDATE imputation_run
      SET refusals = json_insert(refusals, '$[#]', json('{"reason":{"nobodyToTest":{}}}'))
      """,
      "refusal reason"
    ),
    Case("UPDATE fitted_stratum SET bayes_error = bayes_error / 2", "bayes error"),
    Case("UPDATE fitted_stratum SET may_propose = 1 - may_propose", "may propose"),
    Case(
      "UPDATE fitted_stratum SET starts = json_set(starts, '$[0].log_likelihood', -1.5)",
      "starts number 1 log likelihood"
    ),
    Case(
      "UPDATE model_parameter SET mean_cm = mean_cm + 1e-9",
      "genders female mean value"
    ),
    Case(
      "UPDATE model_parameter SET sd_se = 0.1",
      "genders female standard deviation standard error"
    ),
    Case(
      "UPDATE fitted_stratum SET covariance = json_set(covariance, '$.information_factor[0]', 9.5)",
      "covariance factor"
    ),
    Case(
      "UPDATE imputation_run SET totals = json_set(totals, '$[1].expected', 1.5)",
      "total male expected"
    ),
    Case(
      "UPDATE imputation_run SET totals = json_set(totals, '$[0].interval.lower', 1.5)",
      "total female interval lower"
    ),
    Case(
      "UPDATE imputation_run SET totals = json_set(totals, '$[0].by_likeliest', 1)",
      "total female by likeliest"
    ),
    Case(
      "UPDATE iteration_trace SET log_likelihood = -1 WHERE step = 0",
      "trace step 0 log likelihood"
    ),
    Case(
      "UPDATE iteration_trace SET variance_cm2 = 1 WHERE step = 0 AND gender = 'male'",
      "trace step 0 genders male variance"
    ),
    Case("DELETE FROM iteration_trace WHERE step > 0", "log likelihood"),
    Case("UPDATE evidence_cell SET confidence = 0.99", "confidence"),
    Case("UPDATE evidence_cell SET confidence_upper = 1", "interval upper"),
    Case("UPDATE evidence_cell SET gender = 'male'", "gender"),
    Case("UPDATE evidence_cell SET student_count = student_count + 1", "students"),
    Case("UPDATE evidence_cell SET is_proposed = 0", "is proposed"),
    Case("UPDATE cell_probability SET probability = 0.5", "probabilities female stated"),
    Case(
      "UPDATE cell_probability SET evidence_probability = 0.5",
      "probabilities female evidence"
    ),
  ]

  @Test(arguments: cases)
  func `every kind of number that was changed is found`(one: Case) throws {
    let world = try SpoiltSchool.spoilt(by: one.statement)
    let answer = world.run("impute", "--rerun", "r1", "--check", "--json")
    #expect(answer.status == 1, "\(answer.messages)")
    let found = try answer.json["differences"].array.compactMap(\.["what"].text)
    #expect(found.contains { $0.hasSuffix(one.what) || $0.contains(one.what) }, "\(found)")
    #expect(try answer.json["identical"].bool == false)
  }

  @Test func `nothing is found where nothing was changed`() throws {
    let world = try SpoiltSchool.spoilt(by: "SELECT 1")
    let answer = world.run("impute", "--rerun", "r1", "--check", "--json")
    #expect(answer.status == 0, "\(answer.text)")
    #expect(try answer.json["compared"].integer ?? 0 > 100)
  }
}
