import Mixture
import StudentStore
import Workflows

/// The heights of those whose gender is recorded, with the fitted curves, and of those whose is missing.
struct HeightSection {
  let context: ReportContext

  /// Panels beyond this many are left to the table and to `show --json`.
  static let mostPanels = 24

  private var run: ImputationRun { context.run }

  var html: HTML {
    guard run.usesHeights else { return "" }
    return context.section(
      "heights",
      context.say("Heights", "Größen"),
      "\(growth)\(panels)"
    )
  }

  private var now: String {
    context.say(
      "If a row of bars has two hills, or a single bar far outside, look at those students: a height may be in the wrong unit (studentdb check).",
      "Hat eine Balkenreihe zwei Hügel oder einen einzelnen Balken weit außerhalb, diese Kinder ansehen: Eine Größe kann in der falschen Einheit stehen (studentdb check)."
    )
  }

  private var growth: HTML {
    guard
      let chart = GrowthChart(
        run,
        context.report.counted,
        isAnonymous: context.isAnonymous,
        language: context.language
      ),
      context.toldStrata.count == run.strata.count
    else { return "" }
    return context.figure(
      chart.drawing(title: context.say("Height by age", "Größe nach Alter")),
      shows: context.isAnonymous
        ? context.say(
          "The mean height of each gender at each age, as the model has it.",
          "Die mittlere Größe jedes Geschlechts in jedem Alter, wie das Modell sie hat."
        )
        : context.say(
          "The mean height of each gender at each age, as the model has it, and the students whose gender is missing (short lines).",
          "Die mittlere Größe jedes Geschlechts in jedem Alter, wie das Modell sie hat, und die Kinder, deren Geschlecht fehlt (kurze Striche)."
        ),
      read: context.say(
        "Where the lines lie far apart, height tells something; where the bands cover each other, it tells little.",
        "Wo die Linien weit auseinanderliegen, sagt die Größe etwas; wo die Bänder einander decken, sagt sie wenig."
      ),
      now: context.say(
        "At the ages where the bands cover each other, ask or look in the files; do not rely on height.",
        "In dem Alter, in dem die Bänder einander decken, fragen oder in den Akten nachsehen; sich nicht auf die Größe verlassen."
      ),
      tables: []
    )
  }

  private func title(_ stratum: String?) -> String {
    guard let stratum else { return context.say("The whole school", "Die ganze Schule") }
    switch run.settings.stratifiedBy {
    case "age": return context.say("Age \(stratum)", "Alter \(stratum)")
    case "group" where context.isAnonymous: return context.className(stratum)
    case "group": return context.say("Class \(stratum)", "Klasse \(stratum)")
    default: return stratum
    }
  }

  private var panels: HTML {
    let told = context.toldStrata
    guard !told.isEmpty else {
      return context.paragraph(
        context.say(
          "In every part of the school a gender has fewer than five recorded heights; no curve is shown.",
          "In jedem Teil der Schule hat ein Geschlecht weniger als fünf erfasste Größen; keine Kurve wird gezeigt."
        )
      )
    }
    let shown = told.prefix(Self.mostPanels)
    let bins = shown.map { stratum in
      HeightBins(
        context.report.counted,
        stratum: stratum.name,
        genders: run.genders,
        isAnonymous: context.isAnonymous,
        tellsMissing: context.tellsMissingOfStrata
      )
    }
    // One range for all, so that panels can be compared.
    let ranges = bins.compactMap(\.range)
    guard let low = ranges.map(\.lowerBound).min(), let high = ranges.map(\.upperBound).max() else {
      return ""
    }
    let drawings = zip(shown, bins).map { stratum, bins in
      HeightHistogram(
        bins: bins,
        mixture: try? run.mixture(of: stratum),
        language: context.language,
        range: low...high
      ).drawing(title: title(stratum.name))
    }
    var read = context.say(
      "The further the hills of two genders lie apart, the more a height tells. A missing student under one hill alone is told with confidence; between two hills nothing can be said.",
      "Je weiter die Hügel zweier Geschlechter auseinanderliegen, desto mehr sagt eine Größe. Ein fehlendes Kind unter nur einem Hügel ist sicher zuzuordnen; zwischen zwei Hügeln lässt sich nichts sagen."
    )
    if told.count > shown.count || told.count < run.strata.count {
      let rest = run.strata.count - shown.count
      read += context.say(
        " \(rest) more parts are not drawn.",
        " \(rest) weitere Teile sind nicht gezeichnet."
      )
    }
    return context.figure(
      "<div class=\"panels\">\(drawings.joined())</div>",
      shows: context.say(
        "How many students have which height: recorded ones by gender with the fitted curve, and those whose gender is missing.",
        "Wie viele Kinder welche Größe haben: erfasste nach Geschlecht mit der angepassten Kurve, und die, deren Geschlecht fehlt."
      ),
      read: read,
      now: now,
      tables: [counts(bins)]
    )
  }

  /// Every parameter of some strata, with its standard error where a reader asks for it.
  func parameters(_ strata: [ImputationRun.Stratum]) -> HTML {
    let rows = strata.flatMap { stratum in
      stratum.genders.map { gender -> [DataTable.Cell] in
        [
          .name(title(stratum.name)), .text(context.gender(gender.gender)),
          context.cell(gender.recorded), .number(gender.mean.value, decimals: 2),
          .number(gender.mean.standardError, decimals: 2),
          .number(gender.standardDeviation.value, decimals: 2), .percent(gender.weight.value),
          .percent(gender.weightMissing.value),
        ]
      }
    }
    return DataTable(
      context.say("What the model estimated", "Was das Modell geschätzt hat"),
      [
        context.say("part", "Teil"), context.say("gender", "Geschlecht"),
        context.say("recorded", "erfasst"), context.say("mean cm", "Mittel cm"),
        context.say("standard error", "Std.-Fehler"), context.say("sd cm", "Std.-Abw. cm"),
        context.say("share", "Anteil"), context.say("share of missing", "Anteil der Fehlenden"),
      ],
      rows,
      language: context.language
    ).html
  }

  private func counts(_ all: [HeightBins]) -> HTML {
    let rows = all.flatMap { bins in
      bins.rows.flatMap { row in
        row.bins.filter { $0.count > 0 }.map { bin -> [DataTable.Cell] in
          [
            .name(title(bins.stratum)),
            .text(row.gender.map { context.gender($0) } ?? Phrase.missingGender(context.language)),
            .text("\(Numbers.fixed(bin.lower, 0))–\(Numbers.fixed(bin.upper, 0))"),
            context.cell(bin.count),
          ]
        }
      }
    }
    return DataTable(
      context.say("Students by height", "Kinder nach Größe"),
      [
        context.say("part", "Teil"), context.say("gender", "Geschlecht"),
        context.say("from, to below, cm", "von, bis unter, cm"), context.say("students", "Kinder"),
      ],
      rows,
      language: context.language
    ).html
  }
}
