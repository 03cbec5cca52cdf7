import TestSupport
import Testing

@testable import StudentStore

/// The bytes of lines that repeat what earlier files say.
struct RepeatedRunsTests {
  private func collected(_ lines: [RepeatedRun]) -> [RepeatedRun] {
    var collection = RepeatedLines()
    for line in lines { collection.append(line) }
    return collection.take()
  }

  @Test func `half a million lines in the old order are five bytes`() {
    let lines = (0..<500_000).map { index in
      RepeatedRun(firstLine: 2 + index, firstStudent: 1 + index, count: 1, base: 1)
    }
    let runs = collected(lines)
    #expect(runs == [RepeatedRun(firstLine: 2, firstStudent: 1, count: 500_000, base: 1)])
    // By hand: no line before, student 1 as expected, 500,000 = 32 + 66·128 + 30·16,384, import 1, no
    // quotes.
    #expect(RepeatedRuns.bytes(of: runs) == [0, 0, 0xA0, 0xC2, 0x1E, 1, 0])
  }

  @Test(arguments: 1...20)
  func `any runs come back`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var line: Int64 = 2
    let lines = (0..<200).map { _ in
      line += Int64.random(in: 1...3, using: &generator)
      return RepeatedRun(
        firstLine: line,
        firstStudent: Int64.random(in: 1...1_000_000, using: &generator),
        count: 1,
        base: Int64.random(in: 1...300, using: &generator),
        quoting: Bool.random(using: &generator) ? [] : Array("0110".utf8)
      )
    }
    let runs = collected(lines)
    #expect(
      RepeatedRuns.runs(in: RepeatedRuns.bytes(of: runs), firstLine: runs[0].firstLine) == runs
    )
  }

  @Test(
    arguments: [
      [0x80], [0, 0, 0, 1, 0], [0, 0, 1, 1, 5], [0, 0, 1, 1],
      [0, 1, 1, 1, 0], [0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 1, 0],
      [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1],
    ] as [[UInt8]]
  )
  func `bytes that are none are refused`(bytes: [UInt8]) {
    #expect(RepeatedRuns.runs(in: bytes, firstLine: 2) == nil)
  }

  @Test func `numbers that only another program gives are kept like any other`() {
    let last = RepeatedRun(firstLine: .max, firstStudent: .max, count: 1, base: 1)
    #expect(last.students == Int64.max...Int64.max)
    #expect(last.lines == Int64.max...Int64.max)
    var run = last
    let isTaken = run.take(last)
    #expect(!isTaken)
    var students = StudentSet()
    for number: Int64 in [.max, .min, -1, 0, 3, 1 << 28, .max] { students.insert(number) }
    #expect(students.count == 6)
    for number: Int64 in [.max, .min, -1, 0, 3, 1 << 28] { #expect(students.contains(number)) }
    for number: Int64 in [.max - 1, 1, (1 << 28) + 1] { #expect(!students.contains(number)) }
  }
}
