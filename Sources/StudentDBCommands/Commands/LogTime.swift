import ArgumentParser

/// A time in UTC for the log: a year, a month, a day, or a day with a time.
struct LogTime: ExpressibleByArgument, Equatable {
  /// The time as the beginning of a trail time, which sorts as text: `2026-09-01T07:30`.
  let text: String

  /// Parses `2026`, `2026-09`, `2026-09-01` and `2026-09-01T07:30`, optionally with seconds and
  /// fraction, a space for the `T`, and a final `Z`; nil for anything else.
  init?(argument: String) {
    var moment = argument
    if moment.hasSuffix("Z") || moment.hasSuffix("z") { moment.removeLast() }
    let parts = moment.split(
      maxSplits: 1,
      omittingEmptySubsequences: false,
      whereSeparator: { "Tt ".contains($0) }
    )
    guard let day = parts.first, Self.isDay(day) else { return nil }
    guard parts.count == 2 else {
      // A "Z" needs a time.
      guard moment == argument else { return nil }
      text = String(day)
      return
    }
    guard day.utf8.count == 10, Self.isTime(parts[1]) else { return nil }
    text = "\(day)T\(parts[1])"
  }

  static let defaultValueDescription = "2026-09-01"

  private static func isDay(_ text: Substring) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard (1...3).contains(parts.count), let year = number(parts[0], digits: 4) else {
      return false
    }
    guard parts.count > 1 else { return true }
    guard let month = number(parts[1], digits: 2), (1...12).contains(month) else { return false }
    guard parts.count > 2 else { return true }
    guard let day = number(parts[2], digits: 2) else { return false }
    return (1...days(of: month, year: year)).contains(day)
  }

  private static func days(of month: Int, year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }

  private static func isTime(_ text: Substring) -> Bool {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), let hour = number(parts[0], digits: 2), hour < 24,
      let minute = number(parts[1], digits: 2), minute < 60
    else { return false }
    guard parts.count == 3 else { return true }
    let seconds = parts[2].split(separator: ".", omittingEmptySubsequences: false)
    guard let second = number(seconds[0], digits: 2), second < 60 else { return false }
    guard seconds.count == 2 else { return seconds.count == 1 }
    return (1...3).contains(seconds[1].utf8.count)
      && number(seconds[1], digits: seconds[1].utf8.count) != nil
  }

  /// A number with an exact number of digits.
  private static func number(_ text: Substring, digits: Int) -> Int? {
    guard text.utf8.count == digits, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    return Int(text)
  }
}
