import Mixture
import StudentStore

/// What names are worth in a school, as people and scripts read it.
struct NameText {
  private let usage: NameUsage
  /// Whether names are added to heights; else to the shares of the genders.
  private let besideHeights: Bool

  /// `besideHeights`: whether there is a model of heights.
  init(_ usage: NameUsage, besideHeights: Bool = true) {
    self.usage = usage
    self.besideHeights = besideHeights
  }

  /// What names are added to, in words.
  private var others: String {
    besideHeights ? "heights alone" : "the shares of the genders alone"
  }

  /// One line where names were not asked for: what they would bring.
  var hint: String { "Names are not used. " + benefit }

  /// What names would bring.
  var benefit: String {
    "With --names \(usage.used), "
      + "\(Numbers.percent(usage.both.accuracy)) of \(students) whose gender is known and was hidden "
      + "would be called correctly instead of \(Numbers.percent(usage.heights.accuracy))."
  }

  /// How names are used, in a line or two, for `impute`.
  var summary: [String] { ["Names: \(use)"] + columnTable + usage.groups.compactMap(warning) }

  /// How names are used, and what for.
  var lines: [String] {
    let compared =
      "\(besideHeights ? "By heights and names" : "With names") \(Numbers.percent(usage.both.accuracy)) of \(students) whose gender is "
      + "known and was hidden are called correctly, by \(others) "
      + "\(Numbers.percent(usage.heights.accuracy))\(alone)."
    return ["Names: \(use)", compared] + basisTable + columnTable + usage.groups.compactMap(warning)
  }

  private var alone: String {
    usage.names.map { names in
      "; by names alone \(Numbers.percent(names.accuracy)) of the "
        + "\(Int(nearest: names.students)) whose names say something"
    } ?? ""
  }

  private var students: String { Numbers.count(Int(nearest: usage.both.students), "student") }

  private var use: String {
    let reference = usage.usesReference ? ", and the reference table" : ""
    if usage.used == "off", let refusal = usage.refusals.first {
      return "not used; \(Self.reason(refusal))."
    }
    let alone = usage.refusals.first { $0.evidence == "names" }.map {
      " Without a height a name proposes nothing: \(Self.reason($0))."
    }
    return switch usage.used {
    case "off": "not used; they predict hidden genders no better than \(others)."
    case "own": "those of this list\(reference)." + (alone ?? "")
    default: "those of this list and their endings\(reference)." + (alone ?? "")
    }
  }

  private static func reason(_ refusal: NameUsage.Refusal) -> String {
    switch GateRefusalCode(rawValue: refusal.code) {
    case .miscalibrated: "their confidences do not hold on hidden genders"
    case .tooFewRecorded:
      "a gender is known of fewer than \(Gate.fewestRecorded) students; record more of them"
    default: "they predict hidden genders no better than the shares of the genders"
    }
  }

  /// How well names are known, and how right they are.
  private var basisTable: [String] {
    table(usage.groups.filter { $0.by == "basis" }, heading: "the name is", Self.words)
  }

  /// How right they are for each value of the column that was asked for.
  private var columnTable: [String] {
    table(usage.groups.filter { $0.by == NameUsage.Group.column }, heading: "students with") {
      SafeText.shown($0)
    }
  }

  private func table(
    _ groups: [NameUsage.Group],
    heading: String,
    _ words: (String) -> String
  ) -> [String] {
    guard usage.used != "off", !groups.isEmpty else { return [] }
    var table = TextTable(
      [heading, "students", "correct", "said", besideHeights ? "by height" : "by shares"],
      rightAligned: [1, 2, 3, 4]
    )
    for group in groups {
      table.append([
        words(group.name), Numbers.fixed(group.measure.students, 1),
        Numbers.percent(group.measure.accuracy), Numbers.percent(group.measure.confidence),
        Numbers.percent(group.withoutNames.accuracy),
      ])
    }
    return table.lines.map { "  " + $0 }
  }

  private static func words(_ basis: String) -> String {
    switch NameBasis(rawValue: basis) {
    case .knownHere: "known here"
    case .byReference: "known by the reference"
    case .byEnding: "known by its ending"
    case .unknown, nil: "not known"
    }
  }

  /// A part of the school whose confidences with names do not hold; nil where they do.
  private func warning(_ group: NameUsage.Group) -> String? {
    guard usage.used != "off", group.by != "basis", group.isHarmed || group.isUnderstated else {
      return nil
    }
    let right = "\(Numbers.percent(group.measure.accuracy)) are called correctly"
    let stated = "\(Numbers.percent(group.measure.confidence)) is said, \(right)"
    let remedy = "Use --names own, or a --name-reference that knows these names."
    let words =
      group.isMisled
      ? "names mislead here; \(right), by \(others) "
        + "\(Numbers.percent(group.withoutNames.accuracy)). \(remedy)"
      : group.isHarmed
        ? "names are believed too much here; \(stated). \(remedy)"
        : "names are right more often here than is said; \(stated)."
    return "  \(SafeText.shown(group.name)): \(words)"
  }

  var json: JSONValue {
    .object([
      .init("most", .text(usage.most)), .init("used", .text(usage.used)),
      .init("uses_reference", .bool(usage.usesReference)),
      .init(
        "reference",
        usage.reference.map { table in
          .object([
            .init("sha256", .text(table.sha256)),
            .init("genders", .array(table.genders.map { .text($0) })),
            .init("students_named", .count(table.named)),
            .init("students_known", .count(table.known)),
          ])
        } ?? .null
      ),
      .init("candidates", EvaluationJSON.candidates(usage.candidates)),
      .init("both", Self.measure(usage.both)), .init("heights", Self.measure(usage.heights)),
      .init("names", usage.names.map(Self.measure) ?? .null),
      .init(
        "groups",
        .array(
          usage.groups.map { group in
            .object([
              .init("by", .text(group.by)), .init("name", .text(group.name)),
              .init("both", Self.measure(group.measure)),
              .init("heights", Self.measure(group.withoutNames)),
              .init("misled", .bool(group.by != "basis" && group.isHarmed)),
            ])
          }
        )
      ),
      .init(
        "refusals",
        .array(
          usage.refusals.map {
            .object([.init("evidence", .text($0.evidence)), .init("code", .text($0.code))])
          }
        )
      ),
    ])
  }

  private static func measure(_ measure: NameUsage.Measure) -> JSONValue {
    .object([
      .init("students", .number(measure.students)), .init("accuracy", .number(measure.accuracy)),
      .init("confidence", .number(measure.confidence)),
      .init("log_loss", .number(measure.logLoss)), .init("ece", .number(measure.calibrationError)),
    ])
  }
}
