import HTTPTypes
import Report
import ReviewSession
import StudentStore
import Workflows

/// The owner of the connection to the database: everything the pages do to it happens here, one thing
/// after the other.
///
/// Work that takes long has a connection of its own; see ``LongWork``.
actor SchoolDesk {
  /// The database, whether or not it exists yet.
  nonisolated let path: String
  nonisolated let context: PageContext
  nonisolated let limits: PageLimits
  /// The list that `open FILE` was given, until it is imported.
  var givenList: String?
  /// What runs beside the pages, or ran last.
  var work: LongWork?
  /// A review in the usual order that nobody uses, so that the first page comes at once.
  private var preparedReview: ReviewSession?
  /// The newest verification.
  var verification: VerificationResult?
  /// Whether the page was told to end the program.
  private(set) var isStopping = false

  private var sessions: [String: BrowserSession] = [:]
  /// The one-time keys, and until when they are good.
  private var keys: [String: Double] = [:]
  private var connection: SchoolDatabase?
  private var lastVisit: Double
  private let steps: [String: Route]

  init(path: String, givenList: String?, context: PageContext, limits: PageLimits) {
    self.path = path
    self.givenList = givenList
    self.context = context
    self.limits = limits
    lastVisit = context.seconds()
    steps = Dictionary(Route.all.map { ($0.key, $0) }) { first, _ in first }
  }

  // MARK: Who may come in

  /// A new key, good for one browser within a minute.
  func newKey() throws -> String {
    let key = try context.secret()
    keys[key] = context.seconds() + limits.keySeconds
    return key
  }

  /// Exchanges a key for a session; nil for one that was used, is too old or was never given.
  func exchange(_ key: String) throws -> String? {
    guard let end = keys.removeValue(forKey: key), context.seconds() <= end else { return nil }
    let secret = try context.secret()
    sessions[secret] = BrowserSession(
      actor: context.actor,
      tokens: FormTokens(limit: limits.formTokens)
    )
    return secret
  }

  func knows(_ session: String) -> Bool { sessions[session] != nil }

  /// Whether somebody came in, or the keys are too old.
  var needsNoLaunch: Bool { !sessions.isEmpty || idleSeconds > limits.keySeconds }

  /// Notes that somebody is there.
  func noteVisit() { lastVisit = context.seconds() }

  /// How long nobody has been there; work that runs counts as somebody.
  var idleSeconds: Double {
    work?.isRunning == true ? 0 : context.seconds() - lastVisit
  }

  func stop() { isStopping = true }

  // MARK: Answers

  /// Answers a request.
  ///
  /// `isChange`: it came as POST, and its form token counts.
  func answer(_ visit: Visit, isChange: Bool) -> Reply {
    guard let session = sessions[visit.session] else {
      return Reply(status: .forbidden)
    }
    let language =
      session.language ?? Language(accepting: visit.acceptLanguage)
    let page = Page(desk: self, session: session, visit: visit, language: language)
    guard let route = steps[Route.key(visit.path, isChange: isChange)] else {
      // A known address by the other method: nothing is changed by GET.
      let isKnown = steps[Route.key(visit.path, isChange: !isChange)] != nil
      return page.failure(
        isKnown ? .notThisWay : .noSuchPage,
        status: isKnown ? .methodNotAllowed : .notFound
      )
    }
    if isChange, !session.tokens.spend(visit.form.text("token")) {
      return page.failure(.formUsed, status: .conflict)
    }
    session.tokens.add(visit.token)
    if let work, work.blocksOthers, work.isRunning, !route.goesOnDuringWork {
      return isChange ? page.failure(.busy, status: .conflict) : .seeOther("/work")
    }
    do {
      return try route.answer(self, page)
    } catch {
      return page.failure(error)
    }
  }

  // MARK: The database

  /// Whether there is a database yet.
  var hasDatabase: Bool { FileKind.exists(path) }

  /// The open database.
  ///
  /// - Throws: what opening throws; `StoreError.unknown` where there is none yet.
  func database() throws -> SchoolDatabase {
    if let connection { return connection }
    guard hasDatabase else { throw StoreError.unknown(kind: "list", id: "yet") }
    let opened = try SchoolDatabase.open(
      path,
      access: .readWrite,
      context: workContext(actor: context.actor)
    )
    connection = opened
    return opened
  }

  /// Forgets the connection and what was read through it, after the file was replaced or removed.
  func reconnect() {
    connection = nil
    preparedReview = nil
    for session in sessions.values { session.review = nil }
  }

  func workContext(actor: String) -> WorkContext {
    context.work(actor: actor)
  }
}

extension SchoolDesk {
  /// Reads the order of the review, while nobody waits for it.
  func prepareReview() {
    guard (try? hasRun) == true else { return }
    preparedReview = try? newReview(ReviewDesk.Selection(), actor: context.actor)
  }

  /// A review for a person, from the prepared one if it is of this run and order.
  func review(
    _ selection: ReviewDesk.Selection,
    run: Int64,
    actor: String
  ) throws -> ReviewSession {
    guard let preparedReview, preparedReview.run == run, selection == ReviewDesk.Selection() else {
      return try newReview(selection, actor: actor)
    }
    // Given away, because two holders of one order would copy it at the next decision.
    self.preparedReview = nil
    return try preparedReview.anew(context: workContext(actor: actor))
  }

  /// Opens the database, if there is one, so that an unusable file is told before a browser opens.
  func check() throws { if hasDatabase { _ = try database() } }
}
