import Mixture
import StudentStore
import Workflows

/// What every part of a report needs: the run, the language, and what may be told.
struct ReportContext {
  let report: RunReport
  let language: Language
  /// Whether no child may be found in it: no name, and no count under five.
  let isAnonymous: Bool
  /// The confidence from which suggestions are looked at together.
  let threshold: Double

  var run: ImputationRun { report.run }
  var runName: String { "r\(run.id)" }

  /// A text in the report's language.
  func say(_ english: String, _ german: String) -> String { Phrase(english, german)(language) }

  func gender(_ gender: String) -> String { Phrase.gender(gender)(language) }

  /// Whether a gender has so few students that every sum which includes them would tell them.
  var hasSmallGender: Bool {
    run.totals.contains { $0.stratum == nil && !Pooling.mayTell($0.known) }
  }

  /// A count of students as it may be told.
  func cell(_ count: Int) -> DataTable.Cell {
    isAnonymous && !Pooling.mayTell(count)
      ? .words(Phrase.underFive(language)) : .count(told(count))
  }

  func words(_ count: Int) -> String {
    isAnonymous && !Pooling.mayTell(count)
      ? Phrase.underFive(language) : language.grouped(told(count))
  }

  /// A count that is nobody or enough, as it may be told.
  func told(_ count: Int) -> Int { isAnonymous ? Pooling.rounded(count) : count }

  /// A mean count of hidden students, which repeats may make a broken number.
  func cell(hidden count: Double, decimals: Int = 0) -> DataTable.Cell {
    isAnonymous ? cell(Int(nearest: count.rounded())) : .number(count, decimals: decimals)
  }

  /// A share of some students as it may be told; nil where it is of too few.
  func told(_ share: Double?, of count: Double) -> Double? {
    guard let share, isAnonymous else { return share }
    return Pooling.mayTell(share: share, of: count) ? share : nil
  }

  /// The name of a part of the school as it may be told.
  ///
  /// A class may be called after its teacher: without names it has a number.
  func part(_ name: String) -> String {
    guard isAnonymous, run.settings.stratifiedBy == "group" else { return name }
    return className(name)
  }

  func className(_ name: String) -> String {
    guard isAnonymous else { return name }
    let strata = run.settings.stratifiedBy == "group" ? run.strata.compactMap(\.name) : []
    let classes = run.missingShares.filter { $0.by == .group }.map(\.name) + strata
    // In the order of the run, each once.
    var seen: [String] = []
    for one in classes where !seen.contains(one) { seen.append(one) }
    let place = seen.firstIndex(of: name).map { "\($0 + 1)" } ?? "?"
    return say("class \(place)", "Klasse \(place)")
  }

  /// The parts of the school whose parameters may be told: those of one or two children are their heights.
  ///
  /// One part alone is not left out, because it would be the whole school less the others.
  var toldStrata: [ImputationRun.Stratum] {
    guard isAnonymous else { return run.strata }
    let told = run.strata.filter { $0.genders.allSatisfy { $0.recorded >= Pooling.least } }
    guard told.count == run.strata.count - 1,
      let smallest = told.indices.min(by: { told[$0].recorded < told[$1].recorded })
    else { return told }
    return told.enumerated().filter { $0.offset != smallest }.map(\.element)
  }

  /// Whether the missing of each part of the school may be told: if not of one, then of none, because
  /// it would be the whole less the others.
  var tellsMissingOfStrata: Bool {
    !isAnonymous || run.strata.allSatisfy { Pooling.mayTell($0.missing) }
  }

  /// A figure: what it shows, how to read it, what to do now, and its numbers as a table.
  func figure(
    _ drawing: HTML,
    shows: String,
    read: String,
    now: String,
    tables: [HTML]
  ) -> HTML {
    """
    <figure><div class="drawing" tabindex="0" role="group" aria-label="\(shows)">\(drawing)</div><figcaption>
    <dl class="how"><dt>\(say("What it shows", "Was es zeigt"))</dt><dd>\(shows)</dd>
    <dt>\(say("How to read it", "Wie man es liest"))</dt><dd>\(read)</dd>
    <dt>\(say("What to do now", "Was jetzt zu tun ist"))</dt><dd>\(now)</dd></dl>
    </figcaption>\(tables.isEmpty ? "" : details(say("The numbers", "Die Zahlen"), tables.joined()))</figure>

    """
  }

  func details(_ summary: String, _ content: HTML) -> HTML {
    "<details><summary>\(summary)</summary>\(content)</details>\n"
  }

  func section(_ id: StaticString, _ title: String, _ content: HTML) -> HTML {
    """
    <section id="\(HTML(stringLiteral: id))" aria-labelledby="\(HTML(stringLiteral: id))-title">
    <h2 id="\(HTML(stringLiteral: id))-title">\(title)</h2>
    \(content)</section>

    """
  }

  func paragraph(_ text: String) -> HTML { "<p>\(text)</p>\n" }
}
