/// What a cell says of a date, before it is known which order its column has.
package enum DateReading: Equatable, Sendable {
  /// Nothing, or a word for it.
  case empty
  /// One day, in every column: `2012-03-07`, `20120307`, `7 Mar 2012`.
  case day(CalendarDate)
  /// Three numbers whose order the column tells.
  case numbers(DateNumbers)
  /// No date, or one that the calendar does not have.
  case unreadable

  /// Reads a cell, given as UTF-8.
  package init(_ cell: borrowing Span<UInt8>) {
    if let reading = DateGrammar.plain(cell) {
      self = reading
    } else {
      self = DateGrammar.reading(of: String(copying: cell))
    }
  }

  /// Reads a cell.
  package init(_ cell: String) { self.init(cell.utf8.span) }
}

/// Three numbers that are a date: `7.3.2012`, `03/07/12`.
package struct DateNumbers: Equatable, Sendable {
  package let first: Int
  package let second: Int
  package let third: Int
  /// Whether the third number has four digits, and so is the year.
  package let hasCentury: Bool
  /// The sign between the numbers; nil for none.
  let separator: UInt8?
  /// Whether a number below ten has a zero in front; nil if none is below ten.
  let isPadded: Bool?
  /// The order, where the cell itself tells it because the month is in words.
  var ownOrder: DateOrder?

  /// The day in an order of the parts; nil if the calendar does not have it.
  ///
  /// Two digits are the newest such year that is not after today: a list of pupils has nobody of
  /// a hundred.
  package func date(in order: DateOrder, today: CalendarDate?) -> CalendarDate? {
    let (year, month, day) =
      switch ownOrder ?? order {
      case .dayFirst: (third, second, first)
      case .monthFirst: (third, first, second)
      case .yearFirst: (first, second, third)
      }
    if hasCentury {
      return order == .yearFirst ? nil : CalendarDate(year: year, month: month, day: day)
    }
    guard let today, year < 100 else { return nil }
    let century = today.year / 100 * 100
    if let date = CalendarDate(year: century + year, month: month, day: day), date <= today {
      return date
    }
    return CalendarDate(year: century - 100 + year, month: month, day: day)
  }

  /// Whether two digits of a year may come first, as they do between hyphens.
  var mayBeginWithYear: Bool { !hasCentury && separator == UInt8(ascii: "-") }

  /// The orders in which lists are written this way.
  var orders: [DateOrder] {
    mayBeginWithYear ? [.dayFirst, .monthFirst, .yearFirst] : [.dayFirst, .monthFirst]
  }
}

/// How dates are written.
enum DateGrammar {
  /// A cell of ASCII without letters; nil for any other, which is rare.
  static func plain(_ cell: borrowing Span<UInt8>) -> DateReading? {
    var parts: [(value: Int, digits: Int)] = []
    var separator: UInt8?
    var index = skipSpaces(cell, from: 0)
    if index == cell.count { return .empty }
    while true {
      let start = index
      var value = 0
      while index < cell.count, (0x30...0x39).contains(cell[index]), index - start < 9 {
        value = value * 10 + Int(cell[index] - 0x30)
        index += 1
      }
      guard index > start else { return other(cell, from: index) }
      parts.append((value, index - start))
      if parts.count == 3 { break }
      let space = skipSpaces(cell, from: index)
      guard space < cell.count else { break }
      switch cell[space] {
      case UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "-"):
        guard separator == nil || separator == cell[space] else { return .unreadable }
        separator = cell[space]
        index = skipSpaces(cell, from: space + 1)
        if index == cell.count { return .unreadable }
      default:
        return other(cell, from: space)
      }
    }
    // A full stop may close the date, as in 7. 3. 2012.
    if parts.count == 3, separator == UInt8(ascii: "."), index < cell.count,
      cell[index] == UInt8(ascii: ".")
    {
      index += 1
    }
    guard isMidnight(cell, from: index) else { return other(cell, from: index) }
    return reading(of: parts, separator: separator)
  }

  /// Unreadable, unless the rest has letters or characters that the long way understands.
  private static func other(_ cell: borrowing Span<UInt8>, from start: Int) -> DateReading? {
    for index in start..<cell.count where cell[index] >= 0x3A || cell[index] < 0x20 { return nil }
    // A hyphen or a question mark alone is a word for nothing.
    return start == 0 && cell.count <= 3 ? nil : .unreadable
  }

  private static func skipSpaces(_ cell: borrowing Span<UInt8>, from start: Int) -> Int {
    var index = start
    while index < cell.count, cell[index] == 0x20 { index += 1 }
    return index
  }

  /// Whether nothing follows but the midnight that programs write behind a day.
  ///
  /// Any other time may be that of another time zone, in which it was another day.
  private static func isMidnight(_ cell: borrowing Span<UInt8>, from start: Int) -> Bool {
    var rest: [UInt8] = []
    for index in start..<cell.count {
      // A time has fewer characters.
      guard rest.count < 24 else { return false }
      rest.append(cell[index])
    }
    var text = String(decoding: rest, as: UTF8.self)[...]
    while text.last == " " { text.removeLast() }
    guard let first = text.first else { return true }
    guard first == " " || first == "T" else { return false }
    text.removeFirst()
    while text.first == " " { text.removeFirst() }
    if text.last == "Z" { text.removeLast() }
    return midnights.contains(text.lowercased())
  }

  private static let midnights: Set<String> = [
    "0:00", "00:00", "0:00:00", "00:00:00", "00:00:00.000", "00:00:00.0", "12:00 am",
    "12:00:00 am",
  ]

  private static func reading(
    of parts: [(value: Int, digits: Int)],
    separator: UInt8?
  ) -> DateReading {
    if parts.count == 1, parts[0].digits == 8 { return eightDigits(parts[0].value) }
    guard parts.count == 3 else { return .unreadable }
    if parts[0].digits == 4, parts[1].digits <= 2, parts[2].digits <= 2 {
      return day(year: parts[0].value, month: parts[1].value, day: parts[2].value)
    }
    guard parts[0].digits <= 2, parts[1].digits <= 2, [2, 4].contains(parts[2].digits) else {
      return .unreadable
    }
    let small = parts.prefix(2).filter { $0.value < 10 }
    return .numbers(
      DateNumbers(
        first: parts[0].value,
        second: parts[1].value,
        third: parts[2].value,
        hasCentury: parts[2].digits == 4,
        separator: separator,
        isPadded: small.isEmpty ? nil : small.allSatisfy { $0.digits == 2 }
      )
    )
  }

  /// 20120307, or 07032012: of the two only one has a year of the last centuries in its place.
  private static func eightDigits(_ value: Int) -> DateReading {
    if (1800...2199).contains(value / 10000) {
      return day(year: value / 10000, month: value / 100 % 100, day: value % 100)
    }
    guard (1800...2199).contains(value % 10000) else { return .unreadable }
    return .numbers(
      DateNumbers(
        first: value / 1_000_000,
        second: value / 10000 % 100,
        third: value % 10000,
        hasCentury: true,
        separator: nil,
        isPadded: true
      )
    )
  }

  static func day(year: Int, month: Int, day: Int) -> DateReading {
    CalendarDate(year: year, month: month, day: day).map { .day($0) } ?? .unreadable
  }

  /// A cell with letters, or with characters beyond ASCII.
  static func reading(of cell: String) -> DateReading {
    let text = folded(VisibleText.of(cell))
    if MissingWords.all.contains(text) { return .empty }
    var ascii = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\u{2010}"..."\u{2014}": ascii += "-"
      case "\u{2044}", "\u{2215}": ascii += "/"
      case "\u{3002}": ascii += "."
      default: ascii.unicodeScalars.append(scalar)
      }
    }
    if ascii != cell, let reading = plain(ascii.utf8.span), reading != .unreadable {
      return reading
    }
    return worded(ascii)
  }
}

/// Whether a date is in ISO form, with nothing around it, so that its text need not be stored
/// in addition.
func isISODate(_ cell: borrowing Span<UInt8>) -> Bool {
  guard cell.count == 10 else { return false }
  for index in cell.indices {
    let isHyphen = index == 4 || index == 7
    guard isHyphen ? cell[index] == 0x2D : (0x30...0x39).contains(cell[index]) else { return false }
  }
  return true
}
