import Mixture
import StudentStore

/// How many students of each gender are to be expected, and how far that depends on what is assumed.
struct TotalsSection {
  let context: ReportContext

  private var run: ImputationRun { context.run }

  /// The totals of the whole school that may be told.
  var whole: [ExpectedTotal] {
    run.totals.filter {
      $0.stratum == nil && (!context.isAnonymous || Pooling.mayTell($0.known))
    }
  }

  var html: HTML {
    let whole = whole
    guard run.passedGate, run.missingCount > 0, !whole.isEmpty else { return "" }
    let table = DataTable(
      context.say("Expected totals", "Zu erwartende Summen"),
      [
        context.say("gender", "Geschlecht"), context.say("known", "bekannt"),
        context.say("expected in all", "insgesamt erwartet"), context.say("from", "von"),
        context.say("to", "bis"), context.say("by the likeliest", "nach dem Wahrscheinlichsten"),
      ],
      whole.map {
        [
          .text(context.gender($0.gender)), context.cell($0.known),
          .number($0.expected, decimals: 1),
          .number($0.interval?.lower, decimals: 1), .number($0.interval?.upper, decimals: 1),
          context.cell($0.byLikeliest),
        ]
      },
      language: context.language
    )
    let chart = TotalsChart(
      totals: whole,
      genders: run.genders,
      isAnonymous: context.isAnonymous,
      language: context.language
    )
    let figure = context.figure(
      chart.drawing(title: context.say("Expected totals", "Zu erwartende Summen")),
      shows: context.say(
        "How many students of each gender the school has, those included whose gender is missing.",
        "Wie viele Kinder jedes Geschlechts die Schule hat, mit denen, deren Geschlecht fehlt."
      ),
      read: context.say(
        "The bar is known for certain. The mark adds the probabilities of the others; with 95 % confidence the number lies between the ends of the line.",
        "Der Balken ist sicher bekannt. Das Zeichen zählt die Wahrscheinlichkeiten der anderen dazu; mit 95 % Sicherheit liegt die Zahl zwischen den Enden der Linie."
      ),
      now: context.say(
        "For statistics use these numbers with their intervals, not a count of the likeliest: that favours the larger gender.",
        "Für Statistiken diese Zahlen mit ihren Bereichen nehmen, nicht das Zählen des Wahrscheinlichsten: Das bevorzugt das häufigere Geschlecht."
      ),
      tables: []
    )
    let left =
      context.isAnonymous && context.hasSmallGender
      ? context.paragraph(
        context.say(
          "A gender that fewer than five students have is left out.",
          "Ein Geschlecht, das weniger als fünf Kinder haben, ist weggelassen."
        )
      ) : ""
    return context.section(
      "totals",
      context.say("How many of each gender", "Wie viele von jedem Geschlecht"),
      "\(figure)\(table.html)\(left)\(sensitivity)"
    )
  }

  private func range(_ numbers: [Double]) -> String? {
    guard let least = numbers.min(), let most = numbers.max() else { return nil }
    let (low, high) = (context.language.fixed(least, 1), context.language.fixed(most, 1))
    return context.say("\(low) to \(high)", "\(low) bis \(high)")
  }

  private func ranges(_ rows: [Sensitivity]) -> String? {
    let told = Set(whole.map(\.gender))
    let genders = Set(rows.flatMap { ($0.totals ?? [:]).keys }).intersection(told).sorted()
    let parts = genders.compactMap { gender in
      range(rows.compactMap { $0.totals?[gender] }).map { "\(context.gender(gender)) \($0)" }
    }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  /// What would change if those asked about were other than those recorded.
  private var sensitivity: HTML {
    var sentences: [String] = []
    if let heights = ranges(run.sensitivity.filter { $0.centimetres != nil }) {
      sentences.append(
        context.say(
          "If those asked about were 2 cm taller or shorter than those recorded: \(heights).",
          "Wären die Gefragten 2 cm größer oder kleiner als die Erfassten: \(heights)."
        )
      )
    }
    if let shares = ranges(run.sensitivity.filter { $0.share != nil }) {
      sentences.append(
        context.say(
          "If their shares were other by a tenth: \(shares).",
          "Wären ihre Anteile um ein Zehntel andere: \(shares)."
        )
      )
    }
    guard !sentences.isEmpty else { return "" }
    let lead = context.say(
      "What the records cannot tell:",
      "Was die Daten nicht sagen können:"
    )
    return
      "<p class=\"sensitivity\"><strong>\(lead)</strong> \(sentences.joined(separator: " "))</p>\n"
  }
}
