import Mixture
import StudentStore
import Workflows

/// What is needed to compute the run again, and to prove that nothing was changed.
struct AppendixSection {
  let context: ReportContext

  private var run: ImputationRun { context.run }

  var html: HTML {
    context.section(
      "appendix",
      context.say("Appendix: how to check this report", "Anhang: wie man diesen Bericht prüft"),
      "\(commands)\(gate)\(parameters)\(settings)\(files)"
    )
  }

  private var commands: HTML {
    let lines: [(String, String)] = [
      (
        "studentdb impute --rerun \(context.runName) --check",
        context.say(
          "computes the run again and compares every number bit for bit",
          "rechnet den Lauf neu und vergleicht jede Zahl bitgenau"
        )
      ),
      (
        "studentdb show \(context.runName) --json",
        context.say("has every number of this page", "hat jede Zahl dieser Seite")
      ),
      (
        "studentdb verify",
        context.say(
          "proves that nothing was changed outside the program",
          "beweist, dass nichts am Programm vorbei geändert wurde"
        )
      ),
    ]
    let items = lines.map { command, what -> HTML in "<li><code>\(command)</code> \(what)</li>\n" }
    return "<ul>\(items.joined())</ul>\n"
  }

  private var gate: HTML {
    guard !run.refusals.isEmpty else {
      return context.paragraph(
        context.say(
          "The gate let the whole run through: no reason was found against using it.",
          "Die Freigabeprüfung ließ den ganzen Lauf zu: Kein Grund sprach gegen seine Verwendung."
        )
      )
    }
    let told = run.refusals.prefix(40)
    let items = told.map { refusal -> HTML in
      // A sentence has its own words for the part of the school, and numbers that may be of a few.
      if !context.isAnonymous, context.language == .english {
        return "<li><code>\(refusal.code.rawValue)</code>: \(refusal.sentence)</li>\n"
      }
      let part: HTML = refusal.stratum.map { "\(HTML.isolated(context.part($0))): " as HTML } ?? ""
      return
        "<li>\(part)\(reason(refusal.code)) (<code>\(refusal.code.rawValue)</code>)</li>\n"
    }
    return """
      <h3>\(context.say("Where the gate refused", "Was die Freigabeprüfung abgelehnt hat"))</h3><ul>\(items.joined())</ul>

      """
  }

  private func reason(_ code: GateRefusalCode) -> String {
    switch code {
    case .tooFewRecorded:
      context.say("too few recorded students", "zu wenige erfasste Kinder")
    case .noSkill, .notInformative:
      context.say("height tells too little here", "die Größe sagt hier zu wenig")
    case .componentsDrifted:
      context.say(
        "the model moved away from the recorded students",
        "das Modell hat sich von den erfassten Kindern entfernt"
      )
    case .askedDiffer:
      context.say(
        "those asked about differ from those recorded",
        "die Gefragten unterscheiden sich von den Erfassten"
      )
    case .beyondTheTurn:
      context.say(
        "at extreme heights the model turns round",
        "bei extremen Größen kehrt sich das Modell um"
      )
    case .miscalibrated:
      context.say("the confidences are not believable", "den Sicherheiten ist nicht zu glauben")
    case .notConverged: context.say("the fit did not end", "die Anpassung wurde nicht fertig")
    case .degenerate: context.say("the fit fell together", "die Anpassung ist zusammengefallen")
    case .noHeights: context.say("no heights", "keine Größen")
    case .heightsNotFitted:
      context.say("heights could not be fitted", "Größen ließen sich nicht anpassen")
    }
  }

  private var parameters: HTML {
    let told = context.toldStrata
    return told.isEmpty ? "" : HeightSection(context: context).parameters(told)
  }

  private var settings: HTML {
    let settings = run.settings
    var rows: [[DataTable.Cell]] = [
      [.text(context.say("run", "Lauf")), .text(context.runName)],
      [.text(context.say("made at (UTC)", "erstellt (UTC)")), .text(run.createdAt)],
    ]
    if !context.isAnonymous {
      rows.append([.text(context.say("made by", "erstellt von")), .name(run.actor)])
      if let label = run.label, !label.isEmpty {
        rows.append([.text(context.say("label", "Bezeichnung")), .name(label)])
      }
    }
    if !context.isAnonymous {
      // A setting may name classes or columns.
      rows.append([
        .text(context.say("settings asked for", "verlangte Einstellungen")),
        .html("<code>\(run.settingsRequested)</code>"),
      ])
    }
    rows += [
      [.text(context.say("program", "Programm")), .text("studentdb \(run.programVersion)")],
      [.text(context.say("seed", "Startwert")), .text("\(settings.seed)")],
      [
        .text(context.say("ended", "geendet")),
        .text(
          context.say(
            "\(run.summary.status) after \(run.summary.iterations) steps",
            "\(run.summary.status) nach \(run.summary.iterations) Schritten"
          )
        ),
      ],
      [
        .text(context.say("model", "Modell")),
        // The words of the options, in every language.
        .html(
          """
          <code>--family \(settings.family) --variance \(settings.variance) \
          --missingness \(settings.missingness) --by \(settings.stratifiedBy) \
          --learn-from \(settings.learntFrom)</code>
          """
        ),
      ],
      [.text(context.say("tolerance", "Toleranz")), .text("\(settings.tolerance)")],
      [
        .text(context.say("SHA-256 of the evidence", "SHA-256 der Daten")),
        .html("<code>\(run.inputDigest.hexadecimal)</code>"),
      ],
      [
        .text(context.say("head of the trail", "Ende des Protokolls")),
        .html("<code>\(context.report.school.head.description)</code>"),
      ],
    ]
    if run.usesHeights {
      rows.append([
        .text(Phrase.logLikelihood(context.language)),
        .number(run.summary.logLikelihood, decimals: 6),
      ])
      if let bic = run.summary.bic { rows.append([.text("BIC"), .number(bic, decimals: 6)]) }
    }
    return DataTable(
      context.say("The run", "Der Lauf"),
      [context.say("what", "was"), context.say("value", "Wert")],
      rows,
      language: context.language
    ).html
  }

  private var files: HTML {
    let rows = context.report.imports.map { batch -> [DataTable.Cell] in
      let name: [DataTable.Cell] =
        context.isAnonymous
        ? [.text("i\(batch.id)")]
        : [.text("i\(batch.id)"), .name(batch.sourceName), .count(batch.counts.rows)]
      return name + [.text(batch.importedAt), .html("<code>\(batch.sha256.hexadecimal)</code>")]
    }
    let named =
      context.isAnonymous ? [] : [context.say("file", "Datei"), context.say("lines", "Zeilen")]
    return DataTable(
      context.say("The files", "Die Dateien"),
      [context.say("import", "Import")] + named
        + [context.say("imported at (UTC)", "eingelesen (UTC)"), "SHA-256"],
      rows,
      language: context.language
    ).html
  }
}
