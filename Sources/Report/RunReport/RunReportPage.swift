import StudentStore
package import Workflows

/// The report of a run: one page for the head teacher to read and sign, and what stands behind it.
///
/// It refers to nothing outside itself, runs no script, and is the same bytes for the same database.
package struct RunReportPage {
  private let context: ReportContext

  /// - Parameters:
  ///   - report: What it shows.
  ///   - language: In which language.
  ///   - isAnonymous: Without names and counts under five, heights put together.
  ///   - threshold: The confidence from which suggestions are looked at together.
  package init(_ report: RunReport, language: Language, isAnonymous: Bool, threshold: Double) {
    context = ReportContext(
      report: report,
      language: language,
      isAnonymous: isAnonymous,
      threshold: threshold
    )
  }

  private var title: String {
    context.say("Report on run \(context.runName)", "Bericht über den Lauf \(context.runName)")
  }

  private var subtitle: String {
    let made = "\(context.run.createdAt.prefix(10)), studentdb \(context.run.programVersion)"
    return context.isAnonymous
      ? context.say(
        "\(made). Without names; counts are rounded to fives, none is under five, and heights are put together.",
        "\(made). Ohne Namen; Anzahlen sind auf Fünfer gerundet, keine ist unter fünf, und Größen sind zusammengefasst."
      )
      : context.say(
        "\(made). It has names of children: keep it as you keep the class register.",
        "\(made). Mit Namen von Kindern: aufbewahren wie das Klassenbuch."
      )
  }

  private var sections: [HTML] {
    [
      MissingSection(context: context).html, HeightSection(context: context).html,
      ConfidenceSection(context: context).html, NameSection(context: context).html,
      TotalsSection(context: context).html, ConvergenceSection(context: context).html,
      DecisionSection(context: context).html, ChangeSection(context: context).html,
      AppendixSection(context: context).html,
    ]
  }

  /// The whole file.
  package var html: HTML {
    """
    <!DOCTYPE html>
    <html lang="\(context.language.rawValue)">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="referrer" content="no-referrer">
    <title>\(title)</title>
    <style>\(ReportStylesheet.css)</style>
    </head>
    <body>
    <header><p class="program">studentdb</p><h1>\(title)</h1><p>\(subtitle)</p></header>
    <main>
    \(SummarySection(context: context).html)\(sections.joined())</main>
    </body>
    </html>

    """
  }
}
