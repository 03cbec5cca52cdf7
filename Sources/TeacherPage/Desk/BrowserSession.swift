import Report
import ReviewSession

/// What is remembered of one browser: who acts, and where the review is.
///
/// Nothing of it is a record: a decision is on disk before the next page is sent.
final class BrowserSession {
  /// The name in the trail.
  var actor: String
  /// Whether somebody confirmed the name on the start page.
  var isNamed = false
  /// The language that was chosen; nil for the browser's.
  var language: Language?
  /// Whether single keys act (WCAG 2.1.4 asks that they can be switched off).
  var hasShortcuts = true
  /// What the next page says first.
  var notice: Notice?
  /// The review of a run, once it was begun.
  var review: ReviewDesk?
  /// The answers about students of a batch that is not accepted yet.
  var spotCheck: SpotCheckAnswers?
  /// The batch that was accepted last, which can be taken back as a whole.
  var acceptedBatch: Int64?
  /// The list that is being looked at.
  var draft: ImportDraft?
  var tokens: FormTokens

  /// A sentence about what was done, or why it was not.
  enum Notice: Sendable {
    case done(String)
    case problem(String)
  }

  init(actor: String, tokens: FormTokens) {
    self.actor = actor
    self.tokens = tokens
  }
}

/// The tokens of the forms that were shown; each is good for one change.
struct FormTokens {
  private var valid: Set<String> = []
  private var order: [String] = []
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  /// Adds the token of a page that is shown; the oldest one beyond the limit is forgotten.
  mutating func add(_ token: String) {
    valid.insert(token)
    order.append(token)
    if order.count > limit { valid.remove(order.removeFirst()) }
  }

  /// Uses a token up.
  ///
  /// - Returns: whether it was valid.
  mutating func spend(_ token: String?) -> Bool {
    guard let token, valid.remove(token) != nil else { return false }
    order.removeAll { $0 == token }
    return true
  }
}
