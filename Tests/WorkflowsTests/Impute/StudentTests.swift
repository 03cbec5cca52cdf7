import Mixture
import StudentStore
import TestSupport
import Testing
import Workflows

/// Densities with heavier tails than the normal one.
struct StudentTests {
  @Test(arguments: [Stratification.none, .group])
  func `heights that are normal give the t family normal densities`(
    by stratification: Stratification
  ) throws {
    let school = try TestSchool(QuantileRoster.classes().text)
    let run = try school.impute(by: stratification) { $0.family = .t }
    #expect(run.settings.family == "t")
    #expect(run.summary.degreesOfFreedom == nil)
    let normal = try school.impute(by: stratification)
    #expect(normal.summary.degreesOfFreedom == nil)
    #expect(abs(run.summary.logLikelihood - normal.summary.logLikelihood) < 1e-6)
    #expect(try school.database.verify().ok)
  }

  @Test func `wrong heights give it few, and they are kept`() throws {
    var roster = QuantileRoster.classes()
    // Ten of 120 that no class has.
    for index in stride(from: 1, to: 120, by: 12) {
      let cells = roster.lines[index].split(separator: ",", omittingEmptySubsequences: false)
      let wrong = index < 20 ? "120" : index.isMultiple(of: 5) ? "215" : "118"
      roster.lines[index] = (cells[0..<3] + [Substring(wrong)] + cells[4...]).joined(separator: ",")
    }
    let run = try TestSchool(roster.text).impute { $0.family = .t }
    let freedom = try #require(run.summary.degreesOfFreedom)
    #expect([3, 4, 5, 7].contains(freedom))
    // What is called a standard deviation is half the width of the middle 68.3 % of the density,
    // as it is of a normal one: the quantiles of t by numerical integration.
    let quantiles = [3: 1.1968813544, 4: 1.1416266291, 5: 1.1105065784, 7: 1.0767133754]
    let quantile = try #require(quantiles[Int(freedom)])
    for gender in run.strata[0].genders {
      let deviation = gender.variance.squareRoot() * quantile
      #expect(abs(gender.standardDeviation.value - deviation) < 1e-7)
    }
  }
}
