import Foundation
import Testing

/// Files of cells that are none: a sentence with line and reason, status 65, and nothing stored.
struct CellRefusalTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let what: String
    let file: String
    let says: String

    var testDescription: String { what }
  }

  private static let good = ["F,7,12,1600,5", "M,7,12,1700,5", ",7,12,1650,5"]

  private static func file(_ line: String, at place: Int = 1) -> String {
    var lines = good
    lines.insert(line, at: place)
    return ([CountedRoster.headings] + lines.map { "\(CountedRoster.signature),\($0)" })
      .joined(separator: "\n")
  }

  static let cases: [Case] = [
    Case(
      what: "a negative count",
      file: file("F,7,12,1610,-1"),
      says: "cells.csv:3: the count \"-1\""
    ),
    Case(what: "nobody", file: file("F,7,12,1610,0"), says: "cells.csv:3: the count \"0\""),
    Case(what: "a fraction", file: file("F,7,12,1610,2.5"), says: "cells.csv:3: the count \"2.5\""),
    Case(what: "an exponent", file: file("F,7,12,1610,1.0E7"), says: "the count \"1.0E7\""),
    Case(what: "no number", file: file("F,7,12,1610,NaN"), says: "the count \"NaN\""),
    Case(what: "a plus sign", file: file("F,7,12,1610,+3"), says: "the count \"+3\""),
    Case(
      what: "more than can be counted",
      file: file("F,7,12,1610,9007199254740993"),
      says: "cells.csv:3: all cells together have more than 2^53 students"
    ),
    Case(
      what: "more than fits a number",
      file: file("F,7,12,1610,99999999999999999999"),
      says: "the count \"99999999999999999999\""
    ),
    Case(what: "a height that is none", file: file("F,7,12,NaN,5"), says: "the height \"NaN\""),
    Case(what: "centimetres", file: file("F,7,12,172.5,5"), says: "the height \"172.5\""),
    Case(what: "another unit", file: file("F,7,12,172,5"), says: "is the column in another unit?"),
    Case(what: "a giant", file: file("F,7,12,2601,5"), says: "the height \"2601\""),
    Case(what: "an age that is none", file: file("F,7,12.5,1610,5"), says: "the age \"12.5\""),
    Case(
      what: "a cell twice",
      file: file("F,7,12,1600,5", at: 3),
      says: "cells.csv:5: the same cell stands in line 2"
    ),
    Case(
      what: "nothing and nothing in quotes",
      file: file("\"\",7,12,1650,5", at: 3),
      says: "the same cell stands in line 4"
    ),
    Case(
      what: "a line that is cut off",
      file: file("F,7,12", at: 3),
      says: "cells.csv:5: the line has 4 cells and the headings are 6; is the file cut off?"
    ),
    Case(what: "an open quote", file: file("\"F,7,12,1610,5", at: 3), says: "cells.csv:5: a quote"),
    Case(
      what: "another header",
      file: "gender,height\nF,160\n",
      says: "cells.csv:1: the columns signature, group_name, age, height_mm, students are missing"
    ),
    Case(
      what: "a list of students",
      file: Rosters.small,
      says: "a list of students is read with \"studentdb import\""
    ),
    Case(what: "nothing", file: "", says: "cells.csv: the file is empty"),
    Case(what: "headings alone", file: CountedRoster.headings + "\n", says: "no cell"),
    Case(
      what: "no signature",
      file: CountedRoster.headings + "\n,F,7,12,1600,5\n",
      says: "cells.csv:2: \"\" is not the signature of this query"
    ),
    Case(
      what: "a signature of something else",
      file: CountedRoster.headings + "\nstudentdb cells 2 mm,F,7,12,1600,5\n",
      says: "cells.csv:2: \"studentdb cells 2 mm\" is not the signature"
    ),
    Case(
      what: "two signatures",
      file: CountedRoster.cells("F,7,12,1600,5")
        + CountedRoster.signature.replacing("duckdb", with: "spark") + ",M,7,12,1700,5\n",
      says: "cells.csv:3: the signature is another one"
    ),
    Case(
      what: "unknown words",
      file: CountedRoster.cells(
        "F,7,12,1600,5",
        "M,7,12,1700,5",
        "Femal,7,12,1650,7",
        "Zz,7,12,1650,9"
      ),
      says: "\"Zz\" (9), \"Femal\" (7); say what they mean (a gender, missing or declined): "
        + "studentdb impute --cells cells.csv --gender-words Zz=GENDER,Femal=female"
    ),
    Case(
      what: "codes",
      file: CountedRoster.cells("1,7,12,1600,5", "2,7,12,1700,5"),
      says: "studentdb impute --cells cells.csv --gender-words 1=GENDER,2=GENDER"
    ),
    Case(
      what: "a cell that the query would have merged",
      file: CountedRoster.cells("F,7,12,1600,5").replacing("minimum=1 ", with: "minimum=10 "),
      says:
        "cells.csv:2: the cell has 5 students, and the query says that cells below 10 were merged"
    ),
    Case(
      what: "heights in another unit",
      file: CountedRoster.cells("F,7,12,-1,5", "M,7,12,-1,5"),
      says: "no height is one from 50 to 260 cm, of 10 students"
    ),
    Case(
      what: "two classes that look alike",
      file: CountedRoster.cells("F,\u{FC},12,1600,5", "M,u\u{308},12,1700,5"),
      says: "is written with other bytes than a class before"
    ),
    Case(
      what: "a class for each student",
      file: CountedRoster.cells(),
      says: "more than 2000 classes"
    ),
  ]

  @Test(arguments: cases)
  func `what the query cannot have answered is refused with its line`(wrong: Case) throws {
    var text = wrong.file
    if wrong.what == "a class for each student" {
      text += (0...2_000).map { "\(CountedRoster.signature),F,c\($0),12,1600,1\n" }.joined()
    }
    let world = try TestWorld(["cells.csv": text])
    let answer = world.run("impute", "--cells", "cells.csv")
    #expect(answer.status == 65)
    #expect(answer.messages.contains(wrong.says), "\(answer.messages)")
    #expect(world.contents == ["cells.csv"])
  }

  @Test func `line ends, marks and separators are read as at an import`() throws {
    let roster = CountedRoster.children()
    let plain = try TestWorld(["cells.csv": roster.cells])
    #expect(plain.run("impute", "--cells", "cells.csv").status == 0)
    let digest = try plain.json("show", "r1")["input_digest"].text
    let semicolons = roster.cells.replacing("sha256", with: "SHA").replacing(",", with: ";")
      .replacing("SHA", with: "sha256")
    var utf16: [UInt8] = [0xFF, 0xFE]
    for unit in roster.cells.utf16 { utf16 += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    let files = [
      Array(roster.cells.replacing("\n", with: "\r\n").utf8),
      [0xEF, 0xBB, 0xBF] + Array(roster.cells.utf8), Array(semicolons.utf8), utf16,
    ]
    for bytes in files {
      let world = try TestWorld()
      try world.write(bytes, to: "cells.csv")
      #expect(world.run("impute", "--cells", "cells.csv").status == 0)
      #expect(try world.json("show", "r1")["input_digest"].text == digest)
    }
  }

  @Test func `rows that are missing are noticed where their number was said`() throws {
    let world = try TestWorld(["cells.csv": CountedRoster.children().cells])
    let answer = world.run("impute", "--cells", "cells.csv", "--rows", "601")
    #expect(answer.status == 65)
    #expect(answer.messages.contains("its cells are 600 rows, and --rows says 601"))
    #expect(world.contents == ["cells.csv"])
  }

  @Test(arguments: [
    ["--rows", "5"], ["--query", "q.sql"], ["--engine-says", "x"], ["--gender-words", "1=male"],
    ["--cells", "c.csv", "--model", "r1"], ["--cells", "c.csv", "--rerun", "r1"],
    ["--cells", "c.csv", "--names", "own"], ["--cells", "-", "--query", "-"],
    ["--cells", "c.csv", "--rows", "0"], ["--cells", ""],
  ])
  func `options that do not go together are refused`(options: [String]) throws {
    #expect(try TestWorld().run(["impute"] + options).status == 64)
  }

  @Test func `a file of cells that is not there is said so`() throws {
    let answer = try TestWorld().run("impute", "--cells", "cells.csv")
    #expect(answer.status == 66)
  }
}
