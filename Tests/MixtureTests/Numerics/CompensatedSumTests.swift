import Mixture
import Testing

@Suite struct CompensatedSumTests {
  @Test func `what a large term hides comes back when it leaves`() {
    // Neumaier's own example; a plain sum gives zero, Kahan's gives zero too.
    var sum = CompensatedSum()
    for term in [1, 1e100, 1, -1e100] { sum.add(term) }
    #expect(sum.value == 2)
  }

  @Test func `a hundred thousand tenths are ten thousand`() {
    var sum = CompensatedSum()
    for _ in 0..<100_000 { sum.add(0.1) }
    #expect(sum.value == 10_000)
  }

  @Test func `nothing adds up to zero`() {
    #expect(CompensatedSum().value == 0)
  }
}
