import Mixture
import TestSupport
import Testing

@Suite struct CrossValidationTests {
  private let school = QuantileSchool.students(.fourth).map {
    Pupil(height: $0.height, gender: $0.label)
  }

  private func predictions(
    of candidate: Candidate,
    on pupils: [Pupil]
  ) throws -> [Prediction] {
    CrossValidation(try pupils.division(), settings: FitSettings()).predictions(of: candidate)
  }

  /// The mean loss of predictions that are made one cell at a time, each by a fit of its own to
  /// everybody who is not in the fold.
  private func lossByHand(_ settings: FitSettings, everybody: Bool) throws -> Double {
    let counted = try school.division().evidence.cells
    var (sum, count) = (0.0, 0.0)
    for place in 0..<25 {
      let cells = counted.compactMap { cell -> Cell? in
        guard cell.label != nil || everybody else { return nil }
        let away = cell.label == nil ? 0 : cell.heldBack[place]
        return Cell(height: cell.height, label: cell.label, count: cell.count - away)
      }
      let evidence = try Evidence(cells: cells, genderCount: 2)
      let fit = try HeightMixture.fit(evidence, settings: settings)
      // What is stated of a student allows for how well the fit is known.
      let stated = StatedProbabilities(fit.mixture, Uncertainty(fit, given: evidence))
      for cell in counted {
        guard let gender = cell.label, cell.heldBack[place] > 0 else { continue }
        let away = Double(cell.heldBack[place])
        sum -= away * logarithm(stated.probabilities(at: cell.height)[gender])
        count += away
      }
    }
    return sum / count
  }

  @Test(arguments: VarianceStructure.allCases, [true, false])
  func `held-back students are predicted by a fit to all others`(
    variance: VarianceStructure,
    everybody: Bool
  ) throws {
    let candidate = Candidate(everybody ? .expectationMaximisation : .recorded, variance: variance)
    let evaluation = try #require(Evaluation(try predictions(of: candidate, on: school)))
    let byHand = try lossByHand(FitSettings(variance: variance), everybody: everybody)
    // The refits are made to a tolerance of 1e-5.
    #expect(isClose(evaluation.logLoss, byHand, relative: 1e-4))
  }

  @Test func `every recorded student is predicted, and counts once`() throws {
    let predictions = try predictions(of: Candidate(.recorded), on: school)
    #expect(isClose(predictions.reduce(0) { $0 + $1.weight }, 100, relative: 1e-12))
    #expect(predictions.allSatisfy { $0.stratum == nil })
  }

  @Test func `the shares alone are those of the others, with half a student more`() throws {
    let predictions = try predictions(of: .shares, on: school)
    #expect(predictions.allSatisfy { $0.probabilities == $0.shares })
    #expect(predictions.allSatisfy { isClose($0.shares[0] + $0.shares[1], 1, relative: 1e-12) })
    let evaluation = try #require(Evaluation(predictions))
    #expect(evaluation.skill.value == 0)
    // Fifty of each gender: the loss is log 2, and a little for what the fold takes away.
    #expect(evaluation.logLoss > 0.693147 && evaluation.logLoss < 0.71)
  }

  @Test(arguments: UInt64(1)...5)
  func `shuffled labels give no skill`(seed: UInt64) throws {
    // Whoever saw the students that it predicts would show skill here.
    var generator = SeededGenerator(seed: seed)
    var labels = school.compactMap(\.gender)
    labels.shuffle(using: &generator)
    var shuffled = school
    for place in shuffled.indices where shuffled[place].gender != nil {
      shuffled[place].gender = labels.removeLast()
    }
    for method in [Candidate.Method.recorded, .expectationMaximisation] {
      let candidate = Candidate(method, variance: .unequal)
      let evaluation = try #require(Evaluation(try predictions(of: candidate, on: shuffled)))
      #expect(evaluation.skill.value < 2 * evaluation.skill.standardError)
    }
  }

  @Test func `where a fold leaves too little to fit, the shares answer`() throws {
    // Two girls only: without either there is no spread of girls.
    let pupils =
      [Pupil(height: 160, gender: 0), Pupil(height: 162, gender: 0)]
      + (0..<20).map { Pupil(height: 170 + Double($0), gender: 1) }
    let predictions = try predictions(of: Candidate(.recorded), on: pupils)
    let girls = predictions.filter { $0.truth == 0 }
    #expect(!girls.isEmpty)
    #expect(girls.allSatisfy { $0.probabilities == $0.shares })
    #expect(predictions.contains { $0.probabilities != $0.shares })
  }

  @Test func `predictions name the stratum`() throws {
    let division = try QuantileSchool.threeAges().division(.age, names: ["14", "15", "16"])
    let validation = CrossValidation(division, settings: FitSettings())
    let predictions = validation.predictions(of: Candidate(.recorded, by: .age))
    #expect(Set(predictions.map(\.stratum)) == ["14", "15", "16"])
  }

  @Test func `what heights have to beat are the shares of the stratum`() throws {
    // Everybody is as tall, and two classes are nine parts girls and nine parts boys.
    var cells: [FoldedCell] = []
    for (stratum, counts) in [[18, 2], [2, 18]].enumerated() {
      for (gender, count) in counts.enumerated() {
        for height in [165.0, 170] {
          let isFirst = cells.isEmpty
          let heldBack = [isFirst ? 1 : 0, isFirst ? count - 1 : count]
          cells.append(
            FoldedCell(
              stratum: stratum,
              height: height,
              label: gender,
              count: count,
              heldBack: heldBack
            )
          )
        }
      }
    }
    let division = Division(
      .group,
      names: ["a", "b"],
      evidence: try FoldedEvidence(
        cells: cells,
        stratumCount: 2,
        genderCount: 2,
        assignment: FoldAssignment(folds: 2, repeats: 1)
      )
    )
    let predictions = CrossValidation(division, settings: FitSettings())
      .predictions(of: Candidate(.recorded, by: .group))
    // SciPy: of 35 girls and 4 boys beside 4 and 36 the betabinom distribution and the prior are
    // highest at a concentration of 3.4333.
    #expect(isClose(predictions[0].shares[0], 0.864_773_29, relative: 1e-7))
    #expect(isClose(predictions[0].shares[1], 0.135_226_71, relative: 1e-7))
    #expect((predictions[0].probabilities[0] - predictions[0].shares[0]).magnitude < 0.05)
  }
}
