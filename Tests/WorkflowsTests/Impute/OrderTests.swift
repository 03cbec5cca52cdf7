import Mixture
import StudentStore
import TestSupport
import Testing
import Workflows

/// Neither the order of the rows nor that of the files has a say in a run.
struct OrderTests {
  private static func figures(_ school: TestSchool) throws -> [String] {
    let run = try school.impute(by: nil)
    return [
      run.inputDigest.hexadecimal, "\(run.summary)", "\(run.candidates)", "\(run.totals)",
      "\(run.evaluation.map { "\($0)" } ?? "none")", "\(run.strata)",
    ]
      + (try school.lines(
        """
        SELECT stratum, height_cm, gender, basis, student_count, held_back FROM counted_evidence
        ORDER BY ordinal
        """
      ))
  }

  @Test func `rows the other way round give the same run to the last bit`() throws {
    let roster = QuantileRoster.classes()
    let expected = try Self.figures(TestSchool(roster.text))
    #expect(expected.count > 30)
    #expect(try Self.figures(TestSchool(roster.reversed.text)) == expected)
  }

  @Test func `two files in either order give the same run to the last bit`() throws {
    let roster = QuantileRoster.classes()
    var (first, second) = (QuantileRoster(), QuantileRoster())
    for (index, line) in roster.lines.enumerated() {
      if index.isMultiple(of: 3) { first.lines.append(line) } else { second.lines.append(line) }
    }
    let expected = try Self.figures(TestSchool(roster.text))
    for files in [[first, second], [second, first]] {
      let school = try TestSchool()
      for file in files { try school.import(file.text) }
      #expect(try Self.figures(school) == expected)
    }
  }

  @Test func `neither ids nor names say who is held back`() throws {
    var roster = QuantileRoster.classes()
    roster.lines = roster.lines.map { line in
      "," + line.drop { $0 != "," }.dropFirst()
    }
    let expected = try Self.figures(TestSchool(roster.text))
    #expect(try Self.figures(TestSchool(roster.reversed.text)) == expected)
    // Other names; the students themselves are the same.
    roster.lines = roster.lines.map { $0.replacing(",S", with: ",T") }
    #expect(try Self.figures(TestSchool(roster.text)) == expected)
  }

  @Test func `of few students the seed has no say, in the fit or in the verdict`() throws {
    let school = try TestSchool(QuantileRoster.classes().text)
    let first = try school.impute()
    for seed in 2...5 {
      let other = try school.impute { $0.seed = UInt64(seed) }
      #expect(other.evaluation == first.evaluation)
      #expect(other.candidates == first.candidates)
      #expect(other.refusals == first.refusals)
      #expect(other.summary == first.summary)
      #expect(other.inputDigest == first.inputDigest)
    }
  }
}
