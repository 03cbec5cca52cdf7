import Mixture
import StudentStore

/// How names are used beside a model of heights.
struct NameUse {
  /// What a run keeps of it.
  let usage: NameUsage
  /// What was learnt; nil where names are not used, as they do not predict better or may not be
  /// believed.
  let learnt: LearntNames?
  /// For each name of the count its words that count, by their numbers among those learnt, from one.
  let words: [[Int]]
  /// The students without a gender.
  let students: [NamedStudents]
  /// How many of them have no height.
  let withoutHeight: Int
  /// How held-back students were predicted; nil where names are not used.
  let evaluation: Evaluation?
  /// The same, whether names are used or not; nil of a stored run, or where no name says anything.
  let judged: Evaluation?

  /// Judges names on the students whose gender is known; nil where nobody can be held back.
  ///
  /// - Parameters:
  ///   - census: The students, with their names.
  ///   - fitted: The model of heights, if there is one.
  ///   - audited: A column by whose values the students are judged as well.
  init?(
    _ census: EvidenceCensus,
    _ fitted: FittedSchool,
    judgingBy audited: AuditedColumn? = nil
  ) {
    let options = fitted.options
    guard let cells = census.names else { return nil }
    let division = fitted.division
    // Without heights the whole school is one stratum, even where it was counted by class.
    let place = census.namedStrata.firstIndex { $0.stratification == division.stratification }
    var heights: HeldBackHeights?
    if let choice = fitted.choice {
      guard let place else { return nil }
      heights = CrossValidation(division, settings: options.fitSettings).heldBackHeights(
        of: choice.candidate,
        division: place,
        isBelieved: fitted.gate.mayPropose(in:)
      )
    }
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
    // Where no height is believed, names answer alone, and by what they say alone they are judged.
    let areHeightsBelieved = division.names.contains {
      heights != nil && fitted.gate.mayPropose(in: $0)
    }
    let refusals =
      choice.selection.chosen == .off
      ? [] : Self.refusals(choice, besideHeights: areHeightsBelieved)
    // Of all students together no role may be worth anything.
    let isSilent = choice.model.weights.allSatisfy { $0 == 0 }
    let used: NameCandidate =
      isSilent || refusals.contains { $0.evidence == "both" || !areHeightsBelieved }
      ? .off : choice.selection.chosen
    let learnt = used == .off ? nil : LearntNames(choice.model, of: choice.evidence)
    self.learnt = learnt
    words = learnt?.places(of: choice.evidence).map { $0.map { $0 + 1 } } ?? []
    judged = areHeightsBelieved ? choice.evaluation : choice.evaluationOfNames
    evaluation = used == .off ? nil : judged
    students =
      learnt == nil ? [] : Self.students(cells, division, place: place, choice.model, words)
    withoutHeight = students.reduce(0) { $0 + ($1.height == nil ? $1.count : 0) }
    usage = NameUsage(
      most: options.names.rawValue,
      used: used.use.rawValue,
      usesReference: used.usesReference,
      candidates: choice.selection.scores.map { score in
        CandidateScore(
          name: score.candidate.name(besideHeights: fitted.choice != nil),
          logLoss: score.logLoss,
          isChosen: score.candidate == used
        )
      },
      both: NameUsage.Measure(choice.evaluation),
      heights: NameUsage.Measure(choice.evaluationWithoutNames),
      names: choice.evaluationOfNames.map(NameUsage.Measure.init),
      groups: Self.groups(choice, cells, census, audited),
      refusals: refusals,
      reference: table.map { table in
        let coverage = choice.model.referenceCoverage(in: choice.evidence)
        return NameUsage.Reference(
          sha256: table.digest.hexadecimal,
          genders: table.table.genders,
          named: coverage.named,
          known: coverage.known
        )
      },
      learnt: learnt.map { NameUsage.Learnt($0, genders: fitted.genders) }
    )
  }

  /// That of a stored run, whose cells say who was asked about.
  ///
  /// - Throws: `StoreError.malformed` where the words are none of a model.
  init?(
    _ run: ImputationRun,
    _ cells: [EvidenceCell],
    _ evidence: FoldedEvidence,
    in database: SchoolDatabase
  ) throws {
    guard let usage = run.names, let (learnt, model) = try database.learntNames(of: run) else {
      return nil
    }
    self.usage = usage
    self.learnt = learnt
    words = []
    (evaluation, judged) = (nil, nil)
    withoutHeight = evidence.cells.reduce(run.missingCount) {
      $0 - ($1.label == nil && !$1.isDecided ? $1.count : 0)
    }
    students = try cells.map { cell in
      guard let name = learnt.cell(of: (cell.words ?? []).map { $0 - 1 }, in: model) else {
        throw StoreError.malformed(table: "evidence_cell", detail: "run r\(run.id): words")
      }
      return NamedStudents(
        stratum: cell.stratum,
        height: cell.height,
        words: cell.words ?? [],
        term: cell.words == nil ? .silent(genders: learnt.known.count) : model.term(of: name),
        count: cell.students
      )
    }
  }

  /// Why names may not be used, alone or with heights.
  private static func refusals(
    _ choice: NameChoice,
    besideHeights: Bool
  ) -> [NameUsage.Refusal] {
    // Nobody is proposed a gender that hardly anybody is known to have.
    let isShort = choice.evidence.knownCounts.contains { $0 < Gate.fewestRecorded }
    let judged: [(evidence: String, evaluation: Evaluation?)] =
      (besideHeights ? [("both", choice.evaluation)] : []) + [("names", choice.evaluationOfNames)]
    return judged.compactMap { evidence, evaluation in
      let code = isShort ? .tooFewRecorded : evaluation.map(\.nameRefusal) ?? .noSkill
      return code.map { NameUsage.Refusal(evidence: evidence, code: $0.rawValue) }
    }
  }

  /// The students without a gender, those of one height with the same words together, in the order
  /// of strata, heights and words.
  private static func students(
    _ cells: NamedCells,
    _ division: Division,
    place: Int?,
    _ model: NameModel,
    _ words: [[Int]]
  ) -> [NamedStudents] {
    /// Students of one stratum, height and kind of name: its words, by their place in order.
    struct Place: Hashable {
      let stratum: Int
      let height: Double?
      let words: Int32
    }
    // Many names differ in words that do not count. They are told apart once, not for each student.
    let kinds = Set(words).sorted { $0.lexicographicallyPrecedes($1) }
    var numbers: [[Int]: Int32] = [:]
    for (number, kind) in kinds.enumerated() { numbers[kind] = Int32(number) }
    let kindOfName = words.map { numbers[$0] ?? 0 }
    var counts: [Place: Int] = [:]
    var terms = [NameTerm?](repeating: nil, count: kinds.count)
    for cell in cells.cells {
      let parent = cells.parents[Int(cell.parent)]
      guard parent.isMissing else { continue }
      let kind = kindOfName[Int(cell.name)]
      if terms[Int(kind)] == nil {
        terms[Int(kind)] = model.term(of: cells.book.words(of: Int(cell.name)))
      }
      let stratum = place.map { parent.strata[$0] } ?? 0
      counts[Place(stratum: stratum, height: parent.height, words: kind), default: 0] +=
        Int(cell.count)
    }
    let ordered = counts.sorted { one, other in
      let own = (one.key.stratum, one.key.height ?? .infinity, one.key.words)
      return own < (other.key.stratum, other.key.height ?? .infinity, other.key.words)
    }
    return ordered.map { place, count in
      NamedStudents(
        stratum: division.names[place.stratum],
        height: place.height,
        words: kinds[Int(place.words)],
        term: terms[Int(place.words)] ?? .silent(genders: model.shares.count),
        count: count
      )
    }
  }

  /// The fewest held-back students that a part of the school is judged by.
  private static let fewestJudged = 20.0

  private static func groups(
    _ choice: NameChoice,
    _ cells: NamedCells,
    _ census: EvidenceCensus,
    _ audited: AuditedColumn?
  ) -> [NameUsage.Group] {
    let bases = choice.evaluations(by: { $1 })
    var groups = NameBasis.allCases.compactMap { basis in
      bases[basis].map {
        NameUsage.Group(by: "basis", name: basis.rawValue, $0.both, withoutNames: $0.without)
      }
    }
    if let place = census.namedStrata.firstIndex(where: { $0.stratification == .group }) {
      let classes = choice.evaluations(by: { cell, _ in
        cells.parents[Int(cells.cells[cell].parent)].strata[place]
      })
      for (index, name) in census.namedStrata[place].names.enumerated() {
        guard let group = classes[index], group.both.count >= fewestJudged else { continue }
        groups.append(
          NameUsage.Group(by: "group", name: name, group.both, withoutNames: group.without)
        )
      }
    }
    if let audited {
      let values = choice.groups { cell, _ in audited.values(ofCell: cell) }
      for (value, group) in values.sorted(by: { $0.key < $1.key })
      where group.both.count >= fewestJudged {
        groups.append(
          NameUsage.Group(
            by: NameUsage.Group.column,
            name: "\(audited.heading): \(value)",
            group.both,
            withoutNames: group.without
          )
        )
      }
    }
    return groups
  }
}

extension NameCandidate {
  /// The candidate in words, as it is stored.
  func name(besideHeights: Bool) -> String {
    let none = besideHeights ? "heights alone" : "shares alone"
    return (use == .off ? none : use == .own ? "names" : "names and their endings")
      + (usesReference ? ", with the reference" : "")
  }
}
