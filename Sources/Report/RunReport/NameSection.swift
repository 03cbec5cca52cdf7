import Mixture
import StudentStore

/// What names brought on students whose gender is known and was hidden.
struct NameSection {
  let context: ReportContext

  var html: HTML {
    guard let names = context.run.names else { return "" }
    let ways: [(String, NameUsage.Measure?)] = [
      (
        context.say("by heights alone", "nach Größen allein"),
        context.run.usesHeights ? names.heights : nil
      ),
      (context.say("by names alone", "nach Namen allein"), names.names),
      (
        context.run.usesHeights
          ? context.say("by heights and names", "nach Größen und Namen")
          : context.say("all students", "alle Kinder"), names.both
      ),
    ]
    let table = DataTable(
      context.say("What names brought", "Was Namen brachten"),
      headings,
      ways.compactMap { name, measure in measure.map { row(name, $0) } },
      language: context.language
    )
    let endings =
      names.used == "endings" ? context.say(" and their endings", " und ihre Endungen") : ""
    let used =
      names.used == "off"
      ? context.say(
        "Names were tried and are not used: on hidden students they were not better by more than chance explains, or not believable.",
        "Namen wurden versucht und werden nicht verwendet: Bei verdeckten Kindern waren sie nicht mehr besser, als der Zufall erklärt, oder nicht glaubwürdig."
      )
      : context.say(
        "First names are used\(endings)\(names.usesReference ? ", with a reference table" : ""). They are learnt from this school's recorded students and judged on hidden ones.",
        "Vornamen werden verwendet\(endings)\(names.usesReference ? ", mit einer Vergleichstabelle" : ""). Gelernt werden sie von den erfassten Kindern dieser Schule, beurteilt an verdeckten."
      )
    return context.section(
      "names",
      context.say("Names", "Namen"),
      "\(context.paragraph(used))\(table.html)\(groups(names))\(context.paragraph(now))"
    )
  }

  private var now: String {
    context.say(
      "What to do now: where a class or a group of children is right much less often with names than without, review its suggestions one by one.",
      "Was jetzt zu tun ist: Wo eine Klasse oder eine Gruppe von Kindern mit Namen viel seltener richtig ist als ohne, ihre Vorschläge einzeln prüfen."
    )
  }

  private var headings: [String] {
    [
      context.say("proposed", "vorgeschlagen"), context.say("students", "Kinder"),
      context.say("right", "richtig"),
      context.say("stated", "angegeben"), context.say("log loss", "Log-Verlust"),
      context.say("calibration error", "Kalibrierungsfehler"),
    ]
  }

  private func row(_ name: String, _ measure: NameUsage.Measure) -> [DataTable.Cell] {
    [
      .name(name), context.cell(hidden: measure.students),
      .percent(context.told(measure.accuracy, of: measure.students)),
      .percent(measure.confidence), .number(measure.logLoss, decimals: 3),
      .percent(measure.calibrationError),
    ]
  }

  /// How a name is known, in words; a text of the school's list is a number where there are to be no names.
  private func name(of group: NameUsage.Group, among all: [NameUsage.Group]) -> String {
    switch group.by {
    case "basis":
      switch NameBasis(rawValue: group.name) {
      case .knownHere: return context.say("name known here", "Name hier bekannt")
      case .byReference:
        return context.say("name known by the reference", "Name aus der Vergleichstabelle bekannt")
      case .byEnding: return context.say("name known by its ending", "Name an der Endung erkannt")
      case .unknown, nil: return context.say("name not known", "Name nicht bekannt")
      }
    case _ where !context.isAnonymous: return group.name
    case "group": return context.className(group.name)
    case NameUsage.Group.column:
      let values = all.filter { $0.by == NameUsage.Group.column }.map(\.name)
      let place = values.firstIndex(of: group.name).map { "\($0 + 1)" } ?? "?"
      return context.say("value \(place) of a column", "Wert \(place) einer Spalte")
    default: return group.name
    }
  }

  private func groups(_ names: NameUsage) -> HTML {
    let told = names.groups.filter {
      !context.isAnonymous || $0.measure.students >= Double(Pooling.least)
    }
    guard !told.isEmpty else { return "" }
    return context.details(
      context.say("Part by part", "Teil für Teil"),
      DataTable(
        context.say("With and without names", "Mit und ohne Namen"),
        [
          context.say("part", "Teil"), context.say("students", "Kinder"),
          context.say("right with names", "mit Namen richtig"),
          context.say("without", "ohne"), context.say("stated with names", "mit Namen angegeben"),
        ],
        told.map {
          [
            .name(name(of: $0, among: told)), context.cell(hidden: $0.measure.students),
            .percent(context.told($0.measure.accuracy, of: $0.measure.students)),
            .percent(context.told($0.withoutNames.accuracy, of: $0.measure.students)),
            .percent($0.measure.confidence),
          ]
        },
        language: context.language
      ).html
    )
  }
}
