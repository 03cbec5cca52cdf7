import Mixture
import Report
import ReviewSession
import StudentStore
import Workflows

/// The evidence about one student in sentences of the visitor's language.
struct EvidenceText {
  private let sheet: EvidenceSheet
  private let language: Language

  init(_ sheet: EvidenceSheet, language: Language) {
    self.sheet = sheet
    self.language = language
  }

  /// The suggestion with its confidence.
  var suggestion: String {
    guard let suggestion = sheet.item.suggestion else {
      return Phrase.noSuggestion(language)
    }
    let sure = language.percent(suggestion.confidence)
    let gender = word(suggestion.gender)
    guard let interval = sheet.item.interval else {
      return Phrase.suggested(gender, sure)(language)
    }
    return Phrase.suggested(
      gender,
      sure,
      between: language.percent(interval.lowerBound),
      and: language.percent(interval.upperBound)
    )(language)
  }

  /// What the suggestion rests on: frequencies, name and neighbours; or why there is none.
  var facts: [(label: String, sentence: String)] {
    [reasons, frequencies, names, neighbours].compactMap(\.self)
  }

  /// Why there is no suggestion; of a class or age, it is the student's own.
  private var reasons: (String, String)? {
    let reasons = sheet.explanation.refusals.map { $0.reason.phrase.sentence(language) }
    guard sheet.item.suggestion == nil, !reasons.isEmpty else { return nil }
    return (Phrase.whyHeading(language), reasons.joined(separator: " "))
  }

  private var frequencies: (String, String)? {
    guard let weights = sheet.explanation.weights else { return nil }
    let counts = sheet.explanation.frequencies(weights).map { "\($0.count) \(word($0.gender))" }
    let like: Phrase =
      sheet.explanation.name == nil
      ? .thisTall : sheet.item.heightCentimetres == nil ? .suchAName : .thisTallSuchAName
    return (
      Phrase.ofHundred(language),
      Phrase.frequencies(like, place: place, language.list(counts))(language)
    )
  }

  private var neighbours: (String, String)? {
    guard sheet.explanation.weights != nil, sheet.item.heightCentimetres != nil else { return nil }
    let counts = sheet.explanation.neighbours.map { "\($0.count) \(word($0.gender))" }
    return (
      Phrase.nearby(language),
      (counts.isEmpty
        ? Phrase.noNeighbours(place: place)
        : Phrase.neighbours(place: place, language.list(counts)))(language)
    )
  }

  private var names: (String, String)? {
    guard let name = sheet.explanation.name else { return nil }
    let sentences = name.words.map(sentence)
    return (
      Phrase.nameHeading(language),
      sentences.isEmpty
        ? Phrase.nameSaysNothing(language) : sentences.joined(separator: " ")
    )
  }

  private func sentence(_ word: NameExplanation.Word) -> String {
    let role: Phrase =
      switch word.role {
      case .first: .firstName
      case .further: .furtherName
      case .last: .lastName
      }
    let called = "\(role(language)) \(SafeText.shown(word.text))"
    var parts = [
      word.students.contains { $0 > 0 }
        ? Phrase.knownWithName(called, counts(word.students))(language)
        : Phrase.nobodyWithName(called)(language)
    ]
    if let ending = word.ending {
      let letters = ending.text.hasPrefix("^") ? String(ending.text.dropFirst()) : ending.text
      parts.append(
        Phrase.namesEndingIn(SafeText.shown(letters), counts(ending.students))(language)
      )
    }
    if let reference = word.reference {
      parts.append(Phrase.inReference(counts(reference))(language))
    }
    return parts.joined(separator: "; ") + "."
  }

  private func counts(_ counts: [Int]) -> String {
    let known = zip(sheet.explanation.genders, counts).filter { $0.1 > 0 }
    return known.isEmpty
      ? Phrase.nobody(language) : language.list(known.map { "\($0.1) \(word($0.0))" })
  }

  private func word(_ gender: String) -> String { SafeText.shown(Phrase.gender(gender)(language)) }

  /// The class or age that the student was compared with; nothing for the whole school.
  private var place: Phrase {
    sheet.explanation.evidence?.stratum.map { stratum in
      let name = SafeText.shown(stratum)
      return sheet.isByAge
        ? Phrase(" aged \(name)", " im Alter von \(name)") : Phrase(" of \(name)", " aus \(name)")
    } ?? Phrase("", "")
  }
}

extension Page {
  /// A gender in the visitor's language.
  func gender(_ gender: String) -> String { SafeText.shown(say(.gender(gender))) }

  /// A decision in words.
  ///
  /// `isHidden`: whether to leave out how it compares with the suggestion, which would reveal that.
  func words(_ decision: ReviewDecision, isHidden: Bool) -> String {
    let reason = decision.reason.map { ": " + SafeText.shown($0) } ?? ""
    let batch = decision.batch == nil ? "" : ", " + say(.inABatch)
    return words(decision.verdict, isHidden: isHidden) + ", "
      + say(.by(SafeText.shown(decision.reviewer))) + " (d\(decision.id))" + batch + reason
  }

  private func words(_ verdict: Verdict, isHidden: Bool) -> String {
    switch verdict {
    case .accept(let gender):
      isHidden ? self.gender(gender) : say(.asSuggested(self.gender(gender)))
    case .correct(let gender):
      isHidden ? self.gender(gender) : say(.byHand(self.gender(gender)))
    case .leaveUnknown: say(.leftUnknown)
    case .later: say(.putOff)
    case .reopen: say(.openAgain)
    }
  }

  /// The result of a decision, in a sentence.
  func outcome(_ outcome: ReviewSession.Outcome) -> String {
    switch outcome {
    case .kept(let decision, let name):
      say(
        .kept(
          SafeText.shown(name),
          words(decision.verdict, isHidden: decision.blind),
          decision.id,
          isBlind: decision.blind
        )
      )
    case .conflict(let theirs, let isHidden): say(.conflict(words(theirs, isHidden: isHidden)))
    case .refused(let refusal): sentence(of: refusal)
    case .stuck(let decision, let error):
      say(.keptButStuck(decision.id)) + " " + sentence(of: error)
    }
  }

  /// Why nothing was stored, in a sentence.
  func sentence(of refusal: ReviewSession.Refusal) -> String {
    switch refusal {
    case .noStudent: say(.noStudentToDecide)
    case .suggestionIsHidden: say(.hiddenCannotBeAccepted)
    case .takenBackMeanwhile: say(.takenBackMeanwhile)
    case .nothingToUndo(let reviewer): say(.nothingToUndo(SafeText.shown(reviewer)))
    case .failed(let error, let mayBeKept):
      mayBeKept ? sentence(of: error) : say(.notKept) + " " + sentence(of: error)
    }
  }
}

/// The agreement of the blind answers with the suggestions, in sentences.
enum ReviewPhrases {
  /// In sentences; empty without blind answers.
  static func agreement(_ progress: ReviewProgress) -> [Phrase] {
    guard let share = progress.blind.share else { return [] }
    let all = progress.blind
    let sample = progress.sample
    guard let accuracy = sample.agreement.share, let interval = sample.interval else {
      return [.blindAgreed(all.answered, all.agreed, share), .noneDrawn]
    }
    return [
      .blindAgreed(all.answered, all.agreed, share),
      .drawnAgreed(sample.agreement.answered, of: sample.drawn, accuracy, interval),
    ] + (sample.leftOut > 0 ? [.drawnLeftOut(sample.leftOut)] : [])
  }
}
