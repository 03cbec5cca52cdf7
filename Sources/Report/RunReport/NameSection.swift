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
    let used =
      names.used == "off"
      ? context.say(
        "Names were tried and are not used: on hidden students they were not better by more than chance explains, or not believable.",
        "Namen wurden versucht und werden nicht verwendet: Bei verdeckten Kindern waren sie nicht mehr besser, als der Zufall erklärt, oder nicht glaubwürdig."
      )
      : context.say(
        "First names are used (\(names.used)\(names.usesReference ? ", with a reference table" : "")). They are learnt from this school's recorded students and judged on hidden ones.",
        "Vornamen werden verwendet (\(names.used)\(names.usesReference ? ", mit einer Vergleichstabelle" : "")). Gelernt werden sie von den erfassten Kindern dieser Schule, beurteilt an verdeckten."
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
      "", context.say("students", "Kinder"), context.say("right", "richtig"),
      context.say("stated", "angegeben"), context.say("log loss", "Log-Verlust"),
      context.say("calibration error", "Kalibrierungsfehler"),
    ]
  }

  private func row(_ name: String, _ measure: NameUsage.Measure) -> [DataTable.Cell] {
    [
      .name(name), .number(measure.students, decimals: 0), .percent(measure.accuracy),
      .percent(measure.confidence), .number(measure.logLoss, decimals: 3),
      .percent(measure.calibrationError),
    ]
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
            .name($0.name), .number($0.measure.students, decimals: 0),
            .percent($0.measure.accuracy),
            .percent($0.withoutNames.accuracy), .percent($0.measure.confidence),
          ]
        },
        language: context.language
      ).html
    )
  }
}
