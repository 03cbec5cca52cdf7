import RosterReading
import Testing

/// A batch is looked at first if one wants to, and stays apart from what was looked at.
struct BatchMarkTests {
  @Test func `some of a batch are looked at first, blind, and kept at once`() throws {
    let world = try TestWorld.imputed(Rosters.school())
    let all = try world.json("review", "accept", "--at-least", "0.8", "-n", "--json")
    let count = try #require(all["accepted"].integer)
    world.isInteractive = true
    world.lines = ["look 3", "female", "femal", "male", "", "\(count - 2)"]
    let answer = world.run("review", "accept", "--at-least", "0.8")
    #expect(answer.status == 0, "\(answer.messages)")
    #expect(answer.messages.contains("3 of 3: "))
    #expect(answer.messages.contains("did you mean --gender female?"))
    #expect(answer.messages.contains("Of the 2 looked at, "))
    #expect(answer.messages.contains("Type \(count - 2) to accept them"))
    world.isInteractive = false
    let queue = try world.json("review", "queue").array.filter { $0["decision"].text != nil }
    #expect(queue.count == count)
    #expect(queue.count { $0["decided_how"].text == "looked_at" } == 2)
    #expect(queue.count { $0["decided_how"].text == "batch" } == count - 2)
    #expect(try world.json("status")["blind"]["blind_answers"].integer == 2)
  }

  @Test func `to leave after a look keeps the look and accepts nothing`() throws {
    let world = try TestWorld.imputed()
    world.isInteractive = true
    world.lines = ["look 5", "male", "q", "no"]
    let answer = world.run("review", "accept", "--at-least", "0")
    #expect(answer.status == 4)
    #expect(answer.messages.hasSuffix("no batch was accepted; what was looked at is kept"))
    world.isInteractive = false
    #expect(try world.json("list", "--state", "decided").array.count == 1)
    #expect(try world.json("list", "--state", "decided")[0]["decided_how"].text == "looked_at")
  }

  @Test func `a script gets a random list without suggestions, and nothing is changed`() throws {
    let world = try TestWorld.imputed(Rosters.school())
    let before = world.database
    let drawn = try world.json("review", "accept", "--at-least", "0.6", "--spot-check", "8").array
    #expect(drawn.count == 8)
    #expect(drawn.allSatisfy { $0["gender"].isNull && $0["blind"].bool == true })
    let again = try world.json("review", "accept", "--at-least", "0.6", "--spot-check", "4").array
    #expect(again.map(\.["student"].integer) == drawn.prefix(4).map(\.["student"].integer))
    let confidences = try world.json("review", "queue", "--no-sample").array
    let places = drawn.compactMap { item in
      confidences.firstIndex { $0["student"].integer == item["student"].integer }
    }
    #expect(places != places.sorted() && places != places.sorted().reversed())
    #expect(world.database == before)
    #expect(world.run("review", "accept", "--at-least", "0", "--spot-check", "0").status == 64)
  }

  @Test func `list and export tell what was looked at from what was not`() throws {
    let world = try TestWorld.imputed(Rosters.small + "304,Lou,,168,7a\n305,Max,,169,7b\n")
    _ = world.run("review", "decide", "21", "--accept")
    #expect(!world.run("export").text.contains("studentdb_decided_how"))
    _ = world.run("review", "accept", "--at-least", "0", "--group", "7b", "--yes")
    try world.write(
      "student,name,decision,run,seen\n24,Lou,m,r1,\n",
      to: "f.csv"
    )
    #expect(world.run("review", "apply", "f.csv").status == 0)
    let ways = ["looked_at", "batch", "file", "batch"]
    let listed = try world.json("list", "--state", "decided").array
    #expect(listed.map(\.["student"].integer) == [21, 22, 24, 25])
    #expect(listed.map(\.["decided_how"].text) == ways)
    #expect(world.run("list").text.contains("decided in a batch"))
    #expect(world.run("list").text.contains("decided from a file"))
    let table = Table(world.run("export").text)
    #expect(table["studentdb_decided_how"].filter { !$0.isEmpty } == ways)
    #expect(table["studentdb_decided_how"].count == 25)
  }

  @Test func `what an undo brings back is what it was, in a batch or not`() throws {
    let world = try TestWorld.imputed()
    func ways() throws -> [String?] {
      try world.json("list", "--state", "decided").array.map(\.["decided_how"].text)
    }
    _ = world.run("review", "accept", "--at-least", "0", "--yes")
    _ = world.run("review", "decide", "21", "--later")
    _ = world.run("review", "undo")
    #expect(try ways() == ["batch", "batch"])
    _ = world.run("review", "decide", "22", "--gender", "female")
    _ = world.run("review", "undo", "b1")
    _ = world.run("review", "redo")
    #expect(try ways() == ["batch", "looked_at"])
    let signed = try world.json("review", "sign-off", "--name", "E", "--role", "R")
    #expect(signed["in_batches"].integer == 1)
    #expect(signed["accepted"].integer == 1)
  }
}
