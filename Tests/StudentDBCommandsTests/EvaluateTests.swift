import TestSupport
import Testing

/// `evaluate`: the cross-validation by itself.
struct EvaluateTests {
  private static let evaluation = [
    "evaluation.students", "evaluation.accuracy", "evaluation.accuracy_interval",
    "evaluation.log_loss", "evaluation.log_loss_of_shares", "evaluation.brier", "evaluation.ece",
    "evaluation.ece_by_chance", "evaluation.skill", "evaluation.skill_standard_error",
    "evaluation.folds", "evaluation.repeats", "evaluation.genders", "evaluation.reliability",
    "evaluation.thresholds",
  ]

  private func world() throws -> TestWorld {
    let world = try TestWorld(["school.csv": Rosters.school()])
    _ = world.run("import", "school.csv")
    return world
  }

  private static let fixed = [
    "--by", "none", "--family", "normal", "--variance", "equal", "--missingness", "same",
    "--learn-from", "all",
  ]

  @Test func `it answers with its keys in their order, passed or refused`() throws {
    for (roster, status) in [(Rosters.small, Int32(0)), (Self.alike, 3)] {
      let world = try TestWorld(["class.csv": roster])
      _ = world.run("import", "class.csv")
      let answer = world.run(["evaluate", "--json"] + Self.fixed)
      #expect(answer.status == status)
      let shape = JSONShape(answer.output)
      #expect(
        shape.paths.filter { !$0.contains("[]") && $0.split(separator: ".").count == 1 }
          == ["model", "candidates", "evaluation", "gate", "names", "name_hint"]
      )
      #expect(
        shape.paths.filter { $0.hasPrefix("evaluation.") && !$0.contains("[]") } == Self.evaluation
      )
      #expect(
        shape.paths.filter { $0.hasPrefix("candidates[].") }
          == ["candidates[].name", "candidates[].log_loss", "candidates[].chosen"]
      )
      #expect(shape.kinds["model"] == ["text"])
      #expect(shape.kinds["candidates[].chosen"] == ["bool"])
      #expect(shape.kinds["gate.passed"] == ["bool"])
    }
  }

  /// Girls and boys of the same heights.
  private static let alike: String = {
    var roster = QuantileRoster()
    roster.add(40, "F", mean: 152, deviation: 7) { $0 % 4 != 0 }
    roster.add(40, "M", mean: 152, deviation: 7) { $0 % 4 != 0 }
    return roster.text
  }()

  @Test func `it finds what impute would, and stores nothing`() throws {
    let world = try world()
    let before = world.database
    let answer = world.run(["evaluate", "--json"] + Self.fixed)
    #expect(answer.status == 0)
    #expect(world.database == before)
    #expect(world.contents == ["school.csv", "school.studentdb"])
    let run = try world.run(["impute", "--json"] + Self.fixed).json
    let evaluated = try answer.json
    for key in ["accuracy", "log_loss", "brier", "ece", "skill", "folds"] {
      #expect(evaluated["evaluation"][key].number == run["evaluation"][key].number)
    }
    #expect(
      evaluated["candidates"].array.map(\.["log_loss"].number)
        == run["candidates"].array.map(\.["log_loss"].number)
    )
    let chosen = evaluated["candidates"].array.first { $0["chosen"].bool == true }
    #expect(chosen?["name"].text == evaluated["model"].text)
  }

  @Test func `its measures agree with each other`() throws {
    let answer = try world().run(["evaluate", "--json"] + Self.fixed)
    let evaluated = try answer.json["evaluation"]
    func number(_ key: String) throws -> Double { try #require(evaluated[key].number) }
    #expect(abs(try number("students") - 484) < 1e-6)
    let skill = 1 - (try number("log_loss")) / (try number("log_loss_of_shares"))
    #expect(abs(try number("skill") - skill) < 1e-12)
    let genders = evaluated["genders"].array
    #expect(genders.map(\.["gender"].text) == ["female", "male"])
    let recorded = genders.compactMap { $0["students"].number }
    #expect(abs(recorded[0] - 238) < 1e-6 && abs(recorded[1] - 246) < 1e-6)
    let wrong = genders.compactMap { $0["wrong"].number }.reduce(0, +)
    #expect(abs(1 - wrong / 484 - (try number("accuracy"))) < 1e-9)
    let bins = evaluated["reliability"].array
    #expect(abs(bins.compactMap { $0["students"].number }.reduce(0, +) - 484) < 1e-6)
    let error = bins.reduce(0) { sum, bin in
      let gap = (bin["confidence"].number ?? 0) - (bin["accuracy"].number ?? 0)
      return sum + (bin["students"].number ?? 0) * abs(gap)
    }
    #expect(abs(error / 484 - (try number("ece"))) < 1e-9)
    // The table of thresholds: fewer and fewer, and no more wrong ones than before.
    let proposals = evaluated["thresholds"].array.compactMap { $0["proposals"].integer }
    #expect(proposals.first == 107)
    #expect(proposals == proposals.sorted(by: >))
    let expected = evaluated["thresholds"].array.compactMap { $0["expected_wrong"].number }
    #expect(expected == expected.sorted(by: >))
  }

  @Test func `it says in words what the tables are`() throws {
    let text = try world().run(["evaluate", "-v"] + Self.fixed).text
    for words in [
      "How good it is, told by 484 students whose gender is known and was held back (5 parts, 5 times):",
      "Compared, the smaller log loss the better:", "  <- chosen",
      "Calibration: of the students with about the same confidence",
      "If everything from a confidence upwards were accepted:",
      "A run with this model may propose.",
    ] {
      #expect(text.contains(words), "\(words) not in \(text)")
    }
    #expect(text.hasPrefix("The model: "))
  }

  @Test func `fewer parts are fewer refits, and are said`() throws {
    let answer = try world().json("evaluate", "--folds", "3", "--by", "none", "--family", "normal")
    #expect(answer["evaluation"]["folds"].integer == 3)
  }

  /// Sixty pupils whose heights say little, and whose names say much.
  private static let named: String = {
    let girls = ["Anna", "Maria", "Sara", "Lea", "Nina", "Julia"]
    let boys = ["Ben", "Jan", "Omar", "Paul", "Tom", "Max"]
    var lines = ["id,name,gender,height"]
    for number in 0..<60 {
      lines.append("\(100 + number),\(girls[number % 6]) Berg,F,\(158 + number * 7 % 20)")
      lines.append("\(300 + number),\(boys[number % 6]) Berg,M,\(162 + number * 7 % 20)")
    }
    lines += ["501,Anna Holm,,170", "502,Ben Holm,,", "503,Maria Holm,declined,160"]
    return lines.joined(separator: "\n") + "\n"
  }()

  @Test func `names are judged where they are asked for, and else hinted at`() throws {
    let world = try TestWorld(["class.csv": Self.named])
    _ = world.run("import", "class.csv")
    let plain = world.run("evaluate")
    #expect(
      plain.text.contains("Names are not used. With --names endings, 100.0 %"),
      "\(plain.text)"
    )
    #expect(!plain.text.contains("Berg"))
    let json = try JSON(parsing: world.run("evaluate", "--names", "endings", "--json").output)
    #expect(json["name_hint"].isNull)
    let names = json["names"]
    #expect(names["most"].text == "endings" && names["used"].text == "endings")
    #expect(names["uses_reference"].bool == false)
    #expect(
      names["candidates"].array.map { $0["name"].text } == [
        "heights alone", "names", "names and their endings",
      ]
    )
    #expect(try #require(names["both"]["accuracy"].number) > 0.98)
    #expect(try #require(names["heights"]["accuracy"].number) < 0.75)
    #expect(names["both"]["students"].number == 120)
    #expect(names["groups"][0]["name"].text == "known_here")
    let off = world.run("evaluate", "--names", "own")
    #expect(off.text.contains("Names: those of this list."))
  }

  @Test(arguments: [
    ("name,gender,count\nAnna,F,x\n", "names.csv:2: the count \"x\" is not a whole number"),
    ("name,gender,count\nAnna,F,-1\n", "names.csv:2: the count \"-1\" is not a whole number"),
    ("name,gender,count\nAnna,?,1\n", "names.csv:2: \"?\" is not a gender"),
    ("name,gender,count\n,F,1\nBen,M,2\n", "names.csv:2: the line has no name"),
    ("name,gender,count\nAnna,F,99999999999\n", "names.csv:2: the count is larger than"),
    ("name,gender\nAnna,F\n", "names.csv:1: the column count is missing"),
    ("name,gender,count\nAnna,F,1\n", "names.csv: the table says nothing of two genders"),
    ("", "names.csv: the table says nothing of two genders"),
  ])
  func `a table of names with a mistake is refused by its line`(text: String, words: String) throws
  {
    let world = try TestWorld(["class.csv": Self.named, "names.csv": text])
    _ = world.run("import", "class.csv")
    let answer = world.run("evaluate", "--names", "own", "--name-reference", "names.csv")
    #expect(answer.status == 65)
    #expect(answer.messages.contains("--name-reference \(words)"), "\(answer.messages)")
  }

  @Test(arguments: ["Kim,divers,5\nRobin,agender,3\n", "Kim,divers,5\nRobin,F,3\n"])
  func `a table that knows fewer than two genders of the list is refused`(rows: String) throws {
    let files = ["class.csv": Self.named, "names.csv": "name,gender,count\n" + rows]
    let world = try TestWorld(files)
    _ = world.run("import", "class.csv")
    for command in ["evaluate", "impute"] {
      let answer = world.run(command, "--names", "own", "--name-reference", "names.csv")
      #expect(answer.status == 65)
      #expect(answer.messages.contains("--name-reference knows "), "\(answer.messages)")
      #expect(answer.messages.contains("this list has female, male; it needs two of them"))
    }
  }

  @Test func `a table of names goes with names`() throws {
    let world = try world()
    let answer = world.run("evaluate", "--name-reference", "names.csv")
    #expect(answer.status == 64)
    #expect(answer.messages.contains("goes with --names own or --names endings"))
  }
}
