import Testing

/// The numbers of a report's tables and drawings are those of `show --json`, whatever the run was made with.
struct ReportNumbersTests {
  /// How a run is made: on ages, classes, the whole school; with names, and without a model of heights.
  static let ways: [[String]] = [
    [], ["--by", "none"], ["--by", "age"], ["--by", "group"],
    ["--by", "age", "--names", "endings"],
    ["--by", "none", "--names", "own", "--audit-by", "grade"],
  ]

  private func check(
    _ page: ReportPage,
    _ caption: String,
    _ expected: [[Double?]],
    _ way: [String]
  ) {
    let shown = page.table(caption)
    let known = expected.map { $0.compactMap(\.self) }
    #expect(shown.count == known.count, "\(caption), \(way)")
    for (row, numbers) in zip(shown, known) {
      #expect(areSame(Array(row.prefix(numbers.count)), numbers), "\(caption), \(way): \(row)")
    }
  }

  @Test(arguments: ways)
  func `the numbers of tables and drawings are those of the run's JSON`(way: [String]) throws {
    let world = try TestWorld(["class.csv": Rosters.school()])
    _ = world.run("import", "class.csv")
    _ = world.run(["impute"] + way)
    let page = try world.reportPage()
    let run = try world.json("show", "r1")

    let evaluation = run["evaluation"]
    check(
      page,
      "What each threshold would bring",
      evaluation["thresholds"].array.map { row in
        [
          row["threshold"].number, row["proposals"].number, row["expected_wrong"].number,
          row["held_back"].number, row["precision"].number, row["precision_interval"][0].number,
          row["precision_interval"][1].number,
        ]
      },
      way
    )
    let bins = evaluation["reliability"].array.filter { $0["count"].number != 0 }
    #expect(!bins.isEmpty)
    #expect(areSame(page.values("data-accuracy"), bins.compactMap { $0["accuracy"].number }))
    #expect(page.table("Stated and right").count == bins.count)

    let totals = run["totals"].array.filter { $0["stratum"].isNull }
    #expect(!totals.isEmpty)
    check(
      page,
      "Expected totals",
      totals.map { row in
        [
          row["known"].number, row["expected"].number, row["interval"][0].number,
          row["interval"][1].number, row["by_likeliest"].number,
        ]
      },
      way
    )
    #expect(areSame(page.values("data-expected"), totals.compactMap { $0["expected"].number }))
    #expect(areSame(page.values("data-known"), totals.compactMap { $0["known"].number }))

    for (kind, heading) in [("group", "class"), ("age", "age"), ("height", "height")] {
      let shares = run["missing_shares"].array.filter { $0["by"].text == kind }
      check(
        page,
        "Missing by \(heading)",
        shares.map { [$0["students"].number, $0["missing"].number] },
        way
      )
    }
  }

  @Test(arguments: ways)
  func `the model and its steps are those of the run's JSON`(way: [String]) throws {
    let world = try TestWorld(["class.csv": Rosters.school()])
    _ = world.run("import", "class.csv")
    _ = world.run(["impute"] + way)
    let page = try world.reportPage()
    let run = try world.json("show", "r1")
    let strata = run["strata"].array
    let genders = strata.flatMap { stratum in
      stratum["genders"].array.map { gender -> [Double?] in
        let name = gender["gender"].text ?? ""
        return [
          stratum["recorded"][name].number, gender["mean_cm"].number,
          gender["standard_error"]["mean_cm"].number, gender["sd_cm"].number,
          gender["weight"].number, gender["weight_missing"].number,
        ]
      }
    }
    #expect(!genders.isEmpty)
    check(page, "What the model estimated", genders, way)
    // The means of the curve over age, where ages divide the school.
    let means = strata.flatMap { $0["genders"].array }.compactMap { $0["mean_cm"].number }
    let drawn = page.values("data-mean")
    #expect(drawn.isEmpty == (run["settings"]["by"].text != "age"), "\(way)")
    if !drawn.isEmpty { #expect(areSame(drawn.sorted(), means.sorted())) }

    // The steps are those of one part of the school, each with all its numbers.
    let steps = page.table("The steps of EM")
    #expect(steps.count > 1)
    let trace = run["trace"].array.map { step in
      [step["step"].number, step["log_likelihood"].number, step["objective"].number]
        + step["genders"].array.flatMap { gender in
          [
            gender["mean_cm"].number, gender["sd_cm"].number, gender["weight_missing"].number,
          ]
        }
    }
    for step in steps {
      #expect(trace.contains { areSame($0.compactMap(\.self), step) }, "\(way): \(step)")
    }
    // The bars of the panels are the students whom the model was fitted to.
    let bars = page.table("Students by height").compactMap(\.last).reduce(0, +)
    let fitted = strata.reduce(0.0) { sum, stratum in
      let recorded = stratum["recorded"]
      return sum + recorded.keys.reduce(0) { $0 + (recorded[$1].number ?? 0) }
        + (stratum["missing"].number ?? 0)
    }
    #expect(bars == fitted, "\(way)")
  }

  @Test func `what names brought is the JSON's`() throws {
    let world = try TestWorld.imputed(Rosters.school(), "--names", "endings", "--audit-by", "grade")
    let page = try world.reportPage()
    let names = try world.json("show", "r1")["names"]
    let keys = ["students", "accuracy", "confidence", "log_loss", "ece"]
    check(
      page,
      "What names brought",
      ["heights", "names", "both"].map { way in keys.map { names[way][$0].number } },
      ["--names"]
    )
    let groups = names["groups"].array
    #expect(groups.contains { $0["by"].text == "column" })
    check(
      page,
      "With and without names",
      groups.map { group in
        [
          group["both"]["students"].number, group["both"]["accuracy"].number,
          group["heights"]["accuracy"].number, group["both"]["confidence"].number,
        ]
      },
      ["--names"]
    )
  }
}
