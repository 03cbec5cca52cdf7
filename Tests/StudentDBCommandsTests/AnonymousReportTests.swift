import Foundation
import Testing

/// A report without names: nothing of the school's list by which a child, a teacher or a class is named, and no
/// count that tells of fewer than five.
struct AnonymousReportTests {
  /// The school of the examples; two decisions by a person with a name, all others in one batch, two signatures.
  private func reviewed(_ options: String...) throws -> TestWorld {
    let world = try TestWorld(["class.csv": Rosters.school()])
    _ = world.run("import", "class.csv")
    _ = world.run(["impute", "--label", "labelled by Zacharias"] + options)
    let queue = try world.json("review", "queue").array.compactMap { $0["student"].integer }
    for student in queue.prefix(2) {
      let decided = world.run(
        "review",
        "decide",
        "\(student)",
        "--leave-unknown",
        "-m",
        "Zacharias knows",
        "--as",
        "Zacharias Quill"
      )
      #expect(decided.status == 0, "\(decided.messages)")
    }
    _ = world.run("review", "accept", "--at-least", "0.95", "--yes", "--as", "Zacharias Quill")
    let sign = [
      "review", "sign-off", "--name", "Zacharias Quill", "--role", "Zacharias's deputy",
      "--allow-open",
    ]
    #expect(world.run(sign).status == 0)
    _ = world.run("review", "decide", "\(queue[2])", "--accept")
    #expect(world.run(sign).status == 0)
    return world
  }

  @Test func `no name of a student or of another person is in it`() throws {
    let roster = try Rosters.school()
    let world = try reviewed()
    let full = try world.reportPage()
    let page = try world.reportPage("--anonymous")
    let names = roster.split(separator: "\n").dropFirst().compactMap { line in
      line.split(separator: ",").first { $0.contains(" ") }.map(String.init)
    }
    #expect(names.count > 500)
    #expect(names.contains { full.text.contains($0) })
    #expect(!names.contains { page.text.contains($0) })
    #expect(full.text.contains("Zacharias") && full.text.contains("class.csv"))
    #expect(!page.text.contains("Zacharias") && !page.text.contains("class.csv"))
    #expect(!page.text.contains("class=\"rug\""))
  }

  @Test(arguments: [
    ["--by", "group"], ["--names", "own", "--audit-by", "teacher", "--by", "none"],
  ])
  func `no text of the list is in it: a class may be called after its teacher`(way: [String]) throws
  {
    // A class, the values of a column and its heading are words that nothing else has.
    let lines = try Rosters.school().split(separator: "\n").enumerated().map { index, line in
      index == 0
        ? line + ",form,teacher"
        : line + ",Quendel \(index % 3),Xanthippe \(index % 2)"
    }
    let world = try TestWorld(["class.csv": lines.joined(separator: "\n") + "\n"])
    let imported = world.run("import", "class.csv", "--map", "group=form")
    #expect(imported.status == 0, "\(imported.messages)")
    _ = world.run(["impute"] + way)
    let full = try world.reportPage()
    #expect(full.text.contains("Quendel") || full.text.contains("Xanthippe"))
    let page = try world.reportPage("--anonymous")
    for word in ["Quendel", "Xanthippe", "teacher"] {
      #expect(!page.text.contains(word), "\(word)")
    }
    if way.contains("group") { #expect(page.text.contains("class 3")) }
  }

  /// Numbers of a page that count students: cells without a decimal point, and what sentences and drawings tell.
  private func counts(_ page: ReportPage) -> [Double] {
    // Steps of EM are no students.
    let cells = page.text.components(separatedBy: "<table").dropFirst()
      .filter { !$0.contains("<caption>The steps of EM</caption>") }
      .flatMap { ReportPage(text: $0).matches(of: "data-value=\"([0-9]+)\"") }
    let sentences = page.matches(
      of: "([0-9][0-9,]*) (?:students|accepted|corrected|left unknown|open|more the)"
    )
    let facts = page.matches(of: "<strong>([0-9][0-9,]*)</strong>")
    let drawn = page.matches(of: "data-(?:count|known)=\"([^\"]*)\"")
    let labels = page.matches(of: ": ([0-9][0-9,]*)</(?:text|title)>")
    return (cells + sentences + facts + drawn + labels).compactMap {
      Double($0.filter { $0 != "," })
    }
  }

  @Test(arguments: [[], ["--by", "none"], ["--by", "age", "--names", "endings"]])
  func `every count is a multiple of five, so that no difference tells of fewer`(way: [String])
    throws
  {
    let world = try TestWorld(["class.csv": Rosters.school()])
    _ = world.run("import", "class.csv")
    _ = world.run(["impute"] + way)
    let once = try world.reportPage("--anonymous")
    let reviewed = try self.reviewed()
    let later = try reviewed.reportPage("--anonymous")
    _ = reviewed.run("impute")
    let changed = try reviewed.reportPage("--anonymous")
    for page in [once, later, changed] {
      let counts = counts(page)
      #expect(counts.count > 30)
      #expect(counts.allSatisfy { $0.truncatingRemainder(dividingBy: 5) == 0 }, "\(counts)")
    }
    // The same numbers are told as they are where names are.
    let full = try reviewed.reportPage()
    #expect(self.counts(full).contains { $0.truncatingRemainder(dividingBy: 5) != 0 })
    #expect(changed.text.contains("What changed since r1"))
  }

  @Test func `counts of one to four of a signature are not told`() throws {
    let world = try reviewed("--by", "none")
    let full = try world.reportPage()
    let page = try world.reportPage("--anonymous")
    #expect(full.text.contains(" 2 left unknown"))
    #expect(page.text.contains("fewer than 5 left unknown"))
    #expect(page.text.components(separatedBy: "fewer than 5 left unknown").count == 3)
    // What is told of both signatures cannot be taken from each other: one more was accepted in between.
    let accepted = page.matches(of: "<dd>([0-9]+) accepted")
    #expect(accepted.count == 2)
  }

  @Test func `students of a class with few missing are not told apart`() throws {
    let world = try reviewed("--by", "none")
    let page = try world.reportPage("--anonymous")
    let rows =
      page.table("Missing by class") + page.table("Missing by height")
      + page.table("Missing by age")
    #expect(!rows.isEmpty)
    for row in rows {
      #expect(row[1] == 0 || row[1] >= 5)
      #expect(row[0] - row[1] == 0 || row[0] - row[1] >= 5)
    }
  }
}
