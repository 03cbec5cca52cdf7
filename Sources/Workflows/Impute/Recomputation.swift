import Mixture
package import StudentStore

/// A stored run held against what the same evidence and settings give now.
package struct Recomputation {
  /// One value that differs.
  package struct Difference: Equatable, Sendable {
    package let what: String
    /// Nil where nothing is stored.
    package let stored: Value?
    package let recomputed: Value?
  }

  /// A number, or a word.
  package enum Value: Equatable, Sendable {
    case number(Double)
    case text(String)
  }

  package let run: ImputationRun
  /// How many values were compared.
  package private(set) var compared = 0
  /// Those that differ, in the order of comparison; at most ``most``.
  package private(set) var differences: [Difference] = []
  /// How many differ.
  package private(set) var differenceCount = 0

  /// The most differences that are kept.
  package static let most = 100

  /// Whether everything is as it is stored, to the bit.
  package var isIdentical: Bool { differenceCount == 0 }

  /// Compares all that a run stores and that what it was fitted to can give again.
  ///
  /// That is everything but the candidates that were not taken, who had no height, had declined and the
  /// like, and, where names are used, how well held-back students were predicted: what they were
  /// counted from is not stored.
  init(_ run: ImputationRun, cells: [EvidenceCell], with draft: RunDraft) {
    self.run = run
    let other = draft.run
    // Who was held back with which name is not stored.
    let usesNames = run.names?.learnt != nil || !run.usesHeights
    let order = { (step: ImputationRun.TraceStep) in (step.stratum ?? "", step.start, step.step) }
    let totals = { (total: ExpectedTotal) in (total.stratum ?? "", total.gender) }
    let pairs: [(String, Any, Any)] = [
      ("", run.summary, other.summary),
      ("input digest", run.inputDigest.hexadecimal, other.inputDigest.hexadecimal),
      ("gate passed", run.passedGate, other.passedGate),
      ("refusal", run.refusals, other.refusals),
      ("recorded", run.recordedCount, other.recordedCount),
      ("missing", run.missingCount, other.missingCount),
      ("imputed", run.imputed, other.imputed),
      ("expected wrong", run.expectedWrong as Any, other.expectedWrong as Any),
      ("likelihood ratio", run.likelihoodRatio as Any, other.likelihoodRatio as Any),
      ("likelihood ratio p", run.likelihoodRatioP as Any, other.likelihoodRatioP as Any),
      ("", run.strata, other.strata),
      (
        "trace", run.trace.sorted { order($0) < order($1) },
        other.trace.sorted { order($0) < order($1) }
      ),
      (
        "total", run.totals.sorted { totals($0) < totals($1) },
        other.totals.sorted { totals($0) < totals($1) }
      ),
      ("sensitivity", run.sensitivity, other.sensitivity),
      (
        "candidate", run.candidates.filter(\.isChosen).map(\.logLoss),
        other.candidates.filter(\.isChosen).map(\.logLoss)
      ),
      (
        "evaluation", usesNames ? nil as RunEvaluation? as Any : run.evaluation as Any,
        usesNames ? nil as RunEvaluation? as Any : other.evaluation as Any
      ),
      ("height", cells, draft.cells),
    ]
    for (what, stored, recomputed) in pairs { compare(what, stored, recomputed) }
  }

  /// Compares two values of one type, part by part.
  private mutating func compare(_ what: String, _ stored: Any?, _ recomputed: Any?) {
    let (stored, recomputed) = (Self.unwrapped(stored), Self.unwrapped(recomputed))
    let leaves = (stored.flatMap(Self.leaf), recomputed.flatMap(Self.leaf))
    let parts = [stored, recomputed].map { $0.map { Array(Mirror(reflecting: $0).children) } ?? [] }
    guard leaves.0 == nil, leaves.1 == nil, !(parts[0].isEmpty && parts[1].isEmpty) else {
      compared += 1
      let isThere = (stored == nil) == (recomputed == nil)
      guard leaves.0 != leaves.1 || !isThere else { return }
      differenceCount += 1
      if differences.count < Self.most {
        differences.append(Difference(what: what, stored: leaves.0, recomputed: leaves.1))
      }
      return
    }
    for place in 0..<max(parts[0].count, parts[1].count) {
      let own = parts.map { $0.indices.contains(place) ? $0[place] : nil }
      let child = own[0] ?? own[1]
      let name = child?.label.map(Self.words) ?? child.map { Self.name(of: $0.value) } ?? ""
      compare(
        [what, name].filter { !$0.isEmpty }.joined(separator: " "),
        own[0]?.value,
        own[1]?.value
      )
    }
  }

  private static func unwrapped(_ value: Any?) -> Any? {
    guard let value else { return nil }
    // Two dictionaries need not have their keys in one order.
    if let totals = value as? [String: Double] {
      return totals.sorted { $0.key < $1.key }.map { Total(gender: $0.key, expected: $0.value) }
    }
    let mirror = Mirror(reflecting: value)
    guard mirror.displayStyle == .optional else { return value }
    return unwrapped(mirror.children.first?.value)
  }

  private struct Total {
    let gender: String
    let expected: Double
  }

  private static func leaf(_ value: Any) -> Value? {
    switch value {
    case let number as Double: .number(number)
    case let number as Int: .number(Double(number))
    case let isSo as Bool: .text(isSo ? "yes" : "no")
    case let text as String: .text(text)
    case let word as any RawRepresentable: (word.rawValue as? String).map(Value.text)
    case let reason as GateReason: .text("\(reason)")
    default: nil
    }
  }

  /// What tells an element of a list from its neighbours.
  private static let keys: Set<String> = [
    "name", "stratum", "gender", "step", "number", "height", "code", "threshold", "centimetres",
    "share",
  ]

  private static func name(of element: Any) -> String {
    Mirror(reflecting: element).children.compactMap { child in
      guard let label = child.label, keys.contains(label), let value = unwrapped(child.value)
      else { return nil }
      switch leaf(value) {
      case .text(let text)?: return text
      case .number(let number)?:
        let isWhole = number == number.rounded() && number.magnitude < 1e9
        return "\(label) " + (isWhole ? "\(Int(number))" : "\(number)")
      case nil: return nil
      }
    }.joined(separator: " ")
  }

  /// A Swift name in words: `logLikelihood` is "log likelihood".
  private static func words(_ label: String) -> String {
    // A dictionary's and a tuple's parts have no names to show.
    guard !label.hasPrefix(".") else { return "" }
    return label.reduce(into: "") { words, letter in
      words += letter.isUppercase ? " " + letter.lowercased() : String(letter)
    }
  }
}
