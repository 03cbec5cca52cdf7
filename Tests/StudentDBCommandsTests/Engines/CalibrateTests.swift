import Foundation
import Testing

/// `model calibrate`, and `diff` of runs on cells.
struct CalibrateTests {
  @Test func `blind answers about a sample say how often a run on cells is right`() throws {
    let roster = CountedRoster.children()
    var sample = "id,name,gender,height_cm,class\n"
    for number in 1...6 { sample += "\(number),Tall \(number),,182.\(number),\"7\"\"a\"\n" }
    // Every child three times, so that a cell is more than one student.
    let cells = roster.cells.replacing(",1\n", with: ",3\n")
    let world = try TestWorld(["cells.csv": cells, "sample.csv": sample])
    let counted = world.run("impute", "--cells", "cells.csv", "--by", "none", "--family", "normal")
    #expect(counted.status == 0, "\(counted.text)")
    let nobody = world.run("model", "calibrate", "r1")
    #expect(nobody.status == 0)
    #expect(nobody.text.contains("Nobody has answered blind"))
    #expect(world.run("import", "sample.csv").status == 0)
    #expect(world.run("impute", "--model", "r1").status == 0)
    for number in 1...6 {
      // One of six is a tall girl.
      let gender = number == 3 ? "female" : "male"
      let answer = world.run(
        "review",
        "decide",
        "number:\(number)",
        "--gender",
        gender,
        "--blind"
      )
      #expect(answer.status == 0, "\(answer.messages)")
    }
    let calibration = try world.json("model", "calibrate", "r1")
    let whole = calibration["whole"]
    #expect(whole["answered"].integer == 6)
    #expect(abs(try #require(whole["right"].number) - 5.0 / 6) < 1e-12)
    let band = try #require(
      calibration["bands"].array.first { $0["sample"]["answered"].integer == 6 }
    )
    // As many students as the cells of that band have.
    let stored = try world.run(
      "query",
      "SELECT sum(student_count) AS n, sum(student_count * confidence) AS c FROM evidence_cell WHERE run = 1 AND confidence >= 0.99",
      "--json"
    ).json[0]
    #expect(band["band"].text == "0.99 or more")
    #expect(band["students"].integer == stored["n"].integer)
    let stated = try #require(whole["stated"].number)
    let mean = try #require(stored["c"].number) / Double(try #require(stored["n"].integer))
    #expect(abs(stated - mean) < 1e-9)
    let asked = try #require(
      world.run("query", "SELECT missing_count AS n FROM imputation_run WHERE id = 1", "--json")
        .json[0]["n"].integer
    )
    let covered = Double(try #require(stored["n"].integer)) / Double(asked)
    #expect(abs(try #require(whole["covered"].number) - covered) < 1e-12)
  }

  @Test func `a sample says by itself how many students each of it stands for`() throws {
    let roster = CountedRoster.children()
    let warehouse = try TestWorld(["cells.csv": roster.cells])
    let counted = warehouse.run(
      "impute",
      "--cells",
      "cells.csv",
      "--by",
      "none",
      "--family",
      "normal"
    )
    #expect(counted.status == 0, "\(counted.text)")
    #expect(warehouse.run("model", "export", "r1", "-o", "model.json").status == 0)
    var sample = "id,name,gender,height_cm,studentdb_stratum,studentdb_band,studentdb_in_band\n"
    for number in 1...4 {
      sample += "\(number),Tall \(number),,183.\(number),(all),0.99 or more,900\n"
    }
    for number in 5...6 {
      sample += "\(number),Middle \(number),,165.\(number),(all),below 0.6,100\n"
    }
    sample += "7,Unasked,,170,(all),0.7 to 0.8,250\n"
    let world = try TestWorld([
      "model.json": try #require(warehouse.text("model.json")), "sample.csv": sample,
    ])
    #expect(world.run("import", "sample.csv").status == 0)
    #expect(world.run("model", "import", "model.json").status == 0)
    // Without a recorded gender it has nobody to prove itself on, and shows nothing.
    #expect(world.run("impute", "--model", "r1").status == 3)
    for number in 1...6 {
      // All four tall ones are boys; of the two in the middle one is what the model says.
      let gender = number == 5 ? "female" : "male"
      #expect(
        world.run("review", "decide", "number:\(number)", "--gender", gender).status == 0
      )
    }
    let whole = try world.json("model", "calibrate", "r1")["whole"]
    #expect(whole["answered"].integer == 6)
    // 900 of 900 and 50 of 100, of 1,250 students.
    #expect(abs(try #require(whole["right"].number) - 0.95) < 1e-12)
    #expect(abs(try #require(whole["covered"].number) - 0.8) < 1e-12)
    let answer = world.run("model", "calibrate", "r1")
    #expect(answer.text.contains("95.0 % are right"), "\(answer.text)")
  }

  @Test func `two runs on cells are compared cell by cell`() throws {
    let roster = CountedRoster.children()
    let world = try TestWorld(["cells.csv": roster.cells])
    _ = world.run("impute", "--cells", "cells.csv", "--by", "none", "--family", "normal")
    _ = world.run("impute", "--cells", "cells.csv", "--by", "none", "--family", "normal")
    _ = world.run("impute", "--cells", "cells.csv", "--by", "group", "--prior", "none")
    let same = world.run("diff", "r1", "r2", "--exit-code")
    #expect(same.status == 0)
    #expect(same.text.contains("Both runs say the same about every cell."))
    let missing = try #require(
      world.run("query", "SELECT missing_count AS n FROM imputation_run WHERE id = 1", "--json")
        .json[0]["n"].integer
    )
    #expect(try world.json("diff", "r1", "r2")["students"].integer == missing)
    // Divided otherwise, no cell is in both.
    let other = try world.json("diff", "r1", "r3")
    #expect(other["students"].integer == 0)
    #expect(other["only_from"].integer == missing)
    #expect(other["only_to"].integer == missing)
    #expect(world.run("diff", "r1", "r3", "--exit-code").status == 1)
  }

  @Test func `a cell that moved is listed with its students`() throws {
    let roster = CountedRoster.children()
    // The same children, but every recorded girl 3 cm taller.
    let taller = roster.cells.split(separator: "\n").map { line -> String in
      var cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      if ["F", "female", "weiblich"].contains(cells[1]), let height = Int(cells[4]) {
        cells[4] = "\(height + 30)"
      }
      return cells.joined(separator: ",")
    }.joined(separator: "\n")
    let world = try TestWorld(["cells.csv": roster.cells, "taller.csv": taller])
    _ = world.run("impute", "--cells", "cells.csv", "--by", "none", "--family", "normal")
    _ = world.run("impute", "--cells", "taller.csv", "--by", "none", "--family", "normal")
    let answer = try world.json("diff", "r1", "r2")
    let moved = answer["moved"].array + answer["crossed"].array
    #expect(!moved.isEmpty)
    for cell in moved {
      #expect(cell["height_cm"].number != nil)
      #expect(try #require(cell["students"].integer) >= 1)
      #expect(cell["stratum"].isNull)
    }
  }
}
