import ArgumentParser
import Foundation
import StudentStore
import Testing

@testable import StudentDBCommands

/// What shells offer for ids, classes and genders; the shells themselves: `Tests/Package/check-completions`.
struct ShellCompletionTests {
  private func offered(
    _ kinds: [ShellCandidates],
    _ words: [String],
    in world: TestWorld
  ) -> [String] {
    ShellCompletion(kinds: kinds, words: words, index: words.count - 1)
      .candidates(in: world.world)
  }

  @Test func `the ids of what the database has are offered, newest first`() throws {
    let world = try TestWorld.imputedOnce()
    _ = world.run("import", "more.csv")
    #expect(world.run("impute", "--model", "r1").status == 0)
    #expect(offered([.run], ["studentdb", "diff", ""], in: world) == ["r2", "r1"])
    #expect(offered([.importBatch], ["studentdb", "revert", ""], in: world) == ["i2", "i1"])
    let accepted = world.run("review", "accept", "--run", "r1", "--at-least", "0.5", "--yes")
    #expect(accepted.status == 0, "\(accepted.messages)")
    #expect(offered([.run, .batch], ["studentdb", "show", "r2"], in: world) == ["r2"])
    let batch = offered([.batch], ["studentdb", "show", "b"], in: world)
    #expect(batch == ["b1"])
    #expect(offered([.decision], ["studentdb", "show", "d"], in: world).last == "d1")
  }

  @Test func `students are offered by the first digits of their number`() throws {
    let rows = (1...234).map { "n\($0),\(150 + $0 % 40)" }
    let world = try TestWorld(["a.csv": "name,height\n" + rows.joined(separator: "\n") + "\n"])
    #expect(world.run("import", "a.csv", "--no-gender").status == 0)
    let twos = ["2"] + (20...29).map(String.init) + (200...234).map(String.init)
    #expect(offered([.student], ["studentdb", "show", "2"], in: world) == twos)
    #expect(offered([.student], ["studentdb", "show", "23"], in: world).count == 6)
    #expect(offered([.student], ["studentdb", "show", "235"], in: world) == [])
    let all = offered([.student], ["studentdb", "show", ""], in: world)
    #expect(all == (1...200).map(String.init))
    for other in ["0", "x", "99999999999999999999", "-1", "1 OR 1"] {
      #expect(offered([.student], ["studentdb", "show", other], in: world) == [], "\(other)")
    }
  }

  @Test func `of more classes than anybody reads those are offered that begin as typed`() throws {
    let rows = (1...300).map { "n\($0),\(150 + $0 % 40),\($0 - 1) x" }
    let world = try TestWorld(["a.csv": "name,height,class\n" + rows.joined(separator: "\n") + "\n"]
    )
    #expect(world.run("import", "a.csv", "--no-gender").status == 0)
    for typed in ["299", "\"299", "'299 ", "299\\ x"] {
      let words = ["studentdb", "list", "--group", typed]
      #expect(offered([.group], words, in: world) == ["299 x"], "\(typed)")
    }
    let all = offered([.group], ["studentdb", "list", "--group", ""], in: world)
    #expect(all.count == ShellCandidates.limit)
  }

  static let hostile = [
    "$(touch here)", "`touch here`", "${HOME}", "a;b", "a|b", "a&b", "a>b", "a'b", "a\"\"b", "a\\b",
    "a*", "~root", "#a", "!a", "--as", "-x", "a\u{1B}[31mb", "a\u{202E}b", "a\u{200B}b", "a:b",
  ]

  @Test func `a class of which a shell would obey a character is not offered`() throws {
    let classes = ["7b", "7 c", "5/6", "Größe 1", "3年2組"]
    let rows = (classes + Self.hostile).enumerated().map { number, name in
      "n\(number),\(150 + number),\"\(name)\""
    }
    let world = try TestWorld(
      ["a.csv": "name,height,class\n" + rows.joined(separator: "\n") + "\n"]
    )
    #expect(world.run("import", "a.csv", "--no-gender").status <= 4)
    // All were read: what is not offered is kept back here.
    let stored = world.run("query", "SELECT count(DISTINCT group_name) FROM student")
    #expect(stored.text.contains("\(classes.count + Self.hostile.count)"), "\(stored)")
    let offers = offered([.group], ["studentdb", "list", "--group", ""], in: world)
    #expect(offers == classes.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) })
  }

  @Test(arguments: Self.hostile + ["", " a", "a ", "a\nb", "a\tb", "a\0b", "a=b", "{a,b}", "(a"])
  func `a text that a shell would obey is not harmless`(text: String) {
    #expect(!ShellCompletion.isHarmless(text))
  }

  @Test(arguments: [
    ["--db", "other.studentdb"], ["--db", "=", "other.studentdb"],
    ["--db=other.studentdb"], ["--db", "'other.studentdb'"], ["--db", "other\\.studentdb"],
  ])
  func `the database is the one that the command line names`(option: [String]) throws {
    let world = try TestWorld.imputedOnce()
    try world.write(try #require(world.database), to: "other.studentdb")
    #expect(world.run("impute", "--model", "r1", "--db", "other.studentdb").status == 0)
    let words = ["studentdb", "diff"] + option + [""]
    #expect(offered([.run], words, in: world) == ["r2", "r1"])
  }

  @Test func `without a database, or with one that is none, nothing is offered or said or written`()
    throws
  {
    let world = try TestWorld()
    #expect(offered([.run, .student, .group], ["studentdb", "show", ""], in: world) == [])
    try world.write("no database", to: "school.studentdb")
    #expect(offered([.run, .student, .group], ["studentdb", "show", ""], in: world) == [])
    #expect(world.contents == ["school.studentdb"])
    #expect(world.text("school.studentdb") == "no database")
  }

  @Test func `offering changes nothing`() throws {
    let world = try TestWorld.imputedOnce()
    let before = world.database
    _ = offered([.run, .student, .group, .gender, .join], ["studentdb", "show", ""], in: world)
    #expect(world.database == before)
    #expect(world.contents.filter { $0.hasPrefix("school") } == ["school.studentdb"])
  }

  @Test(arguments: [CompletionShell.bash, .zsh, .fish])
  func `each shell's script asks for ids by the hidden word`(shell: CompletionShell) throws {
    let script = try TestWorld().run("--generate-completion-script", shell.rawValue).text
    #expect(script.contains("---completion diff -- positional@0"))
    #expect(script.contains("---completion list -- --group"))
    // Fish 3 answers this with an error.
    #expect(!script.contains("tokens -tC"))
  }
}
