import StudentStore

/// What a run estimated, for scripts and for people.
struct RunRendering {
  private let run: ImputationRun

  init(_ run: ImputationRun) {
    self.run = run
  }

  private var name: String { run.id.map { "r\($0)" } ?? "the run" }

  /// The answer of `impute`.
  func report(isDryRun: Bool) -> Report {
    var text = summary + model + gate
    text.append(isDryRun ? "Nothing was changed." : next)
    return Report(
      json: .object(members),
      text: text,
      status: run.passedGate ? .done : .notFit
    )
  }

  /// The answer of `show rN`: the same, with the way there.
  func details() -> Report {
    var text = summary
    text.append(
      "  made        \(run.createdAt) by \(SafeText.shown(run.actor)), "
        + "studentdb \(run.programVersion)"
    )
    text.append("  evidence    sha256 \(run.inputDigest.hexadecimal)")
    text += model + steps + gate
    let trace = JSONValue.array(
      run.trace.map { step in
        .object([
          .init("stratum", .optional(step.stratum)),
          .init("start", .count(step.start)),
          .init("step", .count(step.step)),
          .init("log_likelihood", .number(step.logLikelihood)),
          .init("largest_change", .optional(step.largestChange)),
          .init("genders", .array(step.genders.map { Self.json($0, isEstimate: false) })),
        ])
      }
    )
    return Report(
      json: .object(
        members + [
          .init("stop_reason", .text(run.stopReason)), .init("label", .optional(run.label)),
          .init("made_by", .text(run.actor)), .init("made_at", .text(run.createdAt)),
          .init("program_version", .text(run.programVersion)), .init("trace", trace),
        ]
      ),
      text: text
    )
  }

  private var members: [JSONValue.Member] {
    let settings = run.settings
    return [
      .init("run", .optional(run.id.map { "r\($0)" })),
      .init("status", .text(run.status)),
      .init("iterations", .count(run.iterations)),
      .init("log_likelihood", .number(run.logLikelihood)),
      .init("bic", .number(run.bic)),
      .init("seed", .integer(settings.seed)),
      .init(
        "settings",
        .object([
          .init("family", .text(settings.family)),
          .init("variance", .text(settings.variance)),
          .init("missingness", .text(settings.missingness)),
          .init("by", .text(settings.stratifiedBy)),
          .init("starts", .count(settings.starts)),
          .init("max_iterations", .count(settings.maximumIterations)),
          .init("tolerance", .number(settings.tolerance)),
          .init("folds", settings.folds.map { .count($0) } ?? .null),
          .init("resolution_cm", .number(settings.resolutionCentimetres)),
        ])
      ),
      .init("input_digest", .text(run.inputDigest.hexadecimal)),
      .init("strata", .array(run.strata.map(json))),
      .init("imputed", .count(run.imputed)),
      .init("not_imputed", .counts(run.notImputed)),
      .init("expected_wrong", .optional(run.expectedWrong)),
      .init("candidates", .null),
      .init("evaluation", .null),
      .init(
        "gate",
        .object([
          .init("passed", .bool(run.passedGate)),
          .init(
            "refusals",
            .array(
              run.refusals.map {
                .object([.init("code", .text($0.code)), .init("message", .text($0.message))])
              }
            )
          ),
        ])
      ),
    ]
  }

  private func json(_ stratum: ImputationRun.Stratum) -> JSONValue {
    .object([
      .init("stratum", .optional(stratum.name)),
      .init(
        "recorded",
        .object(stratum.genders.map { .init($0.gender, .count($0.recorded)) })
      ),
      .init("missing", .count(run.strata.count == 1 ? run.missingCount : stratum.missing)),
      .init("informative", .null),
      .init("bayes_error", .null),
      .init("genders", .array(stratum.genders.map { Self.json($0, isEstimate: true) })),
    ])
  }

  private static func json(_ gender: ImputationRun.GenderModel, isEstimate: Bool) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("gender", .text(gender.gender)),
      .init("weight", .number(gender.weight)),
    ]
    // With the same shares for everybody there is one weight; both keys are given all the same.
    if isEstimate { members.append(.init("weight_missing", .number(gender.weight))) }
    members.append(.init("mean_cm", .number(gender.meanCentimetres)))
    members.append(.init("sd_cm", .number(gender.variance.squareRoot())))
    if isEstimate { members.append(.init("standard_error", .null)) }
    return .object(members)
  }

  private var summary: [String] {
    let settings = run.settings
    let label = run.label.map { " \"\(SafeText.shown($0))\"" } ?? ""
    return [
      "Run \(name)\(label): \(run.stopReason).",
      "  learnt from \(run.recordedCount) students whose gender and height are recorded",
      "  asked about \(run.missingCount) students whose gender is missing and whose height is known",
      "  model       \(settings.family) densities, \(settings.variance) variance, \(settings.missingness) "
        + "shares, by \(settings.stratifiedBy); log-likelihood \(Numbers.fixed(run.logLikelihood, 3)), "
        + "BIC \(Numbers.fixed(run.bic, 3))",
    ]
  }

  private var model: [String] {
    var lines: [String] = []
    for stratum in run.strata {
      var table = TextTable(
        ["gender", "recorded", "share", "mean cm", "sd cm"],
        rightAligned: [1, 2, 3, 4]
      )
      for gender in stratum.genders {
        table.append([
          gender.gender, "\(gender.recorded)", Numbers.percent(gender.weight),
          Numbers.fixed(gender.meanCentimetres, 2), Numbers.fixed(gender.variance.squareRoot(), 2),
        ])
      }
      if let name = stratum.name { lines.append("  stratum \(SafeText.shown(name))") }
      lines += table.lines.map { "  " + $0 }
    }
    return lines
  }

  /// The first and the last steps of EM, where the E- and the M-step can be seen at work.
  private var steps: [String] {
    guard let genders = run.trace.first?.genders, !genders.isEmpty else { return [] }
    var table = TextTable(
      ["step", "log-likelihood", "change"]
        + genders.flatMap { ["\($0.gender) share", "mean", "sd"] },
      rightAligned: Set(0...(2 + genders.count * 3))
    )
    let shown = run.trace.count > 7 ? Array(run.trace.prefix(4)) + run.trace.suffix(2) : run.trace
    for (index, step) in shown.enumerated() {
      if index == 4, run.trace.count > 7 {
        table.append(["…"] + Array(repeating: "", count: 2 + genders.count * 3))
      }
      table.append(
        ["\(step.step)", Numbers.fixed(step.logLikelihood, 6), Self.change(step.largestChange)]
          + step.genders.flatMap {
            [
              Numbers.percent($0.weight), Numbers.fixed($0.meanCentimetres, 3),
              Numbers.fixed($0.variance.squareRoot(), 3),
            ]
          }
      )
    }
    return [
      "  EM, from the recorded students (step 0): the E-step gives each missing gender its "
        + "probability, the M-step estimates anew"
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

  private var gate: [String] {
    guard run.passedGate else {
      return ["The gate refused: this run proposes nothing."]
        + run.refusals.map { "  \($0.code): \(SafeText.shown($0.message))" }
    }
    var lines = ["It proposes a gender for \(Numbers.count(run.imputed, "student"))."]
    if let wrong = run.expectedWrong, run.imputed > 0 {
      lines.append(
        "If all were taken as they are, about \(Numbers.fixed(wrong, 1)) of \(run.imputed) would be "
          + "wrong, as far as the model can be believed."
      )
    }
    for (reason, count) in run.notImputed.sorted(by: { $0.key < $1.key }) {
      lines.append(
        "  not inferred: \(count) (\(reason.split(separator: "_").joined(separator: " ")))"
      )
    }
    return lines
  }

  private var next: String {
    run.passedGate
      ? "Next: studentdb review"
      : "Next: record more students, import the list again, and impute; or decide by hand with "
        + "studentdb review decide"
  }
}
