import Mixture
import Testing

/// The examples of NAMES.md that can be followed by hand.
@Suite struct NameModelTests {
  /// Four girls, then four boys; 0 is female.
  static let pupils = [
    ("Anna", 0), ("Anna", 0), ("Maria", 0), ("Sara", 0), ("Ben", 1), ("Ben", 1), ("Jan", 1),
    ("Omar", 1),
  ]

  static func evidence(asking names: [String] = []) -> NameEvidence {
    var evidence = NameEvidence(genderCount: 2)
    for (name, label) in pupils { evidence.add(name, label: label) }
    for name in names { evidence.add(name, label: nil) }
    return evidence
  }

  /// The probability of the first gender by the first names alone, before the lapse.
  private func female(_ name: String, _ model: NameModel, _ evidence: NameEvidence) -> Double {
    let logRatios = model.evidence(of: evidence.cell(of: name), in: .first)
    return model.shares[0] * exponential(logRatios[0])
  }

  @Test func `own names and endings give the probabilities of the example`() {
    let expected = [
      ("Anna", 0.965909091), ("Mia", 26.0 / 35), ("Lea", 0.7), ("Joan", 2.0 / 7),
      ("Ben", 0.038961039), ("Xu", 0.5), ("Q.", 0.5), ("", 0.5),
    ]
    let evidence = Self.evidence(asking: expected.map(\.0))
    let model = NameModel(evidence, NameCandidate(.endings))
    for (name, probability) in expected {
      #expect((female(name, model, evidence) - probability).magnitude < 1e-9, "\(name)")
    }
    for name in ["Xu", "Q.", ""] {
      #expect(model.term(of: evidence.cell(of: name)).logFactors == [0, 0], "\(name)")
    }
  }

  @Test func `own names alone give the probabilities of the example`() {
    let evidence = Self.evidence(asking: ["Mia", "Lea", "Joan", "Xu", "Q.", ""])
    let model = NameModel(evidence, NameCandidate(.own))
    #expect((female("Anna", model, evidence) - 21.0 / 22).magnitude < 1e-9)
    #expect((female("Ben", model, evidence) - 1.0 / 22).magnitude < 1e-9)
    for name in ["Mia", "Lea", "Joan", "Xu", "Q.", ""] {
      #expect(female(name, model, evidence) == 0.5, "\(name)")
    }
  }

  @Test func `each student left out has the probability of the example`() {
    let evidence = Self.evidence()
    let model = NameModel(evidence, NameCandidate(.endings))
    let expected = [0.9375, 0.9375, 2.0 / 3, 2.0 / 3, 13.0 / 14, 13.0 / 14, 0.625, 0.5]
    let places = Self.pupils.map { name, label in
      evidence.cells.firstIndex { cell in
        cell.label == label && cell.unlabelled == evidence.cell(of: name)
      }
    }
    var loss = 0.0
    for (place, expected) in zip(places, expected) {
      guard let place, let label = evidence.cells[place].label else {
        Issue.record("every pupil has a cell")
        continue
      }
      let cell = evidence.cells[place]
      let logRatios = model.evidence(of: cell, in: .first, leavingOut: true)
      let probability = model.shares[label] * exponential(logRatios[label])
      #expect((probability - expected).magnitude < 1e-9)
      loss -= logarithm(probability) / 8
    }
    #expect((loss - 0.281421752).magnitude < 1e-9)
  }

  @Test func `one student does not give a rare gender everybody of the same name`() {
    var evidence = NameEvidence(genderCount: 3)
    evidence.add("", label: 0, count: 300)
    evidence.add("", label: 1, count: 295)
    evidence.add("", label: 2, count: 4)
    evidence.add("Alex", label: 2)
    let model = NameModel(evidence, NameCandidate(.own))
    let logRatios = model.evidence(of: evidence.cell(of: "Alex"), in: .first)
    let probabilities = zip(model.shares, logRatios).map { $0 * exponential($1) }
    #expect((probabilities[2] - (1 + 50.0 * 5 / 600) / 51).magnitude < 1e-9)
    #expect((probabilities[2] - 0.027777778).magnitude < 1e-9)
    #expect((probabilities[0] - 0.490196078).magnitude < 1e-9)
    #expect((probabilities.reduce(0, +) - 1).magnitude < 1e-12)
  }

  @Test func `two further names of one student do not tell each other the gender`() {
    // Nobody shares a name, but the further names of each student end alike.
    var evidence = NameEvidence(genderCount: 2)
    let letters = Array("bcdfghjklmnpqrst")
    for number in 0..<200 {
      let ending = "\(letters[number % 16])\(letters[number / 16])\(letters[number % 7])o"
      evidence.add("Xi Ka\(ending) Lu\(ending) Family", label: number * 7919 % 13 % 2)
    }
    let model = NameModel(evidence, NameCandidate(.endings))
    #expect(model.weights[NameRole.further.rawValue] == 0)
    for cell in evidence.cells {
      let logRatios = model.evidence(of: cell, in: .further, leavingOut: true)
      let own = model.evidence(of: cell, in: .further)
      guard let label = cell.label else { continue }
      #expect(logRatios[label] < own[label])
      #expect(logRatios[label] < logarithm(1.5))
    }
  }

  @Test func `an explanation has the counts behind the bits`() {
    let evidence = Self.evidence(asking: ["Mia", "Xu", "Joan"])
    let model = NameModel(evidence, NameCandidate(.endings))
    #expect(model.weights == [1, 0, 0])
    let anna = model.explanation(of: evidence.cell(of: "ANNA"))
    #expect(anna.words.map(\.text) == ["anna"])
    #expect(anna.words[0].students == [2, 0])
    #expect(anna.words[0].ending?.text == "a")
    #expect(anna.words[0].ending?.students == [2, 0])
    #expect(anna.basis == .knownHere)
    let joan = model.explanation(of: evidence.cell(of: "Joan"))
    #expect(joan.words[0].ending?.text == "an")
    #expect(joan.words[0].ending?.students == [0, 1])
    #expect(joan.basis == .byEnding)
    #expect(model.explanation(of: evidence.cell(of: "Xu")).basis == .unknown)
    let left = evidence.cells.first { $0.label == 0 }
    if let left {
      #expect(model.explanation(of: left, leavingOut: true).words[0].students == [1, 0])
    }
  }

  @Test func `without known students, or with one gender, a name says nothing`() {
    var nobody = NameEvidence(genderCount: 2)
    nobody.add("Anna", label: nil)
    var girls = NameEvidence(genderCount: 2)
    girls.add("Anna", label: 0, count: 3)
    var alone = NameEvidence(genderCount: 1)
    alone.add("Anna", label: 0, count: 3)
    for evidence in [nobody, girls, alone] {
      let model = NameModel(evidence, NameCandidate(.endings))
      let factors = model.term(of: evidence.cell(of: "Anna")).logFactors
      #expect(factors == [Double](repeating: 0, count: evidence.genderCount))
    }
  }
}
