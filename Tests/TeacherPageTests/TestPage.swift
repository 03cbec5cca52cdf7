import Foundation
import StudentStore
import Workflows

@testable import RosterReading
@testable import TeacherPage

/// A page that is served on a free port, with a small school, and a browser that sends bytes.
final class TestPage: Sendable {
  let folder: URL
  let path: String
  let desk: SchoolDesk
  let bound = BoundPort()
  private let task: Task<Void, Never>

  /// Serves until `stop`.
  ///
  /// `list`: the school's list; nil for no database. `anchor`: where heads are kept.
  init(
    list: String? = TestPage.list,
    limits: PageLimits = PageLimits(),
    anchor: (any HeadAnchor)? = nil
  ) async throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.appendingPathComponent("school.studentdb").path
    let context = PageContext(
      actor: "Maria",
      programVersion: "0.0.0",
      locale: nil,
      now: { "2026-11-29T10:00:00.000Z" },
      seconds: { ProcessInfo.processInfo.systemUptime },
      randomBytes: { count in
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
      },
      say: { _ in },
      showInBrowser: nil,
      temporaryFolder: folder.path,
      anchor: anchor
    )
    if let list {
      let work = context.work(actor: "Maria")
      let database = try SchoolDatabase.create(path, context: work)
      _ = try ImportWorkflow(database, context: work)
        .run(RosterSource(name: "class.csv", bytes: Array(list.utf8)), options: ImportOptions())
      _ = try ImputeWorkflow(database, context: work).run(ImputeOptions())
    }
    let server = PageServer(path: path, list: nil, port: 0, context: context, limits: limits)
    let desk = SchoolDesk(path: path, givenList: nil, context: context, limits: limits)
    self.desk = desk
    let bound = bound
    task = Task { await server.serve(desk, bound: bound) }
    _ = try await bound.wait()
  }

  /// Forty girls and forty boys who differ in height, and some whose gender is missing.
  static let list: String = {
    var lines = ["name,gender,height"]
    for number in 0..<40 {
      lines.append("Girl \(number),F,\(150 + number % 12)")
      lines.append("Boy \(number),M,\(168 + number % 12)")
    }
    lines += ["Robin <script>alert(1)</script>,,155", "Kim,,175", "Alex,,163"]
    return lines.joined(separator: "\n") + "\n"
  }()

  func stop() async {
    task.cancel()
    _ = await task.value
    try? FileManager.default.removeItem(at: folder)
  }

  var host: String { "127.0.0.1:\(bound.number)" }

  /// A browser that came by a one-time address.
  func browser() async throws -> Browser {
    var browser = Browser(page: self, cookie: nil)
    let key = try await desk.newKey()
    let answer = try await browser.get("/enter?key=\(key)")
    browser.cookie = answer.headers["set-cookie"]?.split(separator: ";").first.map(String.init)
    let start = try await browser.get("/")
    _ = try await browser.post("/who", ["name": "Maria"], token: start.token)
    return browser
  }

  /// What the database holds that a change would change: the head of the trail.
  func head() throws -> String {
    let work = desk.context.work(actor: "reader")
    return try SchoolDatabase.open(path, access: .readOnly, context: work).head().description
  }
}

/// A browser as far as the page can tell.
struct Browser {
  let page: TestPage
  var cookie: String?

  func get(_ path: String, _ headers: [String: String] = [:]) async throws -> Answer {
    try await send("GET", path, headers, body: [])
  }

  func post(
    _ path: String,
    _ fields: [String: String],
    token: String?,
    _ headers: [String: String] = [:]
  ) async throws -> Answer {
    var fields = fields
    fields["token"] = token
    let body = fields.map { "\(Self.encoded($0.key))=\(Self.encoded($0.value))" }
      .joined(separator: "&")
    var all = [
      "Origin": "http://\(page.host)", "Content-Type": "application/x-www-form-urlencoded",
    ]
    for (name, value) in headers { all[name] = value }
    return try await send("POST", path, all, body: Array(body.utf8))
  }

  /// Sends a request; a header with an empty value is left out.
  func send(
    _ method: String,
    _ path: String,
    _ headers: [String: String],
    body: [UInt8]
  ) async throws -> Answer {
    var all = ["Host": page.host, "Connection": "close"]
    if let cookie { all["Cookie"] = cookie }
    if method == "POST" { all["Content-Length"] = "\(body.count)" }
    for (name, value) in headers { all[name] = value }
    let lines = all.filter { !$0.value.isEmpty }.map { "\($0.key): \($0.value)\r\n" }
    let head = "\(method) \(path) HTTP/1.1\r\n\(lines.joined())\r\n"
    return Answer(try await RawClient.exchange(Array(head.utf8) + body, port: page.bound.number))
  }

  private static func encoded(_ text: String) -> String {
    text.utf8.map { byte in
      let isPlain =
        byte < 0x80 && Character(UnicodeScalar(byte)).isLetter || (48...57).contains(byte)
      return isPlain ? String(UnicodeScalar(byte)) : "%" + String(format: "%02X", byte)
    }.joined()
  }
}

/// What came back.
struct Answer {
  let status: Int
  let headers: [String: String]
  let body: String

  init(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    let parts = text.components(separatedBy: "\r\n\r\n")
    let lines = parts[0].components(separatedBy: "\r\n")
    status = lines[0].split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      let sides = line.split(separator: ":", maxSplits: 1).map(String.init)
      if sides.count == 2 {
        headers[sides[0].lowercased()] = sides[1].trimmingCharacters(in: .whitespaces)
      }
    }
    self.headers = headers
    body = parts.dropFirst().joined(separator: "\r\n\r\n")
  }

  /// The token of the forms on the page.
  var token: String? {
    guard let start = body.range(of: "name=\"token\" value=\"") else { return nil }
    return body[start.upperBound...].split(separator: "\"").first.map(String.init)
  }

  /// A hidden field of the page.
  func field(_ name: String) -> String? {
    guard let start = body.range(of: "name=\"\(name)\" value=\"") else { return nil }
    return body[start.upperBound...].split(separator: "\"").first.map(String.init)
  }
}
