import TestSupport
import Testing

/// The school of 400 that anyone can make, from the file to the figures that independent programs
/// gave for it.
struct ImputeQuantileSchoolTests {
  /// Every fourth has the gender written down.
  private static let fourth = QuantileRoster.school(
    girls: { $0 % 4 == 0 },
    boys: { $0 % 4 == 0 }
  )
  /// Four boys of five have it written down, and one girl of five.
  private static let boysRather = QuantileRoster.school(
    girls: { $0 % 5 == 0 },
    boys: { $0 % 5 != 0 }
  )

  private func impute(_ roster: QuantileRoster, _ arguments: String...) throws -> JSON {
    let world = try TestWorld(["school.csv": roster.text])
    _ = world.run("import", "school.csv")
    let answer = world.run(
      ["impute", "--json", "--family", "normal", "--by", "none", "--learn-from", "all"] + arguments
    )
    return try answer.json
  }

  private func expect(
    _ run: JSON,
    logLikelihood: Double,
    pi: Double? = nil,
    means: [Double] = [],
    variance: Double? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    func close(_ number: Double?, _ expected: Double, _ digits: Double) {
      let isClose = number.map { ($0 - expected).magnitude <= digits } == true
      #expect(isClose, "\(number ?? .nan), not \(expected)", sourceLocation: sourceLocation)
    }
    #expect(run["status"].text == "converged", sourceLocation: sourceLocation)
    close(run["log_likelihood"].number, logLikelihood, 1e-7)
    let genders = run["strata"][0]["genders"].array
    #expect(genders.map(\.["gender"].text) == ["female", "male"], sourceLocation: sourceLocation)
    if let pi { close(genders[1]["weight_missing"].number, pi, 1e-6) }
    for (gender, mean) in zip(genders, means) { close(gender["mean_cm"].number, mean, 1e-6) }
    if let variance {
      for gender in genders {
        close(gender["sd_cm"].number.map { $0 * $0 }, variance, 1e-5)
      }
    }
  }

  @Test func `labels that are missing by chance`() throws {
    try expect(
      impute(Self.fourth, "--variance", "equal", "--missingness", "same"),
      logLikelihood: -1519.96317737,
      pi: 0.4839008999,
      means: [162.2012231168, 175.7345248408],
      variance: 52.0685051823
    )
    try expect(
      impute(Self.fourth, "--variance", "unequal", "--missingness", "same"),
      logLikelihood: -1519.83271944
    )
  }

  @Test func `labels that girls forgot rather, with shares of their own for the missing`() throws {
    try expect(
      impute(Self.boysRather, "--variance", "equal", "--missingness", "same"),
      logLikelihood: -1547.06877861
    )
    let different = try impute(Self.boysRather, "--variance", "equal", "--missingness", "different")
    try expect(
      different,
      logLikelihood: -1504.5061516944,
      pi: 0.179333058,
      means: [162.2930659816, 175.4794563884],
      variance: 54.3569441202
    )
    #expect(different["missingness"].isNull, "it was not asked")
    // 160 boys and 40 girls have it written down.
    #expect(
      different["strata"][0]["genders"][1]["weight"].number.map { abs($0 - 0.8) < 1e-9 } == true
    )
  }

  @Test func `left open, the test of the shares says what they are`() throws {
    let skewed = try impute(Self.boysRather, "--variance", "equal")
    let ratio = try #require(skewed["missingness"]["likelihood_ratio"].number)
    #expect(abs(ratio - 85.125) < 5e-4)
    #expect(try #require(skewed["missingness"]["p"].number) < 1e-18)
    #expect(skewed["settings"]["missingness"].text == "different")
    try expect(skewed, logLikelihood: -1504.5061516944, pi: 0.179333058)
    let even = try impute(Self.fourth, "--variance", "equal")
    #expect(try #require(even["missingness"]["p"].number) > 0.01)
    #expect(even["settings"]["missingness"].text == "same")
    try expect(even, logLikelihood: -1519.96317737)
  }

  @Test func `the Bayes error is that of two normal distributions`() throws {
    // SciPy, from the estimates of the reference above: the cut lies at 169.21572064756.
    let run = try impute(Self.fourth, "--variance", "equal", "--missingness", "same")
    let error = try #require(run["strata"][0]["bayes_error"].number)
    #expect(abs(error - 0.17404483421) < 1e-7)
  }
}
