import Mixture
import StudentStore
import Workflows

/// The first page: what the head teacher has to know and to do.
struct SummarySection {
  let context: ReportContext

  private var run: ImputationRun { context.run }
  private var status: SchoolStatus { context.report.school }

  var html: HTML {
    """
    <section id="summary" aria-labelledby="summary-title">
    <h2 id="summary-title">\(context.say("Summary", "Zusammenfassung"))</h2>
    <p class="lead">\(lead)</p>
    <ul class="facts">\(facts.joined())</ul>
    <h3>\(context.say("What to know", "Was zu wissen ist"))</h3>
    <ul>\(known.map { "<li>\($0)</li>\n" as HTML }.joined())</ul>
    <h3>\(context.say("What to do now", "Was jetzt zu tun ist"))</h3>
    <ol>\(todo.map { "<li>\($0)</li>\n" as HTML }.joined())</ol>
    \(totals)</section>

    """
  }

  private var toDecide: Int {
    context.report.queue.count { $0.state.isToDo }
  }

  private var lead: String {
    let students = context.words(status.students)
    let missing = context.words(run.missingCount)
    guard run.passedGate else {
      return context.say(
        "The school has \(students) students. The gender of \(missing) was missing in this run. The program proposes nothing, because on students whose gender is known it was not good enough.",
        "Die Schule hat \(students) Kinder. Bei \(missing) fehlte in diesem Lauf das Geschlecht. Das Programm schlägt nichts vor, weil es bei Kindern, deren Geschlecht bekannt ist, nicht gut genug war."
      )
    }
    return context.say(
      "The school has \(students) students. The gender of \(missing) was missing in this run; the program proposes one for \(context.words(run.imputed)). A proposal becomes a gender only when a person decides so.",
      "Die Schule hat \(students) Kinder. Bei \(missing) fehlte in diesem Lauf das Geschlecht; für \(context.words(run.imputed)) schlägt das Programm eines vor. Aus einem Vorschlag wird erst ein Geschlecht, wenn ein Mensch so entscheidet."
    )
  }

  private func fact(_ number: String, _ words: String) -> HTML {
    "<li><strong>\(number)</strong> <span>\(words)</span></li>\n"
  }

  private var facts: [HTML] {
    let language = context.language
    var facts = [
      fact(context.words(run.missingCount), context.say("without a gender", "ohne Geschlecht")),
      fact(context.words(run.imputed), context.say("with a proposal", "mit Vorschlag")),
    ]
    if let wrong = run.expectedWrong, run.imputed > 0 {
      facts.append(
        fact(
          language.fixed(wrong, 1),
          context.say("of them wrong, if all were taken", "davon falsch, nähme man alle")
        )
      )
    }
    if let evaluation = run.evaluation,
      let accuracy = context.told(evaluation.accuracy, of: evaluation.count)
    {
      facts.append(
        fact(
          language.percent(accuracy),
          context.say("right on hidden students", "richtig bei verdeckten Kindern")
        )
      )
    }
    facts.append(
      fact(context.words(toDecide), context.say("still to decide", "noch zu entscheiden"))
    )
    return facts
  }

  private var known: [String] {
    var lines: [String] = []
    let language = context.language
    if let evaluation = run.evaluation,
      let accuracy = context.told(evaluation.accuracy, of: evaluation.count)
    {
      let (low, high) = (
        language.percent(evaluation.accuracyLower), language.percent(evaluation.accuracyUpper)
      )
      let count = context.words(Int(nearest: evaluation.count.rounded()))
      lines.append(
        context.say(
          "The program was tried on \(count) students whose gender is known and was hidden from it: it was right about \(language.percent(accuracy)) of them (95 % interval \(low) to \(high)).",
          "Das Programm wurde an \(count) Kindern geprüft, deren Geschlecht bekannt ist und vor ihm verdeckt wurde: Bei \(language.percent(accuracy)) lag es richtig (95-%-Bereich \(low) bis \(high))."
        )
      )
    }
    lines.append(
      context.say(
        "Height tells girls from boys only in part. A suggestion is a reason to look, not a fact about a child.",
        "Die Größe unterscheidet Mädchen und Jungen nur zum Teil. Ein Vorschlag ist ein Anlass nachzusehen, keine Tatsache über ein Kind."
      )
    )
    let heldBack = run.notImputed["gate_refused"] ?? 0
    if run.passedGate, heldBack > 0 {
      lines.append(
        context.say(
          "For \(context.words(heldBack)) students the program knows too little and proposes nothing.",
          "Bei \(context.words(heldBack)) Kindern weiß das Programm zu wenig und schlägt nichts vor."
        )
      )
    }
    if let declined = status.states[.declined], declined > 0 {
      lines.append(
        context.say(
          "Declined to say: \(context.words(declined)). Nothing is inferred about them.",
          "Keine Angabe gewünscht: \(context.words(declined)). Über sie wird nichts erschlossen."
        )
      )
    }
    return lines
  }

  private var todo: [String] {
    var lines: [String] = []
    if toDecide > 0 {
      lines.append(
        context.say(
          "Have the \(context.words(toDecide)) open students decided (studentdb review, or studentdb open for the page in the browser).",
          "Die \(context.words(toDecide)) offenen Kinder entscheiden lassen (studentdb review, oder studentdb open für die Seite im Browser)."
        )
      )
    }
    if !run.passedGate {
      lines.append(
        context.say(
          "Record the gender of more students, import the list again, and infer again; or decide by hand.",
          "Bei mehr Kindern das Geschlecht eintragen, die Liste neu einlesen und neu erschließen; oder von Hand entscheiden."
        )
      )
    }
    let valid = context.report.certificates.filter { $0.invalid.isEmpty }
    if valid.isEmpty {
      lines.append(
        context.say(
          "Sign when everything is decided: studentdb review sign-off.",
          "Unterschreiben, sobald alles entschieden ist: studentdb review sign-off."
        )
      )
    } else if toDecide == 0 {
      lines.append(
        context.say(
          "Nothing is left to decide, and a valid signature stands on it. Take the list out: studentdb export.",
          "Nichts ist mehr offen, und eine gültige Unterschrift steht darauf. Die Liste ausgeben: studentdb export."
        )
      )
    }
    lines.append(
      context.say(
        "Keep this page with the database; studentdb verify proves that nothing was changed outside the program.",
        "Diese Seite bei der Datenbank aufbewahren; studentdb verify beweist, dass nichts am Programm vorbei geändert wurde."
      )
    )
    return lines
  }

  private var totals: HTML {
    let whole = TotalsSection(context: context).whole
    guard run.passedGate, run.missingCount > 0, !whole.isEmpty else { return "" }
    let sentences = whole.map { total -> String in
      let expected = context.language.fixed(total.expected, 1)
      guard let interval = total.interval else {
        return "\(context.gender(total.gender)) \(expected)"
      }
      let (low, high) = (
        context.language.fixed(interval.lower, 1), context.language.fixed(interval.upper, 1)
      )
      return context.say(
        "\(context.gender(total.gender)) \(expected) (\(low) to \(high))",
        "\(context.gender(total.gender)) \(expected) (\(low) bis \(high))"
      )
    }
    let list = sentences.joined(separator: ", ")
    return context.paragraph(
      context.say(
        "To be expected in all, with 95 % intervals: \(list).",
        "Insgesamt zu erwarten, mit 95-%-Bereichen: \(list)."
      )
    )
  }
}
