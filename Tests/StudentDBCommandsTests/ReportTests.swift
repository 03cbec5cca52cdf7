import Foundation
import Testing

struct ReportTests {
  /// The pages of a report, without reading its code: attributes by pattern.
  private struct Page {
    let text: String

    func values(_ attribute: String) -> [Double] {
      matches(of: "\(attribute)=\"([^\"]*)\"").compactMap { Double($0) }
    }

    func matches(of pattern: String) -> [String] {
      guard let expression = try? NSRegularExpression(pattern: pattern) else { return [] }
      let whole = NSRange(text.startIndex..., in: text)
      return expression.matches(in: text, range: whole).compactMap { match in
        Range(match.range(at: 1), in: text).map { String(text[$0]) }
      }
    }

    /// The exact numbers of the table with a caption, row by row.
    func table(_ caption: String) -> [[Double]] {
      guard let start = text.range(of: "<caption>\(caption)</caption>"),
        let end = text.range(of: "</table>", range: start.upperBound..<text.endIndex)
      else { return [] }
      let table = String(text[start.upperBound..<end.lowerBound])
      return table.components(separatedBy: "</tr>")
        .map { Page(text: $0).values("data-value") }.filter { !$0.isEmpty }
    }
  }

  /// Whether numbers are the same, but for the last digit, which Foundation's JSON reader does not keep.
  private func same(_ first: Double?, _ second: Double?) -> Bool {
    guard let first, let second else { return false }
    return abs(first - second) <= 1e-13 * max(abs(first), abs(second))
  }

  private func same(_ first: [Double], _ second: [Double]) -> Bool {
    first.count == second.count && zip(first, second).allSatisfy { same($0, $1) }
  }

  private func page(_ world: TestWorld, _ options: String...) throws -> Page {
    let answer = world.run(["report", "-o", "report.html", "--force"] + options)
    #expect(answer.status == 0, "\(answer.messages)")
    return Page(text: try String(contentsOfFile: world.path("report.html"), encoding: .utf8))
  }

  @Test func `the numbers of tables and drawings are those of the run's JSON`() throws {
    let world = try TestWorld.imputed(Rosters.school())
    let page = try page(world)
    let run = try world.json("show", "r1")

    let thresholds = run["evaluation"]["thresholds"].array
    let shown = page.table("What each threshold would bring")
    #expect(!thresholds.isEmpty && shown.count == thresholds.count)
    for (row, threshold) in zip(shown, thresholds) {
      #expect(same(row[0], threshold["threshold"].number))
      #expect(same(row[1], threshold["proposals"].number))
      #expect(same(row[2], threshold["expected_wrong"].number))
    }

    let totals = run["totals"].array.filter { $0["stratum"].isNull }
    let told = page.table("Expected totals")
    #expect(!totals.isEmpty && told.count == totals.count)
    for (row, total) in zip(told, totals) {
      #expect(same(row[0], total["known"].number))
      #expect(same(row[1], total["expected"].number))
    }
    #expect(same(page.values("data-expected"), totals.compactMap { $0["expected"].number }))

    let genders = run["strata"].array.flatMap { $0["genders"].array }
    let models = page.table("What the model estimated")
    #expect(!genders.isEmpty && models.count == genders.count)
    for (row, gender) in zip(models, genders) {
      #expect(same(row[1], gender["mean_cm"].number))
      #expect(same(row[3], gender["sd_cm"].number))
      #expect(same(row[4], gender["weight"].number))
    }
    // The means of the curve over age are the same.
    let means = genders.compactMap { $0["mean_cm"].number }
    #expect(same(page.values("data-mean").sorted(), means.sorted()))

    let bins = run["evaluation"]["reliability"].array.filter { $0["count"].number != 0 }
    #expect(same(page.values("data-accuracy"), bins.compactMap { $0["accuracy"].number }))
    #expect(!bins.isEmpty)

    let missing = run["missing_shares"].array.filter { $0["by"].text == "group" }
    let classes = page.table("Missing by class")
    #expect(classes.map { $0[0] } == missing.compactMap { $0["students"].number })
    #expect(classes.map { $0[1] } == missing.compactMap { $0["missing"].number })

    // The steps of the part of the school that is shown.
    let steps = page.table("The steps of EM")
    let likelihoods = run["trace"].array.compactMap { $0["log_likelihood"].number }
    #expect(steps.count > 1)
    #expect(steps.allSatisfy { step in likelihoods.contains { same($0, step[1]) } })
  }

  @Test func `bars count the students of the list`() throws {
    let world = try TestWorld.imputed(Rosters.small)
    let page = try page(world)
    // Ten girls, ten boys and two without a gender have a height.
    #expect(page.values("data-count").reduce(0, +) >= 22)
    #expect(page.text.contains(">female: 10<"))
    #expect(page.text.contains(">gender missing: 2<"))
  }

  @Test func `a report has no script, no outside address, and the same bytes each time`() throws {
    let world = try TestWorld.imputed(Rosters.school())
    let page = try page(world)
    for word in [
      "<script", "http:", "https:", "url(", "@import", " src=", " onload", "<link", "<iframe",
    ] {
      #expect(!page.text.contains(word), "\(word)")
    }
    #expect(page.text.contains("default-src 'none'"))
    #expect(try self.page(world).text == page.text)
  }

  @Test func `hostile names are text`() throws {
    let hostile = Rosters.small
      .replacingOccurrences(of: "Kim,", with: "<script>alert(1)</script>,")
      .replacingOccurrences(of: "Robin,", with: "Ro\u{202E}bin\u{1B}[31m,")
      .replacingOccurrences(of: ",7b", with: ",javascript:alert(1)")
    let page = try page(TestWorld.imputed(hostile))
    #expect(!page.text.contains("<script"))
    #expect(page.text.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    #expect(!page.text.unicodeScalars.contains { $0 == "\u{202E}" || $0 == "\u{1B}" })
    #expect(!page.text.contains("href"))
  }

  @Test func `without names no name of a student is in it, and no count under five`() throws {
    let roster = try Rosters.school()
    let world = try TestWorld.imputed(roster)
    _ = world.run("review", "accept", "--at-least", "0.95", "--yes", "--as", "Zacharias Quill")
    let full = try page(world)
    let page = try page(world, "--anonymous")
    let names = roster.split(separator: "\n").dropFirst().compactMap { line in
      line.split(separator: ",").first { $0.contains(" ") }.map(String.init)
    }
    #expect(names.count > 500)
    #expect(names.contains { full.text.contains($0) })
    #expect(!names.contains { page.text.contains($0) })
    #expect(!page.text.contains("Zacharias Quill") && !page.text.contains("class.csv"))
    // Counts of students, in drawings and in tables.
    let counts = page.values("data-count") + page.values("data-known")
    #expect(!counts.isEmpty)
    #expect(counts.allSatisfy { $0 >= 5 })
    #expect(full.values("data-count").contains { $0 < 5 })
    for row in page.table("Missing by class") + page.table("Missing by height")
      + page.table("Missing by age")
    {
      #expect(row[1] == 0 || row[1] >= 5)
      #expect(row[0] - row[1] == 0 || row[0] - row[1] >= 5)
    }
    #expect(!page.text.contains("class=\"rug\""))
    // The one student of a third gender cannot be computed from the whole school.
    #expect(full.text.contains("has 600 students") && page.text.contains("has about 600 students"))
  }

  @Test func `German is chosen by an option or by the environment`() throws {
    let world = try TestWorld.imputed(Rosters.small)
    #expect(try page(world, "--language", "de").text.contains("<html lang=\"de\">"))
    world.environment["LANG"] = "de_AT.UTF-8"
    let german = try page(world)
    #expect(german.text.contains("Zusammenfassung"))
    #expect(try page(world, "--language", "en").text.contains("<html lang=\"en\">"))
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
    let page = try page(world)
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
    #expect(world.run("report", "-o", "report.pdf").status == 64)
    #expect(world.run("report", "--json").status == 64)
    #expect(world.run("report", "-o", "report.html", "--at-least", "7").status == 64)
    #expect(world.run("report", "-o", "school.studentdb", "--force").status == 73)
    #expect(world.run("report", "-o", "report.html").status == 0)
    #expect(world.run("report", "-o", "report.html").status == 73)
    world.isOutputTerminal = true
    #expect(world.run("report").status == 64)
  }
}
