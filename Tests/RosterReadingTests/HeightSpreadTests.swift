import Testing

@testable import RosterReading

/// Numbers from Python: `statistics.median_low` of the heights and of their distances from it, the
/// latter times 1.4826.
struct HeightSpreadTests {
  @Test func `the middle and the spread are those of the single heights`() throws {
    // [150, 155, 160, 160, 165, 170, 170, 170, 175, 180, 185, 190]
    let spread = try #require(
      HeightSpread([150: 1, 155: 1, 160: 2, 165: 1, 170: 3, 175: 1, 180: 1, 185: 1, 190: 1])
    )
    #expect(spread.median == 170)
    #expect((spread.deviation - 14.826).magnitude < 1e-9)
    #expect((spread.distance(of: 57) - 7.62174558208552).magnitude < 1e-9)
  }

  @Test func `wrong heights hardly move it`() throws {
    var counts = Dictionary(uniqueKeysWithValues: (150...190).map { (Double($0), 1) })
    let clean = try #require(HeightSpread(counts))
    for wrong in [51.0, 52, 53, 54] { counts[wrong] = 1 }
    let doctored = try #require(HeightSpread(counts))
    #expect((clean.median - doctored.median).magnitude <= 2)
    #expect((clean.deviation - doctored.deviation).magnitude <= 3)
  }

  @Test func `people differ, even where by chance a school's do not`() throws {
    let spread = try #require(HeightSpread([160: 30]))
    #expect(spread.median == 160)
    #expect(spread.deviation == 4)
  }

  @Test func `of a few heights nothing is said`() {
    #expect(HeightSpread([:]) == nil)
    #expect(HeightSpread([160: 9]) == nil)
    #expect(HeightSpread([160: 10]) != nil)
  }
}
