import Files
import HTTPTypes
import Hummingbird
import Report

/// Answers the requests of a browser: first who it is and where it comes from, then what it asks.
struct PageResponder: HTTPResponder {
  typealias Context = BasicRequestContext

  let desk: SchoolDesk
  let bound: BoundPort
  let limits: PageLimits
  let outside: PageContext

  private var admission: Admission { Admission(port: bound.number) }

  func respond(to request: Request, context: Context) async throws -> Response {
    let isEntrance = request.uri.path == Self.entrance && request.method == .get
    if let refusal = admission.refusal(of: request.head, isEntrance: isEntrance) {
      return refuse(refusal.status, .notFromThisPage)
    }
    if isEntrance { return try await enter(request) }
    guard let session = admission.session(in: request.head), await desk.knows(session) else {
      return refuse(.forbidden, .noSession)
    }
    await desk.noteVisit()
    guard request.method == .post else {
      if let asset = Assets.reply(for: request.uri.path) { return asset.response() }
      return try await answer(request, session, body: FormBody()).response()
    }
    do throws(FormBodyError) {
      let body = try await FormBody(
        of: request,
        limits: limits,
        folder: outside.temporaryFolder,
        seconds: outside.seconds
      )
      return try await answer(request, session, body: body).response()
    } catch {
      return refuse(error.status, error.phrase)
    }
  }

  /// The address that exchanges a key for a session.
  static let entrance = "/enter"

  /// The exchange: its answer is a page that leads on, because a browser that comes from a file does not
  /// send a strict cookie along a redirection.
  private func enter(_ request: Request) async throws -> Response {
    let query = FormFields(encoded: (request.uri.query ?? "").utf8)
    guard let key = query["key"], let session = try await desk.exchange(key) else {
      return refuse(.forbidden, .keyUsed)
    }
    await desk.noteVisit()
    let language = Language(accepting: request.headers[.acceptLanguage])
    var reply = Reply.page(BarePage.entered(language))
    reply.headers[.setCookie] =
      "\(admission.cookie)=\(session); Path=/; HttpOnly; SameSite=Strict"
    return reply.response()
  }

  private func answer(
    _ request: Request,
    _ session: String,
    body: FormBody
  ) async throws(FormBodyError) -> Reply {
    guard let token = try? outside.secret() else { throw .noRandomness }
    return await desk.answer(
      Visit(
        path: request.uri.path,
        query: FormFields(encoded: (request.uri.query ?? "").utf8),
        form: body.fields,
        files: body.files,
        session: session,
        acceptLanguage: request.headers[.acceptLanguage],
        token: token
      ),
      isChange: request.method == .post
    )
  }

  /// Refuses before anybody is known; in both languages, because it is no page of the session's.
  private func refuse(_ status: HTTPResponse.Status, _ phrase: Phrase) -> Response {
    Reply.page(BarePage.refusal(phrase), status: status).response(closing: true)
  }
}
