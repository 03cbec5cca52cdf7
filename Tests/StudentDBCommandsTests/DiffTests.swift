import Testing

struct DiffTests {
  @Test func `two runs of the same model are the same`() throws {
    let world = try TestWorld.imputed(Rosters.school())
    _ = world.run("impute")
    let answer = try world.json("diff", "r1", "r2")
    #expect(answer["same_evidence"].bool == true)
    #expect(answer["students"].integer == 107)
    #expect(answer["mean_move"].number == 0)
    #expect(answer["crossed"].array.isEmpty)
    #expect(answer["moved_count"].integer == 0)
    #expect(world.run("diff", "r1", "r2", "--exit-code").status == 0)
    #expect(
      world.run("diff", "r1", "r2").text.hasSuffix("Both runs say the same about every student.\n")
    )
  }

  @Test func `who crossed one half is named with both`() throws {
    let world = try TestWorld.imputed(Rosters.school(), "--prior", "none")
    _ = world.run("impute", "--by", "none", "--family", "normal", "--variance", "equal")
    let answer = try world.json("diff", "r1", "r2")
    let crossed = answer["crossed"].array
    #expect(!crossed.isEmpty)
    for student in crossed {
      #expect(student["from"]["gender"].text != student["to"]["gender"].text)
      let id = try #require(student["student"].integer)
      // What diff says each run said is what each run said.
      let first = try world.json("explain", "\(id)", "--run", "r1")
      #expect(student["from"]["gender"].text == first["gender"].text)
      #expect(student["from"]["confidence"].number == first["confidence"].number)
    }
    #expect(world.run("diff", "r1", "r2", "--exit-code").status == 1)
    #expect(world.run("diff", "r1", "r2").text.contains("They divide the students differently."))
  }

  @Test func `who was decided meanwhile is in one run alone`() throws {
    let world = try TestWorld.imputed()
    _ = world.run("review", "decide", "Kim", "--accept")
    _ = world.run("impute")
    let answer = try world.json("diff", "r1", "r2")
    #expect(answer["same_evidence"].bool == false)
    #expect(answer["students"].integer == 1)
    #expect(answer["only_from"].integer == 1)
    #expect(answer["only_to"].integer == 0)
    #expect(world.run("diff", "r1", "r9").status == 66)
    #expect(world.run("diff", "one", "two").status == 64)
  }

  @Test func `what the gate held back is not shown by a comparison either`() throws {
    // The default divides by age and holds back the youngest; without division nobody is.
    let world = try TestWorld.imputed(Rosters.school(), "--prior", "none", "--by", "none")
    _ = world.run("impute")
    let held = try world.json("review", "queue", "--run", "r2", "--no-sample").array
      .filter { $0["gender"].isNull }.compactMap { $0["student"].integer }
    #expect(held.count == 9)
    let answer = try world.json("diff", "r1", "r2")
    let shown = answer["crossed"].array + answer["moved"].array
    let ofHeld = shown.filter { held.contains($0["student"].integer ?? 0) }
    #expect(!ofHeld.isEmpty)
    for student in ofHeld {
      #expect(student["from"]["gender"].text != nil)
      #expect(student["to"]["gender"].isNull && student["to"]["confidence"].isNull)
    }
    #expect(world.run("diff", "r1", "r2").text.contains("  not proposed"))
  }
}
