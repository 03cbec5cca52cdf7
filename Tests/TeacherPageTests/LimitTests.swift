import Foundation
import NIOCore
import Testing

@testable import TeacherPage

/// Requests that are too large, too slow or too many.
@Suite struct PageLimitTests {
  /// Runs a test on a page, and stops it.
  private func on(
    limits: PageLimits = PageLimits(),
    _ body: (TestPage, Browser) async throws -> Void
  ) async throws {
    let page = try await TestPage(limits: limits)
    do {
      try await body(page, try await page.browser())
    } catch {
      await page.stop()
      throw error
    }
    await page.stop()
  }

  @Test func `a header of 10 MB is refused before it has arrived`() async throws {
    try await on { page, browser in
      let head = "GET / HTTP/1.1\r\nHost: \(page.host)\r\nX-Long: "
      let pieces =
        [Array(head.utf8)] + (0..<160).map { _ in [UInt8](repeating: 0x61, count: 65536) }
      let bytes = try await RawClient.exchange(pieces, port: page.bound.number)
      let answer = Answer(bytes)
      #expect(answer.status == 400 || bytes.isEmpty)
      #expect(try await browser.get("/review").status == 200)
    }
  }

  @Test func `a header that does not end is cut off`() async throws {
    var limits = PageLimits()
    limits.idle = .seconds(1)
    try await on(limits: limits) { page, browser in
      let start = ContinuousClock.now
      let pieces = (0..<100).map { Array("X-\($0): y\r\n".utf8) }
      let bytes = try await RawClient.exchange(
        [Array("GET / HTTP/1.1\r\nHost: \(page.host)\r\n".utf8)] + pieces,
        port: page.bound.number,
        pause: .milliseconds(200)
      )
      #expect(bytes.isEmpty)
      #expect(ContinuousClock.now - start < .seconds(6))
      #expect(try await browser.get("/review").status == 200)
    }
  }

  @Test func `a form that is too long is refused, whether or not it says how long it is`()
    async throws
  {
    var limits = PageLimits()
    limits.formBytes = 1000
    try await on(limits: limits) { page, browser in
      let before = try page.head()
      let said = try await browser.post(
        "/review/decide",
        ["comment": String(repeating: "a", count: 2000)],
        token: "x"
      )
      #expect(said.status == 413)
      let chunk = "7d0\r\n" + String(repeating: "a", count: 2000) + "\r\n0\r\n\r\n"
      let head =
        "POST /review/decide HTTP/1.1\r\nHost: \(page.host)\r\nOrigin: http://\(page.host)\r\n"
        + "Cookie: \(browser.cookie ?? "")\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n"
        + "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
      let unsaid = Answer(
        try await RawClient.exchange(Array((head + chunk).utf8), port: page.bound.number)
      )
      #expect(unsaid.status == 413)
      #expect(try page.head() == before)
    }
  }

  @Test func `a list of 1 GB is refused by its length, and nothing of it is kept`() async throws {
    try await on { page, browser in
      let answer = try await browser.send(
        "POST",
        "/import/file",
        [
          "Origin": "http://\(page.host)", "Content-Length": "1073741824",
          "Content-Type": "multipart/form-data; boundary=xx",
        ],
        body: Array("--xx\r\n".utf8)
      )
      #expect(answer.status == 413)
      #expect(try leftovers(page).isEmpty)
    }
  }

  @Test func `a list is gone from the disk as soon as it has arrived`() async throws {
    try await on { page, browser in
      let start = try await browser.get("/import")
      let body = multipart([
        ("token", start.token ?? "", nil), ("list", "name,gender,height\nA,F,160\n", "../a.csv"),
      ])
      let answer = try await browser.send(
        "POST",
        "/import/file",
        [
          "Origin": "http://\(page.host)", "Content-Type": "multipart/form-data; boundary=xx",
        ],
        body: body
      )
      #expect(answer.status == 303)
      #expect(try leftovers(page).isEmpty)
    }
  }

  @Test func `an upload that breaks off changes nothing`() async throws {
    try await on { page, browser in
      let before = try page.head()
      let start = try await browser.get("/import")
      let body = multipart([("token", start.token ?? "", nil), ("list", "name\nA\n", "a.csv")])
      let answer = try await browser.send(
        "POST",
        "/import/file",
        ["Origin": "http://\(page.host)", "Content-Type": "multipart/form-data; boundary=xx"],
        body: Array(body.dropLast(10))
      )
      #expect(answer.status == 400)
      #expect(try page.head() == before)
    }
  }

  @Test func `200 requests at once are all answered`() async throws {
    try await on { _, browser in
      let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<200 { group.addTask { try await browser.get("/review").status } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(statuses == Array(repeating: 200, count: 200))
    }
  }

  /// The files of the page's folder besides the database.
  private func leftovers(_ page: TestPage) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: page.folder.path)
      .filter { !$0.hasPrefix("school.studentdb") }
  }

  private func multipart(_ parts: [(name: String, value: String, file: String?)]) -> [UInt8] {
    let texts = parts.map { part in
      let file = part.file.map { "; filename=\"\($0)\"" } ?? ""
      return
        "--xx\r\nContent-Disposition: form-data; name=\"\(part.name)\"\(file)\r\n\r\n\(part.value)\r\n"
    }
    return Array((texts.joined() + "--xx--\r\n").utf8)
  }
}
