import Mixture
import Testing

@Suite struct GateTests {
  private let genders = ["female", "male"]

  private func evidence(_ females: Int, _ males: Int) throws -> Evidence {
    var cells = students(females, from: 160, label: 0)
    cells += students(males, from: 175, label: 1)
    cells += students(5, from: 160, label: nil) + students(5, from: 175, label: nil)
    return try Evidence(cells: cells, genderCount: 2)
  }

  private func gate(
    _ evidence: Evidence,
    _ settings: FitSettings = FitSettings(),
    _ evaluation: Evaluation? = nil
  ) throws -> Gate {
    Gate(
      try HeightMixture.fit(evidence, settings: settings),
      of: evidence,
      genders: genders,
      evaluation: evaluation
    )
  }

  /// One of as many called each gender with a confidence.
  private func called(with confidence: Double, _ number: Int, isRight: Bool) -> Prediction {
    let called = number / 8 % 2
    return Prediction(
      probabilities: called == 0 ? [confidence, 1 - confidence] : [1 - confidence, confidence],
      shares: [0.5, 0.5],
      truth: isRight ? called : 1 - called
    )
  }

  @Test func `five recorded heights of each gender pass`() throws {
    let gate = try gate(try evidence(5, 5))
    #expect(gate.refusals == [])
    #expect(gate.passed)
    #expect(gate.mayPropose(in: nil))
  }

  @Test func `four do not, and the gender is named`() throws {
    let gate = try gate(try evidence(5, 4))
    #expect(!gate.passed)
    #expect(gate.refusals == [GateRefusal(.fewRecorded(gender: "male", known: 4))])
    #expect(gate.refusals.map(\.code) == [.tooFewRecorded])
  }

  @Test func `each gender with too few is named, in order`() throws {
    let gate = try gate(try evidence(3, 2))
    #expect(
      gate.refusals.map(\.reason) == [
        .fewRecorded(gender: "female", known: 3), .fewRecorded(gender: "male", known: 2),
      ]
    )
  }

  @Test func `with a prior nobody has to be recorded`() throws {
    let evidence = try evidence(2, 0)
    let fit = try HeightMixture.fit(evidence, prior: PriorTests.prior)
    #expect(Gate(fit, of: evidence, genders: genders).refusals == [])
  }

  @Test func `a fit that has not converged does not pass`() throws {
    let gate = try gate(
      try QuantileSchool.evidence(.fourth),
      FitSettings(maximumIterations: 1)
    )
    #expect(gate.refusals.map(\.code) == [.notConverged])
    #expect(gate.refusals.map(\.reason) == [.notConverged(.stopped(atLimit: 1))])
  }

  @Test func `a degenerate fit does not pass`() throws {
    var cells = students(40, from: 150, label: 0)
    cells += [Cell(height: 170, label: 1, count: 20), Cell(height: 170.1, label: 1)]
    let evidence = try Evidence(cells: cells, genderCount: 2)
    let gate = try gate(evidence, FitSettings(variance: .unequal))
    #expect(gate.refusals.map(\.reason) == [.degenerate(gender: "male")])
  }

  @Test func `heights that tell nothing are not informative`() throws {
    // As of nine years of age: girls and boys of the same heights.
    var cells = students(21, from: 125, label: 0) + students(21, from: 125.5, label: 1)
    cells += students(20, from: 126, label: nil)
    let gate = try gate(try Evidence(cells: cells, genderCount: 2))
    #expect(gate.refusals.map(\.code) == [.notInformative])
  }

  @Test func `components that left their genders are named`() throws {
    // Twenty of each gender, and many missing who are young or old rather than girls or boys.
    var cells = students(20, from: 155, label: 0) + students(20, from: 160, label: 1)
    cells += students(30, from: 110, step: 0.5, label: nil).map {
      Cell(height: $0.height, label: nil, count: 8)
    }
    let gate = try gate(try Evidence(cells: cells, genderCount: 2))
    let drifted = gate.refusals.filter { $0.code == .componentsDrifted }
    #expect(drifted.count >= 1)
    guard case .drifted("female", let mean, let recordedMean, let deviates) = drifted[0].reason
    else {
      Issue.record("\(drifted[0])")
      return
    }
    // Twenty girls from 155 cm on, a centimetre apart.
    #expect(mean < 130 && isClose(recordedMean, 164.5, relative: 1e-9) && deviates > 3)
  }

  @Test func `a drift that matters to nobody is none, however many students show it`() throws {
    // Ten million boys and girls, those without a gender .3 cm taller: 30 standard errors, a twentieth
    // of a standard deviation.
    let cells = QuantileSchool.students(.fourth).map { student in
      let shift = student.label == nil ? 0.3 : 0
      return Cell(height: student.height + shift, label: student.label, count: 25_000)
    }
    let evidence = try Evidence(cells: cells, genderCount: 2)
    let fit = try HeightMixture.fit(evidence)
    let drifts = StratumFit(name: nil, evidence: evidence, fit: fit).drifts
    #expect(drifts.filter { $0.deviates > $0.allowed }.count == 2)
    #expect(drifts.filter(\.isTooFar).isEmpty)
  }

  @Test func `a variance that wins the tallest pupils back turns the posterior round`() throws {
    var cells = students(41, from: 130, step: 1.5, label: 0)
    cells += students(15, from: 172, step: 0.5, label: 1) + students(5, from: 160, label: nil)
    cells += [Cell(height: 189, label: nil, count: 2)]
    let evidence = try Evidence(cells: cells, genderCount: 2)
    let unequal = try gate(evidence, FitSettings(variance: .unequal))
    #expect(unequal.refusals.map(\.code) == [.beyondTheTurn])
    #expect(
      unequal.refusals[0].reason
        == .beyondTheTurn(students: 2, heights: 189...189, shorter: "female", taller: "male")
    )
    // Only they are left out.
    #expect(unequal.mayPropose(in: nil) && unequal.mayPropose(in: nil, at: 176))
    #expect(!unequal.mayPropose(in: nil, at: 189))
    let equal = try gate(evidence, FitSettings(variance: .equal))
    #expect(!equal.refusals.map(\.code).contains(.beyondTheTurn))
  }

  @Test func `a calibration error below three hundredths refuses nothing, however sure it is`()
    throws
  {
    let nearly = (0..<20_000).map { called(with: 0.9, $0, isRight: $0 % 8 != 0) }
    let evaluation = try #require(Evaluation(nearly))
    #expect(evaluation.calibration.isOff && evaluation.calibration.error < 0.03)
    #expect(try gate(try evidence(5, 5), FitSettings(), evaluation).refusals == [])
  }

  @Test func `unequal shares are no reason to refuse`() throws {
    // One girl to nine boys, 13 cm apart: calling everybody a boy is wrong for one in ten, and the
    // best rule for hardly fewer.
    let cells =
      students(40, from: 152, step: 0.5, label: 0)
      + students(60, from: 160, step: 0.5, label: 1).map {
        Cell(height: $0.height, label: 1, count: 6)
      }
    let gate = try gate(try Evidence(cells: cells, genderCount: 2))
    #expect(gate.refusals == [])
  }

  @Test func `predictions no better than the shares have no skill`() throws {
    let guesses = (0..<100).map { number in
      Prediction(probabilities: [0.55, 0.45], shares: [0.5, 0.5], truth: number % 2)
    }
    let gate = try gate(try evidence(5, 5), FitSettings(), Evaluation(guesses))
    #expect(gate.refusals.map(\.code) == [.noSkill])
    guard case .noSkill(let skill, _, nil, nil) = gate.refusals[0].reason else {
      Issue.record("\(gate.refusals[0])")
      return
    }
    // 1 - (log 1/.55 + log 1/.45) / (2 log 2).
    #expect((skill - -0.007_250).magnitude < 1e-5)
  }

  @Test func `of few students two standard errors are more than two`() {
    // SciPy: t.ppf(norm.cdf(2), 19).
    let few = Skill(value: 0.337, standardError: 0.165, students: 20)
    #expect((few.interval.upper - 0.337 - 2.140_493_723 * 0.165).magnitude < 1e-5)
    #expect(few.interval.lower < 0)
    #expect(Skill(value: 0.337, standardError: 0.165, students: 2_000).interval.lower > 0)
    #expect(Skill(value: 0.5, standardError: 0.25).interval.lower == 0)
    #expect(Skill(value: 0.9, standardError: 0.01, students: 1).interval.lower == -.infinity)
  }

  @Test func `a skill within two standard errors of zero is none`() throws {
    // Nine of twelve right with .7: the skill is .12, its standard error .16.
    let few = (0..<12).map { called(with: 0.7, $0, isRight: $0 < 9) }
    let evaluation = try #require(Evaluation(few))
    #expect(evaluation.skill.value > Gate.leastSkill)
    let gate = try gate(try evidence(5, 5), FitSettings(), evaluation)
    #expect(gate.refusals.map(\.code) == [.noSkill])
  }

  @Test func `how far genders lie from chance is that of all ways to deal them`() throws {
    // NumPy, all 35 orders of these labels: the sum of log p - log share has the mean -1.3883 and
    // the standard deviation 1.6464, and is 1.5712 as recorded.
    let told = [0.9, 0.6, 0.7, 0.3, 0.2, 0.45, 0.8]
    let predictions = zip(told, [0, 0, 1, 1, 1, 1, 0]).map {
      Prediction(probabilities: [$0, 1 - $0], shares: [0.4, 0.6], truth: $1)
    }
    let evaluation = try #require(Evaluation(predictions))
    #expect((evaluation.association - 1.797543442).magnitude < 1e-6)
    // Of two strata, each dealt by itself, sums and variances add up.
    let twice = predictions.map {
      Prediction(
        probabilities: $0.probabilities,
        shares: $0.shares,
        truth: $0.truth,
        stratum: "b"
      )
    }
    let both = try #require(Evaluation(predictions + twice))
    let expected = 2.0.squareRoot() * evaluation.association
    #expect((both.association - expected).magnitude < 1e-9)
  }

  @Test func `confidences that do not match what is right are miscalibrated`() throws {
    let bold = (0..<200).map { called(with: 0.9, $0, isRight: $0 % 5 != 0) }
    let gate = try gate(try evidence(5, 5), FitSettings(), Evaluation(bold))
    #expect(gate.refusals.map(\.code) == [.miscalibrated])
    guard case .miscalibrated(let error, let byChance) = gate.refusals[0].reason else {
      Issue.record("\(gate.refusals[0])")
      return
    }
    // By chance sqrt(2 / pi x .09 / 200).
    #expect((error - 0.1).magnitude < 1e-12 && (byChance - 0.016_926).magnitude < 1e-6)
  }

  @Test func `a stratum is refused alone, a run with all its strata`() throws {
    let good = try evidence(5, 5)
    let poor = try evidence(5, 4)
    let strata = try [("7a", good), ("7b", poor)].map { name, evidence in
      StratumFit(name: name, evidence: evidence, fit: try HeightMixture.fit(evidence))
    }
    let gate = Gate(strata, genders: genders, evaluation: nil)
    #expect(gate.refusals.map(\.stratum) == ["7b"])
    #expect(gate.refusals[0].reason == .fewRecorded(gender: "male", known: 4))
    #expect(gate.mayPropose(in: "7a") && !gate.mayPropose(in: "7b") && !gate.passed)
    let guess = Prediction(probabilities: [0.5, 0.5], shares: [0.5, 0.5], truth: 0)
    let whole = Gate(strata, genders: genders, evaluation: Evaluation([guess, guess]))
    #expect(!whole.mayPropose(in: "7a"))
  }

  @Test func `the words of the reasons are fixed`() {
    #expect(
      GateRefusalCode.allCases.map(\.rawValue) == [
        "too_few_recorded", "no_skill", "not_informative", "components_drifted", "asked_differ",
        "beyond_the_turn", "miscalibrated", "not_converged", "degenerate", "no_heights",
        "heights_not_fitted",
      ]
    )
  }
}
