import StudentStore
import Testing
import Workflows

/// One in ten is drawn at random and shown blind.
struct BlindSampleTests {
  /// Without the growth table, every student who is asked about has a suggestion.
  private func world() throws -> TestWorld {
    try TestWorld.imputed(Rosters.school(), "--prior", "none")
  }

  private func draws(_ item: JSON) -> Bool {
    BlindSample(run: 1, of: 107).holds(Int64(item["student"].integer ?? 0))
  }

  @Test func `every tenth place is one of the sample, until it is used up`() throws {
    let queue = try world().json("review", "queue", "--sample").array
    let drawn = queue.count(where: draws)
    #expect((4...18).contains(drawn), "one in ten of 107")
    for (index, item) in queue.enumerated() {
      let isBlind = item["blind"].bool == true
      #expect(isBlind == draws(item))
      #expect(isBlind == (index % 10 == 9 && index / 10 < drawn), "place \(index)")
    }
    let sure = queue.filter { $0["blind"].bool == false }.map { $0["confidence"].number ?? 0 }
    #expect(sure == sure.sorted())
  }

  @Test func `nothing of a suggestion is told about who is blind`() throws {
    let world = try world()
    let blind = try world.json("review", "queue", "--sample").array.filter {
      $0["blind"].bool == true
    }
    for item in try blind + world.json("review", "queue", "--blind").array {
      #expect(item["gender"].isNull && item["confidence"].isNull && item["interval"].isNull)
      #expect(item["probabilities"].keys.isEmpty)
      #expect(item["height_cm"].number != nil)
    }
    let text = world.run("review", "queue", "--blind").outputLines.dropFirst().prefix(107)
    #expect(text.allSatisfy { $0.contains("hidden") && !$0.contains("%") && !$0.contains("male") })
  }

  @Test func `a program is told everything, the least sure first`() throws {
    let world = try world()
    let queue = try world.json("review", "queue").array
    #expect(queue.allSatisfy { $0["blind"].bool == false && $0["gender"].text != nil })
    let sure = queue.compactMap { $0["confidence"].number }
    #expect(sure.count == 107 && sure == sure.sorted())
    let table = world.run("review", "queue").outputLines
    #expect(table.contains { $0.contains("hidden") })
    #expect(!world.run("review", "queue", "--no-sample").text.contains("hidden"))
    #expect(world.run("review", "queue", "--sample", "--blind").status == 64)
  }

  @Test func `who is left keeps the order when some are decided`() throws {
    let world = try world()
    let before = try world.json("review", "queue", "--sample").array.compactMap {
      $0["student"].integer
    }
    let decided = [0, 3, 9, 10, 29, 50].map { before[$0] }
    for student in decided {
      #expect(world.run("review", "decide", "#\(student)", "--leave-unknown").status == 0)
    }
    let after = try world.json("review", "queue", "--sample").array.compactMap {
      $0["student"].integer
    }
    #expect(Array(after.prefix(101)) == before.filter { !decided.contains($0) })
    #expect(Set(after.suffix(6)) == Set(decided))
    #expect(
      after
        == (try world.json("review", "queue", "--sample").array.compactMap { $0["student"].integer })
    )
  }

  @Test func `a bound on the confidence does not bound the sample`() throws {
    let world = try world()
    let all = try world.json("review", "queue", "--sample").array.filter {
      $0["blind"].bool == true
    }
    let below = try world.json("review", "queue", "--sample", "--below", "0.6").array
    #expect(
      below.filter { $0["blind"].bool == true }.map(\.["student"].integer)
        == all.map(\.["student"].integer)
    )
    #expect(below.count < 60)
    #expect(world.run("review", "queue", "--below", "60").status == 64)
  }

  @Test func `a blind decision is stored as one and its suggestion is no longer hidden`() throws {
    let world = try world()
    let blind = try #require(
      try world.json("review", "queue", "--sample").array.first { $0["blind"].bool == true }
    )
    let student = "#\(blind["student"].integer ?? 0)"
    #expect(world.run("review", "decide", student, "--accept", "--blind").status == 64)
    let decision = try world.json("review", "decide", student, "--gender", "female", "--blind")
    #expect(decision["blind"].bool == true)
    let item = try world.json("review", "queue", "--sample").array.last
    #expect(item?["blind"].bool == false)
    #expect(item?["gender"].text != nil)
    _ = world.run("review", "undo")
    let again = try world.json("review", "redo")["decisions"][0]
    #expect(again["blind"].bool == true)
  }

  /// Answers all that are drawn, in their order; every third one against the suggestion.
  private func answer(_ world: TestWorld, skipping: Set<Int> = []) throws -> (Int, Int) {
    let drawn = try world.json("review", "queue", "--sample").array.filter {
      $0["blind"].bool == true
    }
    .compactMap { $0["student"].integer }
    let queue = try world.json("review", "queue").array
    var agreed = 0
    for (index, student) in drawn.enumerated() where !skipping.contains(index) {
      let suggestion = queue.first { $0["student"].integer == student }?["gender"].text ?? ""
      let other = suggestion == "male" ? "female" : "male"
      let says = index % 3 == 2 ? other : suggestion
      agreed += says == suggestion ? 1 : 0
      #expect(
        world.run("review", "decide", "#\(student)", "--gender", says, "--blind").status == 0
      )
    }
    return (drawn.count - skipping.count, agreed)
  }

  @Test func `the status tells how many blind answers agreed, and Wilson's interval`() throws {
    let world = try world()
    #expect(try world.json("status")["blind"]["blind_answers"].integer == 0)
    let (answered, agreed) = try answer(world)
    let blind = try world.json("status")["blind"]
    #expect(blind["drawn"].integer == answered)
    #expect(blind["drawn_answered"].integer == answered)
    #expect(blind["blind_agreed"].integer == agreed)
    #expect(blind["drawn_left_out"].integer == 0)
    // The ends p of Wilson's interval solve (share - p)^2 = z^2 p (1 - p) / n.
    let n = Double(answered)
    let share = Double(agreed) / n
    for end in [0, 1] {
      let p = try #require(blind["accuracy_interval"][end].number)
      let distance = (share - p) * (share - p) - 3.841458820694124 * p * (1 - p) / n
      #expect(distance.magnitude < 1e-12)
      #expect(end == 0 ? p < share : p > share)
    }
    let text = world.run("status").text
    #expect(text.contains("Of \(answered) blind answers, \(agreed) agreed with the suggestion"))
    #expect(text.contains("by the \(answered) of \(answered) drawn at random"))
    #expect(!text.contains("it may be off"))
  }

  @Test func `a drawn student who was passed over is told`() throws {
    let world = try world()
    _ = try answer(world, skipping: [1, 2])
    #expect(try world.json("status")["blind"]["drawn_left_out"].integer == 2)
    #expect(world.run("status").text.contains("2 drawn students whose turn had come"))
  }

  @Test func `a review that stops early has left nobody out`() throws {
    let world = try world()
    let drawn = try world.json("review", "queue", "--sample").array.count {
      $0["blind"].bool == true
    }
    _ = try answer(world, skipping: Set(3..<drawn))
    let blind = try world.json("status")["blind"]
    #expect(blind["drawn_answered"].integer == 3)
    #expect(blind["drawn_left_out"].integer == 0)
  }

  @Test func `blind answers of students who were not drawn are no sample`() throws {
    let world = try TestWorld.imputed()
    let open = try #require(
      try world.json("review", "queue", "--blind").array.first?["student"].integer
    )
    _ = world.run("review", "decide", "#\(open)", "--gender", "male", "--blind")
    let blind = try world.json("status")["blind"]
    #expect(blind["blind_answers"].integer == 1)
    #expect(blind["drawn_answered"].integer == 0)
    #expect(blind["accuracy"].isNull)
    #expect(world.run("status").text.contains("None of them was drawn at random"))
  }
}
