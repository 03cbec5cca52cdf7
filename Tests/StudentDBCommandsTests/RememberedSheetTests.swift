import Foundation
import TestSupport
import Testing

/// What was answered for one file holds for the next one, as seen from the command line.
struct RememberedSheetTests {
  private func world() throws -> TestWorld {
    let world = try TestWorld()
    for name in ["oct.xlsx", "nov.xlsx"] {
      let data = try #require(Data(base64Encoded: Workbooks.two.filter { !$0.isWhitespace }))
      // Bytes behind the end of an archive change the file, not what is in it.
      try world.write([UInt8](data) + (name == "nov.xlsx" ? [0x0A] : []), to: name)
    }
    return world
  }

  @Test func `the sheet that was named once is read again`() throws {
    let world = try world()
    #expect(world.run("import", "oct.xlsx").status == 65)
    #expect(world.run("import", "oct.xlsx", "--sheet", "7c").status == 0)
    #expect(world.run("import", "nov.xlsx", "--fresh").status == 65)
    let answer = try world.json("import", "nov.xlsx")["imports"][0]
    #expect(answer["sheet"].text == "7c")
    #expect(answer["as_for"]["import"].text == "i1")
    #expect(answer["as_for"]["sheet"].text == "7c")
  }

  @Test func `two sheets that were read before are a question again`() throws {
    let world = try world()
    #expect(world.run("import", "oct.xlsx", "--sheet", "7c").status == 0)
    #expect(world.run("import", "oct.xlsx", "--sheet", "7b").status == 0)
    #expect(world.run("import", "nov.xlsx").status == 65)
  }

  @Test func `one line says what was used, and options have priority`() throws {
    let world = try TestWorld([
      "oct.csv": "Name;Geschlecht;Groesse\nAnna;1;160\nBen;2;170\n",
      "nov.csv": "Name;Geschlecht;Groesse\nAnna;1;161\nBen;2;171\n",
      "dec.csv": "Name;Geschlecht;Groesse\nAnna;1;162\nBen;2;172\n",
    ])
    // Nothing to forget yet.
    #expect(world.run("import", "oct.csv", "--fresh").status == 65)
    #expect(world.run("import", "oct.csv", "--gender-words", "1=female,2=male").status == 0)
    let answer = world.run("import", "nov.csv")
    #expect(answer.status == 0)
    #expect(
      answer.text.contains(
        "  as for i1   1 -> female, 2 -> male; --fresh reads the file without this\n"
      )
    )
    #expect(world.run("import", "dec.csv", "--fresh").status == 65)
    let given = try world.json("import", "dec.csv", "--gender-words", "1=female,2=male")
    #expect(given["imports"][0]["as_for"].isNull)
  }
}
