/// A single birth date typed by the user, without a column that gives the order of its numbers.
package enum TypedBirthDate {
  /// Parses a typed day, or a word for a missing one: `2012-03-07`, `7 Mar 2012`, `25.3.2012`, `missing`.
  ///
  /// Three numbers are accepted if they have only one reading.
  ///
  /// - Returns: the day, or nil if the birth date is unknown.
  /// - Throws: `RosterError.typedDate` if the text is no day, can be two, or is after today.
  package static func read(
    _ text: String,
    today: CalendarDate?
  ) throws(RosterError) -> CalendarDate? {
    switch DateReading(text) {
    case .empty:
      guard !trimmed(text).isEmpty else { throw .typedDate(text: text, .unreadable) }
      return nil
    case .unreadable: throw .typedDate(text: text, .unreadable)
    case .day(let date):
      guard BirthDateDecision.isPossible(date, today: today) else {
        throw .typedDate(text: text, .impossible(date))
      }
      return date
    case .numbers(let numbers):
      let orders = numbers.ownOrder.map { [$0] } ?? numbers.orders
      let days = Set(orders.compactMap { numbers.date(in: $0, today: today) })
      let possible = days.filter { BirthDateDecision.isPossible($0, today: today) }
      guard let only = possible.first, possible.count == 1 else {
        if !possible.isEmpty { throw .typedDate(text: text, .ambiguous(possible.sorted())) }
        throw .typedDate(text: text, days.first.map { .impossible($0) } ?? .unreadable)
      }
      return only
    }
  }
}

/// Why a typed date is refused.
package enum TypedDateProblem: Sendable, Equatable {
  /// It is no day of the calendar.
  case unreadable
  /// It can be several days.
  case ambiguous([CalendarDate])
  /// Nobody of a school can be born on the day.
  case impossible(CalendarDate)
}
