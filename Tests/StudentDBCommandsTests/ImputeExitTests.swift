import RosterReading
import TestSupport
import Testing

/// With which status `impute` and `evaluate` end, and what they say.
struct ImputeExitTests {
  private static let commands = ["impute", "evaluate"]
  private static let heading = "id,name,gender,height,class,age\n"

  private func world(_ roster: String) throws -> TestWorld {
    let world = try TestWorld(["class.csv": roster])
    _ = world.run("import", "class.csv")
    return world
  }

  @Test(arguments: commands)
  func `a model that is fit for use ends with 0`(command: String) throws {
    let answer = try world(Rosters.small).run(command)
    #expect(answer.status == 0)
    #expect(answer.messages.isEmpty)
  }

  @Test(arguments: commands)
  func `a model that is not ends with 3 and the reasons`(command: String) throws {
    var roster = QuantileRoster()
    roster.add(40, "F", mean: 152, deviation: 7) { $0 % 4 != 0 }
    roster.add(40, "M", mean: 152, deviation: 7) { $0 % 4 != 0 }
    let answer = try world(roster.text).run(command, "--by", "none", "--family", "normal")
    #expect(answer.status == 3)
    #expect(answer.text.contains("  not_informative: "), "\(answer.text)")
  }

  static let nothing: [(String, [String], String)] = [
    ("1,A,F,,7a,\n2,B,M,,7a,\n", [], "(no_heights): no student has a height"),
    ("1,A,,160,7a,\n2,B,,170,7a,\n", [], "(no_labels): no student with a height has a recorded"),
    ("1,A,F,160,7a,\n2,B,F,170,7a,\n3,C,,165,7a,\n", [], "(one_label_only): the only recorded"),
    ("1,A,F,160,7a,\n2,B,M,170,7a,\n", ["--by", "group"], "cannot be divided by group"),
    ("1,A,F,160,7a,\n2,B,M,170,7b,\n", ["--by", "age"], "cannot be divided by age"),
    (
      "1,A,F,160,7a,\n2,B,M,170,7b,\n", ["--prior", "growth.csv"],
      "the students' ages are not known"
    ),
    (
      "1,A,F,160,7a,\n2,B,M,170,7b,\n", ["--prior", "bad.csv"],
      "--prior bad.csv:2: sd_cm \"x\" is not"
    ),
  ]

  @Test(arguments: nothing)
  func `nothing to learn from ends with 65 and the reason`(
    rows: String,
    flags: [String],
    words: String
  ) throws {
    let world = try world(Self.heading + rows)
    try world.write("age,gender,mean_cm,sd_cm\n12,F,152,7\n12,M,152,7\n", to: "growth.csv")
    try world.write("age,gender,mean_cm,sd_cm\n12,F,152,x\n", to: "bad.csv")
    let before = world.database
    for command in Self.commands {
      let answer = world.run([command] + flags)
      #expect(answer.status == 65, "\(command): \(answer.messages)")
      #expect(answer.messages.contains(words), "\(command): \(answer.messages)")
      #expect(answer.output.isEmpty)
    }
    #expect(world.database == before)
  }

  @Test(arguments: commands)
  func `a school without a line in it has no students yet`(command: String) throws {
    let world = try world(Rosters.small)
    _ = world.run("revert", "i1", "-m", "the wrong file")
    let answer = world.run(command)
    #expect(answer.status == 65)
    #expect(answer.messages.contains("there are no students yet"), "\(answer.messages)")
  }

  @Test(arguments: commands)
  func `no such database, and no such reference, end with 66`(command: String) throws {
    #expect(try TestWorld().run(command).status == 66)
    let answer = try world(Rosters.small).run(command, "--prior", "nowhere.csv")
    #expect(answer.status == 66)
    #expect(answer.messages.contains("--prior nowhere.csv: there is no such file"))
  }

  @Test func `a refused run is kept, marked, and suggests nothing`() throws {
    let world = try world(Rosters.small)
    #expect(world.run("impute", "--by", "none", "--max-iterations", "1").status == 3)
    let shown = try world.json("show", "r1")
    #expect(shown["status"].text == "max_iterations")
    #expect(shown["gate"]["passed"].bool == false)
    #expect(
      shown["gate"]["refusals"].array.map(\.["code"].text).contains("not_converged"),
      "\(shown)"
    )
    for item in try world.json("review", "queue").array {
      #expect(item["gender"].isNull)
      #expect(item["confidence"].isNull)
      #expect(item["interval"].isNull)
    }
    #expect(world.run("verify").status == 0)
  }

  @Test func `one age proposes while another is refused, and the run ends with 0`() throws {
    var roster = QuantileRoster()
    roster.add(240, "F", mean: 152, deviation: 7, age: "12") { $0 % 4 != 0 }
    roster.add(240, "M", mean: 152, deviation: 7, age: "12") { $0 % 4 != 0 }
    roster.add(40, "F", mean: 163, deviation: 6, age: "17") { $0 % 4 != 0 }
    roster.add(40, "M", mean: 177, deviation: 7, age: "17") { $0 % 4 != 0 }
    let world = try world(roster.text)
    let flags = ["--by", "age", "--family", "normal", "--variance", "equal"]
    let answer = world.run(["impute", "--json"] + flags)
    #expect(answer.status == 0)
    let run = try answer.json
    #expect(run["strata"].array.map(\.["stratum"].text) == ["12", "17"])
    #expect(run["strata"].array.map(\.["may_propose"].bool) == [false, true])
    #expect(run["strata"].array.map(\.["informative"].bool) == [false, true])
    #expect(run["gate"]["passed"].bool == true)
    #expect(run["gate"]["refusals"][0]["code"].text == "not_informative")
    #expect(run["gate"]["refusals"][0]["stratum"].text == "12")
    #expect(run["not_imputed"]["gate_refused"].integer == 120)
    #expect(run["imputed"].integer == 20)
    let listed = try world.json("list", "--state", "inferred").array
    #expect(listed.map(\.["age"].number) == Array(repeating: 17, count: 20))
    // However low the threshold, what the gate held back is not accepted in passing.
    let accepted = try world.json("review", "accept", "--at-least", "0", "--yes")
    #expect(accepted["accepted"].integer == 20)
    let text = world.run("show", "r1").text
    #expect(
      text.contains("It proposes nothing where the gate refused:\n  not_informative: 12: heights")
    )
    // When only those are left to whom nothing is proposed, the run is refused.
    let again = world.run(["impute"] + flags)
    #expect(again.status == 3)
    #expect(again.text.contains("The gate refused: this run proposes nothing."))
  }
}
