import Mixture
package import StudentStore
import Workflows

/// What a run estimated, for scripts and for people.
package struct RunRendering {
  private let run: ImputationRun

  package init(_ run: ImputationRun) {
    self.run = run
  }

  private var name: String { "r\(run.id)" }

  /// The answer of `impute`.
  ///
  /// `isVerbose`: with the model, how it was chosen and how good it is; else at most 20 lines.
  package func report(isDryRun: Bool, isVerbose: Bool) -> Answer {
    let evaluation = EvaluationText(run.evaluation, candidates: run.candidates)
    var text = isVerbose ? summary : introduction
    if let rounded = run.roundedHeights, rounded > 0 {
      text.append(
        "  rounded     \(Numbers.count(rounded, "height")) to "
          + "\(EvidenceCensus.finestStep) cm, to be counted with others"
      )
    }
    text += isVerbose ? model(details: false) + starts + evaluation.summary : evaluation.sentence
    text +=
      run.names.map {
        isVerbose
          ? NameText($0, besideHeights: run.usesHeights).lines
          : NameText($0, besideHeights: run.usesHeights).summary
      } ?? []
    text += run.nameHint.map { [NameText($0, besideHeights: run.usesHeights).hint] } ?? []
    var lines = text.map { StyledLine($0) } + GateText(run).lines(isShort: !isVerbose)
    if isVerbose {
      lines += totals.map { StyledLine($0) }
    } else {
      lines.append(StyledLine("More: -v, or studentdb show \(name)"))
    }
    lines.append(StyledLine(isDryRun ? "Nothing was changed." : next))
    return Answer(
      json: .object(RunJSON(run).members),
      text: lines,
      status: run.passedGate ? .done : .notFit
    )
  }

  /// The answer of `model import`; `names`: how many names the file has.
  package func imported(names: Int, isDryRun: Bool) -> Answer {
    let settings = run.settings
    let refused = run.refusals.map { "  \($0.code.rawValue): \(SafeText.shown($0.sentence))" }
    return Answer(
      json: .object(RunJSON(run).members + [.init("names_not_imported", .count(names))]),
      text: [
        "Run \(name): \(SafeText.shown(run.ending)).",
        "  model       \(settings.family) densities, \(settings.variance) variance, "
          + "\(settings.missingness) shares, by \(settings.stratifiedBy)",
      ] + model(details: false)
        + (refused.isEmpty ? [] : ["Where it was fitted, the gate refused:"] + refused)
        + (names == 0
          ? []
          : [
            "The file's \(Numbers.count(names, "name")) were not imported: a model from elsewhere infers by "
              + "height. To use them: studentdb impute --names endings --name-reference FILE"
          ])
        + [isDryRun ? "Nothing was changed." : "Next: studentdb impute --model \(name)"]
    )
  }

  /// The answer of `show rN`: the same, with the way there.
  package func details() -> Answer {
    let evaluation = EvaluationText(run.evaluation, candidates: run.candidates)
    var text = summary
    text.append(
      "  made        \(run.createdAt) by \(SafeText.shown(run.actor)), "
        + "studentdb \(run.programVersion)"
    )
    text.append("  evidence    sha256 \(run.inputDigest.hexadecimal)")
    if let statistic = run.likelihoodRatio, let p = run.likelihoodRatioP {
      text.append(
        "  missingness likelihood ratio \(Numbers.fixed(statistic, 2)) of other shares among "
          + "the missing, p \(Numbers.fixed(p, 3))"
      )
    }
    text += model(details: true) + starts + steps + evaluation.tables
    text += (run.names.map { NameText($0, besideHeights: run.usesHeights).lines } ?? []) + missing
    let json = RunJSON(run)
    return Answer(
      json: .object(json.members + json.details),
      text: text.map { StyledLine($0) } + GateText(run).lines(isShort: false)
        + totals.map { StyledLine($0) }
    )
  }

  /// Which run it is, from whom it learnt and who was asked about.
  private var introduction: [String] {
    let label =
      run.label.flatMap { $0.isEmpty ? nil : $0 }.map { " \"\(SafeText.shown($0))\"" } ?? ""
    var lines = ["Run \(name)\(label): \(SafeText.shown(run.ending))."]
    if run.isEstimated {
      if let parent = run.parent { lines.append("  asks again  what r\(parent) was asked") }
      lines.append(
        "  learnt from \(run.recordedCount) students whose gender "
          + (run.usesHeights ? "and height are recorded" : "is recorded")
      )
    }
    if run.origin != "imported" {
      lines.append(
        "  asked about \(run.missingCount) students whose gender is missing"
          + (run.names?.learnt == nil && run.usesHeights ? " and whose height is known" : "")
      )
    }
    lines += run.countedFrom.map(CountedFromText.init)?.lines ?? []
    if run.hasPrior, run.tookAgesFromGrades {
      lines.append(
        "  ages        by the grades in the classes' names, 12 years in grade 7; to say others: --ages"
      )
    }
    return lines + small
  }

  /// The genders that are not in the model.
  private var small: [String] {
    run.smallGenders.map { total in
      "  too few     \(SafeText.shown(total.gender)): \(Numbers.count(total.known, "known height")); "
        + "never proposed, and \(Numbers.fixed(total.expected - Double(total.known), 1)) more to be "
        + "expected, which lowers every confidence"
    }
  }

  private var summary: [String] {
    let settings = run.settings
    let limit = settings.family == "t" ? " (their tails came out normal)" : ""
    let freedom = run.summary.degreesOfFreedom.map { " (\(Numbers.fixed($0, 0)) df)" } ?? limit
    let learnt =
      settings.learntFrom == "all" ? "all students, by EM" : "the recorded students alone"
    let prior = run.hasPrior ? ", with a reference of heights by age" : ""
    let model =
      "  model       \(settings.family) densities\(freedom), \(settings.variance) variance, "
      + "\(settings.missingness) shares, by \(settings.stratifiedBy)"
    guard run.usesHeights else { return introduction }
    guard run.isEstimated else { return introduction + [model] }
    return introduction + [
      model + ", from \(learnt)\(prior)",
      "  fit         log-likelihood \(Numbers.fixed(run.summary.logLikelihood, 3))" + criteria,
    ]
  }

  private var criteria: String {
    guard let bic = run.summary.bic, let icl = run.summary.icl else { return "" }
    return ", BIC \(Numbers.fixed(bic, 3)) (2l - p ln n), ICL \(Numbers.fixed(icl, 3))"
  }

  /// Strata beyond this many are left to `show rN`.
  private static let shownStrata = 12

  private func model(details: Bool) -> [String] {
    guard run.usesHeights else { return [] }
    let differs = run.settings.missingness == "different"
    var table = TextTable(
      ["stratum", "gender", "recorded", "share", differs ? "of missing" : "", "mean cm", "sd cm"],
      rightAligned: [2, 3, 4, 5, 6]
    )
    let shown = details ? run.strata[...] : run.strata.prefix(Self.shownStrata)
    for stratum in shown {
      for gender in stratum.genders {
        table.append([
          stratum.name ?? "all", gender.gender, "\(gender.recorded)",
          Self.shown(gender.weight) { Numbers.percent($0) },
          differs ? Self.shown(gender.weightMissing) { Numbers.percent($0) } : "",
          Self.shown(gender.mean) { Numbers.fixed($0, 2) },
          Self.shown(gender.standardDeviation) { Numbers.fixed($0, 2) },
        ])
      }
    }
    var lines = table.lines.map { "  " + $0 }
    if shown.count < run.strata.count {
      lines.append("  and \(run.strata.count - shown.count) more strata: studentdb show \(name)")
    }
    return lines
  }

  /// Where the starts of EM ended, where there were several.
  private var starts: [String] {
    run.strata.filter { $0.starts.count > 1 }.map { stratum in
      let ends = Set(stratum.starts.map { Numbers.fixed($0.logLikelihood, 3) }).sorted()
      return
        "  \(stratum.starts.count) starts of \(SafeText.shown(stratum.name ?? "all")) ended at "
        + ends.joined(separator: ", ")
    }
  }

  /// A number with its standard error.
  private static func shown(
    _ estimate: ImputationRun.Estimate,
    _ format: (Double) -> String
  ) -> String {
    guard let error = estimate.standardError, error.isFinite else { return format(estimate.value) }
    return format(estimate.value) + " +- " + format(error)
  }

  /// The first and the last steps of EM, where the E- and the M-step can be seen at work.
  private var steps: [String] {
    // Of many strata one shows the way; the others are in the JSON.
    let name = run.trace.first?.stratum
    let trace = run.trace.filter { $0.stratum == name }
    guard trace.count > 1, let genders = trace.first?.genders, !genders.isEmpty else { return [] }
    // Where something is believed beforehand, the log-likelihood alone need not rise.
    let hasBelief = trace.contains { $0.objective != $0.logLikelihood }
    let columns =
      ["step", "log-likelihood"] + (hasBelief ? ["with belief"] : []) + ["change"]
      + genders.flatMap { ["\($0.gender) share", "mean", "sd"] }
    var table = TextTable(columns, rightAligned: Set(columns.indices))
    let shown = trace.count > 7 ? Array(trace.prefix(4)) + trace.suffix(2) : trace
    for (index, step) in shown.enumerated() {
      if index == 4, trace.count > 7 {
        table.append(["…"] + Array(repeating: "", count: columns.count - 1))
      }
      table.append(
        [
          "\(step.step)", Numbers.fixed(step.logLikelihood, 6),
        ] + (hasBelief ? [Numbers.fixed(step.objective, 6)] : [])
          + [Self.change(step.largestChange)]
          + step.genders.flatMap {
            [
              Numbers.percent($0.weight), Numbers.fixed($0.mean, 3),
              Numbers.fixed($0.variance.squareRoot(), 3),
            ]
          }
      )
    }
    return [
      "  EM\(name.map { " of " + SafeText.shown($0) } ?? ""), from the recorded students (step 0): the E-step gives each missing gender its "
        + "probability, the M-step estimates anew"
        + (hasBelief ? "; what rises is the log-likelihood plus the log prior" : "")
    ] + table.lines.map { "  " + $0 }
  }

  private static func change(_ change: Double?) -> String {
    guard let change else { return "" }
    guard change > 0, change.isFinite else { return change == 0 ? "0" : "\(change)" }
    var exponent = 0
    var mantissa = change
    while mantissa < 1 {
      mantissa *= 10
      exponent -= 1
    }
    while mantissa >= 10 {
      mantissa /= 10
      exponent += 1
    }
    return "\(Numbers.fixed(mantissa, 1))e\(exponent)"
  }

  /// Where genders are missing.
  private var missing: [String] {
    guard !run.missingShares.isEmpty else { return [] }
    var table = TextTable(["", "students", "without a gender", ""], rightAligned: [1, 2, 3])
    for share in run.missingShares {
      let part = share.students > 0 ? Double(share.missing) / Double(share.students) : 0
      table.append([
        "\(share.by.rawValue) \(share.name)", "\(share.students)", "\(share.missing)",
        Numbers.percent(part),
      ])
    }
    return ["Where genders are missing:"] + table.lines.map { "  " + $0 }
  }

  private var totals: [String] {
    let whole = run.totals.filter { $0.stratum == nil }
    guard run.passedGate, run.missingCount > 0, !whole.isEmpty else { return [] }
    return ["Expected totals, including students whose gender is missing:"]
      + whole.map { total in
        let interval = total.interval.map {
          " (95 % interval \(Numbers.fixed($0.lower, 1)) to \(Numbers.fixed($0.upper, 1)))"
        }
        return "  \(SafeText.shown(total.gender)) \(Numbers.fixed(total.expected, 1))"
          + (interval ?? "") + ", \(total.known) of them known"
      } + (SensitivityText(run.sensitivity).ofTotals.map { ["  " + $0] } ?? [])
  }

  private var next: String {
    if let source = run.countedFrom {
      return run.passedGate
        ? "Next: studentdb model sql \(name) --dialect \(source.dialect) --table TABLE --map "
          + "gender=…,height=… --lookup lookup.csv"
        : "Next: count again when more genders are recorded"
    }
    return forStudents
  }

  private var forStudents: String {
    run.passedGate
      ? "Next: studentdb review"
      : "Next: record more students, import the list again, and impute; or decide by hand with "
        + "studentdb review decide"
  }
}
