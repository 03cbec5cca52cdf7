import Foundation
import Mixture
import TestSupport
import Testing

@testable import Report
@testable import StudentStore
@testable import Workflows

/// The drawings and tables that are made of a whole run, compared with files that were looked at.
struct ReportFigureTests {
  /// A gender's model with round numbers.
  private static func gender(_ name: String, _ mean: Double, _ deviation: Double, _ weight: Double)
    -> ImputationRun.GenderModel
  {
    var model = ImputationRun.GenderModel()
    (model.gender, model.recorded) = (name, 12)
    model.mean.value = mean
    model.standardDeviation.value = deviation
    model.variance = deviation * deviation
    model.weight.value = weight
    model.weightMissing.value = weight
    return model
  }

  private static func stratum(_ name: String?, girls: Double, boys: Double)
    -> ImputationRun.Stratum
  {
    var stratum = ImputationRun.Stratum()
    (stratum.name, stratum.recorded, stratum.missing) = (name, 24, 3)
    stratum.genders = [gender("female", girls, 6, 0.5), gender("male", boys, 7, 0.5)]
    return stratum
  }

  private static func students(
    _ stratum: String?,
    _ gender: String?,
    _ counts: [(Double, Int)]
  ) -> [CountedStudents] {
    counts.map { height, count in
      var students = CountedStudents(gender: gender, isDecided: false, count: count)
      (students.stratum, students.height) = (stratum, height)
      return students
    }
  }

  private static func counted(_ stratum: String?, around mean: Double) -> [CountedStudents] {
    students(stratum, "female", [(mean - 12, 2), (mean - 6, 7), (mean - 1, 3)])
      + students(stratum, "male", [(mean, 3), (mean + 6, 8), (mean + 13, 1)])
      + students(stratum, nil, [(mean - 8, 1), (mean + 3, 2)])
  }

  private static func run(_ strata: [ImputationRun.Stratum], by: String) -> ImputationRun {
    var run = ImputationRun()
    run.settings.stratifiedBy = by
    run.strata = strata
    return run
  }

  /// A report on a school without rows; what is drawn comes from the run alone.
  private static func context(
    _ run: ImputationRun,
    _ counted: [CountedStudents] = [],
    _ language: Language = .english,
    isAnonymous: Bool = false
  ) throws -> ReportContext {
    let database = try SchoolDatabase.inMemory(
      context: WorkContext(
        actor: "Edmond",
        programVersion: "0.1.0",
        now: { "2026-09-01T07:00:00.000Z" },
        randomBytes: { [UInt8](repeating: 7, count: $0) }
      )
    )
    let report = RunReport(
      run: run,
      counted: counted,
      cells: [],
      school: try database.status(),
      progress: try ReviewProgress(of: 1, in: database),
      queue: [],
      imports: [],
      certificates: [],
      comparison: nil
    )
    return ReportContext(
      report: report,
      language: language,
      isAnonymous: isAnonymous,
      threshold: 0.9
    )
  }

  @Test func `heights with their curves are drawn as they were looked at, each bar in its place`()
    throws
  {
    let run = Self.run([Self.stratum(nil, girls: 160, boys: 172)], by: "none")
    let context = try Self.context(run, Self.counted(nil, around: 166))
    let drawing = HeightSection(context: context).html
    #expect(try Drawings.isAsLookedAt(drawing, "heights"))
    // Bins of five from 150 to 180 on 14 to 336: 160 is at 14 + 322 / 3, half a pixel inside. Seven girls at 160.
    #expect(drawing.text.contains("<rect class=\"bar g0\" x=\"121.8\""))
    #expect(drawing.text.contains("data-from=\"160.0\" data-to=\"165.0\" data-count=\"7\""))
  }

  @Test func `one small panel a class, all with the same range of heights`() throws {
    let strata = [
      Self.stratum("5a", girls: 143, boys: 145), Self.stratum("9b", girls: 164, boys: 174),
    ]
    let run = Self.run(strata, by: "group")
    let counted = Self.counted("5a", around: 144) + Self.counted("9b", around: 169)
    let context = try Self.context(run, counted, .german)
    let panels = HeightSection(context: context).html
    #expect(try Drawings.isAsLookedAt(panels, "panels-de"))
    // Both begin at 130 and end at 185.
    #expect(panels.text.components(separatedBy: ">130</text>").count == 3)
  }

  @Test func `the mean over age is drawn as it was looked at, each mean in its place`() throws {
    let strata = [
      Self.stratum("10", girls: 140, boys: 140), Self.stratum("12", girls: 152, boys: 150),
      Self.stratum("14", girls: 161, boys: 166),
    ]
    let counted = Self.counted("10", around: 140) + Self.counted("14", around: 163)
    let chart = try #require(
      GrowthChart(
        Self.run(strata, by: "age"),
        counted,
        isAnonymous: false,
        language: .english
      )
    )
    let drawing = chart.drawing(title: "Height by age")
    #expect(try Drawings.isAsLookedAt(drawing, "growth"))
    // 12 of 9.5 to 14.5 is the middle of 46 to 610; 152 of 132 (140 - 8) to 173 on 335 to 24.
    #expect(drawing.text.contains("cx=\"328\" cy=\"183.3\""))
  }

  @Test func `the steps of EM are drawn as they were looked at, one panel a number`() throws {
    var run = Self.run([Self.stratum(nil, girls: 160, boys: 172)], by: "none")
    run.trace = [(-60.0, 158.0), (-55, 159.5), (-54, 160)].enumerated().map { index, values in
      var step = ImputationRun.TraceStep()
      (step.step, step.logLikelihood, step.objective) = (index, values.0, values.0)
      step.genders = ["female", "male"].enumerated().map { place, gender in
        var one = ImputationRun.TraceGender()
        (one.gender, one.weight, one.weightMissing) = (gender, 0.5, 0.4 + 0.2 * Double(place))
        (one.mean, one.variance) = (values.1 + 12 * Double(place), 36)
        return one
      }
      return step
    }
    let context = try Self.context(run, Self.counted(nil, around: 166))
    let section = ConvergenceSection(context: context).html
    #expect(try Drawings.isAsLookedAt(section, "convergence"))
    // The second of three steps is in the middle of 62 to 338, and -55 at 5/6 of 142 to 28, which is 47; the
    // tip of its triangle is 1.2 radiuses of 2.4 above.
    #expect(section.text.contains("points=\"200,44.1"))
  }

  @Test func `missing genders by class and height are drawn as they were looked at`() throws {
    var run = Self.run([Self.stratum(nil, girls: 160, boys: 172)], by: "none")
    run.missingShares = [
      MissingShare(by: .group, name: "7a", students: 24, missing: 6),
      MissingShare(by: .group, name: "7 <b>", students: 20, missing: 0),
      MissingShare(by: .height, name: "150-159 cm", students: 30, missing: 3),
      MissingShare(by: .height, name: "160-169 cm", students: 14, missing: 3),
    ]
    let section = MissingSection(context: try Self.context(run)).html
    #expect(try Drawings.isAsLookedAt(section, "missing"))
    #expect(section.text.contains("<rect class=\"bar missing\" width=\"25\""))  // 6 of 24.
    // Without names: 7a has six without a gender; three and three are put together.
    let anonymous = try MissingSection(context: Self.context(run, isAnonymous: true)).html
    #expect(try Drawings.isAsLookedAt(anonymous, "missing-anonymous"))
  }

  @Test func `what names brought is shown as it was looked at`() throws {
    var run = Self.run([Self.stratum(nil, girls: 160, boys: 172)], by: "none")
    func measure(_ accuracy: Double, _ logLoss: Double) -> NameUsage.Measure {
      NameUsage.Measure(
        students: 40,
        accuracy: accuracy,
        confidence: accuracy - 0.02,
        logLoss: logLoss,
        calibrationError: 0.01
      )
    }
    run.names = NameUsage(
      most: "endings",
      used: "own",
      usesReference: true,
      candidates: [],
      both: measure(0.95, 0.2),
      heights: measure(0.8, 0.5),
      names: measure(0.9, 0.3),
      groups: [
        NameUsage.Group(
          by: "column",
          name: "Language: <i>Welsh",
          measure: measure(0.75, 0.6),
          withoutNames: measure(0.825, 0.5)
        )
      ],
      refusals: [],
      reference: nil,
      learnt: nil
    )
    let section = NameSection(context: try Self.context(run)).html
    #expect(try Drawings.isAsLookedAt(section, "names"))
    let anonymous = try NameSection(context: Self.context(run, isAnonymous: true)).html
    #expect(!anonymous.text.contains("Welsh") && anonymous.text.contains("value 1 of a column"))
    // Two wrong of forty are not told.
    #expect(!anonymous.text.contains("95") && anonymous.text.contains("80.0"))
  }
}
