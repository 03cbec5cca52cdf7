import Mixture
import TestSupport
import Testing

/// The school of 600 known and 120 blank genders against `prototypes/names` of the reference.
@Suite struct NamedSchoolTests {
  static let cases = [
    ("", [1.0, 0, 0]), (".comma", [1, 0, 0]), (".caps", [1, 0, 0]), (".reversed", [0, 0, 1]),
  ]

  @Test(arguments: cases)
  func `weights, losses and bits are those of the reference`(
    spelling: String,
    weights: [Double]
  ) throws {
    let school = try NamedSchool(spelling)
    let evidence = school.evidence()
    #expect(evidence.knownCounts == [294, 306])
    let matched = MatchedNameReference(
      try NamedSchool.reference(),
      genders: ["F", "M"],
      evidence: evidence
    )
    for (isReferred, known, blank) in [
      (false, (0.288628, 0.885), (0.279245, 0.883333)),
      (true, (0.092780, 0.966667), (0.096517, 0.975)),
    ] {
      let candidate = NameCandidate(.endings, withReference: isReferred)
      let model = NameModel(evidence, candidate, reference: matched)
      #expect(model.weights == weights)
      let truth = try NamedSchool.truth()
      var (left, asked) = (Score(), Score())
      let bits = try Self.bits(withReference: isReferred)
      for pupil in school.pupils {
        let cell = evidence.cell(of: pupil.name)
        if let gender = pupil.gender {
          let own = try #require(
            evidence.cells.first { $0.label == gender && $0.unlabelled == cell }
          )
          let term = model.term(of: own, leavingOut: true)
          left.count(term.probabilities(given: model.shares), gender)
        } else {
          let term = model.term(of: cell)
          asked.count(term.probabilities(given: model.shares), try #require(truth[pupil.number]))
          let expected = try #require(bits[pupil.number])
          #expect((term.bits(for: 0, given: model.shares) - expected).magnitude < 1e-9)
        }
      }
      #expect((left.loss - known.0).magnitude < 1e-6)
      #expect((left.accuracy - known.1).magnitude < 1e-6)
      #expect((asked.loss - blank.0).magnitude < 1e-6)
      #expect((asked.accuracy - blank.1).magnitude < 1e-6)
    }
  }

  @Test(arguments: cases.dropFirst().map(\.0))
  func `the bits of every student are the same in every spelling, to the last one`(
    spelling: String
  ) throws {
    let (plain, other) = (try NamedSchool(), try NamedSchool(spelling))
    let (first, second) = (plain.evidence(), other.evidence())
    let (model, same) = (
      NameModel(first, NameCandidate(.endings)), NameModel(second, NameCandidate(.endings))
    )
    for (pupil, again) in zip(plain.pupils, other.pupils) {
      #expect(pupil.number == again.number)
      #expect(
        model.term(of: first.cell(of: pupil.name)) == same.term(of: second.cell(of: again.name)),
        "\(pupil.number)"
      )
    }
  }

  @Test func `a reference is chosen where it predicts better, else endings`() throws {
    let evidence = try NamedSchool().evidence()
    let matched = MatchedNameReference(
      try NamedSchool.reference(),
      genders: ["F", "M"],
      evidence: evidence
    )
    let rounds = evidence.rounds()
    let all = NameCandidate.all(upTo: .endings, withReference: true)
    let selection = try #require(
      NameSelection(among: all, of: evidence, rounds: rounds, reference: matched)
    )
    #expect(selection.chosen == NameCandidate(.endings, withReference: true))
    let alone = try #require(
      NameSelection(among: NameCandidate.all(upTo: .endings), of: evidence, rounds: rounds)
    )
    #expect(alone.chosen == NameCandidate(.endings))
    // By shares, by own names and by endings: held back, the losses fall in this order.
    let losses = alone.scores.map(\.logLoss)
    #expect(losses[0] > losses[1] && losses[1] > losses[2])
    #expect((losses[0] - logarithm(2)).magnitude < 0.005)
  }

  private static func bits(withReference: Bool) throws -> [String: Double] {
    let pairs = try NamedSchool.rows("us-school.bits.csv").map { fields in
      (fields[0], Double(fields[withReference ? 2 : 1]) ?? .nan)
    }
    return Dictionary(uniqueKeysWithValues: pairs)
  }

  private struct Score {
    private var (sum, right, count) = (0.0, 0.0, 0.0)
    var loss: Double { sum / count }
    var accuracy: Double { right / count }

    mutating func count(_ probabilities: [Double], _ truth: Int) {
      sum -= logarithm(probabilities[truth])
      right += (probabilities[1] > probabilities[0]) == (truth == 1) ? 1 : 0
      count += 1
    }
  }
}
