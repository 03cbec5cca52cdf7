/// What the styles of a workbook say about its numbers: which of them are dates, and which are shown
/// with zeros before them.
struct CellStyles: Sendable {
  /// A format that makes another text of a number than its digits.
  enum Format: Sendable {
    case date(DateFormat)
    case zeros(ZeroFormat)

    init?(code: String) {
      if let date = DateFormat(code: code) {
        self = .date(date)
      } else if let zeros = ZeroFormat(code: code) {
        self = .zeros(zeros)
      } else {
        return nil
      }
    }
  }

  /// Excel has 64,000 styles at most.
  private static let most = 100_000

  /// The format of each style, by its number; nil for those that show a number as it is.
  private var formats: [Format?] = []

  /// No styles: every number is a number.
  init() {}

  /// Reads the part with the styles.
  init(reading xml: consuming XMLReader) throws(WorkbookError) {
    var codes: [Int: Format?] = [:]
    var numbers: [Int] = []
    try xml.readRoot("styleSheet")
    while try xml.nextChild(of: 1) {
      switch xml.element {
      case "numFmts":
        while try xml.nextChild(of: 2) {
          guard xml.element == "numFmt", let number = try xml.number("numFmtId"),
            let code = try xml.attribute("formatCode")
          else { continue }
          codes[number] = .some(Format(code: code))
          guard codes.count <= Self.most else { throw xml.beyond(.list(of: "styles", Self.most)) }
        }
      case "cellXfs":
        while try xml.nextChild(of: 2) {
          guard xml.element == "xf" else { continue }
          numbers.append(try xml.number("numFmtId") ?? 0)
          guard numbers.count <= Self.most else { throw xml.beyond(.list(of: "styles", Self.most)) }
        }
      default: continue
      }
    }
    try xml.readToEnd()
    formats = numbers.map { number in
      if let known = codes[number] { known } else { DateFormat(builtIn: number).map { .date($0) } }
    }
  }

  /// How the cells of a style show a number; nil where they show it as it is.
  subscript(style: Int) -> Format? { formats.indices.contains(style) ? formats[style] : nil }
}

/// What the number format of a cell shows of a number that is a day or a time.
enum DateFormat: Sendable, Equatable {
  /// Days, months or years.
  case date
  /// Hours, minutes or seconds of a day.
  case time
  /// Both.
  case dateAndTime
  /// A length of time, which can be longer than a day: `[h]:mm`.
  case elapsed

  /// The format that a number stands for without being spelled out (ECMA-376-1, 18.8.30); nil where
  /// it shows no date.
  ///
  /// 27 to 36 and 50 to 58 are dates in the East Asian languages, which alone use them.
  init?(builtIn number: Int) {
    switch number {
    case 14...17, 27...31, 36, 50...54, 57, 58: self = .date
    case 18...21, 32...35, 45, 47, 55, 56: self = .time
    case 22: self = .dateAndTime
    case 46: self = .elapsed
    default: return nil
    }
  }

  /// Reads a format's code, such as `dd\.mm\.yyyy;@`; nil where it shows no date.
  ///
  /// The first section counts, which is the one for positive numbers. Letters in quotes, behind a
  /// backslash or in brackets mean themselves, except `[h]` and its like. A place for a digit makes
  /// a number of it, except for parts of a second.
  init?(code: String) {
    let lowercased = code.lowercased()
    // The German name of "General" is written by some programs, and has a d and an s.
    guard lowercased != "standard" else { return nil }
    var parts = Parts()
    var rest = lowercased.utf8[...]
    while let byte = rest.popFirst(), byte != UInt8(ascii: ";") {
      switch byte {
      case UInt8(ascii: "\""):
        rest = rest.drop { $0 != UInt8(ascii: "\"") }.dropFirst()
      case UInt8(ascii: "\\"), UInt8(ascii: "_"), UInt8(ascii: "*"):
        rest = rest.dropFirst()
      case UInt8(ascii: "["):
        let inside = rest.prefix { $0 != UInt8(ascii: "]") }
        rest = rest.dropFirst(inside.count + 1)
        parts.takeBracket(inside)
      default:
        guard parts.take(byte) else { return nil }
      }
    }
    switch (parts.hasElapsed, parts.hasTime, parts.hasDay) {
    case (true, _, _): self = .elapsed
    case (false, true, true): self = .dateAndTime
    case (false, true, false): self = .time
    case (false, false, true): self = .date
    case (false, false, false):
      // An m next to hours or seconds is minutes; alone it is months.
      guard parts.hasMonthOrMinute else { return nil }
      self = .date
    }
  }

  /// What a code shows.
  private struct Parts {
    var hasDay = false
    var hasTime = false
    var hasMonthOrMinute = false
    var hasElapsed = false
    private var isBehindSeconds = false
    private var isInFraction = false

    /// False where a byte makes a number of the format.
    mutating func take(_ byte: UInt8) -> Bool {
      let isPointBehindSeconds = byte == UInt8(ascii: ".") && isBehindSeconds
      switch byte {
      case UInt8(ascii: "d"), UInt8(ascii: "y"): hasDay = true
      case UInt8(ascii: "h"), UInt8(ascii: "s"): hasTime = true
      case UInt8(ascii: "m"): hasMonthOrMinute = true
      case UInt8(ascii: "0") where !isInFraction: return false
      case UInt8(ascii: "#"), UInt8(ascii: "?"): return false
      default: break
      }
      isInFraction = isPointBehindSeconds || isInFraction && byte == UInt8(ascii: "0")
      isBehindSeconds = byte == UInt8(ascii: "s")
      return true
    }

    mutating func takeBracket(_ inside: Substring.UTF8View) {
      guard let first = inside.first, inside.allSatisfy({ $0 == first }) else { return }
      guard "hms".utf8.contains(first) else { return }
      hasElapsed = true
      isBehindSeconds = first == UInt8(ascii: "s")
    }
  }
}

/// A number format that shows a whole number with a fixed number of digits, with zeros where it has fewer digits.
///
/// Such are `0000`, `000-00` and `"S"00000`. Ids are often formatted so, and lose their zeros without it.
struct ZeroFormat: Sendable, Equatable {
  private enum Piece: Sendable, Equatable {
    case place
    case text([UInt8])
  }

  /// The characters written next to digits without quotes (ECMA-376-1, 18.8.31).
  private static let plain = Set("-() :+!&~{}='".utf8)

  private var pieces: [Piece] = []
  private var places = 0
  /// Whether zero has a section of its own, which is then not this one.
  private let showsZero: Bool

  /// Reads a format's code; nil if it is not such a format.
  ///
  /// The first section counts, which is the one for positive numbers. One place alone is the format
  /// of any whole number.
  init?(code: String) {
    var rest = code.utf8[...]
    while let byte = rest.popFirst(), byte != UInt8(ascii: ";") {
      switch byte {
      case UInt8(ascii: "0"):
        pieces.append(.place)
        places += 1
      case UInt8(ascii: "\""):
        let text = rest.prefix { $0 != UInt8(ascii: "\"") }
        pieces.append(.text(Array(text)))
        rest = rest.dropFirst(text.count + 1)
      case UInt8(ascii: "\\"):
        let lead = rest.prefix(1)
        let scalar = Array(lead + rest.dropFirst().prefix { $0 & 0xC0 == 0x80 })
        pieces.append(.text(scalar))
        rest = rest.dropFirst(scalar.count)
      case UInt8(ascii: "["):
        // A colour or a language; a condition makes another format of it.
        let inside = rest.prefix { $0 != UInt8(ascii: "]") }
        guard let first = inside.first, !"<>=".utf8.contains(first) else { return nil }
        rest = rest.dropFirst(inside.count + 1)
      case let byte where Self.plain.contains(byte): pieces.append(.text([byte]))
      default: return nil
      }
    }
    guard places > 1 else { return nil }
    showsZero = code.utf8.count { $0 == UInt8(ascii: ";") } < 2
  }

  /// The text of a whole number: its digits without zeros at the start, none for zero.
  func text(of digits: [UInt8]) -> [UInt8] {
    guard !digits.isEmpty || showsZero else { return [UInt8(ascii: "0")] }
    let zeros = [UInt8](repeating: UInt8(ascii: "0"), count: max(0, places - digits.count))
    var rest = (zeros + digits)[...]
    var left = places
    var text: [UInt8] = []
    for piece in pieces {
      switch piece {
      case .text(let bytes): text += bytes
      case .place:
        left -= 1
        // The first place takes all digits beyond the places.
        let taken = rest.count - left
        text += rest.prefix(taken)
        rest = rest.dropFirst(taken)
      }
    }
    return text
  }
}
