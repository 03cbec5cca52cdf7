import Mixture
import StudentStore

/// How names are used beside a model of heights.
struct NameUse {
  let choice: NameChoice
  /// What is used of them: `off` where the names do not predict better, or may not be believed.
  let used: NameCandidate
  /// What a run keeps of it.
  let usage: NameUsage

  /// Judges names on the students whose gender is known; nil where nobody can be held back.
  ///
  /// - Parameters:
  ///   - census: The students, with their names.
  ///   - school: The same, divided.
  ///   - fitted: The model of heights.
  init?(_ census: EvidenceCensus, _ school: ModelledSchool, _ fitted: FittedSchool) {
    let options = fitted.options
    let wanted = fitted.choice.candidate.stratification
    guard let cells = census.names,
      let division = school.divisions.first(where: { $0.stratification == wanted }),
      let place = census.namedStrata.firstIndex(where: { $0.stratification == wanted })
    else { return nil }
    let validation = CrossValidation(division, settings: options.fitSettings)
    let heights = validation.heldBackHeights(
      of: fitted.choice.candidate,
      division: place,
      isBelieved: fitted.gate.mayPropose(in:)
    )
    let table = options.nameReference
    let choice = NameChoice(
      among: NameCandidate.all(upTo: options.names, withReference: table != nil),
      of: cells,
      labels: fitted.genders.map { census.genders.firstIndex(of: $0) ?? -1 },
      heights: heights,
      reference: table.map { table in
        (table.table, fitted.genders.map { table.table.genders.contains($0) ? $0 : nil })
      }
    )
    guard let choice else { return nil }
    self.choice = choice
    let judged: [(evidence: String, evaluation: Evaluation?)] = [
      ("both", choice.evaluation), ("names", choice.evaluationOfNames),
    ]
    let refusals: [NameUsage.Refusal] =
      choice.selection.chosen == .off
      ? []
      : judged.compactMap { evidence, evaluation in
        let code = evaluation.map(\.refusal) ?? .noSkill
        return code.map { NameUsage.Refusal(evidence: evidence, code: $0.rawValue) }
      }
    let used: NameCandidate =
      refusals.contains { $0.evidence == "both" } ? .off : choice.selection.chosen
    self.used = used
    usage = NameUsage(
      most: options.names.rawValue,
      used: used.use.rawValue,
      usesReference: used.usesReference,
      candidates: choice.selection.scores.map { score in
        CandidateScore(
          name: score.candidate.name,
          logLoss: score.logLoss,
          isChosen: score.candidate == used
        )
      },
      both: NameUsage.Measure(choice.evaluation),
      heights: NameUsage.Measure(choice.evaluationWithoutNames),
      names: choice.evaluationOfNames.map(NameUsage.Measure.init),
      groups: Self.groups(choice, cells, census),
      refusals: refusals
    )
  }

  /// The fewest held-back students that a part of the school is judged by.
  private static let fewestJudged = 20.0

  private static func groups(
    _ choice: NameChoice,
    _ cells: NamedCells,
    _ census: EvidenceCensus
  ) -> [NameUsage.Group] {
    let bases = choice.groups { $1 }
    var groups = NameBasis.allCases.compactMap { basis in
      bases[basis].map {
        NameUsage.Group(by: "basis", name: basis.rawValue, $0.both, withoutNames: $0.without)
      }
    }
    if let place = census.namedStrata.firstIndex(where: { $0.stratification == .group }) {
      let classes = choice.groups { parent, _ in
        parent < 0 ? nil : cells.parents[parent].strata[place]
      }
      for (index, name) in census.namedStrata[place].names.enumerated() {
        guard let group = classes[index], group.both.count >= fewestJudged else { continue }
        groups.append(
          NameUsage.Group(by: "group", name: name, group.both, withoutNames: group.without)
        )
      }
    }
    return groups
  }
}

extension NameCandidate {
  /// The candidate in words, as it is stored.
  var name: String {
    (use == .off ? "heights alone" : use == .own ? "names" : "names and their endings")
      + (usesReference ? ", with the reference" : "")
  }
}
