import CSV

/// The byte that fields are quoted with.
let quote = UInt8(ascii: "\"")

/// One input of the fuzzer: five bytes that say how to read, and the text to read.
///
/// They are the delimiter, the limits of a record's bytes, a field's bytes and a record's fields
/// (counted on from the character `0`, which itself stands for the usual limit), and a byte that is
/// mixed into everything chosen at random. Where that byte is a capital or small letter, the first `~`
/// of the text becomes 600 of the byte before it, so that short inputs reach what only long records
/// do. The oracle in csv_oracle.py takes inputs apart by the same rules.
struct CSVInput {
  let dialect: CSVDialect
  let limits: CSVLimits
  let text: [UInt8]
  /// True where no input of the fuzzer comes near a limit.
  let hasUsualLimits: Bool
  /// What is chosen at random for this input.
  var generator: InputGenerator

  init(_ input: [UInt8]) {
    func option(_ place: Int) -> UInt8 { place < input.count ? input[place] : 0x30 }
    let forbidden = [0, quote, 10, 13]
    let delimiter = option(0)
    dialect =
      delimiter < 0x80 && !forbidden.contains(delimiter)
      ? CSVDialect(delimiter: delimiter) : .comma
    func limit(_ place: Int, usual: Int) -> Int {
      let count = Int((option(place) &- 0x30) & 0x7F)
      return count == 0 ? usual : count
    }
    let usual = CSVLimits()
    limits = CSVLimits(
      recordBytes: limit(1, usual: usual.recordBytes),
      fieldBytes: limit(2, usual: usual.fieldBytes),
      fields: limit(3, usual: usual.fields)
    )
    hasUsualLimits = limits == usual
    let text = input.dropFirst(5)
    self.text = option(4) & 0x40 == 0 ? Array(text) : Self.stretched(text)
    generator = InputGenerator(input)
  }

  /// The text with its first `~` made long.
  private static func stretched(_ text: ArraySlice<UInt8>) -> [UInt8] {
    guard let place = text.firstIndex(of: UInt8(ascii: "~")), place > text.startIndex else {
      return Array(text)
    }
    var long = Array(text[..<place])
    long += repeatElement(text[place - 1], count: 599)
    long += text[(place + 1)...]
    return long
  }
}
