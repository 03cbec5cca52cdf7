package import Workflows

/// The drawings of a report, for a page that says the rest in its own words.
package struct RunFigures {
  private let context: ReportContext

  package init(_ report: RunReport, language: Language) {
    context = ReportContext(
      report: report,
      language: language,
      isAnonymous: false,
      threshold: RunReport.usualThreshold
    )
  }

  /// Heights with the fitted curves, confidence against height, and calibration.
  package var html: HTML {
    """
    <div class="report">\(HeightSection(context: context).html)\
    \(ConfidenceSection(context: context).figures)</div>
    """
  }

  /// Rules that change nothing outside the figures.
  package static var stylesheet: HTML {
    """
    \(ReportStylesheet.colours(of: ".report"))
    \(ReportStylesheet.figures)
    \(ReportStylesheet.drawings)
    @media (max-width: 40rem) { .drawing > svg { max-width: none; width: 36rem; }
      dl.how { grid-template-columns: 1fr; } }
    @media print { details:not([open]) { display: none; } svg, dl.how { break-inside: avoid; } }

    """
  }
}
