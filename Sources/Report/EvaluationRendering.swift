import Mixture
package import StudentStore

/// The answer of `evaluate`.
package struct EvaluationRendering {
  private let run: ImputationRun

  /// `run`: what would be stored.
  package init(_ run: ImputationRun) {
    self.run = run
  }

  /// `isVerbose`: with every candidate and measure.
  package func report(isVerbose: Bool) -> Answer {
    let passed = run.passedGate
    let name = run.candidate?.name ?? (run.usesHeights ? "" : "names alone")
    var text = ["The model: \(name)."]
    let evaluation = EvaluationText(run.evaluation, candidates: run.candidates)
    text += isVerbose ? evaluation.tables : evaluation.expectations
    text += run.names.map { NameText($0, besideHeights: run.usesHeights).lines } ?? []
    text.append(
      passed ? "A run with this model may propose." : "A run with this model would propose nothing:"
    )
    if passed, !run.usesHeights { text.append("Heights are not used:") }
    text += run.refusals.map { "  \($0.code.rawValue): \(SafeText.shown($0.sentence))" }
    text += run.nameHint.map { [NameText($0, besideHeights: run.usesHeights).hint] } ?? []
    return Answer(
      json: .object([
        .init("model", .text(name)),
        .init("candidates", EvaluationJSON.candidates(run.candidates)),
        .init("evaluation", run.evaluation.map { EvaluationJSON.value($0) } ?? .null),
        .init("gate", EvaluationJSON.gate(passed: passed, run.refusals)),
        .init(
          "names",
          run.names.map { NameText($0, besideHeights: run.usesHeights).json } ?? .null
        ),
        .init(
          "name_hint",
          run.nameHint.map { NameText($0, besideHeights: run.usesHeights).json } ?? .null
        ),
      ]),
      text: text,
      status: passed ? .done : .notFit
    )
  }
}

/// How good a model is, as people read it.
struct EvaluationText {
  private let evaluation: RunEvaluation?
  private let candidates: [CandidateScore]

  init(_ evaluation: RunEvaluation?, candidates: [CandidateScore]) {
    self.evaluation = evaluation
    self.candidates = candidates
  }

  /// One line, for `impute`.
  var sentence: [String] {
    guard let evaluation else { return summary }
    return [
      "Tested on \(Numbers.count(Int(nearest: evaluation.count), "student")) whose gender is known "
        + "and was hidden: \(Numbers.percent(evaluation.accuracy)) correct "
        + "(95 % interval \(Numbers.percent(evaluation.accuracyLower)) to "
        + "\(Numbers.percent(evaluation.accuracyUpper)))."
    ]
  }

  /// Some lines, for `impute -v`.
  var summary: [String] {
    guard let evaluation else {
      return ["No gender is recorded, so the model cannot be evaluated."]
    }
    return [heading(evaluation)] + measures(evaluation) + comparison(all: false)
  }

  /// What to expect of the proposals, for `evaluate`.
  var expectations: [String] {
    guard let evaluation else { return summary }
    return sentence + genders(evaluation) + thresholds(evaluation)
  }

  /// All tables, for `evaluate -v`.
  var tables: [String] {
    guard let evaluation else { return summary }
    let compared = comparison(all: true)
    return [heading(evaluation)] + measures(evaluation) + genders(evaluation)
      + (compared.isEmpty ? [] : ["Compared, the smaller log loss the better:"]) + compared
      + reliability(evaluation) + thresholds(evaluation)
  }

  private func heading(_ evaluation: RunEvaluation) -> String {
    let students = Numbers.count(Int(nearest: evaluation.count), "student")
    guard let folds = evaluation.folds, let repeats = evaluation.repeats else {
      return "How good it is, told by \(students) whose gender is known:"
    }
    return "How good it is, told by \(students) whose gender is known and was held back "
      + "(\(folds) parts, \(repeats) \(repeats == 1 ? "time" : "times")):"
  }

  private func measures(_ evaluation: RunEvaluation) -> [String] {
    [
      "  \(Numbers.percent(evaluation.accuracy)) correct "
        + "(95 % interval \(Numbers.percent(evaluation.accuracyLower)) to "
        + "\(Numbers.percent(evaluation.accuracyUpper)))",
      "  log loss \(Numbers.fixed(evaluation.logLoss, 4)), the shares alone "
        + "\(Numbers.fixed(evaluation.logLossOfShares, 4)): skill "
        + "\(Numbers.fixed(evaluation.skill, 3)) +- "
        + "\(Numbers.fixed(evaluation.skillStandardError, 3)); Brier "
        + Numbers.fixed(evaluation.brier, 4),
      "  confidences are off by \(Numbers.percent(evaluation.calibrationError)) on average; by "
        + "chance it would be \(Numbers.percent(evaluation.calibrationErrorByChance))",
    ]
  }

  private func genders(_ evaluation: RunEvaluation) -> [String] {
    var table = TextTable(
      ["gender", "students", "called so", "called another", "error", "bias"],
      rightAligned: [1, 2, 3, 4, 5]
    )
    for gender in evaluation.genders {
      table.append([
        gender.gender, Numbers.fixed(gender.recorded, 1), Numbers.fixed(gender.called, 1),
        Numbers.fixed(gender.wrong, 1), gender.error.map { Numbers.percent($0) } ?? "",
        gender.bias.map { Numbers.fixed($0, 3) } ?? "",
      ])
    }
    return table.lines.map { "  " + $0 }
  }

  /// The best of each kind, or all.
  private func comparison(all: Bool) -> [String] {
    let ordered = candidates.sorted { $0.logLoss < $1.logLoss }
    let shown =
      all
      ? ordered
      : ordered.filter { candidate in
        let kind = Self.kind(candidate.name)
        return candidate.isChosen || ordered.first { Self.kind($0.name) == kind } == candidate
      }
    let lines = shown.map { candidate in
      "    \(Numbers.fixed(candidate.logLoss, 4))  \(SafeText.shown(candidate.name))"
        + (candidate.isChosen ? "  <- chosen" : "")
    }
    guard !lines.isEmpty else { return lines }
    // It has to be said why the smallest was not taken.
    let why =
      ordered.first?.isChosen == true ? [] : [Self.reason(ordered)]
    guard !all else { return lines + why }
    let rest = candidates.count - shown.count
    return ["  compared by the log loss of their posteriors, the smaller the better:"] + lines + why
      + (rest > 0 ? ["    and \(rest) more: studentdb evaluate -v"] : [])
  }

  /// Why not the first of the candidates was taken.
  private static func reason(_ ordered: [CandidateScore]) -> String {
    ordered.first?.name == "shares alone"
      ? "    the shares alone predict better than any model: height is of no use here"
      : "    chosen: the simplest model that is not significantly worse than the best"
  }

  private static func kind(_ name: String) -> Substring {
    name.split(separator: ",").first ?? ""
  }

  private func reliability(_ evaluation: RunEvaluation) -> [String] {
    var table = TextTable(
      ["confidence", "students", "said", "was right", "95 % interval"],
      rightAligned: [1, 2, 3]
    )
    for bin in evaluation.reliability {
      table.append([
        "\(Numbers.fixed(bin.lower, 1)) to \(Numbers.fixed(bin.upper, 1))",
        Numbers.fixed(bin.count, 1), Numbers.percent(bin.confidence),
        Numbers.percent(bin.accuracy),
        "\(Numbers.percent(bin.accuracyLower)) to \(Numbers.percent(bin.accuracyUpper))",
      ])
    }
    return ["Calibration: of the students with about the same confidence"]
      + table.lines.map { "  " + $0 }
  }

  private func thresholds(_ evaluation: RunEvaluation) -> [String] {
    var table = TextTable(
      ["from", "proposals", "expected wrong", "known with it", "right of them", "95 % interval"],
      rightAligned: [0, 1, 2, 3, 4]
    )
    for row in evaluation.thresholds {
      var interval = ""
      if let lower = row.precisionLower, let upper = row.precisionUpper {
        interval = "\(Numbers.percent(lower)) to \(Numbers.percent(upper))"
      }
      table.append([
        Numbers.percent(row.threshold), "\(row.proposals)", Numbers.fixed(row.expectedWrong, 1),
        Numbers.fixed(row.heldBack, 1), row.precision.map { Numbers.percent($0) } ?? "", interval,
      ])
    }
    return ["If everything from a confidence upwards were accepted:"]
      + table.lines.map { "  " + $0 }
  }
}
