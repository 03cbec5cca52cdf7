import Files
import Foundation
import StudentStore
import Synchronization
import Testing

@testable import TeacherPage

/// Heads of the trail are kept outside the file after what is done on the page, too.
@Suite struct PageAnchorTests {
  /// A file of heads as `--anchor` names it, whose disk can be made to fail.
  private final class Anchor: HeadAnchor {
    enum Fault {
      case none
      /// Nothing can be appended, as is known before the act.
      case closed
      /// The disk fails when the head is written.
      case failing
    }

    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent(UUID().uuidString).path
    private let fault = Mutex(Fault.none)

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func fail(_ next: Fault) { fault.withLock { $0 = next } }

    var lines: [String] {
      let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
      return text.split(separator: "\n").map(String.init)
    }

    func open(for database: String) throws -> OpenAnchor {
      let fault = fault.withLock { $0 }
      let place = fault == .closed ? path + "/none" : path
      let file = try AnchorFile(
        place,
        shownAs: "heads",
        sparing: ProtectedFiles(database: database),
        isLine: { AnchorLine(reading: $0) != nil }
      )
      return OpenAnchor(
        name: "heads",
        newest: file.lastLine.flatMap(AnchorLine.init(reading:))?.head
      ) { line in
        guard fault != .failing else { throw FileError.failed(name: "heads", code: 5) }
        try file.append(line.text)
      }
    }
  }

  /// Runs a test on a page whose heads are kept.
  private func withPage(
    _ body: (TestPage, Browser, Anchor) async throws -> Void
  ) async throws {
    let anchor = Anchor()
    let page = try await TestPage(anchor: anchor)
    do {
      try await body(page, try await page.browser(), anchor)
    } catch {
      await page.stop()
      throw error
    }
    await page.stop()
  }

  /// Decides about the student whom the review shows, and gives the page that comes after.
  private func decide(_ browser: Browser) async throws -> Answer {
    let review = try await browser.get("/review")
    let answer = try await browser.post(
      "/review/decide",
      ["student": review.field("student") ?? "", "choice": "gender:female"],
      token: review.token
    )
    #expect(answer.status == 303)
    return try await browser.get(try #require(answer.headers["location"]))
  }

  private func sign(_ browser: Browser) async throws -> Answer {
    let page = try await browser.get("/sign")
    return try await browser.post(
      "/sign",
      ["name": "Maria", "role": "Teacher", "allow_open": "yes"],
      token: page.token
    )
  }

  @Test func `a decision, its undo and a signature append their heads`() async throws {
    try await withPage { page, browser, anchor in
      #expect(anchor.lines.count == 2, "the import and the run")
      _ = try await decide(browser)
      #expect(anchor.lines.count == 3)
      #expect(anchor.lines.last?.hasPrefix("\(try page.head()) ") == true)
      #expect(anchor.lines.last?.hasSuffix(" decide") == true)
      let review = try await browser.get("/review")
      _ = try await browser.post("/review/undo", [:], token: review.token)
      #expect(anchor.lines.count == 4)
      #expect(anchor.lines.last?.hasPrefix("\(try page.head()) ") == true)
      #expect(try await sign(browser).status == 303)
      #expect(anchor.lines.count == 5)
      #expect(anchor.lines.last?.hasPrefix("\(try page.head()) ") == true)
      #expect(anchor.lines.last?.hasSuffix(" sign-off") == true)
    }
  }

  @Test func `looking at pages appends nothing`() async throws {
    try await withPage { _, browser, anchor in
      for path in ["/", "/review", "/review/list", "/sign", "/history", "/takeout"] {
        _ = try await browser.get(path)
      }
      #expect(anchor.lines.count == 2)
    }
  }

  @Test func `where a head cannot be kept nothing is done, and the page says so`() async throws {
    try await withPage { page, browser, anchor in
      let before = try page.head()
      anchor.fail(.closed)
      let decided = try await decide(browser)
      #expect(decided.body.contains("Not saved:"))
      #expect(decided.body.contains("heads:"))
      let signed = try await sign(browser)
      #expect(signed.status == 422)
      #expect(signed.body.contains("<h1>This was not done</h1>"))
      #expect(signed.body.contains("heads:"))
      #expect(try page.head() == before)
      #expect(anchor.lines.count == 2)
      anchor.fail(.none)
      _ = try await decide(browser)
      #expect(anchor.lines.count == 3)
    }
  }

  @Test
  func `where keeping a head fails the page says what was stored, and not that it was not done`()
    async throws
  {
    try await withPage { page, browser, anchor in
      anchor.fail(.failing)
      let decided = try await decide(browser)
      let decision = try page.head()
      #expect(decision.hasPrefix("4:"))
      #expect(decided.body.contains("It was stored, as entry 4 of the history"))
      #expect(decided.body.contains(decision))
      #expect(decided.body.contains("Do not repeat it"))
      let signed = try await sign(browser)
      let signature = try page.head()
      #expect(signature.hasPrefix("5:"))
      #expect(signed.body.contains("<h1>Look before you repeat this</h1>"))
      #expect(signed.body.contains("It was stored, as entry 5 of the history"))
      #expect(signed.body.contains(signature))
      #expect(!signed.body.contains("This was not done"))
      // The form would invite to sign twice.
      #expect(!signed.body.contains("name=\"role\""))
      #expect(try await browser.get("/certificate?of=1").status == 200)
      #expect(anchor.lines.count == 2)
      // The next act keeps a head that covers both.
      anchor.fail(.none)
      _ = try await decide(browser)
      #expect(anchor.lines.last?.hasPrefix("\(try page.head()) ") == true)
    }
  }

  @Test func `an older copy of the file gets no further decision`() async throws {
    try await withPage { page, browser, anchor in
      let line = "9:\(String(repeating: "ab", count: 32)) 2026-11-29T10:00:00.000Z decide\n"
      let handle = try #require(FileHandle(forWritingAtPath: anchor.path))
      try handle.seekToEnd()
      try handle.write(contentsOf: Data(line.utf8))
      try handle.close()
      let before = try page.head()
      let decided = try await decide(browser)
      #expect(decided.body.contains("The newest head in heads is not in this file"))
      #expect(try page.head() == before)
    }
  }
}
