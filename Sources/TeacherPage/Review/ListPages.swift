import Report
import ReviewSession
import RosterReading
import StudentStore
import Workflows

/// The students of the review in a list, with filters.
enum ListPages {
  static let routes: [Route] = [.page("/review/list") { desk, page in try show(desk, page) }]

  /// Students on a page of the list.
  private static let length = 100

  private static func show(_ desk: isolated SchoolDesk, _ page: Page) throws -> Reply {
    guard page.session.isNamed else { return page.go(to: "/who") }
    guard try desk.hasRun else { return ReviewPages.noRun(page) }
    let query = page.visit.query
    var selection = page.session.review?.selection ?? ReviewDesk.Selection()
    if query.text("order") != nil {
      selection.order = query["order"].flatMap(QueueArrangement.Order.init(rawValue:)) ?? .unsure
      selection.blindness = query["blind"] == nil ? .sample : .all
      selection.group = query["group"]
    }
    let review = try desk.review(page.session, selection: selection)
    try review.session.goOn()
    let state = query["state"].flatMap(ReviewDesk.StateFilter.init(rawValue:)) ?? .open
    let text = query["find"]?.trimmingWhitespace()
    let places = places(review.session, state, text)
    // One student found is shown at once.
    let queue = review.session.queue.places
    if text != nil, places.count == 1, let only = places.first {
      return page.go(to: "/review?student=\(queue[only].item.student)")
    }
    let first = max(0, min(Int(query.number("from") ?? 0), max(0, places.count - 1)))
    let rows = places.dropFirst(first).prefix(length).map { row(queue[$0], review.session, page) }
    let groups = Set(queue.lazy.compactMap(\.item.group))
    return page.reply(
      page.say(.listTitle),
      step: .review,
      """
      <h1>\(page.say(.listTitle))</h1>
      \(FindForm.html(page, value: text ?? ""))
      \(filters(selection, state, groups: groups, desk, page))
      <p>\(page.say(.listed(places.count)))</p>
      \(table(rows, page))
      \(pager(first, of: places.count, page))
      <p><a href="/review">\(page.say(.doReview))</a> · \
      <a href="/review/batch">\(page.say(.batchTitle))</a></p>
      """
    )
  }

  /// The indices of the students to list: copies of a large school's students fill the memory.
  private static func places(
    _ session: ReviewSession,
    _ state: ReviewDesk.StateFilter,
    _ text: String?
  ) -> [Int] {
    let found = text.map { Set(session.find($0)) }
    return session.queue.places.indices.filter { index in
      let place = session.queue.places[index]
      let isWanted =
        switch state {
        case .open: place.state.isToDo
        case .decided: !place.state.isToDo
        case .all: true
        }
      return isWanted && found?.contains(place.item.student) ?? true
    }
  }

  private static func table(_ rows: [HTML], _ page: Page) -> HTML {
    guard !rows.isEmpty else { return "" }
    return """
      <div class="scroll" tabindex="0" role="group" aria-label="\(page.say(.tableToScroll))"><table><thead><tr><th scope="col">\(page.say(.studentHeading))</th>
      <th scope="col">\(page.say(.groupHeading))</th>
      <th scope="col" class="number">\(page.say(.height))</th>
      <th scope="col">\(page.say(.suggestionHeading))</th>
      <th scope="col">\(page.say(.stateHeading))</th></tr></thead>
      <tbody>\(rows.joined())</tbody></table></div>
      """
  }

  private static func row(
    _ place: ReviewQueue.Place,
    _ session: ReviewSession,
    _ page: Page
  ) -> HTML {
    let item = place.item
    let suggestion =
      session.isHidden(item)
      ? page.say(.hiddenShort)
      : item.suggestion.map { page.gender($0.gender) + ", " + page.language.percent($0.confidence) }
        ?? "–"
    let state = place.decidedGender.map(page.gender) ?? page.say(.reviewState(place.state))
    return """
      <tr><th scope="row"><a href="/review?student=\(item.student)">\(page.name(item.name))</a></th>\
      <td>\(page.name(item.group ?? ""))</td>\
      <td class="number">\(item.heightCentimetres.map { page.language.fixed($0, 1) } ?? "")</td>\
      <td>\(suggestion)</td><td>\(state)</td></tr>
      """
  }

  private static func filters(
    _ selection: ReviewDesk.Selection,
    _ state: ReviewDesk.StateFilter,
    groups: Set<String>,
    _ desk: isolated SchoolDesk,
    _ page: Page
  ) -> HTML {
    let orders = QueueArrangement.Order.allCases.map { ($0.rawValue, page.say(.order($0))) }
    let states = ReviewDesk.StateFilter.allCases.map { ($0.rawValue, page.say(.show($0))) }
    let names = NameOrder(locale: desk.context.locale)
    let sorted = names.sorted(Array(groups)) { ($0, "", 0) }
    let classes = [("", page.say(.allGroups))] + sorted.map { ($0, SafeText.shown($0)) }
    let blind: HTML = selection.blindness == .all ? " checked" : ""
    return """
      <details><summary>\(page.say(.filters))</summary>
      <form method="get" action="/review/list">
      \(SelectField(name: "state", label: page.say(.showWhich), options: states, chosen: state.rawValue).html)
      \(SelectField(name: "order", label: page.say(.orderBy), options: orders, chosen: selection.order.rawValue).html)
      \(SelectField(name: "group", label: page.say(.onlyGroup), options: classes, chosen: selection.group ?? "").html)
      <label class="choice"><input type="checkbox" name="blind" value="yes"\(blind)> \
      \(page.say(.hideAll))</label>
      <button>\(page.say(.apply))</button>
      </form></details>
      """
  }

  private static func pager(_ first: Int, of count: Int, _ page: Page) -> HTML {
    let query = page.visit.query
    func link(_ from: Int, _ label: Phrase) -> HTML {
      let state = query["state"].flatMap(ReviewDesk.StateFilter.init(rawValue:)) ?? .open
      let find = query["find"] ?? ""
      return """
        <form method="get" action="/review/list" class="inline">
        <input type="hidden" name="state" value="\(state.rawValue)">
        <input type="hidden" name="find" value="\(find)">
        <input type="hidden" name="from" value="\(from)"><button>\(page.say(label))</button></form>
        """
    }
    let before: HTML = first > 0 ? link(max(0, first - length), .previousPage) : ""
    let after: HTML = first + length < count ? link(first + length, .nextPage) : ""
    return "\(before)\(after)"
  }
}
