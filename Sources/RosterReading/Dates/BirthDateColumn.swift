/// Determines how a column writes dates from all of its cells.
///
/// Day and month are never guessed: an order is chosen if the cells exclude the others, and is a
/// question where they do not and the answer matters.
package struct BirthDateColumn: Sendable {
  /// The cells that exclude an order have to be this many times those that exclude the chosen one,
  /// so that a slip of the pen in a long list is a doubt, and two habits in a short one a question.
  private static let clearMajority = 20

  /// The order that the user named; it is not questioned.
  private let givenOrder: DateOrder?
  /// The order of an earlier file with the same headings, which holds where this one excludes none.
  private let rememberedOrder: DateOrder?
  private let today: CalendarDate?
  /// For each order, the number of cells that are a date in another one and not in it.
  private var excluded = [Int](repeating: 0, count: DateOrder.allCases.count)
  /// The number of cells that are another day in another order.
  private var openCells = 0
  /// The first such cell.
  private var firstOpen: DateNumbers?
  /// How the days are written, with the number of cells.
  private var forms: [DateForm: Int] = [:]

  /// Begins with a column.
  ///
  /// `order`: the order that the user named, or nil to detect it. `rememberedOrder`: that of an earlier file
  /// with the same headings. `today`: the last possible day.
  package init(
    order: DateOrder? = nil,
    rememberedOrder: DateOrder? = nil,
    today: CalendarDate? = nil
  ) {
    givenOrder = order
    self.rememberedOrder = rememberedOrder
    self.today = today
  }

  /// Adds one cell that was already read.
  package mutating func survey(_ reading: DateReading) {
    switch reading {
    case .empty, .unreadable: return
    case .day: forms[.iso, default: 0] += 1
    case .numbers(let numbers):
      guard numbers.ownOrder == nil, count(numbers) else { return }
      let form = DateForm(
        order: .dayFirst,
        separator: numbers.separator,
        isPadded: numbers.isPadded ?? true,
        hasCentury: numbers.hasCentury
      )
      // Numbers of two digits do not tell whether smaller ones have a zero in front.
      forms[form, default: 0] += numbers.isPadded == nil ? 0 : 1
    }
  }

  /// Adds one cell.
  package mutating func survey(_ cell: String) { survey(DateReading(cell)) }

  /// Counts what the numbers exclude; false if they are no day in any order.
  private mutating func count(_ numbers: DateNumbers) -> Bool {
    var dayFirst = possible(numbers, .dayFirst)
    var monthFirst = possible(numbers, .monthFirst)
    var yearFirst = numbers.mayBeginWithYear ? possible(numbers, .yearFirst) : nil
    // Two digits are first the birthday of a pupil, where that tells the orders apart.
    if !numbers.hasCentury, isPupil(dayFirst) || isPupil(monthFirst) || isPupil(yearFirst) {
      if !isPupil(dayFirst) { dayFirst = nil }
      if !isPupil(monthFirst) { monthFirst = nil }
      if !isPupil(yearFirst) { yearFirst = nil }
    }
    guard let date = dayFirst ?? monthFirst ?? yearFirst else { return false }
    if dayFirst == nil { excluded[DateOrder.dayFirst.place] += 1 }
    if monthFirst == nil { excluded[DateOrder.monthFirst.place] += 1 }
    if yearFirst == nil { excluded[DateOrder.yearFirst.place] += 1 }
    if (monthFirst ?? date) != date || (yearFirst ?? date) != date {
      openCells += 1
      if firstOpen == nil { firstOpen = numbers }
    }
    return true
  }

  private func possible(_ numbers: DateNumbers, _ order: DateOrder) -> CalendarDate? {
    numbers.date(in: order, today: today).flatMap {
      BirthDateDecision.isPossible($0, today: today) ? $0 : nil
    }
  }

  private func isPupil(_ date: CalendarDate?) -> Bool {
    guard let date, let today else { return false }
    return AgeNotes.pupils.contains(Double(date.years(until: today)))
  }

  /// The decision from the cells seen so far.
  package var decision: BirthDateDecision {
    let remembered = chosenOrder == nil ? usableOrder : nil
    let order = givenOrder ?? chosenOrder ?? remembered
    // A form of numbers also says their order, so it comes before a more frequent one without.
    let used = forms.filter { order != nil && $0.key != .iso }
    var form = used.max { ($0.value, $1.key.pattern) < ($1.value, $0.key.pattern) }?.key ?? .iso
    if form != .iso, let order { form.order = order }
    return BirthDateDecision(
      order: order,
      form: form,
      today: today,
      isRemembered: givenOrder == nil && remembered != nil,
      question: order == nil && openCells > 0 ? question : nil
    )
  }

  /// The remembered order, if a cell needs one and none contradicts it.
  private var usableOrder: DateOrder? {
    rememberedOrder.flatMap { openCells > 0 && excluded[$0.place] == 0 ? $0 : nil }
  }

  private var chosenOrder: DateOrder? {
    DateOrder.allCases.first { order in
      DateOrder.allCases.allSatisfy { other in
        other == order
          || excluded[other.place] > 0
            && excluded[order.place] * Self.clearMajority <= excluded[other.place]
      }
    }
  }

  private var question: BirthDateDecision.Question? {
    guard let firstOpen else { return nil }
    let days = firstOpen.orders.compactMap { order in
      possible(firstOpen, order).map { BirthDateDecision.Meaning(order: order, date: $0) }
    }
    let isMixed = excluded[0] > 0 && excluded[1] > 0
    return .init(cell: firstOpen.text, meanings: days, isMixed: isMixed, cells: openCells)
  }
}

/// How every cell of a column of birth dates is read.
package struct BirthDateDecision: Equatable, Sendable {
  /// One day that a cell can be.
  package struct Meaning: Equatable, Sendable {
    package let order: DateOrder
    package let date: CalendarDate
  }

  /// What only the user can tell.
  package struct Question: Equatable, Sendable {
    /// The first cell that is another day in another order.
    package let cell: String
    package let meanings: [Meaning]
    /// Whether some cells exclude the day in front, and others the month.
    package let isMixed: Bool
    /// The number of cells that are another day in another order.
    package let cells: Int
  }

  /// The order of the numbers; nil where no cell needs it, or if it is a question.
  package let order: DateOrder?
  /// How most cells are written.
  package let form: DateForm
  private let today: CalendarDate?
  /// Whether the order is that of an earlier file with the same headings.
  let isRemembered: Bool
  /// Nil if every cell can be read.
  package let question: Question?

  init(
    order: DateOrder?,
    form: DateForm,
    today: CalendarDate?,
    isRemembered: Bool = false,
    question: Question? = nil
  ) {
    (self.order, self.form, self.today, self.question) = (order, form, today, question)
    self.isRemembered = isRemembered
  }

  /// The decision of an earlier import.
  ///
  /// `today`: the day of that import.
  package init(remembered form: DateForm, today: CalendarDate?) {
    self.init(order: form == .iso ? nil : form.order, form: form, today: today)
  }

  /// Whether every cell is read alike in both.
  func agrees(with other: Self) -> Bool { order == other.order && question == nil }

  /// The most years a birthday can be away.
  package static let mostYears = 120

  /// Whether somebody of a school can be born on the day.
  static func isPossible(_ date: CalendarDate, today: CalendarDate?) -> Bool {
    guard let today else { return true }
    return date <= today && date.years(until: today) <= mostYears
  }

  /// The birthday in a cell; nil where it has none, or one that cannot be.
  package func date(for reading: DateReading) -> CalendarDate? {
    let date: CalendarDate? =
      switch reading {
      case .empty, .unreadable: nil
      case .day(let date): date
      case .numbers(let numbers):
        if let order = numbers.ownOrder ?? order {
          numbers.date(in: order, today: today)
        } else {
          same(numbers)
        }
      }
    return date.flatMap { Self.isPossible($0, today: today) ? $0 : nil }
  }

  /// The birthday in a cell.
  package func date(for cell: String) -> CalendarDate? { date(for: DateReading(cell)) }

  /// The day that a cell is in every order in which it is one.
  private func same(_ numbers: DateNumbers) -> CalendarDate? {
    let days = Set(
      numbers.orders.compactMap { numbers.date(in: $0, today: today) }
        .filter { Self.isPossible($0, today: today) }
    )
    return days.count == 1 ? days.first : nil
  }
}

extension DateNumbers {
  /// As it is written, but for spaces and zeros in front.
  var text: String {
    let padding = isPadded == false ? 1 : 2
    let parts =
      [first, second].map { CalendarDate.padded($0, to: padding) }
      + [CalendarDate.padded(third, to: hasCentury ? 4 : 2)]
    return parts.joined(separator: separator.map { String(decoding: [$0], as: UTF8.self) } ?? "")
  }
}

extension DateOrder {
  fileprivate var place: Int {
    switch self {
    case .dayFirst: 0
    case .monthFirst: 1
    case .yearFirst: 2
    }
  }
}
