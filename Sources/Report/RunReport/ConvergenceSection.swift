import Mixture
import StudentStore
import Workflows

/// How the model was found: the steps of EM, as lines and one by one.
struct ConvergenceSection {
  let context: ReportContext

  /// Steps beyond this many are left out from the middle of the way.
  static let mostSteps = 12

  private var run: ImputationRun { context.run }

  /// The steps that led to the model, of the largest part of the school that may be told and has any.
  private var trace: (stratum: ImputationRun.Stratum, steps: [ImputationRun.TraceStep])? {
    for stratum in context.toldStrata.sorted(by: { $0.recorded > $1.recorded }) {
      let chosen = stratum.starts.first(where: \.isChosen)?.number
      let own = run.trace.filter { $0.stratum == stratum.name }
      let start = chosen.flatMap { number in own.contains { $0.start == number } ? number : nil }
      let steps = own.filter { $0.start == start ?? own.first?.start }
      if steps.count > 1 { return (stratum, steps) }
    }
    return nil
  }

  var html: HTML {
    guard let (stratum, steps) = trace else { return "" }
    let charts = TraceChart.all(steps, genders: run.genders, language: context.language)
    let name = stratum.name.map { " (\(context.part($0)))" } ?? ""
    let figure = context.figure(
      "<div class=\"panels\">\(charts.map(\.drawing).joined())</div>",
      shows: context.say(
        "The numbers of the model after each step of Expectation-Maximisation\(name), from the recorded students (step 0) on.",
        "Die Zahlen des Modells nach jedem Schritt der Expectation-Maximisation\(name), ausgehend von den erfassten Kindern (Schritt 0)."
      ),
      read: context.say(
        "The first line rises and becomes flat: further steps change nothing. A line that still moves at its end would be a fit that has not ended.",
        "Die erste Linie steigt und wird flach: Weitere Schritte ändern nichts. Eine Linie, die sich am Ende noch bewegt, wäre eine unfertige Anpassung."
      ),
      now: run.summary.status == "converged"
        ? context.say("Nothing; it converged.", "Nichts; es ist konvergiert.")
        : context.say(
          "Do not use this run: it ended as \"\(run.summary.status)\". Infer again with more steps (--max-iterations).",
          "Diesen Lauf nicht verwenden: Er endete als „\(run.summary.status)“. Mit mehr Schritten neu erschließen (--max-iterations)."
        ),
      tables: [table(steps)]
    )
    return context.section(
      "convergence",
      context.say("How the model was found", "Wie das Modell gefunden wurde"),
      "\(figure)\(stepThrough(stratum, steps))"
    )
  }

  private func table(_ steps: [ImputationRun.TraceStep]) -> HTML {
    let language = context.language
    let headings =
      [Phrase.stepAxis(language), Phrase.logLikelihood(language), Phrase.logPosterior(language)]
      + run.genders.flatMap { gender in
        let name = context.gender(gender)
        return [
          "\(name): \(context.say("mean cm", "Mittel cm"))", context.say("sd cm", "Std.-Abw. cm"),
          context.say("share of missing", "Anteil der Fehlenden"),
        ]
      }
    let rows = steps.map { step -> [DataTable.Cell] in
      [
        .count(step.step), .number(step.logLikelihood, decimals: 4),
        .number(step.objective, decimals: 4),
      ]
        + run.genders.flatMap { gender -> [DataTable.Cell] in
          let values = step.genders.first { $0.gender == gender }
          return [
            .number(values?.mean, decimals: 3),
            .number(values?.variance.squareRoot(), decimals: 3), .percent(values?.weightMissing),
          ]
        }
    }
    return DataTable(
      context.say("The steps of EM", "Die Schritte von EM"),
      headings,
      rows,
      language: language
    ).html
  }

  /// The first steps, and some of the others up to the last.
  private func chosen(_ steps: [ImputationRun.TraceStep]) -> [ImputationRun.TraceStep] {
    guard steps.count > Self.mostSteps else { return steps }
    let first = 6
    let rest = Self.mostSteps - first
    let later = (1...rest).map { part in
      first - 1 + (steps.count - first) * part / rest
    }
    return steps.prefix(first) + later.map { steps[$0] }
  }

  /// One step open at a time, by what every browser has: no script.
  private func stepThrough(
    _ stratum: ImputationRun.Stratum,
    _ steps: [ImputationRun.TraceStep]
  ) -> HTML {
    let bins = HeightBins(
      context.report.counted,
      stratum: stratum.name,
      genders: run.genders,
      isAnonymous: context.isAnonymous,
      tellsMissing: context.tellsMissingOfStrata
    )
    guard let range = bins.range else { return "" }
    let items = chosen(steps).map { step -> HTML in
      let title = context.say("Step \(step.step)", "Schritt \(step.step)")
      let change =
        step.step == 0
        ? context.say("the recorded students alone", "nur die erfassten Kinder")
        : context.say(
          "the E-step gave each missing gender its probability, the M-step estimated anew",
          "der E-Schritt gab jedem fehlenden Geschlecht seine Wahrscheinlichkeit, der M-Schritt schätzte neu"
        )
      let drawing = HeightHistogram(
        bins: bins,
        mixture: mixture(after: step),
        language: context.language,
        range: range
      ).drawing(title: title)
      let likelihood = context.language.fixed(step.logLikelihood, 4)
      return """
        <details name="em"\(step.step == 0 ? " open" as HTML : "")><summary>\(title): \
        \(Phrase.logLikelihood(context.language)) \(likelihood)</summary>
        <p>\(change).</p>\(drawing)</details>

        """
    }
    return """
      <div class="steps"><h3>\(context.say("Step by step", "Schritt für Schritt"))</h3>
      \(context.paragraph(context.say("Open one step after the other to see the curves move.", "Einen Schritt nach dem anderen öffnen, um zu sehen, wie sich die Kurven bewegen.")))\
      \(items.joined())</div>

      """
  }

  private func mixture(after step: ImputationRun.TraceStep) -> HeightMixture? {
    let components = run.genders.compactMap { gender in
      step.genders.first { $0.gender == gender }.map {
        Component(
          weight: $0.weight,
          weightAmongMissing: $0.weightMissing,
          mean: $0.mean,
          variance: $0.variance
        )
      }
    }
    guard components.count == run.genders.count else { return nil }
    return try? HeightMixture(
      components: components,
      density: run.summary.degreesOfFreedom.map { .t(degreesOfFreedom: $0) } ?? .normal
    )
  }
}
