import Mixture
import StudentStore
import Workflows

/// How sure the program is: by height, by threshold, and whether that is to be believed.
struct ConfidenceSection {
  let context: ReportContext

  private var run: ImputationRun { context.run }

  var html: HTML {
    let parts = "\(byHeight)\(thresholds)\(calibration)" as HTML
    guard !parts.text.isEmpty else { return "" }
    return context.section(
      "confidence",
      context.say("How sure the program is", "Wie sicher das Programm ist"),
      parts
    )
  }

  /// The drawings alone, without the table of thresholds.
  var figures: HTML { "\(byHeight)\(calibration)" }

  private var byHeight: HTML {
    let chart = ConfidenceChart(
      context.report.cells,
      genders: run.genders,
      threshold: context.threshold,
      isAnonymous: context.isAnonymous,
      language: context.language
    )
    guard !chart.points.isEmpty else { return "" }
    let rows = chart.points.prefix(Self.mostRows).map { point -> [DataTable.Cell] in
      [
        point.lower == point.upper
          ? .number(point.lower, decimals: 1)
          : .text("\(Numbers.fixed(point.lower, 0))–\(Numbers.fixed(point.upper, 0))"),
        .text(context.gender(point.gender)), .percent(point.confidence), context.cell(point.count),
        .text(point.isProposed ? context.say("yes", "ja") : context.say("no", "nein")),
      ]
    }
    let table = DataTable(
      context.say("Confidence by height", "Sicherheit nach Größe"),
      [
        Phrase.heightAxis(context.language), context.say("likeliest", "am wahrscheinlichsten"),
        context.say("confidence", "Sicherheit"), context.say("students", "Kinder"),
        context.say("proposed", "vorgeschlagen"),
      ],
      rows,
      language: context.language
    )
    let least = context.language.percent(context.threshold)
    return context.figure(
      chart.drawing(title: context.say("Confidence by height", "Sicherheit nach Größe")),
      shows: context.isAnonymous
        ? context.say(
          "Heights of students whose gender is missing, put together until each mark has five students, with the likeliest gender and how sure that is. Larger marks are more students; empty ones are held back and not proposed.",
          "Größen der Kinder, deren Geschlecht fehlt, zusammengefasst, bis jedes Zeichen fünf Kinder hat, mit dem wahrscheinlichsten Geschlecht und wie sicher es ist. Größere Zeichen sind mehr Kinder; leere werden zurückgehalten und nicht vorgeschlagen."
        )
        : context.say(
          "Every height of a student whose gender is missing, with the likeliest gender and how sure that is. Larger marks are more students; empty ones are held back and not proposed.",
          "Jede Größe eines Kindes, dessen Geschlecht fehlt, mit dem wahrscheinlichsten Geschlecht und wie sicher es ist. Größere Zeichen sind mehr Kinder; leere werden zurückgehalten und nicht vorgeschlagen."
        ),
      read: context.say(
        "Marks above the dashed line reach \(least). Near the bottom the program knows hardly more than by tossing a coin.",
        "Zeichen über der gestrichelten Linie erreichen \(least). Nahe dem unteren Rand weiß das Programm kaum mehr als durch einen Münzwurf."
      ),
      now: context.say(
        "Decide those above the line together if the table of thresholds says few would be wrong; look at the others one by one.",
        "Die über der Linie gemeinsam entscheiden, wenn die Tabelle der Schwellen wenige falsche erwarten lässt; die anderen einzeln ansehen."
      ),
      tables: [table.html]
    )
  }

  private static let mostRows = 400

  /// The rows of a threshold that may be told: those whose steps are no small groups.
  private var tellable: [RunEvaluation.Threshold] {
    let all = run.evaluation?.thresholds ?? []
    guard context.isAnonymous else { return all }
    var kept: [RunEvaluation.Threshold] = []
    for row in all where Pooling.mayTell(row.proposals) {
      if let last = kept.last, !Pooling.mayTell(abs(last.proposals - row.proposals)) { continue }
      kept.append(row)
    }
    return kept
  }

  private var thresholds: HTML {
    let rows = tellable
    guard !rows.isEmpty else { return "" }
    let table = DataTable(
      context.say("What each threshold would bring", "Was jede Schwelle brächte"),
      [
        context.say("accept from", "annehmen ab"), context.say("students", "Kinder"),
        context.say("of them wrong, expected", "davon falsch, erwartet"),
        context.say("hidden students with that", "verdeckte Kinder damit"),
        context.say("of them right", "davon richtig"), context.say("from", "von"),
        context.say("to", "bis"),
      ],
      rows.map { row in
        [
          .percent(row.threshold), context.cell(row.proposals),
          .number(row.expectedWrong, decimals: 1), context.cell(hidden: row.heldBack),
          .percent(context.told(row.precision, of: row.heldBack)),
          .percent(
            context.told(row.precision, of: row.heldBack).flatMap { _ in row.precisionLower }
          ),
          .percent(
            context.told(row.precision, of: row.heldBack).flatMap { _ in row.precisionUpper }
          ),
        ]
      },
      language: context.language
    )
    return """
      <h3>\(context.say("Thresholds", "Schwellen"))</h3>
      \(context.paragraph(context.say("If all suggestions from a confidence upwards are accepted together, so many students are decided and so many of them are expected to be wrong. Choose the row whose errors the school can bear; the rest is reviewed one by one.", "Werden alle Vorschläge ab einer Sicherheit gemeinsam angenommen, so sind so viele Kinder entschieden, und so viele davon sind voraussichtlich falsch. Die Zeile wählen, deren Fehler die Schule hinnehmen kann; der Rest wird einzeln geprüft.")))\(table.html)
      """
  }

  private var calibration: HTML {
    guard let evaluation = run.evaluation else { return "" }
    let chart = CalibrationChart(
      evaluation.reliability,
      isAnonymous: context.isAnonymous,
      language: context.language
    )
    guard !chart.bins.isEmpty else { return "" }
    let table = DataTable(
      context.say("Stated and right", "Angegeben und richtig"),
      [
        context.say("stated confidence", "angegebene Sicherheit"), context.say("right", "richtig"),
        context.say("from", "von"), context.say("to", "bis"), context.say("students", "Kinder"),
      ],
      chart.bins.map {
        [
          .percent($0.confidence), .percent($0.accuracy), .percent($0.accuracyLower),
          .percent($0.accuracyUpper), context.cell(hidden: $0.count, decimals: 1),
        ]
      },
      language: context.language
    )
    let (off, chance) = (
      context.language.percent(evaluation.calibrationError),
      context.language.percent(evaluation.calibrationErrorByChance)
    )
    return context.figure(
      chart.drawing(title: context.say("Calibration", "Kalibrierung")),
      shows: context.say(
        "Whether a confidence is to be believed: students whose gender is known were hidden, and the program said how sure it was.",
        "Ob einer Sicherheit zu glauben ist: Kinder mit bekanntem Geschlecht wurden verdeckt, und das Programm sagte, wie sicher es war."
      ),
      read: context.say(
        "Points on the dashed line: what is stated is true. Below it the program is too sure, above it too careful. The number at a point is its students. On average a confidence is off by \(off); \(chance) is to be expected by chance.",
        "Punkte auf der gestrichelten Linie: Die Angabe stimmt. Darunter ist das Programm zu sicher, darüber zu vorsichtig. Die Zahl am Punkt sind seine Kinder. Im Mittel weicht eine Sicherheit um \(off) ab; \(chance) sind durch Zufall zu erwarten."
      ),
      now: context.say(
        "If a point with many students has its whole interval below the line, accept only from a higher confidence.",
        "Liegt bei einem Punkt mit vielen Kindern der ganze Bereich unter der Linie, nur ab einer höheren Sicherheit annehmen."
      ),
      tables: [table.html]
    )
  }
}
