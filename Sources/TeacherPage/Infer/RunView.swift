import Mixture
import Report
import StudentStore
import Workflows

/// What a run can tell: how many, how often right, how many wrong, who not and why.
struct RunView {
  private let run: ImputationRun
  private let page: Page
  private var language: Language { page.language }

  init(_ run: ImputationRun, page: Page) {
    self.run = run
    self.page = page
  }

  var html: HTML {
    """
    \(verdict)
    \(tested)
    \(names)
    \(refusals)
    \(leftOut)
    \(totals)
    \(thresholds)
    \(model)
    """
  }

  private var verdict: HTML {
    guard run.passedGate else {
      return """
        <p class="problem"><strong>\(page.say(.gateRefused))</strong></p>
        <p>\(page.linkButton("/review", .decideByHand))</p>
        """
    }
    let wrong: HTML =
      run.expectedWrong.map {
        "<p>\(page.say(.expectedWrong(language.fixed($0, 1), of: run.imputed)))</p>"
      } ?? ""
    return """
      <p class="notice"><strong>\(page.say(.proposesFor(run.imputed)))</strong></p>\(wrong)
      <p>\(page.linkButton("/review", .doReview))</p>
      """
  }

  private var tested: HTML {
    guard let evaluation = run.evaluation else {
      return "<p>\(page.say(.notTested))</p>"
    }
    return """
      <p>\(page.say(.testedOn(
        Numbers.fixed(evaluation.count.rounded(), 0),
        language.percent(evaluation.accuracy),
        language.percent(evaluation.accuracyLower),
        language.percent(evaluation.accuracyUpper)
      )))</p>
      """
  }

  private var names: HTML {
    guard let names = run.names else { return "" }
    if names.used == "off" { return "<p>\(page.say(.namesOfNoUse))</p>" }
    return """
      <p>\(page.say(.namesBring(
        language.percent(names.both.accuracy),
        language.percent(names.heights.accuracy)
      )))</p>
      """
  }

  /// Classes or ages that are named for one reason.
  private static let placesNamed = 10

  private var refusals: HTML {
    guard !run.refusals.isEmpty else { return "" }
    let codes = GateRefusalCode.allCases.filter { code in
      run.refusals.contains { $0.code == code }
    }
    let items = codes.map { code -> HTML in
      let own = run.refusals.filter { $0.code == code }
      let places = own.compactMap(\.stratum).map { SafeText.shown($0) }
      var named = Array(places.prefix(Self.placesNamed))
      if places.count > named.count { named.append(page.say(.more(places.count - named.count))) }
      let place = named.isEmpty ? "" : " (\(language.list(named)))"
      // What is said of many places alike is said once.
      let isOne = own.allSatisfy { $0.reason == own[0].reason }
      let details = own.prefix(isOne ? 1 : Self.placesNamed).map { refusal in
        "<li>\(page.sentence(isOne ? refusal.reason.phrase : refusal.phrase))</li>" as HTML
      }
      return """
        <li>\(page.say(.gateReason(code)))\(place)
        <details><summary>\(page.say(.inNumbers))</summary>
        <ul>\(details.joined())</ul></details></li>
        """
    }
    return """
      <h2>\(page.say(run.passedGate ? .notEverywhere : .whyRefused))</h2>
      <ul>\(items.joined())</ul>
      """
  }

  private var leftOut: HTML {
    let reasons = run.notImputed.filter { $0.value > 0 }.sorted { $0.key < $1.key }
    let rows = reasons.map { reason, count -> HTML in
      """
      <tr><th scope="row">\(page.say(.notInferred(reason)))</th><td class="number">\(count)</td></tr>
      """
    }
    guard !rows.isEmpty else { return "" }
    return """
      <table><caption>\(page.say(.withoutSuggestion))</caption><thead><tr>
      <th scope="col">\(page.say(.whyHeading))</th>
      <th scope="col" class="number">\(page.say(.studentsHeading))</th></tr></thead>
      <tbody>\(rows.joined())</tbody></table>
      """
  }

  private var totals: HTML {
    let whole = run.totals.filter { $0.stratum == nil }
    guard run.passedGate, run.missingCount > 0, !whole.isEmpty else { return "" }
    let rows = whole.map { total -> HTML in
      let range =
        total.interval.map { "\(language.fixed($0.lower, 1)) – \(language.fixed($0.upper, 1))" }
        ?? ""
      return """
        <tr><th scope="row">\(page.gender(total.gender))</th><td class="number">\(total.known)</td>\
        <td class="number">\(language.fixed(total.expected, 1))</td><td class="number">\(range)</td></tr>
        """
    }
    return """
      <div class="scroll" tabindex="0" role="group" aria-label="\(page.say(.tableToScroll))"><table><caption>\(page.say(.totalsCaption))</caption><thead><tr>
      <th scope="col">\(page.say(.genderHeading))</th>
      <th scope="col" class="number">\(page.say(.knownHeading))</th>
      <th scope="col" class="number">\(page.say(.expectedHeading))</th>
      <th scope="col" class="number">\(page.say(.intervalHeading))</th></tr></thead>
      <tbody>\(rows.joined())</tbody></table></div>
      """
  }

  private var thresholds: HTML {
    guard run.passedGate, let evaluation = run.evaluation, !evaluation.thresholds.isEmpty else {
      return ""
    }
    let rows = evaluation.thresholds.map { row -> HTML in
      let precision = row.precision.map(language.percent) ?? "–"
      return """
        <tr><th scope="row">\(language.percent(row.threshold))</th>\
        <td class="number">\(row.proposals)</td>\
        <td class="number">\(language.fixed(row.expectedWrong, 1))</td>\
        <td class="number">\(precision)</td></tr>
        """
    }
    return """
      <div class="scroll" tabindex="0" role="group" aria-label="\(page.say(.tableToScroll))"><table><caption>\(page.say(.thresholdsCaption))</caption><thead><tr>
      <th scope="col">\(page.say(.atLeastHeading))</th>
      <th scope="col" class="number">\(page.say(.suggestionsHeading))</th>
      <th scope="col" class="number">\(page.say(.probablyWrongHeading))</th>
      <th scope="col" class="number">\(page.say(.rightInTestHeading))</th></tr></thead>
      <tbody>\(rows.joined())</tbody></table></div>
      """
  }

  private var model: HTML {
    let rows = run.strata.prefix(40).flatMap { stratum in
      stratum.genders.map { gender -> HTML in
        let place = stratum.name.map { SafeText.shown($0) } ?? page.say(.wholeSchool)
        return """
          <tr><th scope="row">\(place)</th><td>\(page.gender(gender.gender))</td>\
          <td class="number">\(gender.recorded)</td>\
          <td class="number">\(language.percent(gender.weightMissing.value))</td>\
          <td class="number">\(language.fixed(gender.mean.value, 1))</td>\
          <td class="number">\(language.fixed(gender.standardDeviation.value, 1))</td></tr>
          """
      }
    }
    guard !rows.isEmpty else { return "" }
    return """
      <details><summary>\(page.say(.modelSummary(run.id)))</summary>
      <div class="scroll" tabindex="0" role="group" aria-label="\(page.say(.tableToScroll))"><table><thead><tr>
      <th scope="col">\(page.say(.placeHeading))</th><th scope="col">\(page.say(.genderHeading))</th>
      <th scope="col" class="number">\(page.say(.knownHeading))</th>
      <th scope="col" class="number">\(page.say(.shareOfMissingHeading))</th>
      <th scope="col" class="number">\(page.say(.meanHeading))</th>
      <th scope="col" class="number">\(page.say(.deviationHeading))</th></tr></thead>
      <tbody>\(rows.joined())</tbody></table></div></details>
      """
  }
}
