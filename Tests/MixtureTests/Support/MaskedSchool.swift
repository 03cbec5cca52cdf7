import Mixture
import TestSupport

/// A school of which most genders are blanked, to see what a run makes of it.
struct MaskedSchool {
  let people: [PublicSchool.Person]

  /// Whether the gender of each person is left.
  let isRecorded: [Bool]

  /// Leaves a part of the genders, drawn from a seed.
  init(_ school: PublicSchool, recorded part: Double, seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let drawn = school.people.indices.shuffled(using: &generator)
    let kept = Set(drawn.prefix(Int((part * Double(school.people.count)).rounded())))
    people = school.people
    isRecorded = people.indices.map { kept.contains($0) }
  }

  /// The ages that occur, in order.
  private var ages: [Int] { Set(people.map(\.age)).sorted() }

  private var pupils: [Pupil] {
    let ages = ages
    return people.indices.map { place in
      Pupil(
        height: people[place].height,
        gender: isRecorded[place] ? people[place].gender : nil,
        stratum: ages.firstIndex(of: people[place].age) ?? 0
      )
    }
  }

  /// The school as one stratum.
  func undivided() throws -> Division { try pupils.division() }

  /// The school by age, with a growth reference if there is one.
  func byAge(_ reference: GrowthReference? = nil) throws -> Division {
    try pupils.division(
      .age,
      names: ages.map { "\($0)" },
      // A child of fourteen full years is fourteen and a half on average.
      references: reference.map { table in ages.map { table.prior(at: Double($0) + 0.5) } } ?? []
    )
  }

  /// What an automatic run on a division proposes; nil where nothing can be fitted.
  func run(
    on division: Division,
    among candidates: [Candidate]? = nil
  ) throws -> Run? {
    let all = candidates ?? Candidate.all(by: [division.stratification])
    guard let selection = Selection(among: all, of: [division], settings: FitSettings()),
      let model = selection.bestModel, let fit = try? division.fit(model)
    else { return nil }
    let gate = Gate(fit.strata, genders: ["female", "male"], evaluation: selection.evaluation)
    let stated = division.names.indices.map { index in
      fit.stratum(at: index).map {
        StatedProbabilities($0.fit.mixture, Uncertainty($0.fit, given: $0.evidence))
      }
    }
    let ages = ages
    var calls: [Call] = []
    for (person, isRecorded) in zip(people, isRecorded) where !isRecorded {
      let stratum =
        division.stratification == .none ? 0 : ages.firstIndex(of: person.age) ?? 0
      guard let stated = stated[stratum] else { continue }
      calls.append(
        Call(
          person: person,
          probabilities: stated.probabilities(at: person.height),
          isProposed: gate.mayPropose(in: division.names[stratum], at: person.height)
        )
      )
    }
    return Run(selection: selection, fit: fit, gate: gate, calls: calls)
  }

  /// What a run says of one blanked gender.
  struct Call {
    let person: PublicSchool.Person
    let probabilities: [Double]
    let isProposed: Bool

    var confidence: Double { max(probabilities[0], probabilities[1]) }
    var isRight: Bool { (probabilities[1] > probabilities[0]) == (person.gender == 1) }
  }

  struct Run {
    let selection: Selection
    let fit: StratifiedFit
    let gate: Gate
    let calls: [Call]

    /// The mean of - log p of the true gender over the blanked ones.
    var logLoss: Double {
      let sum = calls.reduce(0) { $0 - logarithm(max($1.probabilities[$1.person.gender], 1e-15)) }
      return sum / Double(calls.count)
    }

    var proposals: [Call] { calls.filter(\.isProposed) }
  }
}

extension [MaskedSchool.Call] {
  /// The mean confidence less the part that is right.
  var overconfidence: Double {
    reduce(0) { $0 + $1.confidence - ($1.isRight ? 1 : 0) } / Double(count)
  }
}
