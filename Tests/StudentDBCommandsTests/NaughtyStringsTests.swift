import Foundation
import RosterReading
import TestSupport
import Testing

/// The Big List of Naughty Strings as names, ids, genders and other cells.
@Suite(.enabled(if: SharedFolder.exists, "the folder shared is not there"))
struct NaughtyStringsTests {
  static let strings: [String] = {
    let bytes = (try? SharedFolder.bytes("data/blns/blns.json")) ?? []
    let json = try? JSONSerialization.jsonObject(with: Data(bytes))
    // NUL is no text: a line with it is rejected, which has a test of its own.
    return (json as? [String] ?? []).filter { !$0.unicodeScalars.contains("\0") }
  }()

  /// A file with a student for each string, every cell in quotes.
  private static func roster(_ row: (Int, String) -> [String], headings: [String]) -> String {
    let rows = [headings] + strings.enumerated().map(row)
    return rows.map { cells in
      cells.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",")
    }.joined(separator: "\n") + "\n"
  }

  static let names = roster(
    { ["n\($0)", $1, $0 % 2 == 0 ? "F" : "M", "\(150 + $0 % 40)"] },
    headings: ["id", "name", "gender", "height"]
  )
  static let others = roster(
    { ["Student \($0)", "F", $1, "160", $1] },
    headings: ["name", "gender", "x", "height", "y\"\n,"]
  )

  @Test func `there are some five hundred`() {
    #expect(Self.strings.count > 500)
  }

  @Test func `as names they are listed in JSON as they came`() throws {
    let world = try TestWorld(["class.csv": Self.names])
    let imported = try world.json("import", "class.csv")["imports"][0]
    #expect(imported["added"].integer == Self.strings.count)
    let names = try world.json("list").array.map { $0["name"].text ?? "" }
    #expect(names.count == Self.strings.count)
    for (name, string) in zip(names, Self.strings) {
      #expect(Array(name.utf8) == Array(string.utf8))
    }
  }

  @Test(arguments: [names, others])
  func `an export gives the file back byte for byte`(roster: String) throws {
    let world = try TestWorld(["class.csv": roster])
    #expect(world.run("import", "class.csv").status == 0)
    #expect(world.run("export", "--columns", "original").output == Array(roster.utf8))
    #expect(try world.json("verify")["ok"].bool == true)
  }

  @Test func `a student with a naughty name is found by it`() throws {
    let world = try TestWorld(["class.csv": Self.names])
    _ = world.run("import", "class.csv")
    var counts: [[UInt8]: Int] = [:]
    for string in Self.strings { counts[Array(string.utf8), default: 0] += 1 }
    for (place, string) in Self.strings.enumerated().filter({ $0.offset % 10 == 3 }) {
      guard counts[Array(string.utf8)] == 1, !string.isEmpty, !string.hasPrefix("-"),
        Int(string) == nil,
        // What cannot be seen is no name to ask by; such a student has a number.
        string.unicodeScalars.contains(where: { $0.properties.generalCategory != .control })
      else { continue }
      let shown = world.run("show", string, "--json")
      if shown.status == 64 {
        // Others have the same name but for capitals or what cannot be seen.
        #expect(shown.messages.contains("number:\(place + 1)"), "\(string)")
        continue
      }
      #expect(try shown.json["id"].text == "n\(place)", "\(string)")
    }
  }

  @Test func `on the screen every line of the list is one student`() throws {
    let world = try TestWorld(["class.csv": Self.names])
    _ = world.run("import", "class.csv")
    // A heading, the students, their count, and the end of the last line.
    #expect(world.run("list").outputLines.count == Self.strings.count + 3)
  }
}
