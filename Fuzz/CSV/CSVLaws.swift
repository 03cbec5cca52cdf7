import CSV

/// What has to hold for every text there is.
///
/// Each law is stated at its function. Together they are the claim that no byte of a file is
/// dropped, guessed or changed without a record that says so.
func checkInput(_ bytes: [UInt8]) {
  var laws = CSVLaws(CSVInput(bytes))
  laws.check()
}

struct CSVLaws {
  var input: CSVInput
  /// Where the records begin.
  let places: [CSVAccount.Place]
  private let whole: CSVTranscript

  /// Reads the text in one piece, and takes account of each of its bytes.
  init(_ input: CSVInput) {
    self.input = input
    var transcript = CSVTranscript(of: input.text)
    var account = CSVAccount(input)
    var parser = CSVParser(dialect: input.dialect, limits: input.limits)
    func take(_ record: borrowing CSVRecord) {
      let raw = record.raw
      account.add(record, raw: raw)
      transcript.append(record, raw: raw)
    }
    parser.parse(input.text[...], take)
    parser.finish(take)
    account.close()
    transcript.lineEnding = parser.lineEnding
    transcript.endsWithNewline = parser.endsWithNewline
    whole = transcript
    places = account.places
  }

  /// Checks the first laws always, of the others one, so that an input stays quick.
  mutating func check() {
    checkReference()
    checkCuttings()
    switch input.generator.number(below: 3) {
    case 0: checkRestart()
    case 1: checkIsolation()
    default: checkRoundTrip()
    }
  }

  /// The reader and the reference say the same of every record.
  private func checkReference() {
    var rules = CSVReference(input.text, dialect: input.dialect, limits: input.limits)
    let reference = rules.transcript()
    require(
      whole == reference,
      "the reference reads otherwise\nreader:\n\(whole)\nreference:\n\(reference)"
    )
  }

  /// The parser holds back records of half a kilobyte and more in steps as long as themselves.
  private static let long = 500

  /// However the bytes are cut into chunks, the same records come out.
  private mutating func checkCuttings() {
    let count = input.text.count
    guard count > 1 else { return }
    if count <= 6 {
      for bits in 1..<(1 << (count - 1)) { checkCutting(sizes(cutAt: bits, count: count)) }
      return
    }
    // A long record meets more in the way of buffers than a short one, and there are few of them.
    for _ in 0..<(count > Self.long ? 3 : 1) {
      let isInTwo = input.generator.number(below: 2) == 0
      checkCutting(isInTwo ? [1 + input.generator.number(below: count - 1)] : anySizes())
    }
  }

  /// Sizes of chunks by chance, up to a length by chance: single bytes, or some of them empty.
  private mutating func anySizes() -> [Int] {
    let longest =
      input.text.count > Self.long
      ? [40, 600, 900][input.generator.number(below: 3)]
      : [1, 4, 16][input.generator.number(below: 3)]
    var sizes: [Int] = []
    var left = input.text.count
    while left > 0 {
      let size = longest == 1 ? 1 : input.generator.number(below: longest + 1)
      sizes.append(size)
      left -= max(size, 1)
    }
    return sizes
  }

  private func checkCutting(_ sizes: [Int]) {
    let cut = transcript(cutInto: sizes)
    require(whole == cut, "cut into \(sizes) it reads otherwise\nwhole:\n\(whole)\ncut:\n\(cut)")
  }

  /// Reads the text in chunks of the given sizes, and what is then left in one.
  ///
  /// Each chunk of more than one byte is an array of its own: a read beyond it is seen.
  private func transcript(cutInto sizes: [Int]) -> CSVTranscript {
    var transcript = CSVTranscript(of: input.text)
    var parser = CSVParser(dialect: input.dialect, limits: input.limits)
    var start = 0
    for size in sizes where start < input.text.count {
      let end = min(start + size, input.text.count)
      let chunk = input.text[start..<end]
      parser.parse(size > 1 ? Array(chunk)[...] : chunk) { transcript.append($0) }
      start = end
    }
    parser.parse(input.text[start...]) { transcript.append($0) }
    parser.finish { transcript.append($0) }
    transcript.lineEnding = parser.lineEnding
    transcript.endsWithNewline = parser.endsWithNewline
    return transcript
  }

  private func sizes(cutAt bits: Int, count: Int) -> [Int] {
    var sizes = [1]
    for place in 0..<count - 1 {
      if bits >> place & 1 == 1 { sizes.append(1) } else { sizes[sizes.count - 1] += 1 }
    }
    return sizes
  }

  func forEveryRecord(_ body: (borrowing CSVRecord) -> Void) {
    var parser = CSVParser(dialect: input.dialect, limits: input.limits)
    parser.parse(input.text[...], body)
    parser.finish(body)
  }
}
