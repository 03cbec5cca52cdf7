import Mixture
import StudentStore
import Workflows

/// What people decided, and who signed it.
struct DecisionSection {
  let context: ReportContext

  /// The state of a student in the review, in words.
  static func word(_ state: QueueItem.State, _ context: ReportContext) -> String {
    switch state {
    case .open: context.say("open", "offen")
    case .later: context.say("put off", "aufgeschoben")
    case .accepted: context.say("accepted", "angenommen")
    case .corrected: context.say("corrected", "berichtigt")
    case .leftUnknown: context.say("left unknown", "bleibt unbekannt")
    case .signed: context.say("signed", "unterschrieben")
    }
  }

  var html: HTML {
    context.section(
      "decisions",
      context.say("Decisions and signature", "Entscheidungen und Unterschrift"),
      "\(counts)\(sample)\(signatures)\(signatureLine)"
    )
  }

  private var counts: HTML {
    let states = QueueItem.State.allCases.compactMap { state in
      let count = context.report.queue.count { $0.state == state }
      return count > 0 ? (state: state, count: count) : nil
    }
    guard !states.isEmpty else {
      return context.paragraph(
        context.say("This run asked about no student.", "Dieser Lauf hat nach keinem Kind gefragt.")
      )
    }
    var (told, together) = (states, [(state: QueueItem.State, count: Int)]())
    if context.isAnonymous {
      (told, together) = Pooling.parts(states, size: \.count) { part in
        Pooling.mayTell(part.reduce(0) { $0 + $1.count })
      }
    }
    var rows = told.map {
      [.text(Self.word($0.state, context)), context.cell($0.count)] as [DataTable.Cell]
    }
    if !together.isEmpty {
      rows.append([
        .text(together.map { Self.word($0.state, context) }.joined(separator: ", ")),
        context.cell(together.reduce(0) { $0 + $1.count }),
      ])
    }
    guard !rows.isEmpty else {
      return context.paragraph(
        context.say(
          "Fewer than five students were asked about.",
          "Nach weniger als fünf Kindern wurde gefragt."
        )
      )
    }
    return DataTable(
      context.say("What became of the suggestions", "Was aus den Vorschlägen wurde"),
      [context.say("state", "Stand"), context.say("students", "Kinder")],
      rows,
      language: context.language
    ).html
  }

  private var sample: HTML {
    let sample = context.report.progress.sample
    guard let interval = sample.interval,
      let share = context.told(
        sample.agreement.share,
        of: Double(sample.agreement.answered)
      )
    else { return "" }
    let (low, high) = (
      context.language.percent(interval.lower), context.language.percent(interval.upper)
    )
    return context.paragraph(
      context.say(
        "Of a random sample, \(context.words(sample.agreement.answered)) students were decided without seeing the suggestion: \(context.language.percent(share)) agreed with it (95 % interval \(low) to \(high)).",
        "Von einer Zufallsstichprobe wurden \(context.words(sample.agreement.answered)) Kinder entschieden, ohne den Vorschlag zu sehen: \(context.language.percent(share)) stimmten mit ihm überein (95-%-Bereich \(low) bis \(high))."
      )
    )
  }

  private var signatures: HTML {
    let certificates = context.report.certificates
    guard !certificates.isEmpty else {
      return context.paragraph(
        context.say("Nobody has signed this run.", "Diesen Lauf hat niemand unterschrieben.")
      )
    }
    return certificates.map(signature).joined()
  }

  private func signature(_ certificate: Certificate) -> HTML {
    let signOff = certificate.signOff
    // A role is free text, as a statement is.
    let person: HTML =
      context.isAnonymous
      ? ""
      : """
      <dt>\(context.say("name", "Name"))</dt><dd>\(HTML.isolated(signOff.printedName))</dd>\
      <dt>\(context.say("role", "Funktion"))</dt><dd>\(HTML.isolated(signOff.role))</dd>
      """
    let statement: HTML =
      context.isAnonymous
      ? ""
      : "<dt>\(context.say("statement", "Erklärung"))</dt><dd>\(HTML.isolated(signOff.statement))</dd>"
    let validity: HTML =
      !certificate.evidence.holds
      ? "<strong>\(context.say("does not hold: it was changed outside studentdb", "gilt nicht: Sie wurde außerhalb von studentdb verändert"))</strong>"
      : certificate.invalid.isEmpty
        ? HTML(text: context.say("valid", "gültig"))
        : "<strong>\(context.say("no longer valid for \(context.words(certificate.invalid.count)) students", "für \(context.words(certificate.invalid.count)) Kinder nicht mehr gültig"))</strong>"
    let counts = context.say(
      "\(context.words(signOff.accepted)) accepted, \(context.words(signOff.corrected)) corrected, \(context.words(signOff.leftUnknown)) left unknown, \(context.words(signOff.open)) open",
      "\(context.words(signOff.accepted)) angenommen, \(context.words(signOff.corrected)) berichtigt, \(context.words(signOff.leftUnknown)) bleiben unbekannt, \(context.words(signOff.open)) offen"
    )
    return """
      <h3>\(context.say("Signature", "Unterschrift")) s\(signOff.id)</h3>
      <dl class="facts-list">\(person)<dt>\(context.say("time (UTC)", "Zeit (UTC)"))</dt><dd>\(signOff.signedAt)</dd>\(statement)
      <dt>\(context.say("counts", "Anzahlen"))</dt><dd>\(counts)</dd>
      <dt>\(context.say("validity", "Gültigkeit"))</dt><dd>\(validity)</dd>
      <dt>\(context.say("digest of what was signed", "Prüfsumme des Unterschriebenen"))</dt>\
      <dd><code>\(signOff.contentDigest.hexadecimal)</code></dd></dl>

      """
  }

  /// Room for a signature by hand on the printed page.
  private var signatureLine: HTML {
    """
    <div class="sign"><div><span></span>\(context.say("Place, date", "Ort, Datum"))</div>
    <div><span></span>\(context.say("Signature on paper", "Unterschrift auf Papier"))</div></div>

    """
  }
}
