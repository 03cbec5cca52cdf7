import Foundation
import Glibc
import Testing

/// Heads of the trail are kept outside the file, after every act that writes.
struct AnchorFileTests {
  private func lines(_ world: TestWorld, _ name: String = "heads") -> [String] {
    (world.text(name) ?? "").split(separator: "\n").map(String.init)
  }

  @Test func `every command that writes appends the head that verify then prints`() throws {
    let world = try TestWorld(["class.csv": Rosters.small])
    world.environment["STUDENTDB_ANCHOR"] = "heads"
    try world.write("student,decision,run,seen\n22,m,r1,\n", to: "answers.csv")
    try world.write("id,name,gender,height,group\n777,Zoe,F,160,7a\n", to: "z.csv")
    let commands: [[String]] = [
      ["import", "class.csv"], ["impute", "--folds", "2"], ["review", "decide", "21", "--accept"],
      ["review", "undo"], ["review", "redo"], ["review", "apply", "answers.csv"],
      ["review", "undo", "@"], ["review", "accept", "--at-least", "0", "--yes"],
      ["review", "sign-off", "--name", "E", "--role", "R", "--allow-open"],
      ["correct", "1", "--height", "150 cm", "-m", "why"], ["import", "z.csv"],
      ["same", "number:1", "number:24", "-m", "one child"], ["revert", "j1", "-m", "two"],
      ["revert", "i2", "-m", "another school"],
    ]
    for command in commands {
      let before = lines(world).count
      let answer = world.run(command)
      #expect([0, 4].contains(answer.status), "\(command): \(answer.messages)")
      let head = try world.json("verify")["head"].text ?? ""
      #expect(lines(world).last?.hasPrefix(head + " ") == true, "\(command)")
      #expect(lines(world).count == before + 1, "\(command)")
    }
    #expect(world.run("verify", "--anchors", "heads").status == 0)
    let mode = try FileManager.default.attributesOfItem(atPath: world.path("heads"))
    #expect(mode[.posixPermissions] as? Int == 0o600)
  }

  @Test func `a dry run and a command that only looks leave no line`() throws {
    let world = try TestWorld.imputed()
    world.environment["STUDENTDB_ANCHOR"] = "heads"
    #expect(world.run("review", "decide", "21", "--accept", "-n").status == 0)
    #expect(world.run("list").status == 0)
    #expect(world.bytes("heads") == nil)
    // The same file again changes nothing.
    #expect(world.run("import", "class.csv").status == 0)
    #expect(lines(world).isEmpty)
  }

  @Test func `an import that fails leaves no head of a file that is gone`() throws {
    let world = try TestWorld(["class.csv": Rosters.small, "bad.csv": "nothing\n"])
    world.environment["STUDENTDB_ANCHOR"] = "heads"
    #expect(world.run("import", "bad.csv").status == 65)
    #expect(world.database == nil)
    #expect(world.run("import", "class.csv").status == 0)
    #expect(lines(world).count == 1)
  }

  /// What must not be appended to, and why.
  static let refused: [(name: String, words: String)] = [
    ("school.studentdb", "the open database"), ("hard", "the open database"),
    ("soft", "the open database"), ("school.studentdb-journal", "belongs to the open database"),
    ("link", "symbolic link"), ("class.csv", "something other than heads"),
    ("other.db", "an SQLite database"), ("pipe", "not a plain file"),
    ("/dev/null", "not a plain file"), (".", "folder"), ("none/heads", "no such folder"),
    ("half", "something other than heads"),
  ]

  @Test(arguments: refused)
  func `an anchor that must not be written is refused before the act`(
    name: String,
    words: String
  ) throws {
    let world = try TestWorld.imputed()
    try world.write("SQLite format 3\0 and more", to: "other.db")
    try world.write("kept", to: "target")
    try world.write("1:00 x", to: "half")
    let database = world.path("school.studentdb")
    _ = unsafe link(database, world.path("hard"))
    _ = unsafe symlink(database, world.path("soft"))
    _ = unsafe symlink(world.path("target"), world.path("link"))
    _ = unsafe mkfifo(world.path("pipe"), 0o600)
    // A database with a second name is refused by every command; here it is the anchor that says so.
    if name != "hard" { _ = unsafe unlink(world.path("hard")) }
    let before = (
      world.database, world.bytes("class.csv"), world.bytes("target"), world.bytes("half")
    )
    let answer = world.run("review", "decide", "21", "--accept", "--anchor", name)
    if name != "hard" {
      #expect(answer.status == 73, "\(answer.messages)")
      #expect(answer.messages.contains(words), "\(answer.messages)")
    }
    #expect(answer.status != 0)
    #expect(world.database == before.0)
    #expect(world.bytes("class.csv") == before.1)
    #expect(world.bytes("target") == before.2)
    #expect(world.bytes("half") == before.3)
    #expect(FileManager.default.fileExists(atPath: world.path("school.studentdb-journal")) == false)
  }

  @Test func `an older copy of the database is refused, and verify says what is missing`() throws {
    let world = try TestWorld.imputed()
    world.environment["STUDENTDB_ANCHOR"] = "heads"
    #expect(world.run("review", "decide", "21", "--accept").status == 0)
    let older = try #require(world.database)
    #expect(world.run("review", "decide", "22", "--accept").status == 0)
    try world.write(older, to: "school.studentdb")
    #expect(world.run("verify").status == 0, "the file by itself is whole")
    let answer = world.run("review", "decide", "22", "--leave-unknown")
    #expect(answer.status == 65)
    #expect(answer.messages.contains("heads: its newest head, 5:"))
    #expect(answer.messages.contains("older copy"))
    #expect(world.database == older)
    let verified = world.run("verify", "--anchors", "heads")
    #expect(verified.status == 65)
    #expect(
      verified.text.contains(
        "trail entry 5: the trail is shorter than the head that was noted"
      )
    )
    #expect(try world.json("verify", "--anchors", "heads")["failures"].array.count == 1)
  }

  @Test func `a torn line is passed over, and the next act begins a new one`() throws {
    let world = try TestWorld.imputed()
    world.environment["STUDENTDB_ANCHOR"] = "heads"
    #expect(world.run("review", "decide", "21", "--accept").status == 0)
    try world.write((world.text("heads") ?? "") + "5:ab", to: "heads")
    #expect(world.run("review", "decide", "22", "--accept").status == 0)
    #expect(lines(world).count == 3)
    let verified = world.run("verify", "--anchors", "heads")
    #expect(verified.status == 0)
    #expect(verified.text.contains("heads: line 2 is not a head; it was passed over"))
  }

  @Test func `a file without heads proves nothing, and one that is not there is named`() throws {
    let world = try TestWorld.imputed()
    let list = world.run("verify", "--anchors", "class.csv")
    #expect(list.status == 65)
    #expect(list.messages.contains("no head of a trail"))
    #expect(world.run("verify", "--anchors", "none").status == 66)
  }

  @Test func `an anchor is never an output of another command`() throws {
    let world = try TestWorld.imputed()
    world.environment["STUDENTDB_ANCHOR"] = "heads"
    #expect(world.run("review", "decide", "21", "--accept").status == 0)
    let before = world.bytes("heads")
    #expect(world.run("export", "heads", "--force").status == 73)
    #expect(world.run("list", "-o", "heads", "--force").status == 73)
    #expect(world.bytes("heads") == before)
  }

  @Test func `a command gets the line on its input, and its output is not the answer's`() throws {
    let world = try TestWorld.imputed()
    let target = world.path("got")
    let answer = world.run([
      "review", "decide", "21", "--accept", "--json", "--anchor-command",
      "cat > '\(target)'; echo noise",
    ])
    #expect(answer.status == 0)
    #expect(try answer.json["decision"].text == "d1")
    let head = try world.json("verify")["head"].text ?? ""
    #expect(world.text("got")?.hasPrefix("\(head) 2026-09-01T") == true)
    #expect(world.text("got")?.hasSuffix(" decide\n") == true)
  }

  @Test(arguments: [("exit 3", "status 3"), ("kill -9 $$", "signal 9")])
  func `a command that fails afterwards is 74, and the message begins with what was kept`(
    command: String,
    words: String
  ) throws {
    let world = try TestWorld.imputed()
    world.environment["STUDENTDB_ANCHOR_COMMAND"] = command
    let answer = world.run("review", "decide", "21", "--accept")
    #expect(answer.status == 74)
    #expect(answer.messages.hasPrefix("studentdb: Entry 4 of the trail (decide) was kept, but "))
    #expect(answer.messages.contains(words), "\(answer.messages)")
    world.environment["STUDENTDB_ANCHOR_COMMAND"] = nil
    #expect(try world.json("show", "21")["decisions"].array.count == 1)
    #expect(world.run("verify").status == 0)
  }

  @Test func `nothing of an anchor is stored in the database`() throws {
    let world = try TestWorld.imputed()
    let command = "true # secret-command"
    let answer = world.run(
      "review",
      "decide",
      "21",
      "--accept",
      "--anchor",
      "secret-file",
      "--anchor-command",
      command
    )
    #expect(answer.status == 0)
    let text = String(decoding: world.database ?? [], as: UTF8.self)
    #expect(!text.contains("secret-command") && !text.contains("secret-file"))
  }
}
