import Bytes

/// A day and a time as a workbook counts them: days since the beginning of 1900 or of 1904.
struct SerialDate {
  /// Where a workbook starts to count.
  enum System: Sendable {
    /// 1 is the first of January 1900, and 60 is the 29th of February 1900, which never was: a
    /// mistake of Lotus 1-2-3 that Excel kept. From 61, the first of March, on all is well.
    case from1900
    /// 0 is the first of January 1904: Excel for the Macintosh, before 2011.
    case from1904
  }

  private static let millisecondsOfDay = 86_400_000
  /// The 31st of December 9999, where Excel ends, counted from 1900.
  private static let lastDay = 2_958_465

  private let day: Int
  private let milliseconds: Int
  private let system: System

  /// A number of days, to the nearest thousandth of a second; nil below zero and beyond the year
  /// 9999, where Excel shows no date either.
  init?(_ days: Double, system: System) {
    guard days >= 0, days < Double(Self.lastDay + 1) else { return nil }
    let whole = Int((days * Double(Self.millisecondsOfDay)).rounded())
    day = whole / Self.millisecondsOfDay
    milliseconds = whole % Self.millisecondsOfDay
    self.system = system
    guard day + (system == .from1904 ? Self.daysBetweenSystems : 0) <= Self.lastDay else {
      return nil
    }
  }

  private static let daysBetweenSystems = 1462

  /// The date, the time, or both, as ISO 8601 has them; nil where the number names no day.
  ///
  /// A time is there when it is not midnight or when the format shows nothing else. A number below
  /// 1 is not a day of the count from 1900, so that a format of days alone leaves it a number.
  func text(_ format: DateFormat) -> String? {
    switch format {
    case .elapsed: return time(hours: day * 24)
    case .time where day == 0: return time(hours: 0)
    case .dateAndTime where day == 0 && system == .from1900: return time(hours: 0)
    case .date, .time, .dateAndTime:
      guard day > 0 || system == .from1904 else { return nil }
      return milliseconds == 0 ? date : "\(date)T\(time(hours: 0))"
    }
  }

  private func time(hours: Int) -> String {
    let seconds = milliseconds / 1000
    let parts = [hours + seconds / 3600, seconds / 60 % 60, seconds % 60]
    let time = parts.map { $0.zeroPadded(to: 2) }.joined(separator: ":")
    let rest = milliseconds % 1000
    return rest == 0 ? time : "\(time).\(rest.zeroPadded(to: 3))"
  }

  private var date: String {
    if system == .from1900 && day == 60 { return "1900-02-29" }
    // Days before the one that never was come out one too early.
    let real = system == .from1904 ? day + Self.daysBetweenSystems : day < 60 ? day + 1 : day
    let (year, month, day) = Self.civil(daysSince1899: real)
    return "\(year.zeroPadded(to: 4))-\(month.zeroPadded(to: 2))-\(day.zeroPadded(to: 2))"
  }

  /// The Gregorian date of a day counted from the 30th of December 1899.
  ///
  /// Counted in years that begin in March, so that a leap day is the last of its year, and in eras
  /// of 400 years, which all have the same length.
  private static func civil(daysSince1899: Int) -> (year: Int, month: Int, day: Int) {
    // The number of days from the first of March of the year 0 to 30 December 1899.
    let days = daysSince1899 + 693_899
    let era = days / 146_097
    let dayOfEra = days % 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }
}
