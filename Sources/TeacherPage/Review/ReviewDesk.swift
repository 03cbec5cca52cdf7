import ReviewSession
import StudentStore
import Workflows

/// One person's review of one run, with what is selected of it.
struct ReviewDesk {
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
    var arrangement = QueueArrangement()
    arrangement.order = wanted.order
    arrangement.blindness = wanted.blindness
    arrangement.group = wanted.group
    arrangement.names = NameOrder(locale: self.context.locale)
    let review = ReviewDesk(
      session: try ReviewSession(
        database: database,
        context: context,
        run: run,
        arrangement: arrangement
      ),
      selection: wanted
    )
    browser.review = review
    return review
  }
}
