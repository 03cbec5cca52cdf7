/// One address of the page, and what answers it.
struct Route: Sendable {
  /// What answers, within the desk.
  typealias Answer = @Sendable (isolated SchoolDesk, Page) throws -> Reply

  let path: String
  /// Whether it changes something: then it is asked by POST alone, and with a form's token.
  let isChange: Bool
  /// Whether it answers while an import writes.
  let goesOnDuringWork: Bool
  let answer: Answer

  /// A page to look at.
  static func page(
    _ path: String,
    duringWork: Bool = false,
    _ answer: @escaping Answer
  ) -> Route {
    Route(path: path, isChange: false, goesOnDuringWork: duringWork, answer: answer)
  }

  /// A form to send.
  static func change(
    _ path: String,
    duringWork: Bool = false,
    _ answer: @escaping Answer
  ) -> Route {
    Route(path: path, isChange: true, goesOnDuringWork: duringWork, answer: answer)
  }

  var key: String { Self.key(path, isChange: isChange) }

  static func key(_ path: String, isChange: Bool) -> String {
    (isChange ? "POST " : "GET ") + path
  }

  /// Whether an address shows a page of a step.
  static func isPage(_ path: String) -> Bool {
    all.contains { $0.path == path && !$0.isChange && !path.hasPrefix("/takeout/") }
  }

  /// Every address.
  static let all: [Route] =
    StartPages.routes + ImportPages.routes + WorkPages.routes + DoubtPages.routes
    + InferPages.routes
    + ReviewPages.routes + ListPages.routes + BatchPages.routes + OthersPages.routes
    + SignPages.routes
    + TakeOutPages.routes + HistoryPages.routes
}
