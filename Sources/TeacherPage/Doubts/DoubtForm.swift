import Report
import RosterReading
import Workflows

/// One doubt with its answers.
struct DoubtForm {
  private let doubt: Doubt
  private let genders: [String]
  /// Whether a signature covers what an answer changes.
  private let isSigned: Bool
  private let page: Page

  init(_ doubt: Doubt, genders: [String], isSigned: Bool, page: Page) {
    self.doubt = doubt
    self.genders = genders
    self.isSigned = isSigned
    self.page = page
  }

  /// What makes the names of the form's fields unique on the page.
  private var key: String { "\(doubt.code.rawValue)-\(doubt.student)" }

  var html: HTML {
    let group = doubt.group.map { ", " + page.say(.group) + " " + SafeText.shown($0) } ?? ""
    let title: HTML =
      doubt.word.map { "\(page.say(.wordCount(SafeText.shown($0.text), $0.students)))" }
      ?? "\(page.name(doubt.name))\(group)"
    let subject: HTML =
      doubt.word.map { "<input type=\"hidden\" name=\"word\" value=\"\($0.text)\">" }
      ?? "<input type=\"hidden\" name=\"student\" value=\"\(doubt.student)\">"
    return page.form(
      "/doubts",
      """
      <fieldset><legend>\(title)</legend>
      \(doubt.word == nil ? "<p>\(page.sentence(doubt.finding.phrase))</p>" as HTML : "")
      \(subject)\(answers)
      <label for="reason-\(key)">\(page.say(.howYouKnow))</label>
      <input id="reason-\(key)" name="reason" required maxlength="500">
      \(isSigned ? voiding : "")
      \(page.button(.settle, class: ""))
      </fieldset>
      """
    )
  }

  private var voiding: HTML {
    """
    <label class="choice"><input type="checkbox" name="void" value="yes"> \
    \(page.say(.voidTheSignature))</label>
    """
  }

  private var answers: HTML {
    switch doubt.code {
    case .unitDoubt, .implausibleHeight: heightAnswers
    case .birthdateDoubt: field("birthdate", .rightBirthDate)
    case .unknownGenderWord, .contradictoryGender, .genderChanged, .suspiciousRecorded:
      genderAnswers
    case .duplicateStudent: sameAnswers(otherwise: field("id", .otherwiseRightID))
    case .possibleSameStudent: sameAnswers(otherwise: field("name", .otherwiseRightName))
    case .lookAlikeName, .idReused: field("name", .rightName)
    case .lookAlikeGroup: field("group", .rightGroup)
    case .notAPerson:
      """
      \(radio("person", "yes", page.say(.isAChild)))\(radio("person", "no", page.say(.isNoChild)))
      """
    }
  }

  private var heightAnswers: HTML {
    let readings = doubt.readings.map { reading -> HTML in
      let centimetres = Numbers.fixed(reading.centimetres, 1)
      let words = reading.isInCentimetres ? nil : page.say(HeightText.words(reading))
      return radio(
        "reading",
        "\(centimetres) cm",
        page.language.centimetres(reading.centimetres) + (words.map { " (\($0))" } ?? "")
      )
    }
    return """
      \(readings.joined())
      \(radio("reading", "missing", page.say(.heightIsMissing)))
      \(field("height", .otherHeight))
      """
  }

  private var genderAnswers: HTML {
    let known = genders.map { ($0, page.gender($0)) }
    let likely = doubt.word?.likely?.meaning
    let options =
      [("", page.say(.pleaseChoose))] + known
      + [("missing", page.say(.readAsMissing)), ("declined", page.say(.readAsDeclined))]
    return """
      \(SelectField(
        name: "gender",
        id: "gender-\(key)",
        label: page.say(.genderHeading),
        options: options.map { (value: $0.0, text: $0.1) },
        chosen: likely ?? ""
      ).html)
      <label for="other-\(key)">\(page.say(.anotherGender))</label>
      <input id="other-\(key)" name="other" maxlength="60">
      """
  }

  private func sameAnswers(otherwise: HTML) -> HTML {
    let partner: HTML =
      doubt.partner.map {
        """
        <input type="hidden" name="partner" value="\($0)">
        \(radio("answer", "same", page.say(.isTheSameChild($0))))
        """
      } ?? ""
    return "\(partner)\(otherwise)"
  }

  private func field(_ name: String, _ label: Phrase) -> HTML {
    """
    <label for="\(name)-\(key)">\(page.say(label))</label>
    <input id="\(name)-\(key)" name="\(name)" maxlength="200">
    """
  }

  private func radio(_ name: String, _ value: String, _ text: String) -> HTML {
    """
    <label class="choice"><input type="radio" name="\(name)" value="\(value)"> \(text)</label>
    """
  }
}
