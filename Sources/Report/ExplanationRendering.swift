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
      return ["Run r\(explanation.run) proposes nothing for this student:"]
        + explanation.refusals.map { "  \($0.code.rawValue): \(SafeText.shown($0.sentence))" }
    }
    return suggestion(evidence, weights) + bits(weights) + names + neighbours(evidence) + decision
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
        "The word for the gender is not known. A gender in doubt is not inferred; run studentdb check."
    case .missing where explanation.usesNames && student.height.centimetres == nil:
      return
        "No height is recorded, or it is in doubt, and by such a name alone run \(name) proposes nothing."
    case .missing where student.height == .missing:
      return "No height is recorded, so run \(name) cannot infer a gender."
    case .missing where student.height == .doubt:
      return "The height is in doubt, so run \(name) did not use it; run studentdb check."
    case .missing where explanation.decision?.verdict.gender != nil:
      return "The gender was decided before run \(name), so the run did not ask for it."
    case .missing:
      return "Run \(name) says nothing about this student: it was made before the student or the "
        + "height came, or has no model for the class. Run studentdb impute again."
    }
  }

  private func suggestion(_ evidence: EvidenceCell, _ weights: Explanation) -> [String] {
    let place = evidence.stratum.map { " in \(SafeText.shown($0))" } ?? ""
    var interval = ""
    if let bounds = evidence.interval {
      interval =
        ", between \(Numbers.percent(bounds.lower)) and \(Numbers.percent(bounds.upper)) "
        + "(95 % interval)"
    }
    return [
      "Run r\(explanation.run) suggests \(SafeText.shown(evidence.gender)): "
        + "\(Numbers.percent(evidence.confidence))\(interval).",
      "Of 100 students \(explanation.likeWhom)\(place) whose gender is missing, \(frequencies(weights)).",
    ]
  }

  /// Whole numbers that add up to 100, those of the genders without a model included.
  private func frequencies(_ weights: Explanation) -> String {
    let counts = explanation.frequencies(weights).map { "\($0.count) \(SafeText.shown($0.gender))" }
    return counts.joined(separator: " and ")
  }

  /// What the probability is made of: the rows add up.
  private func bits(_ weights: Explanation) -> [String] {
    guard !weights.weights.isEmpty else { return [] }
    let parts = weights.weights.map(\.thousandths)
    var table = TextTable(
      ["in bits"] + explanation.genders,
      rightAligned: Set(1...explanation.genders.count)
    )
    table.append(["share"] + parts.map { Self.signed($0.share) })
    if weights.height != nil { table.append(["height"] + parts.map { Self.signed($0.height) }) }
    if explanation.name != nil { table.append(["name"] + parts.map { Self.signed($0.name) }) }
    table.append(["uncertainty of the model"] + parts.map { Self.signed($0.uncertainty) })
    table.append(["together"] + parts.map { Self.signed($0.stated) })
    table.append(["probability"] + weights.stated.map(Numbers.percent))
    let others = explanation.others.map {
      "\(SafeText.shown($0.gender)): \(Numbers.percent($0.share)), its share; too few heights are "
        + "known for more."
    }
    return [
      "One bit doubles the odds; a negative number counts against the gender. The first "
        + "\(explanation.name != nil && weights.height != nil ? "four" : "three") add up:"
    ] + table.lines.map { "  " + $0 } + others
  }

  private static func signed(_ thousandths: Int) -> String {
    (thousandths > 0 ? "+" : "") + Numbers.fixed(Double(thousandths) / 1_000, 3)
  }

  /// What the name rests on.
  private var names: [String] {
    explanation.name.map { name in
      NameWords(name, genders: explanation.genders).sentences.map { "Name: \($0)" }
    } ?? []
  }

  private func neighbours(_ evidence: EvidenceCell) -> [String] {
    let place = evidence.stratum.map { " of \(SafeText.shown($0))" } ?? ""
    guard let height = evidence.height else { return [] }
    guard !explanation.neighbours.isEmpty else {
      return ["No known student\(place) is within 1 cm of \(Numbers.fixed(height, 1)) cm."]
    }
    let counts = explanation.neighbours.map { "\($0.count) \(SafeText.shown($0.gender))" }
      .joined(separator: ", ")
    return [
      "Known students\(place) within 1 cm of \(Numbers.fixed(height, 1)) cm: \(counts)."
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
        "name_words",
        explanation.name.map { NameWords($0, genders: explanation.genders).json } ?? .null
      ),
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
    let frequencies = explanation.frequencies(weights)
    return explanation.genders.indices.map { index in
      let bits = weights.weights.isEmpty ? nil : weights.weights[index]
      return .object([
        .init("gender", .text(explanation.genders[index])),
        .init("share", .optional(bits?.share)),
        .init("height", .optional(bits?.height)),
        .init("name", .optional(bits?.name)),
        .init("uncertainty", .optional(bits?.uncertainty)),
        .init("sum", .optional(bits?.stated)),
        .init("probability", .number(weights.stated[index])),
        .init("evidence_probability", .number(weights.posterior[index])),
        .init("of_100", .count(frequencies[index].count)),
      ])
    }
  }
}
