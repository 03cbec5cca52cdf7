import StudentStore
import Testing

/// Who is drawn for the blind sample.
struct BlindSampleTests {
  private static let students = Array(Int64(1)...20_000)

  /// 2,000 are expected; four standard deviations of the count are 170.
  @Test(arguments: [1, 2, 3, 77, 1_000_000] as [Int64])
  func `one in ten is drawn, in every run`(run: Int64) {
    let draw = BlindSample(run: run, of: 20_000)
    let count = Self.students.count { draw.holds($0) }
    #expect((1830...2170).contains(count), "\(count)")
  }

  /// 200 of both are expected, give or take four times 14.
  @Test func `two runs draw independently of each other`() {
    let (first, second) = (BlindSample(run: 1, of: 20_000), BlindSample(run: 2, of: 20_000))
    let both = Self.students.count { first.holds($0) && second.holds($0) }
    #expect((140...260).contains(both), "\(both)")
  }

  /// Of independent draws one in ten is followed by a drawn one: 200, give or take four times 13.
  @Test func `neighbours in the list are drawn independently of each other`() {
    let draw = BlindSample(run: 5, of: 20_000)
    let pairs = zip(Self.students, Self.students.dropFirst())
    let both = pairs.count { draw.holds($0) && draw.holds($1) }
    #expect((140...260).contains(both), "\(both)")
  }

  @Test func `of a few students nobody is drawn`() {
    #expect(Self.students.allSatisfy { !BlindSample(run: 1, of: 19).holds($0) })
    #expect(Self.students.contains { BlindSample(run: 1, of: 20).holds($0) })
  }

  @Test func `the order is no order of the list, and the same whatever comes first`() {
    let draw = BlindSample(run: 1, of: 20_000)
    let ordered = draw.order(of: Self.students).map { Self.students[$0] }
    let reversed = Array(Self.students.reversed())
    #expect(ordered == draw.order(of: reversed).map { reversed[$0] })
    #expect(Set(ordered) == Set(Self.students))
    // Half of the neighbours rise; four standard deviations of their number are 165.
    let rising = zip(ordered, ordered.dropFirst()).count { $0 < $1 }
    #expect((9_800...10_200).contains(rising), "\(rising)")
    #expect(ordered.prefix(2_000).allSatisfy { draw.holds($0) } || !draw.holds(ordered[2_100]))
  }
}

extension Sequence {
  fileprivate func count(_ isCounted: (Element) -> Bool) -> Int {
    reduce(0) { $0 + (isCounted($1) ? 1 : 0) }
  }
}
