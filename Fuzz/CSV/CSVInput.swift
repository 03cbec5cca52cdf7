import CSV

/// The byte that fields are quoted with.
let quote = UInt8(ascii: "\"")

/// One input of the fuzzer: five bytes that say how to read, and the text to read.
///
/// They are the delimiter, the limits of a record's bytes, a field's bytes and a record's fields
/// (counted on from the character `0`, which itself stands for the usual limit), and one that has no
/// meaning: a line end, so that the text begins on a line of its own. The oracle in csv_oracle.py
/// takes inputs apart by the same rules.
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
    text = Array(input.dropFirst(5))
    generator = InputGenerator(input)
  }
}
