/// What the number format of a cell shows of a number that stands for a day or a time.
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
      // An m beside hours or seconds is minutes; alone it is months.
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
