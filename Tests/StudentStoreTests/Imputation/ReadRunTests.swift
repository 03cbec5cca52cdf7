import Mixture
import SQLite
import Testing

@testable import StudentStore

/// Everything that a run was handed over with comes back, to the last bit.
@Suite struct ReadRunTests {
  private func school() throws -> TestSchool {
    let school = try TestSchool()
    try school.add([
      Pupil("Cem", .missing, 165, group: "7b"), Pupil("Dee", .missing, 165, group: "7b"),
      Pupil("Gus", .missing, 181, group: "7a"), Pupil("Ida", .missing),
      Pupil("Jo", .declined, 165), Pupil("Ada", .recorded("female"), 165, group: "7a"),
    ])
    return school
  }

  @Test func `the figures of a run read back`() throws {
    let school = try school()
    try school.impute(label: "first")
    let run = try school.database.run(1)
    #expect(run.id == 1)
    #expect(run.label == "first")
    #expect(run.origin == "fitted")
    #expect(run.parent == nil)
    #expect(
      run.settings
        == ImputationRun.Settings(
          learntFrom: "all",
          family: "normal",
          variance: "unequal",
          missingness: "different",
          stratifiedBy: "none",
          seed: 7,
          starts: 2,
          maximumIterations: 500,
          tolerance: 1e-9,
          folds: nil,
          repeats: nil,
          resolutionCentimetres: 1
        )
    )
    #expect(run.settingsRequested == #"{"family":"auto"}"#)
    #expect(run.hasPrior)
    #expect(run.summary.status == "converged")
    #expect(run.summary.iterations == 2)
    #expect(run.summary.logLikelihood == -98.5)
    #expect(run.summary.bic == -201.25)
    #expect(run.summary.icl == -210.75)
    #expect(run.summary.degreesOfFreedom == nil)
    #expect(run.passedGate)
    #expect(run.refusals.isEmpty)
    #expect(run.recordedCount == 1)
    #expect(run.missingCount == 3)
    #expect(run.actor == "ada")
    #expect(run.createdAt == "2026-09-01T07:30:03.000Z")
    #expect(run.programVersion == "0.0.0-test")
    #expect(run.imputed == 3)
    #expect(run.notImputed == ["no_height": 1, "declined": 1])
    // Cem and Dee are female with 0.675, Gus male with 0.725: 2 * 0.325 + 0.275.
    #expect(abs((run.expectedWrong ?? 0) - 0.925) < 1e-12)
    // The 95th percentile of chi-squared with one degree of freedom.
    #expect(abs((run.likelihoodRatioP ?? 0) - 0.05) < 1e-12)
    #expect(run.evaluation == nil)
  }

  @Test func `what a run holds of others is as it was handed over`() throws {
    let school = try school()
    let draft = try InventedRun(try school.census()).draft(.passed).run
    let run = try school.impute()
    #expect(run.candidates == draft.candidates)
    #expect(run.missingShares == draft.missingShares)
    #expect(run.totals == draft.totals)
    #expect(run.reference == draft.reference)
    #expect(run.inputDigest == draft.inputDigest)
  }

  @Test func `parameters, starts and trace are those of the fit`() throws {
    let school = try school()
    let census = try school.census(by: .group)
    let invented = try InventedRun(census)
    let run = try school.impute(by: .group)
    #expect(run.settings.stratifiedBy == "group")
    #expect(run.strata.map(\.name) == ["7a", "7b"])
    for (stratum, expected) in zip(run.strata, invented.strata) {
      let fit = expected.fit
      #expect(stratum.status == fit.outcome.status)
      #expect(stratum.iterations == fit.iterations)
      #expect(stratum.logLikelihood == fit.logLikelihood)
      #expect(stratum.bayesError == fit.mixture.bayesError)
      #expect(stratum.majorityError == fit.mixture.majorityError)
      #expect(stratum.overlap == fit.mixture.overlap)
      #expect(stratum.genders.map(\.gender) == InventedRun.genders)
      #expect(stratum.genders.map(\.weight.value) == fit.mixture.components.map(\.weight))
      #expect(
        stratum.genders.map(\.weightMissing.value)
          == fit.mixture.components.map(\.weightAmongMissing)
      )
      #expect(stratum.genders.map(\.mean.value) == fit.mixture.components.map(\.mean))
      #expect(stratum.genders.map(\.variance) == fit.mixture.components.map(\.variance))
      #expect(
        stratum.genders.map(\.standardDeviation.value)
          == fit.mixture.components.map(\.standardDeviation)
      )
      #expect(stratum.genders.allSatisfy { $0.mean.standardError == nil })
      #expect(stratum.starts.map(\.number) == [1, 2])
      #expect(stratum.starts.map(\.logLikelihood) == fit.starts.map(\.logLikelihood))
      #expect(stratum.starts.map(\.isChosen) == fit.starts.map(\.isChosen))
      let steps = run.trace.filter { $0.stratum == expected.name }
      #expect(steps.map(\.step) == fit.steps.map(\.number))
      #expect(steps.map(\.kind) == fit.steps.map(\.kind.rawValue))
      #expect(steps.map(\.logLikelihood) == fit.steps.map(\.logLikelihood))
      #expect(steps.map(\.largestChange) == fit.steps.map(\.largestChange))
      #expect(
        steps.flatMap { $0.genders.map(\.mean) }
          == fit.steps.flatMap { $0.mixture.components.map(\.mean) }
      )
    }
    // Recorded: Ada in 7a. Missing: Gus in 7a, Cem and Dee in 7b.
    #expect(run.strata.map(\.recorded) == [1, 0])
    #expect(run.strata.map { $0.genders.map(\.recorded) } == [[1, 0], [0, 0]])
    #expect(run.strata.map(\.missing) == [1, 2])
  }

  @Test func `standard errors and intervals are kept with the last digit`() throws {
    let school = try TestSchool()
    try school.add(
      (0..<8).flatMap { index in
        [
          Pupil("f\(index)", .recorded("female"), 158 + Double(index)),
          Pupil("m\(index)", .recorded("male"), 172 + Double(index)),
        ]
      } + [Pupil("x", .missing, 166)]
    )
    let counted = try school.counted()
    var invented = try InventedRun(counted.census)
    let evidence = invented.strata[0].evidence
    let fit = try HeightMixture.fit(evidence)
    let uncertainty = try #require(Uncertainty(fit, given: evidence))
    invented.strata = [StratumFit(name: nil, evidence: evidence, fit: fit)]
    let draft = invented.draft(.passed, uncertainty: uncertainty)
    let genders = try school.record(draft, of: counted).strata[0].genders
    #expect(genders.map(\.weight.standardError) == uncertainty.weights)
    #expect(genders.map(\.weightMissing.standardError) == uncertainty.weightsAmongMissing)
    #expect(genders.map(\.mean.standardError) == uncertainty.means)
    #expect(genders.map(\.standardDeviation.standardError) == uncertainty.standardDeviations)
    let item = try #require(try school.database.queue(of: 1).first)
    // Female with 0.65 by the invented posterior.
    #expect(item.interval?.lowerBound == 0.65 - 0.125)
    #expect(item.interval?.upperBound == 0.65 + 0.0078125)
  }

  @Test func `a run that is not there is unknown`() throws {
    let school = try school()
    #expect(throws: StoreError.unknown(kind: "run", id: "r1")) { try school.database.run(1) }
  }
}
