/// The blank lines and the line ends of a file, as runs of equal lines.
///
/// Needed, besides the cells, to reproduce a file byte for byte. An ordinary file is one run. If
/// lines alternate, as in files with doubled line ends (CR, then CRLF), a pair of runs is stored
/// once with the number of its repetitions: a million such lines take a few bytes. The worst case
/// is about two bytes per line.
///
/// A record of several lines counts as all of them; the line ends inside its quotes belong to it.
package struct LineLayout: Sendable, Equatable {
  /// A run of equal lines.
  package struct Run: Sendable, Equatable {
    /// The first line, counted from 1.
    package let line: Int
    package let count: Int
    /// Their line end; nil for a last line without one.
    package let ending: CSVLineEnding?
    package let isBlank: Bool

    /// The line after the last one.
    var end: Int { line + count }
  }

  /// The line that the first run begins with.
  package let firstLine: Int
  /// The runs: a count of repetitions and two steps, over and over.
  ///
  /// Numbers of seven bits a byte. The last pair may lack its second step. A step is the number of lines and, in its last three
  /// bits, what they end with and whether they are blank.
  package let bytes: [UInt8]

  fileprivate init(firstLine: Int, bytes: [UInt8]) {
    self.firstLine = firstLine
    self.bytes = bytes
  }

  /// Reads stored bytes; nil if they are not a layout.
  ///
  /// `maximumLines`: as many lines as there can be; readers of the runs may rely on it.
  package init?(firstLine: Int, bytes: [UInt8], maximumLines: Int) {
    self.init(firstLine: firstLine, bytes: bytes)
    var numbers = SevenBitNumbers(bytes)
    var lines = 0
    while !numbers.isAtEnd {
      guard let repetitions = numbers.next(), let first = numbers.next() else { return nil }
      var length = first >> 3
      guard repetitions > 0, length > 0 else { return nil }
      if !numbers.isAtEnd {
        guard let second = numbers.next(), second >> 3 > 0 else { return nil }
        length += second >> 3
      }
      let (product, isTooLarge) = length.multipliedReportingOverflow(by: repetitions)
      guard !isTooLarge, product <= maximumLines - lines else { return nil }
      lines += product
    }
  }

  /// Whether no line is blank and all ends are equal, except for a last line without an end.
  package var isOrdinary: Bool { endsAlike && allSatisfy { !$0.isBlank } }

  /// Whether all line ends are equal, except for a last line without an end.
  package var endsAlike: Bool {
    var ending: CSVLineEnding?
    for run in self {
      guard let found = run.ending else { continue }
      if let ending, ending != found { return false }
      ending = found
    }
    return true
  }

  /// The lines from a given one on.
  package func from(_ line: Int) -> LineLayout {
    var steps = PairedSteps()
    for run in self where run.end > line {
      steps.append(step(run.end - Swift.max(run.line, line), kind(run.ending, run.isBlank)))
    }
    return LineLayout(firstLine: Swift.max(line, firstLine), bytes: steps.finished)
  }
}

extension LineLayout: Sequence {
  package func makeIterator() -> Iterator { Iterator(self) }

  /// Goes through the runs in order.
  package struct Iterator: IteratorProtocol {
    private var numbers: SevenBitNumbers
    private var line: Int
    private var pair: (first: Int, second: Int?) = (0, nil)
    private var repetitions = 0
    private var isSecond = false

    init(_ layout: LineLayout) {
      numbers = SevenBitNumbers(layout.bytes)
      line = layout.firstLine
    }

    package mutating func next() -> Run? {
      if isSecond, let second = pair.second {
        isSecond = false
        return run(second)
      }
      if repetitions == 0 {
        guard let count = numbers.next(), let first = numbers.next() else { return nil }
        repetitions = count
        pair = (first, numbers.next())
      }
      repetitions -= 1
      isSecond = pair.second != nil
      return run(pair.first)
    }

    private mutating func run(_ step: Int) -> Run {
      let endings: [CSVLineEnding?] = [.lf, .crlf, .cr, nil]
      let run = Run(
        line: line,
        count: step >> 3,
        ending: endings[step >> 1 & 3],
        isBlank: step & 1 == 1
      )
      line += run.count
      return run
    }
  }
}

/// Collects the layout of a file while its lines are read.
struct LineLayoutBuilder {
  private var steps = PairedSteps()
  private var firstLine = 1
  /// The run that the latest line belongs to: its first line and its kind.
  private var line = 1
  private var kind = -1

  /// Adds the next line, or a last one without an end.
  @inline(__always)
  mutating func take(line: Int, _ ending: CSVLineEnding?, isBlank: Bool) {
    let kind = CSV.kind(ending, isBlank)
    if kind != self.kind { begin(kind, at: line) }
  }

  private mutating func begin(_ kind: Int, at line: Int) {
    if self.kind >= 0 { steps.append(step(line - self.line, self.kind)) } else { firstLine = line }
    self.line = line
    self.kind = kind
  }

  /// The layout of the lines so far; `end` is the line behind the last one.
  func layout(to end: Int) -> LineLayout {
    var steps = steps
    if kind >= 0, end > line { steps.append(step(end - line, kind)) }
    return LineLayout(firstLine: firstLine, bytes: steps.finished)
  }
}

private func step(_ lines: Int, _ kind: Int) -> Int { lines << 3 | kind }

@inline(__always)
private func kind(_ ending: CSVLineEnding?, _ isBlank: Bool) -> Int {
  let code =
    switch ending {
    case .lf: 0
    case .crlf: 1
    case .cr: 2
    case .mixed, nil: 3
    }
  return code << 1 | (isBlank ? 1 : 0)
}

/// Writes steps in pairs, each with its number of repetitions.
private struct PairedSteps {
  private var bytes: [UInt8] = []
  private var half: Int?
  private var pair = (0, 0)
  private var repetitions = 0

  mutating func append(_ step: Int) {
    guard let first = half else {
      half = step
      return
    }
    half = nil
    if repetitions > 0, pair == (first, step) {
      repetitions += 1
      return
    }
    writePair()
    pair = (first, step)
    repetitions = 1
  }

  /// The result; a last step without a partner is single.
  var finished: [UInt8] {
    var whole = self
    whole.writePair()
    if let half {
      whole.write(1)
      whole.write(half)
    }
    return whole.bytes
  }

  private mutating func writePair() {
    guard repetitions > 0 else { return }
    for number in [repetitions, pair.0, pair.1] { write(number) }
    repetitions = 0
  }

  private mutating func write(_ number: Int) {
    var rest = number
    while rest > 0x7F {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}

/// Reads numbers of seven bits a byte, the lowest first; the eighth bit says that there are more.
private struct SevenBitNumbers {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { rest = bytes[...] }

  var isAtEnd: Bool { rest.isEmpty }

  /// The next number; nil at the end, or if it is invalid.
  mutating func next() -> Int? {
    var number = 0
    var shift = 0
    while let byte = rest.popFirst() {
      number |= Int(byte & 0x7F) << shift
      if byte < 0x80 { return number }
      shift += 7
      guard shift < 56 else { return nil }
    }
    return nil
  }
}
