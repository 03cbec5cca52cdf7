import RosterReading

/// The sentences about birth dates.
enum DateText {
  /// The question about the order of day and month, with the option that answers it.
  static func words(
    of question: BirthDateDecision.Question,
    file: String,
    heading: String
  ) -> String {
    let days = question.meanings.map { "\($0.date.text) (\(flag($0.order)))" }
    let cells =
      question.cells == 1
      ? "\"\(question.cell)\" can be"
      : "\(question.cells) dates such as \"\(question.cell)\" can be"
    let why =
      question.isMixed
      ? "some dates of the column have the day first and some the month"
      : "no date of the column tells whether the day or the month comes first"
    return
      "\(file), column \"\(heading)\": \(cells) \(days.joined(separator: " or ")), and \(why); say which "
      + "it is (what does not fit is kept as text), or --map birthdate= to read no birth dates"
  }

  private static func flag(_ order: DateOrder) -> String { "--date-order \(order.rawValue)" }

  /// Why a typed date is refused.
  static func words(of problem: TypedDateProblem, typed text: String) -> String {
    switch problem {
    case .unreadable:
      return "\"\(text)\" is not a day of the calendar; write it as year-month-day, such as "
        + "\"2012-03-07\", or \"missing\" if it is unknown"
    case .ambiguous(let days):
      return "\"\(text)\" can be \(days.map(\.text).joined(separator: " or ")); write it like that"
    case .impossible(let day):
      return "\(day.text) is after today, or more than \(BirthDateDecision.mostYears) years ago"
    }
  }
}
