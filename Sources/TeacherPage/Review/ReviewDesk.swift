import ReviewSession
import StudentStore
import Workflows

/// One person's review of one run, with what is selected of it.
///
/// An object, so that a decision changes the queue of a large school in its place instead of a copy.
final class ReviewDesk {
  /// Which students, in which order.
  struct Selection: Equatable {
    var order = QueueArrangement.Order.unsure
    var blindness = QueueArrangement.Blindness.sample
    var group: String?
    var state: StateFilter?
  }

  /// Which states a list shows.
  enum StateFilter: String, CaseIterable {
    case open
    case decided
    case all
  }

  var session: ReviewSession
  let selection: Selection

  init(session: ReviewSession, selection: Selection) {
    self.session = session
    self.selection = selection
  }
}

extension SchoolDesk {
  /// The visitor's review of the current run, begun anew where the run, the person or the selection is
  /// another one.
  ///
  /// - Throws: `StoreError.unknown` where there is no run yet.
  func review(_ browser: BrowserSession, selection: ReviewDesk.Selection? = nil) throws
    -> ReviewDesk
  {
    let database = try database()
    let context = workContext(actor: browser.actor)
    let run = try ReviewWorkflow(database, context: context).run(nil)
    let wanted = selection ?? browser.review?.selection ?? ReviewDesk.Selection()
    if let review = browser.review, review.session.run == run, review.selection == wanted,
      review.session.reviewer == browser.actor
    {
      return review
    }
    let review = ReviewDesk(
      session: try self.review(wanted, run: run, actor: browser.actor),
      selection: wanted
    )
    browser.review = review
    return review
  }
  /// Reads the order of the review.
  func newReview(_ selection: ReviewDesk.Selection, actor: String) throws -> ReviewSession {
    let context = workContext(actor: actor)
    var arrangement = QueueArrangement()
    arrangement.order = selection.order
    arrangement.blindness = selection.blindness
    arrangement.group = selection.group
    arrangement.names = NameOrder(locale: self.context.locale)
    return try ReviewSession(
      database: try database(),
      context: context,
      run: try ReviewWorkflow(try database(), context: context).run(nil),
      arrangement: arrangement
    )
  }
}
