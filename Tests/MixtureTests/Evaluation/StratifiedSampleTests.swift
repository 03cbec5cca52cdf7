import Mixture
import Testing

struct StratifiedSampleTests {
  private static func part(
    _ students: Int,
    stated: Double,
    _ asked: Int,
    _ right: Int
  ) -> StratifiedSample.Part {
    var part = StratifiedSample.Part()
    (part.students, part.stated, part.asked, part.right) = (students, stated, asked, right)
    return part
  }

  // Computed by hand in Python from Cochran's formulas.
  @Test func `answers count with the weight of their part`() throws {
    let sample = StratifiedSample([
      Self.part(1000, stated: 960, 20, 19), Self.part(200, stated: 140, 10, 6),
      Self.part(50, stated: 27, 0, 0), Self.part(30, stated: 25, 3, 3),
    ])
    #expect(sample.asked == 33)
    #expect(abs(sample.covered - 0.9609375) < 1e-12)
    #expect(abs(try #require(sample.stated) - 0.9146341463414634) < 1e-12)
    #expect(abs(try #require(sample.right) - 0.8943089430894309) < 1e-12)
    let interval = try #require(sample.interval)
    #expect(abs(interval.lower - 0.7673796537697105) < 1e-12)
    #expect(interval.upper == 1)
  }

  @Test func `a part that was asked whole has no error`() throws {
    let sample = StratifiedSample([Self.part(8, stated: 7, 8, 6)])
    #expect(sample.right == 0.75)
    #expect(sample.interval?.lower == 0.75)
    #expect(sample.interval?.upper == 0.75)
  }

  @Test func `without answers nothing is said`() {
    let sample = StratifiedSample([Self.part(8, stated: 7, 0, 0)])
    #expect(sample.right == nil)
    #expect(sample.stated == nil)
    #expect(sample.interval == nil)
    #expect(sample.covered == 0)
    #expect(StratifiedSample([]).covered == 0)
  }
}
