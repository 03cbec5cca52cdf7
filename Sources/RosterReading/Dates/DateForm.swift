/// How a column writes a day, so that another one can be written as the others are.
package struct DateForm: Hashable, Sendable {
  package internal(set) var order: DateOrder
  /// Nil for none.
  let separator: UInt8?
  /// Whether a number below ten has a zero in front.
  let isPadded: Bool
  let hasCentury: Bool

  /// The ISO form: 2012-03-07.
  package static let iso = DateForm(
    order: .yearFirst,
    separator: UInt8(ascii: "-"),
    isPadded: true,
    hasCentury: true
  )

  init(order: DateOrder, separator: UInt8?, isPadded: Bool, hasCentury: Bool) {
    self.order = order
    self.separator = separator
    self.isPadded = isPadded
    self.hasCentury = hasCentury
  }

  /// The form as it is stored: `DD.MM.YYYY`, `M/D/YY`.
  package var pattern: String {
    let (day, month) = isPadded ? ("DD", "MM") : ("D", "M")
    return joined(year: hasCentury ? "YYYY" : "YY", month: month, day: day)
  }

  /// The form with a pattern; nil if there is none.
  package init?(pattern: String) {
    for order in DateOrder.allCases {
      for separator in [nil, UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "-")] {
        for (isPadded, hasCentury) in [(true, true), (true, false), (false, true), (false, false)] {
          let form = DateForm(
            order: order,
            separator: separator,
            isPadded: isPadded,
            hasCentury: hasCentury
          )
          if form.pattern == pattern {
            self = form
            return
          }
        }
      }
    }
    return nil
  }

  /// A day in this form.
  package func text(of date: CalendarDate) -> String {
    joined(
      year: CalendarDate.padded(hasCentury ? date.year : date.year % 100, to: hasCentury ? 4 : 2),
      month: CalendarDate.padded(date.month, to: isPadded ? 2 : 1),
      day: CalendarDate.padded(date.day, to: isPadded ? 2 : 1)
    )
  }

  private func joined(year: String, month: String, day: String) -> String {
    let parts =
      switch order {
      case .dayFirst: [day, month, year]
      case .monthFirst: [month, day, year]
      case .yearFirst: [year, month, day]
      }
    return parts.joined(separator: separator.map { String(decoding: [$0], as: UTF8.self) } ?? "")
  }
}
