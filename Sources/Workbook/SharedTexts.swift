/// The texts that the cells of a workbook refer to by number, one behind the other.
struct SharedTexts: Sendable {
  /// What each text costs besides its own bytes.
  private static let overhead = 8

  private var bytes: [UInt8] = []
  private var ends: [UInt32] = []

  /// No texts.
  init() {}

  /// Reads the part with the shared texts.
  init(reading xml: consuming XMLReader) throws(WorkbookError) {
    let most = xml.limits.sharedTextBytes
    try xml.readRoot("sst")
    while try xml.nextChild(of: 1) {
      guard xml.element == "si" else { continue }
      let room = most - ends.count * Self.overhead
      guard try xml.appendRichText(to: &bytes, upTo: room), let end = UInt32(exactly: bytes.count)
      else {
        throw xml.error(.beyondLimit(.sharedTexts(bytes: most), place: xml.part))
      }
      ends.append(end)
    }
    try xml.readToEnd()
  }

  /// How many there are.
  var count: Int { ends.count }

  /// The text of a number; nil if there is no such text.
  subscript(index: Int) -> ArraySlice<UInt8>? {
    guard ends.indices.contains(index) else { return nil }
    return bytes[(index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])]
  }
}

extension XMLReader {
  /// Reads a text that may be made of runs of different looks, and appends it as one.
  ///
  /// It is the text of `t`, or of `r/t` one after the other. What `rPh` holds is how to pronounce
  /// the text, and no part of it. False, and in the middle of it, where the buffer would become
  /// longer than `longest`.
  mutating func appendRichText(
    to buffer: inout [UInt8],
    upTo longest: Int
  ) throws(WorkbookError) -> Bool {
    let own = depth
    while try nextChild(of: own) {
      switch element {
      case "t": guard try appendEscapedText(to: &buffer, upTo: longest) else { return false }
      case "r":
        while try nextChild(of: own + 1) {
          guard element == "t" else { continue }
          guard try appendEscapedText(to: &buffer, upTo: longest) else { return false }
        }
      default: continue
      }
    }
    return buffer.count <= longest
  }

  private mutating func appendEscapedText(
    to buffer: inout [UInt8],
    upTo longest: Int
  ) throws(WorkbookError) -> Bool {
    let start = buffer.count
    guard try appendText(to: &buffer, upTo: longest) else { return false }
    undoEscapes(in: &buffer, from: start)
    return true
  }

  /// An attribute that is a number from zero on; nil where it is not there or something else.
  func number(_ local: String) throws(WorkbookError) -> Int? {
    guard let text = try attribute(local) else { return nil }
    return wholeNumber(text.utf8)
  }

  /// An attribute that is true or false; false where it is not there.
  func flag(_ local: String) throws(WorkbookError) -> Bool {
    let text = try attribute(local)
    return text == "1" || text == "true" || text == "on"
  }
}

/// Reads a number of digits alone, nine of them at most.
func wholeNumber(_ text: some Collection<UInt8>) -> Int? {
  guard (1...9).contains(text.count) else { return nil }
  var number = 0
  for byte in text {
    guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
    number = number * 10 + Int(byte & 0x0F)
  }
  return number
}
