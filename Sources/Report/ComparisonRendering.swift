import StudentStore
package import Workflows

/// The differences between two runs.
package struct ComparisonRendering {
  private let comparison: RunComparison

  package init(_ comparison: RunComparison) {
    self.comparison = comparison
  }

  /// The number of students shown of each kind; the rest are in the JSON.
  private static let shown = 20

  package var report: Answer {
    var text = [
      "r\(comparison.first.id): \(Self.model(comparison.first))",
      "r\(comparison.second.id): \(Self.model(comparison.second))",
      evidence,
    ]
    if let mean = comparison.meanMove {
      text.append(
        "\(Numbers.count(comparison.both, "student")) in both; probabilities moved by "
          + "\(Numbers.percent(mean)) on average."
      )
    }
    for (count, run) in [
      (comparison.onlyFirst, comparison.first), (comparison.onlySecond, comparison.second),
    ] where count > 0 {
      text.append("\(Numbers.count(count, "student")) in r\(run.id) alone.")
    }
    text += table("Crossed one half", comparison.crossed, total: comparison.crossed.count)
    text += table(
      "Moved by a percentage point or more",
      comparison.moved,
      total: comparison.movedCount
    )
    if comparison.isSame {
      text.append(
        "Both runs say the same about every \(comparison.ofCells ? "cell" : "student")."
      )
    }
    return Answer(json: json, text: text)
  }

  private var evidence: String {
    if sameEvidence { return "Both were fitted to the same students." }
    let (first, second) = (comparison.first.settings, comparison.second.settings)
    guard first.stratifiedBy == second.stratifiedBy else {
      return "They divide the students differently."
    }
    return "They were fitted to different students: genders, heights or classes changed between "
      + "them, or another reference was used."
  }

  private var sameEvidence: Bool { comparison.first.inputDigest == comparison.second.inputDigest }

  private static func model(_ run: ImputationRun) -> String {
    let settings = run.settings
    let model =
      run.usesHeights
      ? "\(settings.family), \(settings.variance) variance, \(settings.missingness) shares, by "
        + "\(settings.stratifiedBy), learnt from \(settings.learntFrom)" : "names alone"
    return model + "; "
      + (run.passedGate ? "proposes to \(run.imputed)" : "refused")
  }

  private func table(_ heading: String, _ differences: [RunDifference], total: Int) -> [String] {
    guard total > 0 else { return [] }
    var table = TextTable(
      (comparison.ofCells ? ["students", "cell"] : ["student", "name"])
        + ["r\(comparison.first.id)", "r\(comparison.second.id)"],
      rightAligned: [0]
    )
    for difference in differences.prefix(Self.shown) {
      table.append(
        Self.words(difference.subject)
          + [Self.words(difference.before), Self.words(difference.after)]
      )
    }
    let rest = total - min(total, Self.shown)
    return ["\(heading): \(total)"] + table.lines.map { "  " + $0 }
      + (rest > 0 ? ["  and \(rest) more: --json"] : [])
  }

  private static func words(_ subject: RunDifference.Subject) -> [String] {
    switch subject {
    case .student(let student, let name, _): ["\(student)", name]
    case .cell(let stratum, let height, let students):
      ["\(students)", (stratum.map { "\($0), " } ?? "") + "\(Numbers.fixed(height, 1)) cm"]
    }
  }

  /// The result of a run; without gender and confidence if the gate refused.
  private static func words(_ said: RunDifference.Said?) -> String {
    guard let said else { return "nothing" }
    guard said.isProposed else { return "not proposed" }
    return "\(said.gender) \(Numbers.percent(said.confidence))"
  }

  private var json: JSONValue {
    .object([
      .init("from", .text("r\(comparison.first.id)")),
      .init("to", .text("r\(comparison.second.id)")),
      .init("same_evidence", .bool(sameEvidence)),
      .init("students", .count(comparison.both)),
      .init("only_from", .count(comparison.onlyFirst)),
      .init("only_to", .count(comparison.onlySecond)),
      .init("mean_move", .optional(comparison.meanMove)),
      .init("crossed", .array(comparison.crossed.map(Self.json))),
      .init("moved_count", .count(comparison.movedCount)),
      .init("moved", .array(comparison.moved.map(Self.json))),
    ])
  }

  private static func json(_ difference: RunDifference) -> JSONValue {
    func said(_ said: RunDifference.Said?) -> JSONValue {
      guard let said else { return .null }
      return .object([
        .init("gender", said.isProposed ? .text(said.gender) : .null),
        .init("confidence", said.isProposed ? .number(said.confidence) : .null),
      ])
    }
    let subject: [JSONValue.Member] =
      switch difference.subject {
      case .student(let student, let name, _):
        [.init("student", .integer(student)), .init("name", .text(name))]
      case .cell(let stratum, let height, let students):
        [
          .init("stratum", .optional(stratum)), .init("height_cm", .number(height)),
          .init("students", .count(students)),
        ]
      }
    return .object(
      subject + [
        .init("from", said(difference.before)),
        .init("to", said(difference.after)),
      ]
    )
  }
}

/// The answer of `impute --rerun r3 --check`.
package struct RecomputationRendering {
  private let recomputation: Recomputation

  package init(_ recomputation: Recomputation) {
    self.recomputation = recomputation
  }

  package var report: Answer {
    let name = "r\(recomputation.run.id)"
    let total = Numbers.count(recomputation.compared, "value")
    var text: [String] = []
    if recomputation.isIdentical {
      text.append("\(name) computed again from what it was fitted to: \(total), all the same.")
    } else {
      text = recomputation.differences.prefix(20).map { difference in
        "  \(SafeText.shown(difference.what)): stored \(Self.words(difference.stored)), now "
          + Self.words(difference.recomputed)
      }
      text.append(
        "\(name) computed again: \(recomputation.differenceCount) of \(total) differ. Either "
          + "stored values were changed (studentdb verify), or it was made by another version "
          + "of the program (\(recomputation.run.programVersion)) or on another machine."
      )
    }
    return Answer(
      json: .object([
        .init("run", .text(name)),
        .init("identical", .bool(recomputation.isIdentical)),
        .init("compared", .count(recomputation.compared)),
        .init("different", .count(recomputation.differenceCount)),
        .init(
          "differences",
          .array(
            recomputation.differences.map {
              .object([
                .init("what", .text($0.what)), .init("stored", Self.json($0.stored)),
                .init("recomputed", Self.json($0.recomputed)),
              ])
            }
          )
        ),
      ]),
      text: text,
      status: recomputation.isIdentical ? .done : .some
    )
  }

  private static func words(_ value: Recomputation.Value?) -> String {
    switch value {
    case .number(let number)?: "\(number)"
    case .text(let text)?: "\"\(SafeText.shown(text))\""
    case nil: "nothing"
    }
  }

  private static func json(_ value: Recomputation.Value?) -> JSONValue {
    switch value {
    case .number(let number)?: .number(number)
    case .text(let text)?: .text(text)
    case nil: .null
    }
  }
}
