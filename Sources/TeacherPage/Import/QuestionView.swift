import Files
import Report
import RosterReading
import StudentStore
import Workflows

/// What an import asks, as a form; or why the list cannot be imported.
struct QuestionView {
  private let error: any Error
  private let draft: ImportDraft
  private let page: Page

  init(_ error: any Error, draft: ImportDraft, page: Page) {
    self.error = error
    self.draft = draft
    self.page = page
  }

  var html: HTML {
    let questions = questions
    guard !questions.isEmpty else { return refusal }
    return """
      <h1>\(page.say(.questionsAbout)) \(page.name(draft.name))</h1>
      <p>\(page.say(.questionsExplained))</p>
      \(page.form("/import/answers", "\(questions.joined())\(page.button(.goOn))"))
      \(leave)
      """
  }

  private var refusal: HTML {
    """
    <h1>\(page.say(.cannotImport)) \(page.name(draft.name))</h1>
    <p role="alert">\(page.sentence(of: error))</p>
    \(leave)
    """
  }

  private var leave: HTML { page.form("/import/leave", page.button(.anotherList, class: "")) }

  private var questions: [HTML] {
    if let failure = WorkbookFailure(error), failure.isQuestion { return sheetQuestion }
    switch error {
    case let error as RosterError: return questions(of: error)
    case let error as ImportAnswerError:
      return [fieldset(page.say(error.phrase), error.field(page, draft.answers))]
    default: return []
    }
  }

  private var sheetQuestion: [HTML] {
    guard let path = draft.files.first?.path,
      let names = try? RosterSource.sheetNames(ofWorkbook: path), !names.isEmpty
    else { return [] }
    return [
      fieldset(
        page.say(.whichSheet),
        radios("sheet", names.map { (value: $0, text: SafeText.shown($0)) })
      )
    ]
  }

  private func questions(of error: RosterError) -> [HTML] {
    switch error {
    case .several(let errors): return errors.flatMap(questions)
    case .missingColumns(_, _, let headings):
      let choices = [StudentField.name, .givenName, .familyName].map {
        ColumnChoice($0, headings: headings, chosen: nil, page: page).html
      }
      let line: HTML = """
        <label for="header">\(page.say(.orHeaderLine))</label>
        <input id="header" name="header" inputmode="numeric"
        value="\(draft.answers[.headerLine] ?? "")">
        """
      return [fieldset(page.say(.whichIsName), "\(choices.joined())\(line)")]
    case .absentColumns(_, let fields, let headings):
      return fields.map { field in
        fieldset(
          page.say(.whichColumn(field)),
          ColumnChoice(field, headings: headings, chosen: nil, page: page).html
        )
      }
    case .likelyColumns(_, let field, let candidates):
      return [candidateQuestion(field, candidates, mayBeNone: true)]
    case .questions(_, let questions): return questions.map(question)
    case .heightUnit(_, let heading, _):
      let units = HeightUnit.allCases.map {
        (value: $0.rawValue, text: page.say(.unit($0.rawValue)))
      }
      return [fieldset(page.say(.whichUnit(SafeText.shown(heading))), radios("unit", units))]
    case .dateOrder(_, let heading, let question):
      let orders = question.meanings.map { meaning in
        (
          value: meaning.order.rawValue,
          text: page.say(
            .orderMeans(meaning.order, SafeText.shown(question.cell), meaning.date.text)
          )
        )
      }
      return [fieldset(page.say(.whichOrder(SafeText.shown(heading))), radios("order", orders))]
    case .genderCodes(_, let heading, let codes, _): return [words(codes, heading)]
    case .genderLetters(_, let heading, let letters, _): return [words(letters, heading)]
    case .otherGenderWords(_, let heading, _, let words, _): return [self.words(words, heading)]
    case .manyGenders(_, let heading, _, _):
      return [
        fieldset(
          page.say(.tooManyWords(SafeText.shown(heading))),
          """
          <label for="map:gender">\(page.say(.genderColumnIs))</label>
          <input id="map:gender" name="map:gender" maxlength="200">
          <label class="choice"><input type="checkbox" name="map:gender" value="-"> \
          \(page.say(.listHasNone))</label>
          """
        )
      ]
    case .undecidedEncoding(_, let first, let readings):
      return [encodingQuestion(first, readings)]
    case .unmarkedEncoding(_, let likely):
      return [
        fieldset(page.say(.whichEncoding), radios("encoding", [(value: likely, text: likely)]))
      ]
    case .oneRosterRoles:
      return [
        fieldset(
          page.say(.whoIsStudent),
          """
          <label class="choice"><input type="checkbox" name="everybody" value="yes"> \
          \(page.say(.everybodyIsStudent))</label>
          """
        )
      ]
    default: return []
    }
  }

  private func question(_ question: ColumnQuestion) -> HTML {
    switch question {
    case .candidates(let field, let columns):
      candidateQuestion(field, columns, mayBeNone: false)
    case .unknownHeading(let field, let heading, _):
      fieldset(
        page.say(.unknownHeading(SafeText.shown(heading))),
        """
        <label for="map:\(field.rawValue)">\(page.say(.field(field)))</label>
        <input id="map:\(field.rawValue)" name="map:\(field.rawValue)" maxlength="200">
        """
      )
    case .sameColumn(let heading, let fields):
      fieldset(
        page.say(.sameColumn(SafeText.shown(heading))),
        fields.map { field -> HTML in
          """
          <label for="map:\(field.rawValue)">\(page.say(.field(field)))</label>
          <input id="map:\(field.rawValue)" name="map:\(field.rawValue)" maxlength="200"
          value="\(draft.answers.column(of: field) ?? "")">
          """
        }.joined()
      )
    }
  }

  private func candidateQuestion(
    _ field: StudentField,
    _ candidates: [ColumnQuestion.Candidate],
    mayBeNone: Bool
  ) -> HTML {
    let columns = candidates.map { column in
      (
        value: "#\(column.column)",
        text: page.say(.column(SafeText.shown(column.heading), column.column))
      )
    }
    let none = mayBeNone ? [(value: ImportAnswers.none, text: page.say(.listHasNone))] : []
    return fieldset(
      page.say(.whichColumn(field)),
      radios(ImportAnswers.mapPrefix + field.rawValue, columns + none)
    )
  }

  private func words(_ words: [String], _ heading: String) -> HTML {
    fieldset(
      page.say(.whatWordsMean(SafeText.shown(heading))),
      words.map { WordChoice($0, chosen: nil, isKnown: false, page: page).html }.joined()
    )
  }

  /// Each reading is sample cells with the encodings that give it: `line 2 "Größe" in macintosh`.
  private func encodingQuestion(_ first: String, _ readings: [String]) -> HTML {
    let options = readings.map { reading -> (value: String, text: String) in
      let encodings = reading.split(separator: " in ").last.map(String.init) ?? first
      let encoding = encodings.split(separator: " or ").first.map(String.init) ?? first
      return (value: encoding, text: SafeText.shown(reading))
    }
    return fieldset(page.say(.whichEncoding), radios("encoding", options))
  }

  private func fieldset(_ legend: String, _ content: HTML) -> HTML {
    "<fieldset><legend>\(legend)</legend>\(content)</fieldset>"
  }

  private func radios(_ name: String, _ options: [(value: String, text: String)]) -> HTML {
    options.map { value, text -> HTML in
      """
      <label class="choice"><input type="radio" name="\(name)" value="\(value)" required> \
      \(text)</label>
      """
    }.joined()
  }
}

extension ImportAnswerError {
  /// The field that is asked for again.
  fileprivate func field(_ page: Page, _ answers: ImportAnswers) -> HTML {
    switch self {
    case .line:
      """
      <label for="header">\(page.say(.headerLineIs))</label>
      <input id="header" name="header" inputmode="numeric" value="\(answers[.headerLine] ?? "")">
      """
    case .day:
      """
      <label for="measured">\(page.say(.measuredOnAsked))</label>
      <input id="measured" name="measured" type="date" value="\(answers[.measuredOn] ?? "")">
      """
    }
  }
}
