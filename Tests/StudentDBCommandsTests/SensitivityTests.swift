import Foundation
import Testing

/// How the numbers would change if those asked about were taller, shorter, or of other shares.
struct SensitivityTests {
  private static let settings = [
    "--by", "none", "--family", "normal", "--variance", "equal", "--missingness", "same",
    "--learn-from", "recorded", "--prior", "none",
  ]

  /// Forty girls and forty boys, and students of these heights whose gender is missing.
  private func world(asked: [Double]) throws -> TestWorld {
    var roster = "id,name,gender,height\n"
    for place in 0..<40 {
      let quantile = (Double(place) - 19.5) * 0.55
      roster += "\(100 + place),Girl \(place),F,\((1620 + 10 * quantile).rounded() / 10)\n"
      roster += "\(200 + place),Boy \(place),M,\((1745 + 11 * quantile).rounded() / 10)\n"
    }
    for (place, height) in asked.enumerated() {
      roster += "\(300 + place),Kim \(place),,\(height)\n"
    }
    let world = try TestWorld(["class.csv": roster])
    _ = world.run("import", "class.csv")
    _ = world.run(["impute"] + Self.settings)
    return world
  }

  private func row(
    _ rows: JSON,
    _ key: String,
    _ value: Double
  ) throws -> JSON {
    try #require(rows.array.first { $0[key].number == value })
  }

  private func expected(_ run: JSON, _ gender: String) -> Double? {
    run["totals"].array.first { $0["gender"].text == gender }?["expected"].number
  }

  @Test(arguments: [2.0, -2])
  func `other heights give what a school of those heights gets`(by centimetres: Double) throws {
    let heights = [156.0, 158, 160, 176, 178, 181]
    let run = try world(asked: heights).json("show", "r1")
    let other = try world(asked: heights.map { $0 + centimetres }).json("show", "r1")
    let assumed = try row(run["sensitivity"], "height_cm", centimetres)
    for gender in ["female", "male"] {
      let own = try #require(assumed["totals"][gender].number)
      let theirs = try #require(expected(other, gender))
      #expect(abs(own - theirs) < 1e-9)
      #expect(try abs(own - #require(expected(run, gender))) > 0.01)
    }
    // Nobody is called by another gender there, so that the wrong ones are the same.
    let (own, theirs) = (assumed["expected_wrong"].number, other["expected_wrong"].number)
    #expect(try abs(#require(own) - #require(theirs)) < 1e-9)
  }

  @Test(arguments: [0.1, -0.1])
  func `other shares multiply the odds of everybody`(by difference: Double) throws {
    let world = try world(asked: [156, 160, 164, 168, 172, 176])
    let run = try world.json("show", "r1")
    let share = try #require(run["strata"][0]["genders"][0]["weight_missing"].number)
    let odds = (share + difference) / (1 - share - difference) / (share / (1 - share))
    var (girls, wrong, sure) = (40.0, 0.0, 0.0)
    for item in try world.json("review", "queue", "--no-sample").array {
      let stated = try #require(item["probabilities"]["female"].number)
      let girl = 1 / (1 + (1 - stated) / stated / odds)
      girls += girl
      let error = item["gender"].text == "female" ? 1 - girl : girl
      wrong += error
      if try #require(item["confidence"].number) >= 0.8 { sure += error }
    }
    let assumed = try row(run["sensitivity"], "share", difference)
    #expect(assumed["gender"].text == "female")
    #expect(try abs(#require(assumed["totals"]["female"].number) - girls) < 1e-9)
    #expect(try abs(#require(assumed["expected_wrong"].number) - wrong) < 1e-9)
    let batch = try world.json("review", "accept", "--at-least", "0.8", "--dry-run")
    let ofBatch = try row(batch["sensitivity"], "share", difference)
    #expect(try abs(#require(ofBatch["expected_wrong"].number) - sure) < 1e-9)
    #expect(ofBatch.keys == ["expected_wrong", "gender", "height_cm", "share"])
  }

  @Test func `one line says it beside totals and before a batch`() throws {
    let world = try world(asked: [156, 160, 164, 168, 172, 176])
    let rows = try world.json("show", "r1")["sensitivity"].array
    func range(_ height: Bool, _ number: (JSON) -> Double?) throws -> String {
      let numbers = rows.filter { $0["height_cm"].isNull != height }.compactMap(number)
      let (least, most) = (try #require(numbers.min()), try #require(numbers.max()))
      return "\(String(format: "%.1f", least)) to \(String(format: "%.1f", most))"
    }
    let girls = { (row: JSON) in row["totals"]["female"].number }
    let boys = { (row: JSON) in row["totals"]["male"].number }
    let totals =
      "  If those asked about were 2 cm taller or shorter: female \(try range(true, girls)), "
      + "male \(try range(true, boys)); if their shares were other by a tenth: "
      + "female \(try range(false, girls)), male \(try range(false, boys))."
    #expect(world.run("show", "r1").outputLines.contains(totals))
    let wrong = { (row: JSON) in row["expected_wrong"].number }
    let sentence =
      "If those asked about were 2 cm taller or shorter: \(try range(true, wrong)) wrong; "
      + "if their shares were other by a tenth: \(try range(false, wrong)) wrong."
    #expect(world.run("review", "accept", "--at-least", "0.5").messages.contains(sentence))
    #expect(world.run("verify").status == 0)
  }

  @Test func `status, review and the run say the same of who is still to be decided`() throws {
    let world = try TestWorld(["school.csv": Rosters.school()])
    _ = world.run("import", "school.csv")
    let run = world.run("impute")
    let json = try world.json("show", "r1")
    let heldBack = json["not_imputed"]["gate_refused"].integer ?? 0
    let suggested = try #require(json["imputed"].integer)
    #expect(heldBack > 0, "of twelve years")
    let words =
      "\(suggested + heldBack) still to decide: \(suggested) with a suggestion, \(heldBack) "
      + "without, held back by the gate"
    #expect(world.run("status").text.contains("Review of run r1: \(words)."))
    #expect(world.run("review", "queue").text.contains("of run r1, \(words)"))
    #expect(run.text.contains("(\(words))."))
    #expect(try world.json("status")["held_back"].integer == heldBack)
  }
}
