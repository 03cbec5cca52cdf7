import Mixture
import StudentStore
package import Workflows

/// Why a run thinks what it thinks of a student, in bits and in words.
package struct ExplanationRendering {
  private let explanation: StudentExplanation

  package init(_ explanation: StudentExplanation) {
    self.explanation = explanation
  }

  package var report: Answer {
    Answer(json: json, text: heading + body + earlier)
  }

  private var heading: [String] {
    let student = explanation.student
    let group = student.group.map { ", \(SafeText.shown($0))" } ?? ""
    let height = student.height.centimetres.map { ", \(Numbers.fixed($0, 1)) cm" } ?? ""
    return ["Student \(student.id): \(SafeText.shown(student.name))\(group)\(height)"]
  }

  private var body: [String] {
    guard let evidence = explanation.evidence else { return [why(explanation.student)] }
    guard let weights = explanation.weights else {
      return ["Run r\(evidence.run) proposes nothing for this student:"]
        + explanation.refusals.map { "  \($0.code): \(SafeText.shown($0.message))" }
    }
    return suggestion(evidence, weights) + bits(weights) + averaging(evidence, weights)
      + neighbours(evidence) + decision
  }

  /// Why a run says nothing about a student.
  private func why(_ student: Student) -> String {
    let name = "r\(explanation.run)"
    if student.isNoPerson { return "The row is not a person. Nothing is inferred about it." }
    switch student.gender {
    case .recorded(let gender):
      return "The gender is recorded: \(SafeText.shown(gender)). A recorded gender is not inferred."
    case .declined:
      return "The student declined to say. Nothing is inferred."
    case .doNotInfer:
      return "The school asked that nothing be inferred about this student."
    case .inDoubt:
      return
        "The word for the gender is not known. A gender in doubt is not inferred: studentdb check"
    case .missing where student.height == .missing:
      return "No height is recorded, so run \(name) cannot infer a gender."
    case .missing where student.height == .doubt:
      return "The height is in doubt, so that it was left out of run \(name): studentdb check"
    case .missing where explanation.decision?.verdict.gender != nil:
      return "The gender was decided before run \(name), so that it was not asked."
    case .missing:
      return "Run \(name) says nothing about this student: it was made before the student or the "
        + "height came, or has no model for the class. Run studentdb impute again."
    }
  }

  private func suggestion(_ evidence: StudentEvidence, _ weights: Explanation) -> [String] {
    let frequencies = zip(explanation.genders, weights.naturalFrequencies())
      .map { "\($1) \(SafeText.shown($0))" }.joined(separator: " and ")
    let place = evidence.stratum.map { " in \(SafeText.shown($0))" } ?? ""
    var interval = ""
    if let bounds = evidence.interval {
      interval =
        ", between \(Numbers.percent(bounds.lower)) and \(Numbers.percent(bounds.upper)) "
        + "(95 % interval)"
    }
    return [
      "Run r\(evidence.run) suggests \(SafeText.shown(evidence.gender)): "
        + "\(Numbers.percent(evidence.confidence))\(interval).",
      "Of 100 students this tall\(place) whose gender is missing, \(frequencies).",
    ]
  }

  private func bits(_ weights: Explanation) -> [String] {
    guard !weights.weights.isEmpty else { return [] }
    var table = TextTable(
      ["in bits, for", "its share", "+ the height", "= together", "probability"],
      rightAligned: [1, 2, 3, 4]
    )
    for (index, gender) in explanation.genders.enumerated() {
      let parts = weights.weights[index].thousandths
      table.append([
        gender, Self.signed(parts.share), Self.signed(parts.height), Self.signed(parts.posterior),
        Numbers.percent(weights.posterior[index]),
      ])
    }
    return ["One bit doubles the odds; below zero it speaks against:"]
      + table.lines.map { "  " + $0 }
  }

  /// Where the confidence is not what the bits come to: it allows for what is not known of the model.
  private func averaging(_ evidence: StudentEvidence, _ weights: Explanation) -> [String] {
    let posterior = Numbers.percent(weights.posterior.max() ?? 1)
    let stated = Numbers.percent(evidence.confidence)
    guard posterior != stated else { return [] }
    return [
      "The bits take the model for certain. It is learnt from the students that are known, and "
        + "allowing for that makes \(posterior) into \(stated)."
    ]
  }

  private static func signed(_ thousandths: Int) -> String {
    (thousandths > 0 ? "+" : "") + Numbers.fixed(Double(thousandths) / 1_000, 3)
  }

  private func neighbours(_ evidence: StudentEvidence) -> [String] {
    let place = evidence.stratum.map { " of \(SafeText.shown($0))" } ?? ""
    guard !explanation.neighbours.isEmpty else {
      return ["No known student\(place) is within 1 cm of \(Numbers.fixed(evidence.height, 1)) cm."]
    }
    let counts = explanation.neighbours.map { "\($0.count) \(SafeText.shown($0.gender))" }
      .joined(separator: ", ")
    return [
      "Known students\(place) within 1 cm of \(Numbers.fixed(evidence.height, 1)) cm: \(counts)."
    ]
  }

  private var decision: [String] {
    guard let decision = explanation.decision else { return [] }
    return [
      "Decided by \(SafeText.shown(decision.reviewer)) (d\(decision.id)): "
        + DecisionRendering.words(decision.verdict)
    ]
  }

  private var earlier: [String] {
    explanation.earlier.map { record in
      let words = record.suggestion.map {
        "\(SafeText.shown($0.gender)), \(Numbers.percent($0.confidence))"
      }
      return "Run r\(record.run) said: \(words ?? "nothing, its gate refused")."
    }
  }

  private var json: JSONValue {
    let student = explanation.student
    let (evidence, weights) = (explanation.evidence, explanation.weights)
    let shown = weights == nil ? nil : evidence
    return .object([
      .init("student", .integer(student.id)),
      .init("id", .optional(student.schoolID)),
      .init("name", .text(student.name)),
      .init("group", .optional(student.group)),
      .init("height_cm", .optional(student.height.centimetres)),
      .init("gender_status", .text(student.gender.status)),
      .init("run", .text("r\(explanation.run)")),
      .init("stratum", .optional(evidence?.stratum)),
      .init("gender", .optional(shown?.gender)),
      .init("confidence", .optional(shown?.confidence)),
      .init(
        "interval",
        shown?.interval.map { .array([.number($0.lower), .number($0.upper)]) } ?? .null
      ),
      .init("bits", weights.map { .array(self.weights($0)) } ?? .null),
      .init(
        "neighbours",
        .object(explanation.neighbours.map { .init($0.gender, .count($0.count)) })
      ),
      .init("reason", evidence == nil ? .text(why(student)) : .null),
      .init("refusals", EvaluationJSON.refusals(explanation.refusals)),
      .init(
        "earlier",
        .array(
          explanation.earlier.map {
            .object([
              .init("run", .text("r\($0.run)")),
              .init("gender", .optional($0.suggestion?.gender)),
              .init("confidence", .optional($0.suggestion?.confidence)),
            ])
          }
        )
      ),
      .init("decision", .optional(explanation.decision.map { "d\($0.id)" })),
    ])
  }

  private func weights(_ weights: Explanation) -> [JSONValue] {
    let frequencies = weights.naturalFrequencies()
    return explanation.genders.indices.map { index in
      let bits = weights.weights.isEmpty ? nil : weights.weights[index]
      return .object([
        .init("gender", .text(explanation.genders[index])),
        .init("share", .optional(bits?.share)),
        .init("height", .optional(bits?.height)),
        .init("sum", .optional(bits?.posterior)),
        .init("probability", .number(weights.posterior[index])),
        .init("of_100", .count(frequencies[index])),
      ])
    }
  }
}
