import Mixture
import Workflows

/// What blind answers say about a run's suggestions, for the status and the end of a review.
struct ProgressRendering {
  private let progress: ReviewProgress

  init(_ progress: ReviewProgress) {
    self.progress = progress
  }

  /// In sentences; none where nobody was asked blind.
  var lines: [String] {
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
