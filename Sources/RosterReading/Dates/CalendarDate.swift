/// A day of the Gregorian calendar.
package struct CalendarDate: Hashable, Comparable, Sendable {
  package let year: Int
  /// 1 to 12.
  package let month: Int
  /// Counted from 1.
  package let day: Int

  /// The day; nil if the calendar does not have it, such as 31 February.
  package init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month),
      day >= 1, day <= Self.days(in: month, of: year)
    else { return nil }
    (self.year, self.month, self.day) = (year, month, day)
  }

  /// The day at the start of an ISO text: `2012-03-07`, `2012-03-07T08:00:00Z`.
  package init?(iso text: String) {
    let bytes = Array(text.utf8.prefix(10))
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-")
    else { return nil }
    func number(_ range: Range<Int>) -> Int? {
      bytes[range].reduce(Optional(0)) { number, byte in
        guard let number, (0x30...0x39).contains(byte) else { return nil }
        return number * 10 + Int(byte - 0x30)
      }
    }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10)
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// In ISO form: `2012-03-07`.
  package var text: String {
    "\(Self.padded(year, to: 4))-\(Self.padded(month, to: 2))-\(Self.padded(day, to: 2))"
  }

  /// The completed years from this day to another; who was born on 29 February completes a year on
  /// 1 March where there is no such day.
  package func years(until other: CalendarDate) -> Int {
    let isBefore = (other.month, other.day) < (month, day)
    return other.year - year - (isBefore ? 1 : 0)
  }

  /// The age in completed years on a day; nil before the birth.
  package func age(on day: CalendarDate) -> Double? {
    day < self ? nil : Double(years(until: day))
  }

  package static func < (left: Self, right: Self) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }

  static func padded(_ number: Int, to digits: Int) -> String {
    let text = "\(number)"
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
  }

  private static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }
}

/// The order of the parts of a date that are all numbers.
package enum DateOrder: String, Sendable, CaseIterable {
  /// 7.3.2012.
  case dayFirst = "dmy"
  /// 3/7/2012.
  case monthFirst = "mdy"
  /// 12-03-07; a date that begins with four digits is one in every column.
  case yearFirst = "ymd"
}
