import Report
import RosterReading
import StudentStore
import Workflows

/// The form that says how a list is to be read otherwise.
struct ReadingForm {
  private let draft: ImportDraft
  private let report: ImportReport
  private let page: Page

  init(_ draft: ImportDraft, report: ImportReport, page: Page) {
    self.draft = draft
    self.report = report
    self.page = page
  }

  var html: HTML {
    let answers = draft.answers
    let boxes: [(ImportAnswers.Field, Phrase)] = [
      (.complete, .listIsComplete), (.implausible, .keepImplausible), (.fresh, .forgetEarlier),
    ]
    return """
      <details><summary>\(page.say(.readOtherwise))</summary>
      \(page.form("/import/answers", """
      \(columns)\(words)
      <fieldset><legend>\(page.say(.howRead))</legend>
      \(unit)\(decimal)
      <label for="header">\(page.say(.headerLineIs))</label>
      <input id="header" name="header" inputmode="numeric" value="\(answers[.headerLine] ?? "")">
      <label for="measured">\(page.say(.measuredOnAsked))</label>
      <input id="measured" name="measured" type="date" value="\(answers[.measuredOn] ?? "")">
      \(conflict)\(blank)
      \(boxes.map(box).joined())
      </fieldset>
      \(page.button(.lookAgainAtIt))
      """))</details>
      """
  }

  private var columns: HTML {
    let headings = (try? ImportColumns(report.batch).headings) ?? []
    let fields = StudentField.allCases.map { field -> HTML in
      let column = report.columns.first { $0.field == field.rawValue }?.heading
      return ColumnChoice(field, headings: headings, chosen: column, page: page).html
    }
    return "<fieldset><legend>\(page.say(.columnsUnderstood))</legend>\(fields.joined())</fieldset>"
  }

  private var words: HTML {
    let words = report.genderWords.filter { !$0.text.isEmpty }
    guard !words.isEmpty else { return "" }
    let choices = words.prefix(30).map { word -> HTML in
      WordChoice(
        word.text,
        chosen: word.reading.word
          ?? (word.reading.status == "in_doubt" ? nil : word.reading.status),
        isKnown: true,
        page: page
      ).html
    }
    return "<fieldset><legend>\(page.say(.wordsUnderstood))</legend>\(choices.joined())</fieldset>"
  }

  private var unit: HTML {
    let chosen = draft.answers[.unit] ?? ""
    let options = HeightUnit.allCases.map { ($0.rawValue, page.say(.unit($0.rawValue))) }
    return select(.unit, .heightUnitIs, [("", page.say(.asFound))] + options, chosen: chosen)
  }

  private var decimal: HTML {
    select(
      .decimal,
      .decimalSignIs,
      [("", page.say(.asFound)), (",", page.say(.comma)), (".", page.say(.point))],
      chosen: draft.answers[.decimal] ?? ""
    )
  }

  private var conflict: HTML {
    select(
      .onConflict,
      .onConflictAsked,
      [("update", page.say(.conflictUpdate)), ("keep", page.say(.conflictKeep))],
      chosen: draft.answers[.onConflict] ?? "update"
    )
  }

  private var blank: HTML {
    select(
      .blankCells,
      .blankAsked,
      [("keep", page.say(.blankKeep)), ("clear", page.say(.blankClear))],
      chosen: draft.answers[.blankCells] ?? "keep"
    )
  }

  private func select(
    _ field: ImportAnswers.Field,
    _ label: Phrase,
    _ options: [(String, String)],
    chosen: String
  ) -> HTML {
    SelectField(name: field.rawValue, label: page.say(label), options: options, chosen: chosen).html
  }

  private func box(_ field: ImportAnswers.Field, _ label: Phrase) -> HTML {
    let checked: HTML = draft.answers[field] == nil ? "" : " checked"
    return """
      <input type="hidden" name="boxes" value="\(field.rawValue)">
      <label class="choice"><input type="checkbox" name="\(field.rawValue)" value="yes"\(checked)> \
      \(page.say(label))</label>
      """
  }
}

/// A field from which one of several texts is chosen.
struct SelectField {
  let name: String
  /// What makes it unique on the page; nil for its name.
  var id: String?
  let label: String
  let options: [(value: String, text: String)]
  let chosen: String?

  var html: HTML {
    let items = options.map { value, text -> HTML in
      let selected: HTML = value == chosen ? " selected" : ""
      return "<option value=\"\(value)\"\(selected)>\(text)</option>"
    }
    return """
      <label for="\(id ?? name)">\(label)</label>
      <select id="\(id ?? name)" name="\(name)">\(items.joined())</select>
      """
  }
}

/// The choice of a column for a field.
struct ColumnChoice {
  let html: HTML

  /// `chosen`: the heading of the column that is read now.
  init(_ field: StudentField, headings: [String], chosen: String?, page: Page) {
    let columns = headings.enumerated().map { index, heading in
      let name = heading.isEmpty ? page.say(.columnNumber(index + 1)) : SafeText.shown(heading)
      return (value: "#\(index + 1)", text: name)
    }
    let place = chosen.flatMap { headings.firstIndex(of: $0) }.map { "#\($0 + 1)" }
    html =
      SelectField(
        name: ImportAnswers.mapPrefix + field.rawValue,
        label: page.say(.field(field)),
        options: [(ImportAnswers.none, page.say(.listHasNone))] + columns,
        chosen: place ?? ImportAnswers.none
      ).html
  }
}

/// The choice of what a word for a gender means.
struct WordChoice {
  let html: HTML

  /// The choice for one word.
  ///
  /// `chosen`: what it is read as; nil where that is a question. `isKnown`: whether the present reading
  /// may stay as it is.
  init(_ word: String, chosen: String?, isKnown: Bool, page: Page) {
    var meanings = [
      ("female", page.gender("female")), ("male", page.gender("male")),
      ("diverse", page.gender("diverse")), ("missing", page.say(.readAsMissing)),
      ("declined", page.say(.readAsDeclined)),
    ]
    if let chosen, !meanings.contains(where: { $0.0 == chosen }) {
      meanings.append((chosen, SafeText.shown(chosen)))
    }
    let first = (value: "", text: page.say(isKnown ? .asFound : .pleaseChoose))
    html = """
      \(SelectField(
        name: ImportAnswers.wordPrefix + word,
        label: page.say(.wordMeans(SafeText.shown(word))),
        options: [first] + meanings.map { (value: $0.0, text: $0.1) },
        chosen: isKnown ? "" : chosen ?? ""
      ).html)
      \(isKnown ? "" : Self.other(word, page))
      """
  }

  private static func other(_ word: String, _ page: Page) -> HTML {
    """
    <label for="other:\(word)">\(page.say(.otherGender(SafeText.shown(word))))</label>
    <input id="other:\(word)" name="other:\(word)" maxlength="60">
    """
  }
}
