import Foundation
import Testing

@testable import TeacherPage

/// Requests that must be refused, after which nothing is changed.
@Suite struct AttackTests {
  /// Runs an attack, and checks that the trail is as it was.
  private func attack(
    limits: PageLimits = PageLimits(),
    _ body: (TestPage, Browser) async throws -> Void
  ) async throws {
    let page = try await TestPage(limits: limits)
    let before = try page.head()
    do {
      try await body(page, try await page.browser())
    } catch {
      await page.stop()
      throw error
    }
    #expect(try page.head() == before)
    await page.stop()
  }

  /// The fields of a decision about the student on the review page.
  private func decision(_ browser: Browser) async throws -> (
    fields: [String: String], token: String?
  ) {
    let review = try await browser.get("/review")
    return (
      ["student": review.field("student") ?? "", "choice": "gender:female"], review.token
    )
  }

  @Test func `the same decision sent properly is stored`() async throws {
    let page = try await TestPage()
    let browser = try await page.browser()
    let before = try page.head()
    let (fields, token) = try await decision(browser)
    let answer = try await browser.post("/review/decide", fields, token: token)
    #expect(answer.status == 303)
    #expect(try page.head() != before)
    await page.stop()
  }

  @Test(arguments: ["/", "/review", "/page.css", "/history", "/takeout/list"])
  func `without the cookie nothing of the school is shown`(path: String) async throws {
    try await attack { page, _ in
      for cookie in [
        nil, "studentdb_\(page.bound.number)=0123456789abcdef0123456789abcdef", "studentdb_1=x",
      ] {
        let answer = try await Browser(page: page, cookie: cookie).get(path)
        #expect(answer.status == 403)
        #expect(!answer.body.contains("Kim"))
      }
    }
  }

  @Test func `a one-time address works once, and not after a minute`() async throws {
    var limits = PageLimits()
    limits.keySeconds = -1
    try await attack { page, _ in
      let key = try await page.desk.newKey()
      let stranger = Browser(page: page, cookie: nil)
      #expect(try await stranger.get("/enter?key=\(key)").status == 200)
      let second = try await stranger.get("/enter?key=\(key)")
      #expect(second.status == 403)
      #expect(second.headers["set-cookie"] == nil)
      #expect(try await stranger.get("/enter?key=").status == 403)
      #expect(try await stranger.get("/enter").status == 403)
    }
    let page = try await TestPage(limits: limits)
    let late = try await Browser(page: page, cookie: nil)
      .get("/enter?key=\(try await page.desk.newKey())")
    #expect(late.status == 403)
    await page.stop()
  }

  @Test func `a cookie is for this page alone, and no script reads it`() async throws {
    try await attack { page, _ in
      let key = try await page.desk.newKey()
      let answer = try await Browser(page: page, cookie: nil).get("/enter?key=\(key)")
      let cookie = answer.headers["set-cookie"] ?? ""
      #expect(cookie.hasPrefix("studentdb_\(page.bound.number)="))
      #expect(cookie.contains("HttpOnly"))
      #expect(cookie.contains("SameSite=Strict"))
    }
  }

  @Test(arguments: ["evil.example", "localhost", "127.0.0.1", "127.0.0.1:1", "[::1]:80", ""])
  func `another host in the header Host is refused`(host: String) async throws {
    try await attack { page, browser in
      let (fields, token) = try await decision(browser)
      let read = try await browser.get("/review", ["Host": host])
      #expect([400, 421].contains(read.status))
      let write = try await browser.post("/review/decide", fields, token: token, ["Host": host])
      #expect([400, 421].contains(write.status))
    }
  }

  @Test(arguments: ["http://evil.example", "null", "", "https://127.0.0.1", "http://localhost"])
  func `a form of another page is refused`(origin: String) async throws {
    try await attack { _, browser in
      let (fields, token) = try await decision(browser)
      let answer = try await browser.post(
        "/review/decide",
        fields,
        token: token,
        ["Origin": origin]
      )
      #expect(answer.status == 403)
    }
  }

  @Test func `another page cannot show this one in itself`() async throws {
    try await attack { _, browser in
      for site in ["cross-site", "same-site"] {
        let answer = try await browser.get("/review", ["Sec-Fetch-Site": site])
        #expect(answer.status == 403)
      }
      #expect(try await browser.get("/review", ["Sec-Fetch-Site": "same-origin"]).status == 200)
    }
  }

  @Test(arguments: Route.all.filter(\.isChange).map(\.path))
  func `nothing is changed by GET`(path: String) async throws {
    try await attack { _, browser in
      let (fields, token) = try await decision(browser)
      let query = (fields.merging(["token": token ?? ""]) { $1 }).map { "\($0)=\($1)" }
        .joined(separator: "&")
      let isPage = Route.all.contains { $0.path == path && !$0.isChange }
      let answer = try await browser.get("\(path)?\(query)")
      #expect(isPage ? answer.status < 400 : answer.status == 405)
    }
  }

  @Test(arguments: Route.all.filter(\.isChange).map(\.path))
  func `a form without its token is refused, and so is one with an invented token`(
    path: String
  ) async throws {
    try await attack { _, browser in
      let (fields, _) = try await decision(browser)
      for token in [nil, "", "0123456789abcdef0123456789abcdef"] {
        #expect(try await browser.post(path, fields, token: token).status == 409)
      }
    }
  }

  @Test func `a form sent twice changes something once`() async throws {
    let page = try await TestPage()
    let browser = try await page.browser()
    let (fields, token) = try await decision(browser)
    #expect(try await browser.post("/review/decide", fields, token: token).status == 303)
    let after = try page.head()
    #expect(try await browser.post("/review/decide", fields, token: token).status == 409)
    #expect(try page.head() == after)
    await page.stop()
  }

  @Test func `a decision about what another tab decided meanwhile is refused`() async throws {
    let page = try await TestPage()
    let browser = try await page.browser()
    let first = try await decision(browser)
    let second = try await decision(browser)
    #expect(first.fields == second.fields)
    _ = try await browser.post("/review/decide", first.fields, token: first.token)
    let after = try page.head()
    var other = second.fields
    other["choice"] = "gender:male"
    _ = try await browser.post("/review/decide", other, token: second.token)
    #expect(try page.head() == after)
    await page.stop()
  }

  @Test(arguments: ["PUT", "DELETE", "OPTIONS", "HEAD", "TRACE", "PATCH"])
  func `only GET and POST are known`(method: String) async throws {
    try await attack { _, browser in
      let answer = try await browser.send(method, "/review", [:], body: [])
      #expect(answer.status == 405)
    }
  }

  @Test(arguments: [
    "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/page.css/../../../etc/passwd",
    "/etc/passwd", "//etc/passwd", "/school.studentdb", "/Assets/page.css", "/page.css%00",
  ])
  func `no file is served from the disk`(path: String) async throws {
    try await attack { _, browser in
      let answer = try await browser.get(path)
      #expect(answer.status == 404)
      #expect(!answer.body.contains("root:"))
    }
  }

  @Test func `every answer forbids scripts, frames and caches of others`() async throws {
    try await attack { page, browser in
      for answer in [
        try await browser.get("/review"), try await browser.get("/page.js"),
        try await browser.get("/nowhere"), try await browser.get("/takeout/list"),
        try await Browser(page: page, cookie: nil).get("/"),
      ] {
        #expect(answer.headers["content-security-policy"]?.hasPrefix("default-src 'none';") == true)
        #expect(
          answer.headers["content-security-policy"]?.contains("frame-ancestors 'none'") == true
        )
        #expect(answer.headers["content-security-policy"]?.contains("unsafe") == false)
        #expect(answer.headers["cache-control"] == "no-store")
        #expect(answer.headers["x-content-type-options"] == "nosniff")
        #expect(answer.headers["referrer-policy"] == "same-origin")
      }
    }
  }

  @Test func `a name is text and never markup`() async throws {
    try await attack { _, browser in
      let found = try await browser.get("/review/list?state=all")
      #expect(found.body.contains("Robin &lt;script&gt;alert(1)&lt;/script&gt;"))
      #expect(!found.body.contains("<script>alert"))
      let sought = try await browser.get("/review/list?find=%22%3E%3Cscript%3Ealert%282%29")
      #expect(!sought.body.contains("<script>alert"))
    }
  }
}
