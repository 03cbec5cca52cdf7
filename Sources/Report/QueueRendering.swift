import Mixture
package import StudentStore
package import Workflows

/// The queue of a run, for scripts and for people.
package struct QueueRendering {
  package let report: ListAnswer<QueueItem>

  /// `items`: those to show.
  ///
  /// `all`: those selected.
  package init(_ items: [QueueItem], of all: [QueueItem], proposes: Bool, run: Int64) {
    var text = items.isEmpty ? ["No student of run r\(run) is asked for."] : []
    let toDo = all.count { $0.state.isToDo }
    let heldBack = all.count { $0.state.isToDo && $0.suggestion == nil }
    text.append(
      "\(Numbers.count(all.count, "student")) of run r\(run), "
        + ToDecide.words(toDo, heldBack: heldBack)
        + (items.count < all.count ? "; \(items.count) shown" : "") + "."
    )
    let blind = items.count { $0.isBlind }
    if blind > 0 {
      text.append(
        "\(Numbers.count(blind, "of them is", "of them are")) blind: decide with --gender G --blind, "
          + "without looking the suggestion up."
      )
    }
    if !proposes { text.append("The run's gate refused, so it suggests nothing.") }
    report = ListAnswer(
      rows: items.map(\.shown),
      columns: TextTable.Columns(
        ["student", "id", "name", "group", "height cm", "suggestion", "confidence", "state"],
        rightAligned: [0, 4, 6],
        meaning: { column, cell in column == 5 && cell != "-" ? .suggestion : nil }
      ),
      cells: Self.cells,
      json: Self.json,
      closing: text
    )
  }

  private static func cells(_ item: QueueItem) -> [String] {
    [
      "\(item.student)", item.schoolID ?? "", item.name, item.group ?? "",
      item.heightCentimetres.map { Numbers.fixed($0, 1) } ?? "",
      item.isBlind ? "hidden" : item.suggestion?.gender ?? "-",
      item.suggestion.map { Numbers.percent($0.confidence) } ?? "-", words(item),
    ]
  }

  private static func words(_ item: QueueItem) -> String {
    switch item.path {
    case .batch where !item.state.isToDo: "\(item.state.rawValue) in a batch"
    case .file where !item.state.isToDo: "\(item.state.rawValue) from a file"
    default: item.state.rawValue
    }
  }

  /// An item, without the hidden parts.
  package static func json(_ item: QueueItem) -> JSONValue {
    .object([
      .init("student", .integer(item.student)),
      .init("id", .optional(item.schoolID)),
      .init("name", .text(item.name)),
      .init("group", .optional(item.group)),
      .init("height_cm", .optional(item.heightCentimetres)),
      .init("gender", .optional(item.suggestion?.gender)),
      .init("confidence", .optional(item.suggestion?.confidence)),
      .init(
        "interval",
        item.interval.map { .array([.number($0.lowerBound), .number($0.upperBound)]) } ?? .null
      ),
      .init(
        "probabilities",
        .object(item.probabilities.map { .init($0.gender, .number($0.stated)) })
      ),
      .init(
        "evidence_probability",
        .object(item.probabilities.map { .init($0.gender, .number($0.evidence)) })
      ),
      .init("state", .text(item.state.rawValue)),
      .init("run", .text("r\(item.run)")),
      .init("decided_gender", .optional(item.decidedGender)),
      .init("decided_how", .optional(item.state.isToDo ? nil : item.path?.rawValue)),
      .init("decision", .optional(item.decision.map { "d\($0)" })),
      .init("blind", .bool(item.isBlind)),
    ])
  }
}

/// The agreement of blind answers with a run's suggestions, for the status and the end of a review.
package struct ProgressRendering {
  private let progress: ReviewProgress

  package init(_ progress: ReviewProgress) {
    self.progress = progress
  }

  /// In sentences; empty without blind answers.
  package var lines: [String] {
    guard let share = progress.blind.share else { return [] }
    let all = progress.blind
    var lines = [
      "Of \(Numbers.count(all.answered, "blind answer")), \(all.agreed) agreed with the suggestion "
        + "(\(Numbers.percent(share)))."
    ]
    let sample = progress.sample
    guard let accuracy = sample.agreement.share, let interval = sample.interval else {
      return lines + ["None of them was drawn at random, so this says nothing about the others."]
    }
    lines.append(
      "Accuracy of the suggestions, by the \(sample.agreement.answered) of \(sample.drawn) drawn at "
        + "random that were answered: \(Numbers.percent(accuracy)) (95 % interval "
        + "\(Numbers.percent(interval.lower)) to \(Numbers.percent(interval.upper)))."
    )
    if sample.leftOut > 0 {
      lines.append(
        "\(Numbers.count(sample.leftOut, "drawn student whose turn had come was", "drawn students whose turn had come were")) "
          + "not answered blind, so it may be off."
      )
    }
    return lines
  }

  /// For scripts.
  var json: JSONValue {
    let sample = progress.sample
    return .object([
      .init("run", .text("r\(progress.run)")),
      .init("blind_answers", .count(progress.blind.answered)),
      .init("blind_agreed", .count(progress.blind.agreed)),
      .init("drawn", .count(sample.drawn)),
      .init("drawn_answered", .count(sample.agreement.answered)),
      .init("drawn_agreed", .count(sample.agreement.agreed)),
      .init("drawn_left_out", .count(sample.leftOut)),
      .init("accuracy", .optional(sample.agreement.share)),
      .init(
        "accuracy_interval",
        sample.interval.map { .array([.number($0.lower), .number($0.upper)]) } ?? .null
      ),
    ])
  }
}
