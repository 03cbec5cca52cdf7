import Mixture
import TestSupport
import Testing

/// What holds for every list, on drawn ones.
@Suite struct NamePropertyTests {
  private static let seeds = UInt64(1)...1_000
  private let candidates = NameCandidate.all(upTo: .endings)

  @Test func `order, case, composition, capitals and a comma change no bit`() {
    for seed in Self.seeds {
      let roster = NameRoster(seed: seed)
      let evidence = roster.evidence()
      let model = NameModel(evidence, NameCandidate(.endings))
      let spelling = NameRoster.Spelling.allCases[Int(seed) % NameRoster.Spelling.allCases.count]
      let other = roster.evidence(spelling, shuffledBy: seed)
      let same = NameModel(other, NameCandidate(.endings))
      #expect(same.weights == model.weights, "\(roster), \(spelling)")
      for pupil in roster.pupils {
        let term = model.term(of: evidence.cell(of: NameRoster.name(of: pupil)))
        let again = same.term(of: other.cell(of: NameRoster.name(of: pupil, spelling)))
        #expect(term == again, "\(roster), \(spelling): \(pupil)")
      }
    }
  }

  @Test func `order and spelling change no fold's loss and no choice`() throws {
    for seed in Self.seeds where seed % 20 == 0 {
      let roster = NameRoster(seed: seed)
      let spelling = NameRoster.Spelling.allCases[Int(seed / 20) % 7]
      let lists = [roster.evidence(), roster.evidence(spelling, shuffledBy: seed)]
      let selections = lists.map {
        NameSelection(among: candidates, of: $0, rounds: $0.rounds())
      }
      #expect(selections[0]?.scores == selections[1]?.scores, "\(roster), \(spelling)")
    }
  }

  @Test func `with students held back everything is as if they had no gender, to the last bit`() {
    for seed in Self.seeds {
      var roster = NameRoster(seed: seed)
      let evidence = roster.evidence()
      var generator = SeededGenerator(seed: seed)
      var heldBack: [NameRound.HeldBack] = []
      for (place, pupil) in roster.pupils.enumerated() {
        guard let label = pupil.label, Bool.random(using: &generator) else { continue }
        let words = evidence.cell(of: NameRoster.name(of: pupil))
        let cell = evidence.cells.firstIndex { $0.label == label && $0.unlabelled == words }
        guard let cell else { continue }
        heldBack.append(NameRound.HeldBack(cell: cell, count: 1))
        roster.pupils[place].label = nil
      }
      let left = evidence.withholding(heldBack)
      let without = roster.evidence(shuffledBy: seed)
      #expect(left.knownCounts == without.knownCounts, "\(roster)")
      for candidate in candidates {
        let (model, same) = (NameModel(left, candidate), NameModel(without, candidate))
        #expect(model.weights == same.weights, "\(roster)")
        for pupil in roster.pupils {
          let name = NameRoster.name(of: pupil)
          #expect(
            model.term(of: left.cell(of: name)) == same.term(of: without.cell(of: name)),
            "\(roster): \(name)"
          )
        }
      }
    }
  }

  @Test func `exchanged genders exchange the factors, to the last bit`() {
    for seed in Self.seeds {
      var roster = NameRoster(seed: seed, genders: 2)
      let evidence = roster.evidence()
      let model = NameModel(evidence, NameCandidate(.endings))
      for place in roster.pupils.indices {
        roster.pupils[place].label = roster.pupils[place].label.map { 1 - $0 }
      }
      let other = roster.evidence()
      let exchanged = NameModel(other, NameCandidate(.endings))
      #expect(model.weights == exchanged.weights, "\(roster)")
      for pupil in roster.pupils {
        let name = NameRoster.name(of: pupil)
        let factors = exchanged.term(of: other.cell(of: name)).logFactors
        let own = model.term(of: evidence.cell(of: name)).logFactors
        #expect(own == factors.reversed(), "\(roster)")
      }
    }
  }

  @Test func `a name that nobody has leaves what is thought without it, to the last bit`() {
    for seed in Self.seeds {
      let roster = NameRoster(seed: seed)
      var evidence = roster.evidence()
      evidence.add("Qqqqq Zzzzz", label: nil)
      let term = NameModel(evidence, NameCandidate(.own)).term(of: evidence.cell(of: "Qqqqq Zzzzz"))
      var generator = SeededGenerator(seed: seed)
      let before = (0..<roster.genderCount).map { _ in Double.random(in: 0...1, using: &generator) }
      #expect(term.probabilities(given: before) == before, "\(roster)")
      #expect(before.indices.allSatisfy { term.shift(of: $0, given: before) == 0 }, "\(roster)")
    }
  }

  @Test func `a name multiplies the odds, and probabilities stay probabilities`() {
    for seed in Self.seeds {
      let roster = NameRoster(seed: seed)
      let evidence = roster.evidence()
      let model = NameModel(evidence, NameCandidate(.endings))
      var generator = SeededGenerator(seed: seed)
      let drawn = (0..<roster.genderCount).map { _ in
        Double.random(in: 0.01...1, using: &generator)
      }
      let before = drawn.map { $0 / drawn.reduce(0, +) }
      for cell in evidence.cells {
        let term = model.term(of: cell)
        let after = term.probabilities(given: before)
        #expect((after.reduce(0, +) - 1).magnitude < 1e-12, "\(roster)")
        guard roster.genderCount > 1 else { continue }
        for gender in before.indices {
          let odds = before[gender] / (1 - before[gender])
          let moved = after[gender] / (after.reduce(0, +) - after[gender])
          let shift = term.shift(of: gender, given: before)
          #expect((logarithm(moved / odds) - shift).magnitude < 1e-9, "\(roster)")
        }
        // The lapse keeps every factor within 1/100 and what a certain name would give.
        for (factor, share) in zip(term.logFactors, model.shares) where share > 0 {
          #expect(factor >= logarithm(0.01) - 1e-12, "\(roster)")
          #expect(factor <= logarithm(0.99 / share + 0.01) + 1e-12, "\(roster)")
        }
      }
    }
  }

  @Test func `at even shares a name never says more than 7.64 bits`() {
    let most = logarithm(0.995 / 0.005) / logarithm(2)
    for seed in Self.seeds {
      var roster = NameRoster(seed: seed, genders: 2)
      for place in roster.pupils.indices { roster.pupils[place].label = place % 2 }
      if roster.pupils.count % 2 == 1 { roster.pupils.removeLast() }
      guard !roster.pupils.isEmpty else { continue }
      let evidence = roster.evidence()
      let model = NameModel(evidence, NameCandidate(.endings))
      #expect(model.shares == [0.5, 0.5])
      for cell in evidence.cells {
        let bits = model.term(of: cell).bits(for: 0, given: [0.5, 0.5])
        #expect(bits.magnitude <= most + 1e-12, "\(roster)")
      }
    }
  }
}
