import Mixture
import Testing

@testable import Report
@testable import StudentStore

/// The drawings of a report: whole ones compared with files that were looked at, and places computed by
/// hand.
struct DrawingTests {
  private static let totals = [
    ExpectedTotal(
      stratum: nil,
      gender: "female",
      known: 50,
      expected: 61.5,
      byLikeliest: 60,
      interval: ConfidenceInterval(lower: 58, upper: 65)
    ),
    ExpectedTotal(
      stratum: nil,
      gender: "male",
      known: 40,
      expected: 48.5,
      byLikeliest: 50,
      interval: nil
    ),
  ]

  private static func bin(_ confidence: Double, _ accuracy: Double, _ count: Double)
    -> RunEvaluation.Bin
  {
    RunEvaluation.Bin(
      lower: confidence - 0.05,
      upper: confidence + 0.05,
      count: count,
      confidence: confidence,
      accuracy: accuracy,
      accuracyLower: accuracy - 0.1,
      accuracyUpper: min(1, accuracy + 0.1)
    )
  }

  private static func cell(_ height: Double, _ gender: String, _ confidence: Double) -> EvidenceCell
  {
    var cell = EvidenceCell()
    (cell.height, cell.gender, cell.confidence) = (height, gender, confidence)
    (cell.students, cell.isProposed) = (1, confidence > 0.6)
    return cell
  }

  @Test func `totals are drawn as they were looked at`() throws {
    for language in Language.allCases {
      let chart = TotalsChart(totals: Self.totals, genders: ["female", "male"], language: language)
      #expect(
        try Drawings.isAsLookedAt(chart.drawing(title: "Totals"), "totals-\(language.rawValue)")
      )
    }
  }

  @Test func `calibration is drawn as it was looked at, each point in its place`() throws {
    let bins = [Self.bin(0.6, 0.55, 40), Self.bin(0.9, 0.8, 100)]
    let chart = CalibrationChart(bins, isAnonymous: false, language: .english)
    let drawing = chart.drawing(title: "Calibration")
    #expect(try Drawings.isAsLookedAt(drawing, "calibration"))
    // .9 of .4 to 1 on 56 to 440 is 56 + 384 * 5 / 6; .8 on 345 to 16 is 345 - 329 * 4 / 6.
    #expect(drawing.text.contains("cx=\"376\" cy=\"125.7\""))
  }

  @Test func `confidence by height is drawn as it was looked at`() throws {
    let cells = [
      Self.cell(150, "female", 0.97), Self.cell(165, "female", 0.55), Self.cell(181, "male", 0.93),
    ]
    let chart = ConfidenceChart(
      cells,
      genders: ["female", "male"],
      threshold: 0.9,
      isAnonymous: false,
      language: .english
    )
    #expect(try Drawings.isAsLookedAt(chart.drawing(title: "Confidence"), "confidence"))
  }

  @Test func `a name of a gender is text in every drawing`() {
    let evil = "<script>\"x\"</script>"
    let totals = [
      ExpectedTotal(
        stratum: nil,
        gender: evil,
        known: 9,
        expected: 9,
        byLikeliest: 9,
        interval: nil
      )
    ]
    let drawings = [
      TotalsChart(totals: totals, genders: [evil], language: .english).drawing(title: evil),
      ConfidenceChart(
        [Self.cell(150, evil, 0.9)],
        genders: [evil],
        threshold: 0.9,
        isAnonymous: false,
        language: .german
      ).drawing(title: evil),
    ]
    for drawing in drawings {
      #expect(!drawing.text.contains("<script"))
      #expect(drawing.text.contains("&lt;script&gt;"))
    }
  }

  @Test
  func `without names neighbouring heights are put together until each mark has five students`() {
    let cells = (0..<12).map { Self.cell(150 + Double($0), "female", 0.8) }
    let chart = ConfidenceChart(
      cells,
      genders: ["female"],
      threshold: 0.9,
      isAnonymous: true,
      language: .english
    )
    // Five and seven, to the nearest five.
    #expect(chart.points.map(\.count) == [5, 5])
    #expect(chart.points.map(\.lower) == [150, 155])
    #expect(chart.points.map(\.upper) == [155, 165])
  }

  @Test func `without names bins of confidence with few students are put together`() {
    let bins = [Self.bin(0.6, 0.5, 4), Self.bin(0.8, 0.5, 8), Self.bin(0.95, 1, 6)]
    let chart = CalibrationChart(bins, isAnonymous: true, language: .english)
    // Two of four and four of eight are put together: six right and six wrong, as twelve to the nearest five.
    #expect(chart.bins.map(\.count) == [10, 5])
    #expect(chart.bins.map(\.accuracy) == [0.5, 1])
    // One wrong of all: it would be that child.
    let sure = CalibrationChart([Self.bin(0.9, 0.95, 20)], isAnonymous: true, language: .english)
    #expect(sure.bins.isEmpty)
  }

  @Test(arguments: [(0.0, 10.0), (140, 197), (-2339.7, -2339.1), (0, 0.003), (0, 1e9), (5, 5)])
  func `an axis has round values inside it, at equal distances`(low: Double, high: Double) {
    let scale = Scale(low...high, from: 0, to: 100)
    let ticks = scale.ticks(about: 6)
    #expect((2...8).contains(ticks.count))
    #expect(ticks.allSatisfy { scale.values.contains($0) || abs($0 - high) < 1e-9 * abs(high) })
    let steps = zip(ticks, ticks.dropFirst()).map { $1 - $0 }
    #expect(steps.allSatisfy { abs($0 - steps[0]) < 1e-6 * steps[0] })
  }
}
