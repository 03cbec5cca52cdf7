/// A run of lines of a later file about known students: each says, cell for cell, what an earlier
/// import says of the student in the same columns.
///
/// Line `firstLine` is about student `firstStudent`, the next line about the next student, and so on.
package struct RepeatedRun: Equatable, Sendable {
  package var firstLine: Int64
  package var firstStudent: Int64
  package var count: Int64
  /// The import with a stored line about each of them.
  package var base: Int64
  /// One "1" or "0" a cell, where the quotes of these lines are not minimal; else empty.
  package var quoting: [UInt8] = []

  package init(
    firstLine: Int64,
    firstStudent: Int64,
    count: Int64,
    base: Int64,
    quoting: [UInt8] = []
  ) {
    self.firstLine = firstLine
    self.firstStudent = firstStudent
    self.count = count
    self.base = base
    self.quoting = quoting
  }

  /// The lines of the run.
  package var lines: ClosedRange<Int64> { firstLine...firstLine + (count - 1) }
  /// The students of the run.
  package var students: ClosedRange<Int64> { firstStudent...firstStudent + (count - 1) }

  /// Takes the next line into the run, if it continues it.
  package mutating func take(_ other: RepeatedRun) -> Bool {
    guard other.firstLine == firstLine &+ count, other.firstStudent == firstStudent &+ count,
      other.base == base, other.quoting == quoting
    else { return false }
    count += other.count
    return true
  }
}

/// The bytes of some runs in `repeated_line.lines`.
///
/// Five numbers a run, seven bits a byte, the lowest first, each byte but the last with its highest bit
/// set: the lines since the end of the run before (the first run: since `first_line`), the student
/// counted from the one who would follow (0, -1, 1, -2 … as 0, 1, 2, 3 …), the number of lines, the
/// earlier import, and the length of the quoting, whose bytes follow.
package enum RepeatedRuns {
  /// The bytes of runs in the order of their lines.
  package static func bytes(of runs: [RepeatedRun]) -> [UInt8] {
    var bytes: [UInt8] = []
    var line = runs.first?.firstLine ?? 0
    var student: Int64 = 1
    for run in runs {
      append(UInt64(bitPattern: run.firstLine &- line), to: &bytes)
      let step = run.firstStudent &- student
      append(UInt64(bitPattern: (step << 1) ^ (step >> 63)), to: &bytes)
      append(UInt64(bitPattern: run.count), to: &bytes)
      append(UInt64(bitPattern: run.base), to: &bytes)
      append(UInt64(run.quoting.count), to: &bytes)
      bytes += run.quoting
      line = run.firstLine &+ run.count
      student = run.firstStudent &+ run.count
    }
    return bytes
  }

  /// The runs that begin at a line; nil for bytes that are none.
  package static func runs(in bytes: [UInt8], firstLine: Int64) -> [RepeatedRun]? {
    var runs: [RepeatedRun] = []
    var line = firstLine
    var student: Int64 = 1
    var rest = bytes[...]
    while !rest.isEmpty {
      guard let gap = number(&rest), let step = number(&rest), let count = number(&rest),
        let base = number(&rest), let length = number(&rest), length <= UInt64(rest.count),
        let lines = Int64(exactly: gap), let size = Int64(exactly: count), size > 0,
        let source = Int64(exactly: base)
      else { return nil }
      let (first, isBeyond) = line.addingReportingOverflow(lines)
      let (who, isNobody) = student.addingReportingOverflow(
        Int64(bitPattern: step >> 1) ^ -Int64(bitPattern: step & 1)
      )
      guard !isBeyond, !isNobody, who > 0, Int64.max - max(first, who) > size else { return nil }
      let quoting = Array(rest.prefix(Int(length)))
      rest = rest.dropFirst(Int(length))
      runs.append(
        RepeatedRun(
          firstLine: first,
          firstStudent: who,
          count: size,
          base: source,
          quoting: quoting
        )
      )
      line = first + size
      student = who + size
    }
    return runs
  }

  private static func append(_ number: UInt64, to bytes: inout [UInt8]) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  private static func number(_ bytes: inout ArraySlice<UInt8>) -> UInt64? {
    var number: UInt64 = 0
    var shift: UInt64 = 0
    while let byte = bytes.popFirst() {
      guard shift < 63 else { return nil }
      number |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return number }
      shift += 7
    }
    return nil
  }
}

/// Collects the lines of one import that repeat earlier ones, in the order of the file.
struct RepeatedLines {
  /// The most runs in one row of the table.
  private static let runsARow = 4096

  private var runs: [RepeatedRun] = []

  /// Whether the collected runs should be stored.
  var isFull: Bool { runs.count >= Self.runsARow }

  mutating func append(_ run: RepeatedRun) {
    if runs.isEmpty || !runs[runs.count - 1].take(run) { runs.append(run) }
  }

  /// Returns the collected runs, and starts anew.
  mutating func take() -> [RepeatedRun] {
    defer { runs.removeAll(keepingCapacity: true) }
    return runs
  }
}
