import Foundation
import Testing

struct ReportTests {
  @Test func `bars count the students of the list`() throws {
    let world = try TestWorld.imputed(Rosters.small)
    let page = try world.reportPage()
    // Ten girls, ten boys and two without a gender have a height.
    #expect(page.values("data-count").reduce(0, +) >= 22)
    #expect(page.text.contains(">female: 10<"))
    #expect(page.text.contains(">gender missing: 2<"))
  }

  @Test func `a report has no script, no outside address, and the same bytes each time`() throws {
    let world = try TestWorld.imputed(Rosters.school())
    let page = try world.reportPage()
    for word in [
      "<script", "http:", "https:", "url(", "@import", " src=", " onload", "<link", "<iframe",
    ] {
      #expect(!page.text.contains(word), "\(word)")
    }
    #expect(page.text.contains("default-src 'none'"))
    #expect(try world.reportPage().text == page.text)
  }

  @Test func `hostile names are text`() throws {
    let hostile = Rosters.small
      .replacingOccurrences(of: "Kim,", with: "<script>alert(1)</script>,")
      .replacingOccurrences(of: "Robin,", with: "Ro\u{202E}bin\u{1B}[31m,")
      .replacingOccurrences(of: ",7b", with: ",javascript:alert(1)")
    let page = try TestWorld.imputed(hostile).reportPage()
    #expect(!page.text.contains("<script"))
    #expect(page.text.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    #expect(!page.text.unicodeScalars.contains { $0 == "\u{202E}" || $0 == "\u{1B}" })
    #expect(!page.text.contains("href"))
  }

  @Test func `German is chosen by an option or by the environment`() throws {
    let world = try TestWorld.imputed(Rosters.small)
    #expect(try world.reportPage("--language", "de").text.contains("<html lang=\"de\">"))
    world.environment["LANG"] = "de_AT.UTF-8"
    let german = try world.reportPage()
    #expect(german.text.contains("Zusammenfassung"))
    #expect(try world.reportPage("--language", "en").text.contains("<html lang=\"en\">"))
    for english in ["What it shows", "Summary", "students", "recorded", "confidence"] {
      let pattern = ">[^<]*(\(english))[^<]*</(?:h[1-3]|p|th|dt|dd|li|caption)>"
      #expect(german.matches(of: pattern).isEmpty, "\(english)")
    }
  }

  @Test func `decisions, a signature and the change since the run before are in it`() throws {
    let world = try TestWorld.imputed(Rosters.small)
    _ = world.run("review", "decide", "Kim", "--accept")
    _ = world.run("impute")
    _ = world.run("review", "decide", "Robin", "--accept")
    let signed = world.run(
      "review",
      "sign-off",
      "--name",
      "A <b>Head</b>",
      "--role",
      "Head teacher"
    )
    #expect(signed.status == 0, "\(signed.messages)")
    let page = try world.reportPage()
    #expect(page.text.contains("A &lt;b&gt;Head&lt;/b&gt;"))
    #expect(page.text.contains("What changed since r1"))
    #expect(page.text.contains("studentdb impute --rerun r2 --check"))
    let digest = try #require(try world.json("show", "r2")["input_digest"].text)
    #expect(page.text.contains(digest))
  }

  @Test func `what cannot be reported is refused with the way out`() throws {
    let world = try TestWorld(["class.csv": Rosters.small])
    _ = world.run("import", "class.csv")
    let none = world.run("report", "-o", "report.html")
    #expect(none.status == 66)
    #expect(none.messages.contains("studentdb impute"))
    _ = world.run("impute")
    #expect(world.run("report", "r9", "-o", "report.html").status == 66)
    #expect(world.run("report", "--json").status == 64)
    #expect(world.run("report", "-o", "report.html", "--at-least", "7").status == 64)
    #expect(world.run("report", "-o", "school.studentdb", "--force").status == 73)
    #expect(world.run("report", "-o", "report.html").status == 0)
    #expect(world.run("report", "-o", "report.html").status == 73)
    world.isOutputTerminal = true
    #expect(world.run("report").status == 64)
  }
}
