import Foundation
import TestSupport
import Testing

/// The whole way from a file to posteriors, against numbers of independent programs.
///
/// `fixpoint` is the optimum of a textbook EM in Python, checked by direct maximisation in SciPy
/// and against R's mclust; see `shared/data/INDEX.md`.
@Suite(.enabled(if: SharedFolder.exists, "the folder shared is not there"))
struct FixtureTests {
  static let names = [
    "tiny12", "one_unlabelled12", "all_labelled12", "synth400", "synth2000_mnar", "galton",
    "davis", "davis_raw", "bdims",
  ]
  static let cases = names.flatMap { name in
    [(name, "equal", "E"), (name, "unequal", "V")]
  }

  private func imputed(_ name: String, _ variance: String) throws -> (TestWorld, Answer) {
    let world = try TestWorld()
    try world.write(SharedFolder.bytes("fixtures/\(name).masked.csv"), to: "class.csv")
    // The references take every height as it stands, the mistyped one of "davis_raw" as well.
    _ = world.run("import", "class.csv", "--keep-implausible")
    let answer = world.run(
      "impute",
      "--family",
      "normal",
      "--variance",
      variance,
      "--missingness",
      "same",
      "--by",
      "none",
      "--json"
    )
    return (world, answer)
  }

  private func expectClose(
    _ number: Double?,
    _ expected: Double?,
    _ what: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let expected = try #require(expected)
    let number = try #require(number)
    #expect(
      (number - expected).magnitude <= 1e-6 * expected.magnitude,
      "\(what)",
      sourceLocation: sourceLocation
    )
  }

  @Test(arguments: cases)
  func `the estimates are the optimum of the reference`(
    name: String,
    variance: String,
    letter: String
  ) throws {
    let (_, answer) = try imputed(name, variance)
    let oracle = try JSON(parsing: SharedFolder.bytes("fixtures/\(name).\(letter).json"))
    #expect(answer.status == (try answer.json["gate"]["passed"].bool == true ? 0 : 3))
    let run = try answer.json
    #expect(run["status"].text == "converged")
    try expectClose(
      run["log_likelihood"].number,
      oracle["fixpoint"]["loglik"].number,
      "log-likelihood"
    )
    let genders = run["strata"][0]["genders"].array
    #expect(genders.map(\.["gender"].text) == ["female", "male"])
    for (place, gender) in genders.enumerated() {
      let fixpoint = oracle["fixpoint"]
      try expectClose(gender["weight"].number, fixpoint["pi"][place].number, "weight \(place)")
      try expectClose(gender["mean_cm"].number, fixpoint["mu"][place].number, "mean \(place)")
      try expectClose(gender["sd_cm"].number, fixpoint["sigma"][place].number, "sd \(place)")
    }
    #expect(run["strata"][0]["missing"].integer == oracle["n_unlabelled"].integer)
    let recorded = run["strata"][0]["recorded"]
    #expect(
      (recorded["female"].integer ?? 0) + (recorded["male"].integer ?? 0)
        == oracle["n_labelled"].integer
    )
  }

  @Test(arguments: cases)
  func `the probabilities of every missing student are the reference's`(
    name: String,
    variance: String,
    letter: String
  ) throws {
    let (world, answer) = try imputed(name, variance)
    let passed = try answer.json["gate"]["passed"].bool == true
    let queue = try world.json("review", "queue", "--no-sample").array
    let posteriors = Table(try SharedFolder.text("fixtures/\(name).\(letter).post.csv"))
      .rows.dropFirst().compactMap { $0.count == 3 ? $0.compactMap(Double.init) : nil }
    #expect(queue.count == posteriors.count)
    var byStudent: [Int: JSON] = [:]
    for item in queue { byStudent[item["student"].integer ?? 0] = item }
    for posterior in posteriors {
      let item = try #require(byStudent[Int(posterior[0])])
      let female = try #require(item["evidence_probability"]["female"].number)
      let male = try #require(item["evidence_probability"]["male"].number)
      #expect((female - posterior[1]).magnitude <= 1e-6)
      #expect((male - posterior[2]).magnitude <= 1e-6)
      let stated = item["probabilities"]
      guard passed else {
        #expect(item["gender"].isNull && item["confidence"].isNull)
        continue
      }
      let gender = try #require(item["gender"].text)
      #expect(item["confidence"].number == stated[gender].number)
      #expect(
        item["confidence"].number
          == [stated["female"], stated["male"]].compactMap(\.number).max()
      )
    }
  }

  @Test func `the queue begins with the least sure student`() throws {
    let (world, _) = try imputed("galton", "equal")
    let confidences = try world.json("review", "queue", "--no-sample").array.map {
      $0["confidence"].number ?? 2
    }
    #expect(confidences.count > 100)
    #expect(confidences == confidences.sorted())
  }

  @Test func `three recorded heights of a gender are too few, and the run proposes nothing`()
    throws
  {
    let (world, answer) = try imputed("tiny12", "equal")
    #expect(answer.status == 3)
    let gate = try answer.json["gate"]
    #expect(gate["passed"].bool == false)
    #expect(gate["refusals"].array.map(\.["code"].text).contains("too_few_recorded"))
    #expect(try answer.json["imputed"].integer == 0)
    #expect(world.run("review", "decide", "7", "--accept").status == 3)
    #expect(world.run("review", "accept", "--at-least", "0.5", "--yes").status == 3)
    // What somebody knows can be decided all the same.
    #expect(world.run("review", "decide", "7", "--gender", "female").status == 0)
  }

  @Test func `the same list, options and seed give the same bytes`() throws {
    let first = try imputed("synth400", "unequal").1
    let second = try imputed("synth400", "unequal").1
    #expect(first.output == second.output)
  }
}
