import Mixture
import TestSupport
import Testing

/// Names on top of heights: who is held back, what is chosen, and that it adds up.
@Suite struct NamedHeightsTests {
  /// The school of `Tests/Fixtures/names` by name, height and gender; labels may be exchanged.
  private struct School {
    var pupils: [(name: String, height: Double, label: Int?)]

    init() throws {
      let heights = try NamedSchool.rows("us-school.csv").map { Double($0[$0.count - 1]) ?? .nan }
      pupils = zip(try NamedSchool().pupils, heights).map { ($0.name, $1, $0.gender) }
    }

    /// The genders of the known exchanged among them, so that neither name nor height says anything.
    mutating func permuteNames(seed: UInt64) {
      var generator = SeededGenerator(seed: seed)
      let names = pupils.map(\.name).shuffled(using: &generator)
      for place in pupils.indices { pupils[place].name = names[place] }
    }

    func counted() throws -> (division: Division, names: NamedCells) {
      var counter = SchoolCounter(FoldAssignment(), divisions: 1)
      for pupil in pupils {
        counter.count(
          height: pupil.height,
          pupil.label.map { .recorded($0) } ?? .missing,
          strata: [0],
          name: pupil.name
        )
      }
      let counted = try counter.counted(strata: [[0]], genders: [0, 1])
      let names = try #require(counted.names)
      return (Division(.none, names: [nil], evidence: counted.divisions[0]), names)
    }

    func choice(
      among candidates: [NameCandidate] = NameCandidate.all(upTo: .endings)
    ) throws -> NameChoice {
      let (division, names) = try counted()
      let validation = CrossValidation(division, settings: FitSettings())
      let heights = validation.heldBackHeights(
        of: Candidate(.recorded, by: .none),
        division: 0,
        isBelieved: { _ in true }
      )
      return try #require(
        NameChoice(among: candidates, of: names, labels: [0, 1], heights: heights)
      )
    }
  }

  @Test func `every known student is held back once a repeat, with name and with height alone`()
    throws
  {
    let (division, names) = try School().counted()
    let students = names.cells.reduce(0) { $0 + Int($1.count) }
    #expect(students == 720)
    let cells = division.evidence.cells
    let folds = division.evidence.assignment.folds
    for cell in cells where cell.label != nil {
      for number in 0..<division.evidence.assignment.repeats {
        #expect(cell.heldBack[number * folds..<(number + 1) * folds].reduce(0, +) == cell.count)
      }
    }
    let choice = try School().choice()
    #expect((choice.evaluation.count - 600).magnitude < 1e-9)
    #expect((choice.evaluationWithoutNames.count - 600).magnitude < 1e-9)
    let bases = choice.groups { [$1: 1] }
    let total = bases.values.reduce(0) { $0 + $1.both.count }
    #expect((total - 600).magnitude < 1e-9)
  }

  @Test func `names with heights predict better than either alone`() throws {
    let choice = try School().choice()
    #expect(choice.selection.chosen == NameCandidate(.endings))
    #expect(choice.evaluation.nameRefusal == nil)
    let (both, heights) = (choice.evaluation, choice.evaluationWithoutNames)
    let names = try #require(choice.evaluationOfNames)
    // Of the reference implementation, on schools drawn as this one: .210, .464 and .291.
    #expect(both.logLoss < heights.logLoss - 0.2)
    #expect(both.logLoss < names.logLoss - 0.04)
    #expect((0.17...0.25).contains(both.logLoss), "\(both.logLoss)")
    #expect((0.40...0.50).contains(heights.logLoss), "\(heights.logLoss)")
    #expect(both.calibration.error < 0.03)
    let scores = choice.selection.scores
    #expect((scores[0].logLoss - heights.logLoss).magnitude < 1e-9)
    #expect((scores[2].logLoss - both.logLoss).magnitude < 1e-9)
  }

  @Test func `names that mean nothing are not taken, and heights are as they were`() throws {
    var taken = 0
    for seed in UInt64(1)...5 {
      var school = try School()
      school.permuteNames(seed: seed)
      let choice = try school.choice()
      if choice.selection.chosen != .off { taken += 1 }
      #expect(choice.evaluation.accuracy < choice.evaluationWithoutNames.accuracy + 0.03)
    }
    #expect(taken <= 1)
  }

  @Test func `what was learnt reads back to the last bit`() throws {
    func check(_ evidence: NameEvidence, _ model: NameModel) throws {
      let learnt = LearntNames(model, of: evidence)
      let again = try #require(learnt.model)
      #expect(again.weights == model.weights && again.shares == model.shares)
      let places = learnt.places(of: evidence)
      #expect(places.count == evidence.book.count)
      for (name, words) in places.enumerated() {
        let read = try #require(learnt.cell(of: words, in: again))
        #expect(again.term(of: read) == model.term(of: evidence.book.words(of: name)))
      }
    }
    for seed in UInt64(1)...150 {
      let evidence = NameRoster(seed: seed).evidence()
      guard evidence.genderCount > 1, evidence.knownCounts.contains(where: { $0 > 0 }) else {
        continue
      }
      for candidate in NameCandidate.all(upTo: .endings) {
        try check(evidence, NameModel(evidence, candidate))
      }
    }
    let evidence = try NamedSchool().evidence()
    let matched = MatchedNameReference(
      try NamedSchool.reference(),
      genders: ["F", "M"],
      evidence: evidence
    )
    let candidate = NameCandidate(.endings, withReference: true)
    try check(evidence, NameModel(evidence, candidate, reference: matched))
  }

  @Test func `share, height, name and uncertainty add up to what is stated`() throws {
    let school = try School()
    let (division, _) = try school.counted()
    let fit = try division.fit(Candidate(.recorded, by: .none), settings: FitSettings())
    let stratum = try #require(fit.strata.first)
    let choice = try school.choice()
    for (number, pupil) in school.pupils.enumerated() where number.isMultiple(of: 7) {
      let evidence = choice.evidence
      let term = choice.model.term(of: evidence.cell(of: pupil.name))
      let stated = stratum.stated.statement(at: pupil.height).probabilities(with: term)
      #expect((stated[0] + stated[1] - 1).magnitude < 1e-15)
      let explanation = stratum.fit.mixture.explanation(
        of: pupil.height,
        name: term,
        stating: stated
      )
      for gender in 0..<2 {
        let weights = explanation.weights[gender]
        let odds = logarithm(stated[gender] / stated[1 - gender]) / logarithm(2)
        #expect((weights.stated - odds).magnitude < 1e-9)
        #expect((weights.name - term.bits(for: gender, given: [0.5, 0.5])).magnitude < 1e-12)
        let printed = weights.thousandths
        #expect(
          printed.share + printed.height + printed.name + printed.uncertainty == printed.stated
        )
      }
      let without = stratum.fit.mixture.explanation(of: pupil.height, stating: stated)
      #expect(without.weights[0].height == explanation.weights[0].height)
      #expect(without.weights[0].share == explanation.weights[0].share)
    }
  }

  @Test func `a name alone is put on the shares`() throws {
    let choice = try School().choice()
    let term = choice.model.term(of: choice.evidence.cell(of: "Anna"))
    let shares = [0.25, 0.75]
    let stated = term.probabilities(given: shares)
    let explanation = Explanation(ofName: term, shares: shares, stating: stated)
    let weights = explanation.weights[0]
    #expect((weights.share - logarithm(1.0 / 3) / logarithm(2)).magnitude < 1e-12)
    #expect(weights.height == 0)
    #expect(weights.uncertainty.magnitude < 1e-9)
    #expect((weights.stated - logarithm(stated[0] / stated[1]) / logarithm(2)).magnitude < 1e-9)
  }
}
