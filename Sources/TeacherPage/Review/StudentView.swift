import Mixture
import Report
import ReviewSession
import StudentStore
import Workflows

/// The page of one student: the evidence, and the buttons below it.
struct StudentView {
  let sheet: EvidenceSheet
  let session: ReviewSession
  let page: Page

  var reply: Reply {
    let item = sheet.item
    let place = [
      item.group.map { page.say(.group) + " " + SafeText.shown($0) },
      page.say(.number(item.student)),
      item.schoolID.map { page.say(.schoolID) + " " + SafeText.shown($0) },
    ].compactMap(\.self).joined(separator: " · ")
    let (all, toDo) = (session.queue.places.count, session.queue.toDo)
    return page.reply(
      SafeText.shown(item.name),
      step: .review,
      """
      <p>\(page.say(.progress(decided: all - toDo, all: all)))</p>
      <h1>\(page.name(item.name))</h1>
      <p>\(place)</p>
      \(decided)
      \(evidence)
      \(decisionForm)
      \(ReviewPages.undoForms(page))
      \(FindForm.html(page))
      <p><a href="/review/list" data-key="b">\(page.say(.showList))</a></p>
      \(help)
      """
    )
  }

  private var decided: HTML {
    guard let decision = sheet.decision else { return "" }
    let label = sheet.state == .signed ? Phrase.signedNow : .decidedNow
    return """
      <p class="notice"><strong>\(page.say(label))</strong> \
      \(page.words(decision, isHidden: sheet.isBlind))</p>
      """
  }

  // MARK: The evidence

  private var evidence: HTML {
    let height =
      sheet.item.heightCentimetres.map(page.language.centimetres) ?? page.say(.heightNotUsed)
    guard !sheet.isBlind else {
      return """
        <dl class="facts"><dt>\(page.say(.height))</dt><dd>\(height)</dd></dl>
        <p class="suggestion">\(page.say(.suggestionHidden))</p>
        \(fileLine)
        """
    }
    let words = EvidenceText(sheet, language: page.language)
    let facts = words.facts.map { fact -> HTML in
      "<dt>\(fact.label)</dt><dd>\(fact.sentence)</dd>"
    }
    return """
      <p class="suggestion">\(words.suggestion)</p>
      <dl class="facts"><dt>\(page.say(.height))</dt><dd>\(height)</dd>\(facts.joined())</dl>
      \(curves)
      \(bits)
      \(fileLine)
      """
  }

  private var curves: HTML {
    guard let mixture = sheet.mixture, let height = sheet.item.heightCentimetres else { return "" }
    return CurveDrawing(
      WeightedDensities(mixture, height: height),
      genders: sheet.explanation.genders,
      height: height,
      language: page.language
    ).html
  }

  /// What the probability is made of: the rows add up.
  private var bits: HTML {
    guard let weights = sheet.explanation.weights, !weights.weights.isEmpty else { return "" }
    let parts = weights.weights.map(\.thousandths)
    var rows: [(Phrase, [Int])] = [(.bitsShare, parts.map(\.share))]
    if weights.height != nil { rows.append((.bitsHeight, parts.map(\.height))) }
    if sheet.explanation.name != nil { rows.append((.bitsName, parts.map(\.name))) }
    rows += [(.bitsUncertainty, parts.map(\.uncertainty)), (.bitsTogether, parts.map(\.stated))]
    let lines = rows.map { label, numbers -> HTML in
      let cells = numbers.map { "<td class=\"number\">\(signed($0))</td>" as HTML }
      return "<tr><th scope=\"row\">\(page.say(label))</th>\(cells.joined())</tr>"
    }
    let heads = sheet.explanation.genders.map { gender in
      "<th scope=\"col\" class=\"number\">\(page.gender(gender))</th>" as HTML
    }
    return """
      <details><summary>\(page.say(.inBits))</summary>
      <p>\(page.say(.bitsExplained))</p>
      <div class="scroll" tabindex="0" role="group" aria-label="\(page.say(.tableToScroll))"><table><thead><tr><th scope="col">\(page.say(.bitsHeading))</th>\
      \(heads.joined())</tr></thead><tbody>\(lines.joined())</tbody></table></div></details>
      """
  }

  private func signed(_ thousandths: Int) -> String {
    (thousandths > 0 ? "+" : "") + page.language.fixed(Double(thousandths) / 1000, 3)
  }

  private var fileLine: HTML {
    let cells = sheet.line.cells.map { cell -> HTML in
      """
      <tr><th scope="row">\(page.name(cell.heading))</th>\
      <td>\(page.name(cell.text ?? ""))</td></tr>
      """
    }
    return """
      <details><summary>\(page.say(.inTheFile(sheet.line.fileName, sheet.line.line)))</summary>
      <table class="long"><tbody>\(cells.joined())</tbody></table></details>
      """
  }

  // MARK: The buttons

  private var decisionForm: HTML {
    let seen: HTML =
      sheet.seen.map { "<input type=\"hidden\" name=\"seen\" value=\"\($0)\">" } ?? ""
    let accept: HTML =
      sheet.isBlind || sheet.item.suggestion == nil
      ? "" : button("accept", label: page.say(.accept), key: "a", class: "main")
    let genders = session.keys.values.map { value in
      button(
        "gender:\(value.gender)",
        label: page.gender(value.gender),
        key: value.letter.map(String.init) ?? value.number.map { "\($0)" },
        also: value.letter == nil ? nil : value.number.map { "\($0)" }
      )
    }
    let void: HTML =
      sheet.state != .signed
      ? ""
      : """
      <fieldset><legend>\(page.say(.voidLegend))</legend>
      <label class="choice"><input type="checkbox" name="void" value="yes"> \
      \(page.say(.voidSignature))</label>
      <label for="void_reason">\(page.say(.voidReason))</label>
      <textarea id="void_reason" name="void_reason" rows="2" maxlength="500"></textarea></fieldset>
      """
    return page.form(
      "/review/decide",
      """
      <input type="hidden" name="student" value="\(sheet.item.student)">\(seen)
      <fieldset><legend>\(page.say(.yourDecision))</legend>
      \(accept)\(genders.joined())
      \(button("unknown", label: page.say(.leaveUnknown), key: "n"))
      \(button("later", label: page.say(.later), key: "space", shown: page.say(.spaceKey)))
      <label for="comment">\(page.say(.comment))</label>
      <textarea id="comment" name="comment" rows="2" maxlength="2000" data-key="c" \
      aria-keyshortcuts="c"></textarea>
      </fieldset>
      \(void)
      """
    )
  }

  private func button(
    _ choice: String,
    label: String,
    key: String?,
    also second: String? = nil,
    shown: String? = nil,
    class name: String = ""
  ) -> HTML {
    guard let key else {
      return "<button class=\"\(name)\" name=\"choice\" value=\"\(choice)\">\(label)</button>"
    }
    let keys = second.map { "\(key) \($0)" } ?? key
    let spoken = key == "space" ? "Space" : keys
    return """
      <button class="\(name)" name="choice" value="\(choice)" data-key="\(keys)" \
      aria-keyshortcuts="\(spoken)">\(label)<kbd>\(shown ?? key)</kbd></button>
      """
  }

  private var help: HTML {
    """
    <details data-key="?"><summary>\(page.say(.keys))</summary>
    <p>\(page.say(.keysExplained))</p></details>
    """
  }
}

/// The form that looks for a student.
enum FindForm {
  static func html(_ page: Page, value: String = "") -> HTML {
    """
    <form method="get" action="/review/list" role="search">
    <label for="find">\(page.say(.find))</label>
    <input id="find" name="find" value="\(value)" data-key="/" maxlength="200">
    <input type="hidden" name="state" value="all">
    <button>\(page.say(.findButton))</button>
    </form>
    """
  }
}
