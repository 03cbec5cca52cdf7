import TestSupport
import Testing

/// The whole answer of `impute --json`: which keys it has, in which order, and of what kind.
struct ImputeJSONTests {
  /// What a run that passed its gate answers: the keys of the contract, and what is added to it.
  private static let passed = """
     object
    run text
    origin text
    parent null
    status text
    iterations number
    log_likelihood number
    bic number
    icl number
    seed number
    settings object
    settings.family text
    settings.degrees_of_freedom null
    settings.variance text
    settings.missingness text
    settings.by text
    settings.learn_from text
    settings.prior bool
    settings.starts number
    settings.max_iterations number
    settings.tolerance number
    settings.folds number
    settings.repeats number
    settings.resolution_cm number
    input_digest text
    strata array
    strata[] object
    strata[].stratum null
    strata[].recorded object
    strata[].recorded.female number
    strata[].recorded.male number
    strata[].decided number
    strata[].missing number
    strata[].status text
    strata[].iterations number
    strata[].informative bool
    strata[].bayes_error number
    strata[].majority_error number
    strata[].overlap number
    strata[].may_propose bool
    strata[].genders array
    strata[].genders[] object
    strata[].genders[].gender text
    strata[].genders[].weight number
    strata[].genders[].weight_missing number
    strata[].genders[].mean_cm number
    strata[].genders[].sd_cm number
    strata[].genders[].standard_error object
    strata[].genders[].standard_error.weight number
    strata[].genders[].standard_error.weight_missing number
    strata[].genders[].standard_error.mean_cm number
    strata[].genders[].standard_error.sd_cm number
    strata[].starts array
    strata[].starts[] object
    strata[].starts[].start number
    strata[].starts[].status text
    strata[].starts[].iterations number
    strata[].starts[].log_likelihood number
    strata[].starts[].chosen bool
    imputed number
    not_imputed object
    not_imputed.declined number
    heights_rounded number
    expected_wrong number
    totals array
    totals[] object
    totals[].stratum null
    totals[].gender text
    totals[].known number
    totals[].expected number
    totals[].interval array
    totals[].interval[] number
    totals[].by_likeliest number
    sensitivity array
    sensitivity[] object
    sensitivity[].height_cm null|number
    sensitivity[].gender null|text
    sensitivity[].share null|number
    sensitivity[].totals object
    sensitivity[].totals.female number
    sensitivity[].totals.male number
    sensitivity[].expected_wrong number
    small_genders array
    missingness object
    missingness.likelihood_ratio number
    missingness.p number
    missing_shares array
    missing_shares[] object
    missing_shares[].by text
    missing_shares[].name text
    missing_shares[].students number
    missing_shares[].missing number
    candidates array
    candidates[] object
    candidates[].name text
    candidates[].log_loss number
    candidates[].chosen bool
    evaluation object
    evaluation.students number
    evaluation.accuracy number
    evaluation.accuracy_interval array
    evaluation.accuracy_interval[] number
    evaluation.log_loss number
    evaluation.log_loss_of_shares number
    evaluation.brier number
    evaluation.ece number
    evaluation.ece_by_chance number
    evaluation.skill number
    evaluation.skill_standard_error number
    evaluation.folds number
    evaluation.repeats number
    evaluation.genders array
    evaluation.genders[] object
    evaluation.genders[].gender text
    evaluation.genders[].students number
    evaluation.genders[].wrong number
    evaluation.genders[].called number
    evaluation.genders[].error number
    evaluation.genders[].bias number
    evaluation.reliability array
    evaluation.reliability[] object
    evaluation.reliability[].from number
    evaluation.reliability[].to number
    evaluation.reliability[].students number
    evaluation.reliability[].confidence number
    evaluation.reliability[].accuracy number
    evaluation.reliability[].accuracy_interval array
    evaluation.reliability[].accuracy_interval[] number
    evaluation.thresholds array
    evaluation.thresholds[] object
    evaluation.thresholds[].threshold number
    evaluation.thresholds[].proposals number
    evaluation.thresholds[].expected_wrong number
    evaluation.thresholds[].held_back number
    evaluation.thresholds[].precision number
    evaluation.thresholds[].precision_interval array
    evaluation.thresholds[].precision_interval[] number
    gate object
    gate.passed bool
    gate.refusals array
    """

  /// What stands at the end of a run's answer that was refused.
  private static let refusals = """

    gate.refusals[] object
    gate.refusals[].code text
    gate.refusals[].stratum null
    gate.refusals[].message text
    """

  private func shape(_ roster: String, _ arguments: String...) throws -> (Int32, [String]) {
    let world = try TestWorld(["class.csv": roster])
    _ = world.run("import", "class.csv")
    let answer = world.run(["impute", "--json"] + arguments)
    let lines = JSONShape(answer.output).lines
    // What names would bring has keys of its own, in the tests of names; it stands at the end.
    #expect(lines.filter { $0.hasPrefix("name") }.prefix(1) == ["names null"])
    // Of a run on cells it says where they come from; it stands between the gate and the names.
    #expect(lines.filter { $0.hasPrefix("counted_from") } == ["counted_from null"])
    return (
      answer.status, lines.filter { !$0.hasPrefix("name") && !$0.hasPrefix("counted_from") }
    )
  }

  private func lines(_ text: String) -> [String] {
    text.split(separator: "\n").map(String.init)
  }

  @Test func `a run that passed answers with all keys in their order`() throws {
    let (status, shape) = try shape(Rosters.small, "--by", "none", "--family", "normal")
    #expect(status == 0)
    #expect(shape == lines(Self.passed))
  }

  @Test func `a refused run answers with the same keys in the same order`() throws {
    let (status, shape) = try shape(Self.alike, "--by", "none", "--family", "normal")
    #expect(status == 3)
    let expected = lines(Self.passed + Self.refusals).compactMap { line in
      switch line {
      // Nothing is proposed, so that nothing can be wrong.
      case "expected_wrong number": "expected_wrong null"
      case "sensitivity[].expected_wrong number": "sensitivity[].expected_wrong null"
      case "not_imputed.declined number": "not_imputed.gate_refused number"
      default: line
      }
    }
    // What nobody was called with any confidence has no precision.
    func withoutPrecision(_ lines: [String]) -> [String] {
      lines.filter { !$0.hasPrefix("evaluation.thresholds[].precision") }
    }
    #expect(withoutPrecision(shape) == withoutPrecision(expected))
    #expect(shape.contains("evaluation.thresholds[].precision null|number"))
  }

  @Test func `a run of strata, of the t family, has the same keys in the same order`() throws {
    let (status, shape) = try shape(Rosters.small, "--by", "group", "--family", "t")
    #expect(status == 0)
    func keys(_ lines: [String]) -> [String] {
      lines.compactMap { $0.split(separator: " ").first.map(String.init) }.filter { key in
        !["gate.refusals[]", "not_imputed.", "evaluation.thresholds[].precision"]
          .contains { key.hasPrefix($0) }
      }
    }
    #expect(keys(shape).dropFirst() == keys(lines(Self.passed)).dropFirst())
    // Infinitely many, for which JSON has no number.
    #expect(shape.contains("settings.degrees_of_freedom null"))
    #expect(shape.contains("strata[].stratum text"))
    #expect(shape.contains("totals[].stratum null|text"))
  }

  /// Girls and boys of the same heights.
  private static let alike: String = {
    var roster = QuantileRoster()
    roster.add(40, "F", mean: 152, deviation: 7) { $0 % 4 != 0 }
    roster.add(40, "M", mean: 152, deviation: 7) { $0 % 4 != 0 }
    return roster.text
  }()

  @Test func `the values are those of the run`() throws {
    let world = try TestWorld(["class.csv": Rosters.small])
    _ = world.run("import", "class.csv")
    let run = try world.json(
      "impute",
      "--seed",
      "7",
      "--starts",
      "3",
      "--folds",
      "4",
      "--max-iterations",
      "900",
      "--tolerance",
      "1e-7",
      "--variance",
      "equal",
      "--missingness",
      "same",
      "--by",
      "none"
    )
    #expect(run["run"].text == "r1")
    #expect(run["origin"].text == "fitted")
    #expect(run["status"].text == "converged")
    #expect(run["seed"].integer == 7)
    let settings = run["settings"]
    #expect(settings["variance"].text == "equal")
    #expect(settings["missingness"].text == "same")
    #expect(settings["by"].text == "none")
    #expect(settings["prior"].bool == false)
    #expect(settings["starts"].integer == 3)
    #expect(settings["max_iterations"].integer == 900)
    #expect(settings["tolerance"].number == 1e-7)
    #expect(settings["folds"].integer == 4)
    #expect(run["strata"][0]["recorded"]["female"].integer == 10)
    #expect(run["strata"][0]["missing"].integer == 2)
    #expect(run["strata"][0]["starts"].array.count == 3)
    #expect(run["imputed"].integer == 2)
    #expect(run["not_imputed"]["declined"].integer == 1)
    #expect(run["candidates"].array.filter { $0["chosen"].bool == true }.count == 1)
    #expect(run["evaluation"]["folds"].integer == 4)
    #expect(run["evaluation"]["accuracy"].number == 1)
    #expect(run["gate"]["passed"].bool == true)
    #expect(run["input_digest"].text?.count == 64)
    // Ten girls of whom a record tells, and Kim of 160 cm.
    #expect(run["totals"][0]["known"].integer == 10)
    #expect(run["totals"][0]["by_likeliest"].integer == 11)
    #expect(try world.json("show", "r1")["input_digest"].text == run["input_digest"].text)
  }

  @Test func `where all is named there is nothing to test, and one model beside the shares`() throws
  {
    let world = try TestWorld(["class.csv": Rosters.small])
    _ = world.run("import", "class.csv")
    let run = try world.json(
      "impute",
      "--family",
      "normal",
      "--variance",
      "equal",
      "--missingness",
      "same",
      "--by",
      "none"
    )
    #expect(run["missingness"].isNull)
    #expect(
      run["candidates"].array.map(\.["name"].text)
        == ["shares alone", "EM, normal, equal variance, same shares"]
    )
    #expect(run["settings"]["learn_from"].text == "all")
  }
}
