import Foundation
import Testing

@testable import Workbook

struct SerialDateTests {
  private func text(
    _ days: Double,
    _ format: DateFormat = .date,
    _ system: SerialDate.System = .from1900
  ) -> String? {
    SerialDate(days, system: system)?.text(format)
  }

  /// Days that Microsoft's documentation and the calendar agree on.
  @Test(arguments: [
    (1, "1900-01-01"), (31, "1900-01-31"), (32, "1900-02-01"), (59, "1900-02-28"),
    (60, "1900-02-29"), (61, "1900-03-01"), (366, "1900-12-31"), (367, "1901-01-01"),
    (36_526, "2000-01-01"), (36_585, "2000-02-29"), (36_586, "2000-03-01"), (39_448, "2008-01-01"),
    (41_776, "2014-05-17"), (73_109, "2100-02-28"), (73_110, "2100-03-01"),
    (2_958_465, "9999-12-31"),
  ])
  func `days are counted from 1900 with the leap day that never was`(day: Double, expected: String)
  {
    #expect(text(day) == expected)
  }

  @Test(arguments: [
    (0, "1904-01-01"), (1, "1904-01-02"), (59, "1904-02-29"), (60, "1904-03-01"),
    (40_314, "2014-05-17"), (2_957_003, "9999-12-31"),
  ])
  func `days are counted from 1904 where a workbook says so`(day: Double, expected: String) {
    #expect(text(day, .date, .from1904) == expected)
  }

  @Test func `every day from March 1900 to 2300 follows the one before`() throws {
    var (year, month, day) = (1900, 3, 1)
    for serial in 61..<146_500 {
      #expect(text(Double(serial)) == String(format: "%04d-%02d-%02d", year, month, day))
      let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
      day += 1
      if day > lengths[month - 1] { (month, day) = (month + 1, 1) }
      if month > 12 { (year, month) = (year + 1, 1) }
    }
  }

  @Test func `a time is there when there is one`() {
    #expect(text(41776.395833333336, .dateAndTime) == "2014-05-17T09:30:00")
    #expect(text(41776.395833333336, .date) == "2014-05-17T09:30:00")
    #expect(text(41776, .dateAndTime) == "2014-05-17")
    #expect(text(41776.9999999999, .date) == "2014-05-18")
    #expect(text(41776.396009838, .dateAndTime) == "2014-05-17T09:30:15.250")
    #expect(text(0.395833333333333, .time) == "09:30:00")
    #expect(text(0, .time) == "00:00:00")
    #expect(text(0.5, .dateAndTime) == "12:00:00")
    #expect(text(0.5, .dateAndTime, .from1904) == "1904-01-01T12:00:00")
    #expect(text(1.5, .time) == "1900-01-01T12:00:00")
    #expect(text(1.5, .elapsed) == "36:00:00")
    #expect(text(0.25, .elapsed) == "06:00:00")
    #expect(text(100.0625, .elapsed) == "2401:30:00")
  }

  @Test func `a number that is no day stays a number`() {
    #expect(text(0) == nil)
    #expect(text(0.5) == nil)
    #expect(text(-1) == nil)
    #expect(text(-0.5, .time) == nil)
    #expect(text(2_958_466) == nil)
    #expect(text(2_958_465.999_999_999_9) == nil)
    #expect(text(2_957_004, .date, .from1904) == nil)
    #expect(text(.infinity) == nil)
    #expect(text(1e300) == nil)
  }
}

struct DateFormatTests {
  @Test(arguments: [
    "yyyy-mm-dd", "dd\\.mm\\.yyyy;@", "m/d/yy", "[$-409]mmmm d, yyyy;@",
    "[$-F800]dddd\\,\\ mmmm\\ dd",
    "YYYY\\-MM\\-DD", "mmm", "mmm\\-yy", "[$-411]ge\\.m\\.d", "yyyy\"年\"m\"月\"d\"日\"",
    "[Red]d/m/yyyy",
    "d.", "_-d/m", "*xd", "dd\\ \"of\"\\ mmmm",
  ])
  func `a format with days, months or years is a date's`(code: String) {
    #expect(DateFormat(code: code) == .date)
  }

  @Test(arguments: ["h:mm", "h:mm:ss AM/PM", "mm:ss", "mm:ss.0", "ss.000", "hh\"h\"mm", "s"])
  func `a format with hours, minutes and seconds is a time's`(code: String) {
    #expect(DateFormat(code: code) == .time)
  }

  @Test(arguments: ["m/d/yy h:mm", "yyyy\\-mm\\-dd\\Thh:mm:ss", "d h", "dd.mm.yyyy hh:mm:ss.00"])
  func `a format with both is both`(code: String) {
    #expect(DateFormat(code: code) == .dateAndTime)
  }

  @Test(arguments: ["[h]:mm:ss", "[mm]:ss", "[s]", "[ss].00", "[HH]:MM"])
  func `a format that counts beyond a day is a length of time`(code: String) {
    #expect(DateFormat(code: code) == .elapsed)
  }

  @Test(arguments: [
    "General", "Standard", "STANDARD", "0", "0.00", "#,##0", "0%", "0.00E+00", "# ?/?", "@", "",
    "0\" cm\"", "0.0\\ \\m", "0 cm", "0.0 m", "#,##0.00 [$€-407]", "\"day\" 0", "[Red]0;[Blue]-0",
    "0;d", "_-* #,##0.00_-;\\-* #,##0.00_-;_-* \"-\"??_-;_-@_-", "[<100]0;0",
    "\"yes\";\"yes\";\"no\"",
    "\\d\\m\\y", "\"d", "[d", "0.0\\s", "000-000",
  ])
  func `other formats are none of a date`(code: String) { #expect(DateFormat(code: code) == nil) }

  @Test func `numbers that stand for a format are known`() {
    let dates = (0..<164).filter { DateFormat(builtIn: $0) == .date }
    #expect(dates == [14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58])
    let times = (0..<164).filter { DateFormat(builtIn: $0) == .time }
    #expect(times == [18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56])
    #expect((0..<164).filter { DateFormat(builtIn: $0) == .dateAndTime } == [22])
    #expect((0..<164).filter { DateFormat(builtIn: $0) == .elapsed } == [46])
  }
}
