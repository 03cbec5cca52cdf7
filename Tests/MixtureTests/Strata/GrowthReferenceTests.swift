import Mixture
import TestSupport
import Testing

@Suite struct GrowthReferenceTests {
  private typealias Entry = GrowthReference.Entry

  private func reference() throws -> GrowthReference {
    let girls = [
      Entry(age: 16, mean: 162, standardDeviation: 6.5),
      Entry(age: 14, mean: 160, standardDeviation: 6),
    ]
    let boys = [
      Entry(age: 14, mean: 164, standardDeviation: 8),
      Entry(age: 16, mean: 174, standardDeviation: 7),
    ]
    return try #require(GrowthReference([girls, boys]))
  }

  @Test func `between two ages means and deviations are interpolated`() throws {
    let prior = try #require(try reference().prior(at: 14.5))
    #expect(prior.components.map(\.mean) == [160.5, 166.5])
    #expect(prior.components.map { $0.variance.squareRoot() } == [6.125, 7.75])
    #expect(prior.components.map(\.strength) == [20, 20])
    #expect(prior.shares == [10, 10])
  }

  @Test func `at an age of the table it is the table`() throws {
    let prior = try #require(try reference().prior(at: 14, strength: 7))
    #expect(prior.components.map(\.mean) == [160, 164])
    #expect(prior.components.map(\.strength) == [7, 7])
  }

  @Test func `above the last age people have stopped growing`() throws {
    let reference = try reference()
    #expect(reference.prior(at: 40) == reference.prior(at: 16))
  }

  @Test func `below the first age there is no saying`() throws {
    #expect(try reference().prior(at: 13.9) == nil)
  }

  @Test func `a table that cannot be one is none`() {
    let entry = Entry(age: 14, mean: 160, standardDeviation: 6)
    #expect(GrowthReference([]) == nil)
    #expect(GrowthReference([[entry], []]) == nil)
    #expect(GrowthReference([[entry, entry]]) == nil)
    #expect(GrowthReference([[Entry(age: .nan, mean: 160, standardDeviation: 6)]]) == nil)
    #expect(GrowthReference([[Entry(age: 14, mean: 1e9, standardDeviation: 6)]]) == nil)
    #expect(GrowthReference([[Entry(age: 14, mean: 160, standardDeviation: 0)]]) == nil)
  }

  @Test(.enabled(if: SharedFolder.exists, "the folder shared is not here"))
  func `boys of the CDC are taller from fourteen on, girls at eleven and twelve`() throws {
    let reference = try CDCReference.load()
    for age in 2...19 {
      let means = try #require(reference.prior(at: Double(age) + 0.5)).components.map(\.mean)
      if age >= 14 { #expect(means[1] - means[0] > 5) }
      if (11...12).contains(age) { #expect(means[1] < means[0]) }
    }
  }
}
