import Testing

@testable import Mixture

@Suite struct LossesTests {
  private func losses(_ sums: [[Double]]) -> Losses {
    Losses(repeats: sums.map { $0.map { Losses.Round(sum: $0, count: 10) } })
  }

  private let zero = [0.0, 0, 0, 0, 0]

  @Test func `the mean is that of all predictions`() {
    #expect(losses([[1, 2, 3, 4, 5], [5, 5, 5, 5, 5]]).mean == 0.4)
  }

  @Test func `noise is what the differences of folds vary by`() {
    // Differences of fold means .1 to .5: a standard deviation of .1581, of five of them the mean
    // has .0707, and Student's t with four degrees of freedom allows 2.776 of that.
    let noise = losses([[1, 2, 3, 4, 5]]).noise(beside: losses([zero]))
    #expect(isClose(noise, 2.776445105 * 0.0707106781, relative: 1e-8))
  }

  @Test func `another division of the same students makes it no smaller`() {
    let once = losses([[1, 2, 3, 4, 5]]).noise(beside: losses([zero]))
    let twice = losses([[1, 2, 3, 4, 5], [2, 1, 3, 5, 4]]).noise(beside: losses([zero, zero]))
    #expect(isClose(twice, once, relative: 1e-12))
  }

  @Test func `what both find hard is no noise`() {
    let easy = losses([[1, 9, 2, 8, 3]])
    let hard = losses([[2, 10, 3, 9, 4]])
    #expect(hard.noise(beside: easy) == Losses.negligible)
  }

  @Test func `with one fold held back it is what nobody would notice`() {
    #expect(losses([[1]]).noise(beside: losses([[2]])) == Losses.negligible)
  }
}
