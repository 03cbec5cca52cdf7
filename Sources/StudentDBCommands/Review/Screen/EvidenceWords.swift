import Mixture
import Report
import ReviewSession
import StudentStore
import Workflows

/// The evidence about one student in words: full sentences, and a shorter form of each for a small
/// window.
struct EvidenceWords {
  /// One statement.
  struct Statement {
    /// Its subject, in a word.
    let label: String
    let sentence: String
    let short: String
  }

  private let sheet: EvidenceSheet

  init(_ sheet: EvidenceSheet) {
    self.sheet = sheet
  }

  /// The line of the file, every column of it.
  var line: Statement {
    let line = FileLine(sheet.line)
    return Statement(
      label: "file",
      sentence: "In \(line.place): \(line.text)",
      short: line.text
    )
  }

  /// The height, the suggestion and its basis.
  var evidence: [Statement] {
    let height =
      sheet.item.heightCentimetres.map { "\(Numbers.fixed($0, 1)) cm" } ?? "not used"
    let first = Statement(label: "height", sentence: height, short: height)
    guard !sheet.isBlind else {
      return [
        first,
        Statement(
          label: "suggestion",
          sentence: "hidden: your answer without it tells how good the suggestions are.",
          short: "the suggestion is hidden"
        ),
      ]
    }
    return [first] + names + [suggestion] + frequencies + neighbours
  }

  /// What the name rests on, where names are used.
  private var names: [Statement] {
    guard let name = sheet.explanation.name else { return [] }
    let sentences = NameWords(name, genders: sheet.explanation.genders).sentences
    return [
      Statement(
        label: "name",
        sentence: sentences.joined(separator: " "),
        short: sentences.first ?? ""
      )
    ]
  }

  private var suggestion: Statement {
    guard let suggestion = sheet.item.suggestion else {
      let reasons = sheet.explanation.refusals.map { SafeText.shown($0.sentence) }
      return Statement(
        label: "suggestion",
        sentence: (["none: the run's gate refused."] + reasons).joined(separator: " "),
        short: "none: the gate refused"
      )
    }
    let gender = SafeText.shown(suggestion.gender)
    let sure = "\(gender), \(Numbers.percent(suggestion.confidence)) sure"
    guard let interval = sheet.item.interval else {
      return Statement(label: "suggestion", sentence: sure + ".", short: sure)
    }
    let (lower, upper) = (
      Numbers.percent(interval.lowerBound), Numbers.percent(interval.upperBound)
    )
    return Statement(
      label: "suggestion",
      sentence: "\(sure), between \(lower) and \(upper) (95 % interval).",
      short: "\(sure) (\(lower) to \(upper))"
    )
  }

  private var frequencies: [Statement] {
    guard let weights = sheet.explanation.weights else { return [] }
    let counts = sheet.explanation.frequencies(weights)
      .map { "\($0.count) \(SafeText.shown($0.gender))" }
    return [
      Statement(
        label: "of 100",
        sentence: "students\(stratum) \(sheet.explanation.likeWhom) whose gender is missing, "
          + "\(Self.list(counts)).",
        short: "of 100: \(counts.joined(separator: ", "))"
      )
    ]
  }

  private var neighbours: [Statement] {
    guard sheet.explanation.weights != nil, sheet.item.heightCentimetres != nil else { return [] }
    let counts = sheet.explanation.neighbours.map { "\($0.count) \(SafeText.shown($0.gender))" }
    guard !counts.isEmpty else {
      return [
        Statement(
          label: "nearby",
          sentence: "no known student\(stratum) within 1 cm.",
          short: "no known student within 1 cm"
        )
      ]
    }
    return [
      Statement(
        label: "nearby",
        sentence: "known students\(stratum) within 1 cm: \(Self.list(counts)).",
        short: "within 1 cm: \(counts.joined(separator: ", "))"
      )
    ]
  }

  private var stratum: String {
    sheet.explanation.evidence?.stratum.map { " of \(SafeText.shown($0))" } ?? ""
  }

  private static func list(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " and " + last
  }

  /// The decision, if any: `male, decided by hand, by Maria (d12)`.
  ///
  /// `isHidden`: whether to leave out the suggestion.
  static func words(_ decision: ReviewDecision, isHidden: Bool) -> String {
    let comment = decision.reason.map { ": \(SafeText.shown($0))" } ?? ""
    let batch = decision.batch == nil ? "" : ", in a batch"
    return
      "\(words(decision.verdict, isHidden: isHidden)), by \(SafeText.shown(decision.reviewer)) "
      + "(d\(decision.id))\(batch)\(comment)"
  }

  /// The agreement with the suggestion would reveal it.
  private static func words(_ verdict: Verdict, isHidden: Bool) -> String {
    guard isHidden, let gender = verdict.gender else { return DecisionRendering.words(verdict) }
    return SafeText.shown(gender)
  }

  /// The result of a decision, in a sentence.
  static func sentence(_ outcome: ReviewSession.Outcome) -> String {
    switch outcome {
    case .kept(let decision, let name):
      // The answer may be undone and given again.
      "Kept: \(SafeText.shown(name)): \(words(decision.verdict, isHidden: decision.blind))"
        + (decision.blind ? ", answered blind" : "") + " (d\(decision.id))."
    case .conflict(let theirs, let isHidden):
      "Conflict: \(words(theirs, isHidden: isHidden)), decided while this student was on your screen. Your decision "
        + "was not kept. k keeps theirs; to replace it, decide again."
    case .refused(let refusal): words(refusal)
    case .stuck(let decision, let error):
      "Kept: decision d\(decision.id). What comes next cannot be read: "
        + SafeText.shown(CommandFailure(error).message)
    }
  }

  /// The result of an undo, in a sentence.
  static func sentence(_ outcome: ReviewSession.UndoOutcome) -> String {
    switch outcome {
    case .undone(let decisions, _, let name):
      "Taken back: \(decisions.map { "d\($0.id)" }.joined(separator: ", ")), about \(SafeText.shown(name))."
    case .refused(let refusal): words(refusal)
    }
  }

  /// Why nothing was stored, in a sentence.
  private static func words(_ refusal: ReviewSession.Refusal) -> String {
    switch refusal {
    case .noStudent: "No student is left to decide about."
    case .suggestionIsHidden: "The suggestion is hidden: say the gender that you know, or n."
    case .takenBackMeanwhile:
      "Another user undid a decision in the meantime. Yours was not kept; decide again."
    case .nothingToUndo(let reviewer):
      "There is nothing to undo: \(SafeText.shown(reviewer)) has no active decision."
    case .failed(let error, let mayBeKept):
      (mayBeKept ? "" : "Not kept: ") + SafeText.shown(CommandFailure(error).message)
    }
  }
}
