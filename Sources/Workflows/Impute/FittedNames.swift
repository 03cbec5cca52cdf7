import Mixture
import StudentStore

// What a run makes of names, beside heights or without them.
extension FittedSchool {
  /// A run by names alone; `counted`: the students by gender.
  func draftOfNames(_ counted: [CountedStudents]) -> RunDraft {
    var run = ImputationRun([], gate: gate, small: small)
    run.settingsRequested = options.requested
    run.settings = ImputationRun.Settings(
      withoutHeights: options.fitSettings,
      names.map { _ in division.evidence.assignment }
    )
    run.names = names?.usage
    let answers = names.flatMap { self.answers(of: $0, [], run) }
    let cells = answers?.cells ?? []
    if let names, names.learnt != nil {
      run.totals = totals(of: cells, counted).restated(by: cells)
      run.sensitivity = sensitivity(of: cells, names, [], run) ?? []
    }
    run.evaluation = (names?.judged).map {
      RunEvaluation(
        $0,
        proposals: cells.proposals,
        genders: genders,
        assignment: division.evidence.assignment
      )
    }
    return RunDraft(
      run,
      genders: genders,
      division: division,
      cells: cells,
      names: draftNames(answers),
      withoutHeights: counted
    )
  }

  /// How many students of each gender there are, before the cells are added up.
  ///
  /// How far names may be off beyond chance is not known, so there is no interval.
  private func totals(of cells: [EvidenceCell], _ counted: [CountedStudents]) -> [ExpectedTotal] {
    func total(_ gender: String, known: Int, more: Double) -> ExpectedTotal {
      ExpectedTotal(
        stratum: nil,
        gender: gender,
        known: known,
        expected: Double(known) + more,
        byLikeliest: known,
        interval: nil
      )
    }
    let asked = Double(cells.reduce(0) { $0 + $1.students })
    return genders.map { total($0, known: counted.known($0), more: 0) }
      + small.members.map {
        total($0.gender, known: $0.known, more: asked * small.share(of: $0))
      }
  }

  /// What heights and names say of each student; nil where names are not used.
  func answers(
    of names: NameUse,
    _ strata: [FittedStratum],
    _ run: ImputationRun
  ) -> NamedStudents.Answers? {
    guard let learnt = names.learnt else { return nil }
    return NamedStudents.Answers(
      names.students,
      strata,
      gate: gate,
      small: small,
      genders: genders,
      shares: { run.sharesWithoutHeight(in: $0, known: learnt.sharesOfKnown) },
      isProven: names.usage.namesAreProven
    )
  }

  /// What the numbers of a run would be under each of the changes that the records cannot tell; nil
  /// where names are not used.
  func sensitivity(
    of cells: [EvidenceCell],
    _ names: NameUse,
    _ strata: [FittedStratum],
    _ run: ImputationRun
  ) -> [Sensitivity]? {
    guard let learnt = names.learnt else { return nil }
    let terms = Dictionary(names.students.map { ($0.words, $0.term) }) { first, _ in first }
    let answers = AssumedAnswers(
      genders: genders,
      stated: Dictionary(strata.map { ($0.fit.name, $0.stated) }) { first, _ in first },
      term: { terms[$0] },
      shares: { run.sharesWithoutHeight(in: $0, known: learnt.sharesOfKnown) }
    )
    return cells.sensitivity(answers, known: learnt.known.map(Double.init), small: small)
  }

  /// What is stored of names; nil where they are not used.
  func draftNames(_ answers: NamedStudents.Answers?) -> DraftNames? {
    names.flatMap { names in
      names.learnt.map {
        DraftNames(
          $0,
          words: names.words,
          withoutHeight: names.withoutHeight,
          unansweredWithoutHeight: answers?.unansweredWithoutHeight ?? 0
        )
      }
    }
  }
}

extension FittedSchool {
  /// A school whose students names alone may tell apart, as there is no model of heights.
  ///
  /// - Parameters:
  ///   - census: The students, with their names.
  ///   - refusal: Why there is no model of heights, in the words of `words`.
  ///   - words: The genders of the refusal.
  ///   - options: How names are to be used.
  /// - Throws: `ImputeError` where not two genders are known.
  init(
    byNamesOf census: EvidenceCensus,
    without refusal: FitRefusal,
    _ words: [String],
    options: ImputeOptions
  ) throws {
    let all = census.countedWithoutHeights(census.genders)
    let known = census.genders.filter { all.known($0) > 0 }
    guard known.count > 1 else {
      throw ImputeError.namesTeachNothing(gender: known.first)
    }
    // A few students of a third gender must not stop the run for everybody; where fewer than two
    // genders have enough, names are judged all the same, and refused.
    let enough = known.filter { all.known($0) >= Gate.fewestRecorded }
    let genders = enough.count > 1 ? enough : known
    self.init(
      without: .notFitted(refusal, genders: words),
      counted: census.countedWithoutHeights(genders),
      genders: genders,
      others: known.filter { !genders.contains($0) }.map {
        SmallGenders.Member(gender: $0, known: all.known($0))
      },
      assignment: census.names?.assignment ?? census.assignment,
      options: options
    )
  }
}

extension [ExpectedTotal] {
  /// The totals with what names say as well: the probabilities of the cells are added up anew.
  ///
  /// How well the model of heights is known does not depend on names, and with them less is left to
  /// chance: so the interval keeps the width that it has by heights, unless chance alone, the sum of
  /// p (1 - p) over students whom heights say nothing of as well, is wider.
  func restated(by cells: [EvidenceCell]) -> [ExpectedTotal] {
    map { total in
      var isFound = false
      var (sum, chance, likeliest) = (0.0, 0.0, 0)
      for cell in cells where total.stratum == nil || cell.stratum == total.stratum {
        guard let own = cell.probabilities.first(where: { $0.gender == total.gender }) else {
          continue
        }
        isFound = true
        sum += Double(cell.students) * own.stated
        chance += Double(cell.students) * own.stated * (1 - own.stated)
        likeliest += total.gender == cell.gender ? cell.students : 0
      }
      guard isFound else { return total }
      let expected = Double(total.known) + sum
      let interval = total.interval.map { interval in
        let byHeight = (interval.upper - interval.lower) / (2 * standardNormal95)
        let reach = standardNormal95 * Swift.max(byHeight * byHeight, chance).squareRoot()
        return ConfidenceInterval(
          lower: Swift.max(Double(total.known), expected - reach),
          upper: expected + reach
        )
      }
      return ExpectedTotal(
        stratum: total.stratum,
        gender: total.gender,
        known: total.known,
        expected: expected,
        byLikeliest: total.known + likeliest,
        interval: interval
      )
    }
  }
}
