import Foundation
import Testing

struct ModelTests {
  private func model(_ world: TestWorld) throws -> String {
    try String(contentsOf: world.folder.appendingPathComponent("model.json"), encoding: .utf8)
  }

  @Test func `a model scores other students with the same parameters`() throws {
    let world = try TestWorld.imputed()
    #expect(world.run("model", "export", "r1", "-o", "model.json").status == 0)
    let elsewhere = try TestWorld([
      "class.csv": Rosters.small, "model.json": try model(world),
    ])
    _ = elsewhere.run("import", "class.csv")
    let imported = try elsewhere.json("model", "import", "model.json")
    #expect(imported["origin"].text == "imported")
    #expect(imported["imputed"].integer == 0)
    let scored = try elsewhere.json("impute", "--model", "r1")
    #expect(scored["origin"].text == "scored")
    #expect(scored["parent"].text == "r1")
    #expect(scored["imputed"].integer == 2)
    let original = try world.json("show", "r1")["strata"][0]["genders"]
    for index in 0...1 {
      for key in ["weight", "weight_missing", "mean_cm", "sd_cm"] {
        let stored = scored["strata"][0]["genders"][index][key].number
        #expect(stored == original[index][key].number, "\(key)")
      }
    }
    // The model knows how well it is known: the same heights have the same probabilities, to the bit.
    let here = try world.json("review", "queue").array
    let there = try elsewhere.json("review", "queue").array
    #expect(here.count == 2 && there.count == 2)
    for (here, there) in zip(here, there) {
      for key in ["probabilities", "evidence_probability"] {
        #expect(here[key]["male"].number != nil)
        #expect(here[key]["male"].number == there[key]["male"].number, "\(key)")
      }
      #expect(here["interval"].array.map(\.number) == there["interval"].array.map(\.number))
      #expect(there["confidence"].number == here["confidence"].number)
      let posterior = ["male", "female"].compactMap { there["evidence_probability"][$0].number }
      #expect(there["confidence"].number.map { $0 < (posterior.max() ?? 0) } == true)
    }
    #expect(elsewhere.run("verify").status == 0)
  }

  @Test func `a model from elsewhere has to prove itself on the students here`() throws {
    let world = try TestWorld.imputed()
    _ = world.run("model", "export", "r1", "-o", "model.json")
    // Here the tall ones are the girls.
    var turned = Rosters.small.replacingOccurrences(of: ",F,", with: ",X,")
    turned = turned.replacingOccurrences(of: ",M,", with: ",F,")
    turned = turned.replacingOccurrences(of: ",X,", with: ",M,")
    let nobody = "id,name,gender,height,group\n1,Ann,,160,7a\n2,Bob,,176,7a\n"
    for (roster, code) in [(turned, "no_skill"), (nobody, "too_few_recorded")] {
      let elsewhere = try TestWorld([
        "class.csv": roster, "model.json": try model(world),
      ])
      _ = elsewhere.run("import", "class.csv")
      _ = elsewhere.run("model", "import", "model.json")
      let answer = elsewhere.run("impute", "--model", "r1", "--json")
      #expect(answer.status == 3)
      let codes = try answer.json["gate"]["refusals"].array.compactMap(\.["code"].text)
      #expect(codes.contains(code), "\(codes)")
      #expect(try answer.json["imputed"].integer == 0)
    }
  }

  @Test(arguments: [
    "", "[]", "{}", #"{"format":"other"}"#,
  ])
  func `what is not a model is refused`(text: String) throws {
    let world = try TestWorld(["class.csv": Rosters.small, "model.json": text])
    _ = world.run("import", "class.csv")
    let answer = world.run("model", "import", "model.json")
    #expect(answer.status == 65)
    #expect(answer.messages.hasPrefix("studentdb: model.json: this is "))
    #expect(world.run("show", "r1").status == 66)
  }

  @Test(arguments: [
    (#""weight" : 0"#, "the numbers of stratum all"),
    (#""variance_cm2" : "#, "this is not a model file"),
    (#""family" : "normal""#, "family, variance"),
  ])
  func `a model that was changed by hand names what cannot be right`(
    part: String,
    words: String
  ) throws {
    let world = try TestWorld.imputed()
    _ = world.run("model", "export", "r1", "-o", "model.json")
    let text = try model(world)
    #expect(text.contains(part))
    let replaced =
      part.hasSuffix("0")
      ? text.replacingOccurrences(of: part, with: #""weight" : 7"#)
      : part.hasSuffix(" ")
        ? text.replacingOccurrences(of: part, with: #""variance_cm2" : "x", "y" : "#)
        : text.replacingOccurrences(of: part, with: #""family" : "cauchy""#)
    try world.write(replaced, to: "bad.json")
    let answer = world.run("model", "import", "bad.json")
    #expect(answer.status == 65)
    #expect(answer.messages.contains(words), "\(answer.messages)")
  }

  @Test func `a run computed again is the same, bit for bit, whatever happened since`() throws {
    let world = try TestWorld.imputed(Rosters.school())
    _ = world.run("impute", "--family", "t", "--variance", "unequal", "--by", "none")
    _ = world.run("review", "accept", "--at-least", "0.9", "--yes")
    for run in ["r1", "r2"] {
      let answer = world.run("impute", "--rerun", run, "--check", "--json")
      #expect(answer.status == 0)
      #expect(try answer.json["identical"].bool == true)
      #expect(try answer.json["compared"].integer ?? 0 > 100)
    }
    #expect(world.run("show", "r3").status == 66)
  }

  @Test func `a rerun asks the same of the students as they are now`() throws {
    let world = try TestWorld.imputed()
    let again = try world.json("impute", "--rerun", "r1")
    #expect(again["parent"].text == "r1")
    #expect(again["origin"].text == "fitted")
    #expect(
      again["log_likelihood"].number == (try world.json("show", "r1"))["log_likelihood"].number
    )
    #expect(world.run("impute", "--rerun", "r1", "--seed", "5").status == 64)
    #expect(world.run("impute", "--check").status == 64)
    #expect(world.run("impute", "--model", "r1", "--rerun", "r1").status == 64)
    _ = world.run("impute", "--model", "r1")
    #expect(world.run("impute", "--rerun", "r3", "--check").status == 65)
  }
}
