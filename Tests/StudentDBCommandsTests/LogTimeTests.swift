import Testing

@testable import StudentDBCommands

/// The moments that `log --since` takes, and what it shows from them on.
struct LogTimeTests {
  static let taken: [(String, String)] = [
    ("2026", "2026"), ("2026-09", "2026-09"), ("2026-09-01", "2026-09-01"),
    ("2026-09-01T07:00", "2026-09-01T07:00"), ("2026-09-01 07:00", "2026-09-01T07:00"),
    ("2026-09-01T07:00Z", "2026-09-01T07:00"), ("2026-09-01T07:00:03", "2026-09-01T07:00:03"),
    ("2026-09-01T07:00:03.000Z", "2026-09-01T07:00:03.000"),
    ("2026-09-01t07:00:03.5z", "2026-09-01T07:00:03.5"), ("2024-02-29", "2024-02-29"),
    ("2000-02-29", "2000-02-29"), ("2026-12-31T23:59:59.999", "2026-12-31T23:59:59.999"),
  ]

  @Test(arguments: taken)
  func `a moment is taken as the trail writes it`(typed: String, text: String) {
    #expect(LogTime(argument: typed)?.text == text)
  }

  @Test(arguments: [
    "", "yesterday", "26-09-01", "2026-9-1", "2026-13", "2026-00", "2026-02-29", "1900-02-29",
    "2026-04-31", "2026-09-01T", "2026-09-01T7:00", "2026-09-01T24:00", "2026-09-01T07",
    "2026-09-01T07:60", "2026-09-01T07:00:60", "2026-09-01T07:00:00.1234", "2026-09T07:00",
    "2026-09-01Z", "2026-09-01T07:00+02:00", "2026-09-01T07:00:00.", "2026-09-01-01",
    "01.09.2026", "٢٠٢٦-٠٩-٠١", "2026-09-01T07:00 ", " 2026-09-01", "-026-09-01",
  ])
  func `anything else is none`(typed: String) {
    #expect(LogTime(argument: typed) == nil)
  }

  @Test func `the log begins with the first entry at that moment`() throws {
    let world = try TestWorld.imputed()
    _ = world.run("review", "decide", "21", "--accept")
    let times = try world.json("log").array.compactMap(\.["time"].text)
    #expect(times.count == 4)
    for (place, time) in times.enumerated() {
      let whole = try world.json("log", "--since", time).array.count
      let second = try world.json("log", "--since", time.prefix(19) + "Z").array.count
      #expect(whole == place + 1)
      #expect(second == place + 1)
    }
    #expect(try world.json("log", "--since", "2026-09-02").array.isEmpty)
    #expect(try world.json("log", "--since", "2026").array.count == 4)
  }
}
