import Testing

@testable import RosterReading

/// The dates of real lists, and what is no date; the expected days were read by hand.
struct DateReadingTests {
  private static let today = CalendarDate(year: 2026, month: 9, day: 1)

  private func day(_ cell: String, _ order: DateOrder? = nil) -> String? {
    let column = BirthDateColumn(order: order, today: Self.today)
    return column.decision.date(for: cell)?.text
  }

  @Test(arguments: [
    "2012-03-07", " 2012-03-07 ", "2012/03/07", "2012.3.7", "20120307", "2012-03-07T00:00:00",
    "2012-03-07T00:00:00.000Z", "2012-03-07 00:00:00", "7 Mar 2012", "7. März 2012",
    "7. Maerz 2012",
    "07-Mar-2012", "Mar 7, 2012", "March 7th, 2012", "7th of March 2012", "7 de marzo de 2012",
    "7 mars 2012", "7 março 2012", "7 maart 2012", "7 marca 2012", "7 MAR 2012", "7 Mar 12",
    "７. ３. ２０１２",
  ])
  func `a day that needs no order`(cell: String) {
    let order: DateOrder? = cell.hasPrefix("７") ? .dayFirst : nil
    #expect(day(cell, order) == "2012-03-07")
  }

  @Test(arguments: [
    ("7.3.2012", DateOrder.dayFirst), ("07.03.2012", .dayFirst), ("7. 3. 2012", .dayFirst),
    ("7.3.2012.", .dayFirst), ("07/03/2012", .dayFirst), ("7-3-2012", .dayFirst),
    ("07032012", .dayFirst), ("7.3.12", .dayFirst), ("07/03/12 00:00", .dayFirst),
    ("3/7/2012", .monthFirst), ("03-07-2012", .monthFirst), ("3/7/12", .monthFirst),
    ("03072012", .monthFirst), ("3/7/2012 12:00:00 AM", .monthFirst), ("12-03-07", .yearFirst),
    ("7\u{2013}3\u{2013}2012", .dayFirst), ("7.3.2012\u{A0}", .dayFirst),
  ])
  func `numbers in the order of their column`(cell: String, order: DateOrder) {
    #expect(day(cell, order) == "2012-03-07")
  }

  @Test(arguments: [
    "31.2.2012", "30.02.2012", "29.02.2011", "32.1.2012", "0.1.2012", "1.0.2012", "00.00.0000",
    "1.13.2012", "2.9.2026", "01.01.1900", "31.8.1905", "2012-02-30", "2026-09-02", "1.1", "2012",
    "2012-03", "7.3/2012", "7.3.2012 23:00", "2012-03-06T23:00:00Z", "abc", "7. Foo 2012",
    "40975", "7.3.", "7..3.2012", "-7.3.2012", "7.3.2012x", "1e3", "7.3.120", "7.3.20123",
    "99999999999999999999", "7 3 2012 5", "März 2012", "7 mar 20 12", "Berlin",
  ])
  func `what is no day on which a pupil can be born`(cell: String) {
    #expect(day(cell, .dayFirst) == nil)
    #expect(DateReading(cell) != .empty)
  }

  @Test(arguments: ["", " ", "-", "?", "NA", "n/a", "unknown", "unbekannt", "\u{A0}"])
  func `a word for nothing is nothing`(cell: String) {
    #expect(DateReading(cell) == .empty)
  }

  @Test(arguments: [
    ("1.9.26", "2026-09-01"), ("2.9.26", "1926-09-02"), ("1.1.00", "2000-01-01"),
    ("1.1.99", "1999-01-01"), ("29.2.00", "2000-02-29"), ("29.2.24", "2024-02-29"),
  ])
  func `two digits of a year are the newest that is not after today`(cell: String, text: String) {
    #expect(day(cell, .dayFirst) == text)
  }

  @Test func `two digits of a year are none where nobody says what today is`() {
    #expect(BirthDateColumn(order: .dayFirst).decision.date(for: "7.3.12") == nil)
    #expect(BirthDateColumn(order: .dayFirst).decision.date(for: "7.3.2012")?.text == "2012-03-07")
  }

  /// Counted on a calendar.
  @Test(arguments: [
    ("2012-03-07", "2026-03-06", 13), ("2012-03-07", "2026-03-07", 14),
    ("2012-02-29", "2025-02-28", 12),
    ("2012-02-29", "2025-03-01", 13), ("2012-12-31", "2013-01-01", 0),
    ("2012-03-07", "2012-03-07", 0),
  ])
  func `completed years`(born: String, on: String, years: Int) throws {
    let born = try #require(CalendarDate(iso: born))
    #expect(born.years(until: try #require(CalendarDate(iso: on))) == years)
  }

  @Test func `every day of four centuries and no other is a day`() {
    var days = 0
    for year in 1801...2200 {
      for month in 0...13 {
        for day in 0...32 where CalendarDate(year: year, month: month, day: day) != nil {
          days += 1
        }
      }
    }
    #expect(days == 146_097, "the Gregorian cycle")
  }
}

/// Day and month are never guessed.
struct BirthDateColumnTests {
  private static let today = CalendarDate(year: 2026, month: 9, day: 1)

  private func decision(_ cells: [String], order: DateOrder? = nil) -> BirthDateDecision {
    var column = BirthDateColumn(order: order, today: Self.today)
    for cell in cells { column.survey(cell) }
    return column.decision
  }

  @Test(arguments: [
    (["07.03.2012", "25.12.2011"], DateOrder.dayFirst, "DD.MM.YYYY"),
    (["7.3.2012", "25.12.2011", "1.10.2011"], .dayFirst, "D.M.YYYY"),
    (["03/07/2012", "12/25/2011"], .monthFirst, "MM/DD/YYYY"),
    (["3/7/12", "12/25/11"], .monthFirst, "M/D/YY"),
    (["07032012", "25122011"], .dayFirst, "DDMMYYYY"),
    (["12-03-07", "11-12-25", "13-01-30"], .yearFirst, "YY-MM-DD"),
    (["07-03-12", "25-12-11", "28-01-13"], .dayFirst, "DD-MM-YY"),
  ])
  func `one cell that fits one order alone decides`(
    cells: [String],
    order: DateOrder,
    form: String
  ) {
    let decision = decision(cells)
    #expect(decision.order == order)
    #expect(decision.form.pattern == form)
    #expect(decision.question == nil)
  }

  @Test func `cells that fit both orders are a question with both days`() {
    let question = decision(["", "03/07/2012", "5/5/2012", "04/08/2011"]).question
    #expect(question?.cell == "03/07/2012")
    #expect(question?.cells == 2)
    #expect(question?.meanings.map(\.date.text) == ["2012-07-03", "2012-03-07"])
    #expect(question?.meanings.map(\.order) == [.dayFirst, .monthFirst])
  }

  @Test func `where both orders give the same day there is no question`() {
    let decision = decision(["5.5.2012", "7.7.2011", "2012-01-02"])
    #expect(decision.question == nil)
    #expect(decision.date(for: "5.5.2012")?.text == "2012-05-05")
  }

  @Test func `an answer is not questioned, and what does not fit it is no day`() {
    let decision = decision(["03/07/2012", "12/25/2011"], order: .dayFirst)
    #expect(decision.question == nil)
    #expect(decision.date(for: "03/07/2012")?.text == "2012-07-03")
    #expect(decision.date(for: "12/25/2011") == nil)
  }

  @Test func `two habits in a short list are a question`() {
    let question = decision(["25.12.2011", "12.25.2011", "3.7.2012"]).question
    #expect(question?.isMixed == true)
  }

  @Test func `one slip in a long list is a doubt alone`() {
    let cells = (1...20).map { "2\($0 % 8 + 1).3.2012" } + ["3.25.2012", "3.7.2012"]
    let decision = decision(cells)
    #expect(decision.order == .dayFirst)
    #expect(decision.date(for: "3.25.2012") == nil)
    #expect(decision.date(for: "3.7.2012")?.text == "2012-07-03")
  }

  @Test func `a short list with two digits between hyphens is a question among three`() {
    #expect(
      decision(["12-03-07"]).question?.meanings.map(\.date.text) == [
        "2007-03-12", "2007-12-03", "2012-03-07",
      ]
    )
  }

  @Test func `a day in the form of the column is read as that day`() throws {
    let day = try #require(CalendarDate(year: 2012, month: 3, day: 7))
    for cells in [["25.12.2011"], ["12/25/11"], ["2.1.2011", "25.2.2011"], ["25122011"]] {
      let decision = decision(cells)
      #expect(decision.date(for: decision.form.text(of: day)) == day)
      #expect(DateForm(pattern: decision.form.pattern) == decision.form)
    }
  }
}
