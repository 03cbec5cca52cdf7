import Mixture
import TestSupport
import Testing

@Suite struct NameSelectionTests {
  /// The school with the known genders permuted: names that mean nothing.
  private func permuted(seed: UInt64) throws -> NameEvidence {
    let pupils = try NamedSchool().pupils.filter { $0.gender != nil }
    var generator = SeededGenerator(seed: seed)
    let genders = pupils.map(\.gender).shuffled(using: &generator)
    var evidence = NameEvidence(genderCount: 2)
    for (pupil, gender) in zip(pupils, genders) { evidence.add(pupil.name, label: gender) }
    return evidence
  }

  @Test func `names that mean nothing have no skill and are not taken`() throws {
    var (off, silent) = (0, 0)
    for seed in UInt64(1)...10 {
      let evidence = try permuted(seed: seed)
      let rounds = evidence.rounds()
      let selection = try #require(
        NameSelection(among: NameCandidate.all(upTo: .endings), of: evidence, rounds: rounds)
      )
      if selection.chosen == .off { off += 1 }
      let skill = Self.skill(of: NameCandidate(.endings), evidence, rounds)
      if skill.value.magnitude <= 2 * skill.error { silent += 1 }
      #expect(skill.value <= 2 * skill.error, "seed \(seed): \(skill)")
    }
    #expect(off >= 8)
    #expect(silent >= 8)
  }

  @Test func `the known students of a name are dealt to all folds`() {
    var evidence = NameEvidence(genderCount: 2)
    evidence.add("Anna Schmidt", label: 0, count: 23)
    evidence.add("Ben Schmidt", label: 1, count: 4)
    evidence.add("Kim Schmidt", label: nil, count: 5)
    let rounds = evidence.rounds(FoldAssignment(folds: 5, repeats: 3, seed: 7))
    #expect(rounds.count == 15)
    for number in 0..<3 {
      let parts = rounds.filter { $0.repeatNumber == number }.map(\.heldBack)
      let annas = parts.map { $0.filter { $0.cell == 0 }.reduce(0) { $0 + $1.count } }
      #expect(annas.reduce(0, +) == 23)
      #expect(annas.allSatisfy { (4...5).contains($0) })
      #expect(parts.joined().filter { $0.cell == 1 }.reduce(0) { $0 + $1.count } == 4)
      #expect(!parts.joined().contains { $0.cell == 2 })
    }
  }

  @Test func `students of a rare gender do not make others of the same name one`() throws {
    let reference = try NamedSchool.rows("reference-ssa1990.csv")
    let names = reference.map { ($0[0], $0[1] == "M" ? 1 : 0, Int($0[2]) ?? 0) }
    var generator = SeededGenerator(seed: 2)
    let total = names.reduce(0) { $0 + $1.2 }
    func drawn() -> (name: String, gender: Int) {
      var left = Int.random(in: 0..<total, using: &generator)
      for (name, gender, count) in names {
        left -= count
        if left < 0 { return (name, gender) }
      }
      return ("", 0)
    }
    var evidence = NameEvidence(genderCount: 3)
    for _ in 0..<600 {
      let pupil = drawn()
      let isRare = Int.random(in: 0..<100, using: &generator) < 3
      evidence.add(pupil.name, label: isRare ? 2 : pupil.gender)
    }
    let asked = (0..<3_000).map { _ in drawn() }
    for pupil in asked { evidence.add(pupil.name, label: nil) }
    let model = NameModel(evidence, NameCandidate(.endings))
    let called = asked.map { pupil in
      let term = model.term(of: evidence.cell(of: pupil.name))
      let probabilities = term.probabilities(given: model.shares)
      return probabilities.firstIndex(of: probabilities.max() ?? 0)
    }
    #expect(called.count { $0 == 2 } <= 2)
    #expect(zip(called, asked).count { $0 == $1.gender } > 2_400)
  }

  @Test func `candidates come from the simplest to the most that may be used`() {
    #expect(NameCandidate.all(upTo: .off, withReference: true) == [.off])
    #expect(
      NameCandidate.all(upTo: .own, withReference: true)
        == [.off, NameCandidate(.own), NameCandidate(.own, withReference: true)]
    )
    #expect(NameCandidate.all(upTo: .endings).map(\.use) == [.off, .own, .endings])
  }

  /// 1 - loss / loss of the shares over the held-back students, with its standard error (Cochran
  /// 1977, section 6.3), a student with five predictions counting once.
  private static func skill(
    of candidate: NameCandidate,
    _ evidence: NameEvidence,
    _ rounds: [NameRound]
  ) -> (value: Double, error: Double) {
    var losses: [(own: Double, shares: Double, weight: Double)] = []
    let repeats = Double(Set(rounds.map(\.repeatNumber)).count)
    for round in rounds {
      let own = round.probabilities(of: candidate, evidence)
      let shares = round.probabilities(of: .off, evidence)
      for (place, part) in round.heldBack.enumerated() {
        guard let label = evidence.cells[part.cell].label else { continue }
        losses.append(
          (
            -logarithm(own[place][label]), -logarithm(shares[place][label]),
            Double(part.count) / repeats
          )
        )
      }
    }
    let count = losses.reduce(0) { $0 + $1.weight }
    let (own, shares) = losses.reduce((0.0, 0.0)) {
      ($0.0 + $1.weight * $1.own / count, $0.1 + $1.weight * $1.shares / count)
    }
    let skill = 1 - own / shares
    let squares = losses.reduce(0.0) { sum, loss in
      let residual = loss.shares - loss.own - skill * loss.shares
      return sum + loss.weight * residual * residual
    }
    return (skill, (squares / (count * (count - 1))).squareRoot() / shares)
  }
}
