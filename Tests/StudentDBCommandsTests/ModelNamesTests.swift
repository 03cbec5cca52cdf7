import Foundation
import TestSupport
import Testing

/// Names in a model file: only when asked for, only those that five known students have, and of use
/// elsewhere as a reference.
struct ModelNamesTests {
  /// Known pupils by name and gender, boys taller where heights are given.
  private static let known = [
    ("Anna", "F", 12), ("Maria", "F", 9), ("Lea", "F", 5), ("Nina", "F", 4), ("Robin", "F", 3),
    ("Ben", "M", 12), ("Omar", "M", 8), ("Paul", "M", 5), ("Tom", "M", 4), ("Robin", "M", 2),
  ]

  private static func roster(heights: Bool) -> String {
    var lines = ["id,name,gender" + (heights ? ",height" : "")]
    var number = 100
    for (name, gender, count) in known {
      for _ in 0..<count {
        number += 1
        let height = 150 + number * 7 % 20 + (gender == "M" ? 9 : 0)
        lines.append("\(number),\(name) Berg\(number),\(gender)" + (heights ? ",\(height)" : ""))
      }
    }
    lines.append("901,Lea Holm," + (heights ? ",165" : ""))
    lines.append("902,Maria Holm,declined" + (heights ? ",160" : ""))
    return lines.joined(separator: "\n") + "\n"
  }

  private func world(heights: Bool = true) throws -> TestWorld {
    let world = try TestWorld(["class.csv": Self.roster(heights: heights)])
    _ = world.run(["import", "class.csv"] + (heights ? [] : ["--no-height"]))
    #expect(world.run("impute", "--names", "own").status == 0)
    return world
  }

  /// The names of a model file, each with its number of girls and boys.
  private func names(_ text: [UInt8]) throws -> [String: [Int?]] {
    var found: [String: [Int?]] = [:]
    for name in try JSON(parsing: text)["names"].array {
      let students = name["students"]
      found["\(name["role"].text ?? "") \(name["name"].text ?? "")"] = [
        students["female"].integer, students["male"].integer,
      ]
    }
    return found
  }

  @Test func `names that five known students have are exported when asked for, others never`()
    throws
  {
    let world = try world()
    let plain = world.run("model", "export", "r1")
    #expect(try JSON(parsing: plain.output)["names"].value == nil)
    #expect(!plain.text.contains("\"names\"") && plain.messages.isEmpty)
    let answer = world.run("model", "export", "r1", "--names-from", "5")
    #expect(answer.status == 0, "\(answer.messages)")
    // Robin: three girls and two boys. Nina and Tom are four each; who declined is counted nowhere.
    let expected: [String: [Int?]] = [
      "first anna": [12, 0], "first maria": [9, 0], "first lea": [5, 0], "first robin": [3, 2],
      "first ben": [0, 12], "first omar": [0, 8], "first paul": [0, 5],
    ]
    #expect(try names(answer.output) == expected)
    #expect(answer.messages.contains("7 of 9 names of known students: those that 5 or more have"))
    for name in ["nina", "tom", "berg", "holm"] {
      #expect(!answer.text.lowercased().contains(name), "\(name)")
    }
    let more = world.run("model", "export", "r1", "--names-from", "9")
    #expect(try names(more.output).keys.sorted() == ["first anna", "first ben", "first maria"])
    let none = world.run("model", "export", "r1", "--names-from", "13")
    #expect(try names(none.output).isEmpty && none.text.contains("\"names\" : ["))
  }

  @Test(arguments: ["4", "1", "0", "-1"])
  func `fewer than five are refused with the reason`(least: String) throws {
    let world = try world()
    let answer = world.run("model", "export", "r1", "--names-from=\(least)", "-o", "model.json")
    #expect(answer.status == 64)
    #expect(
      answer.messages.contains(
        "--names-from \(least): 5 at least; a name that fewer students have can tell who they are"
      )
    )
    #expect(world.text("model.json") == nil)
  }

  @Test func `a run that learnt no names has none to export`() throws {
    let world = try world()
    _ = world.run("impute", "--names", "off")
    let answer = world.run("model", "export", "r2", "--names-from", "5")
    #expect(answer.status == 65)
    #expect(answer.messages.contains("r2 has learnt no names"))
  }

  @Test func `a model with names is imported without them, and says where they can be used`() throws
  {
    let world = try world()
    _ = world.run("model", "export", "r1", "--names-from", "5", "-o", "model.json")
    let elsewhere = try TestWorld([
      "model.json": try #require(world.text("model.json")),
      "list.csv": "id,name,gender,height\n1,Lea Ek,,150\n2,Ben Ek,M,170\n",
    ])
    _ = elsewhere.run("import", "list.csv")
    let answer = elsewhere.run("model", "import", "model.json")
    #expect(answer.status == 0, "\(answer.messages)")
    #expect(answer.text.contains("The file's 7 names were not imported"))
    #expect(answer.text.contains("--name-reference FILE"))
    let json = try JSON(parsing: elsewhere.run("show", "r1", "--json").output)
    #expect(json["names"].isNull)
    let again = elsewhere.run("model", "import", "model.json", "--json", "-n")
    #expect(try JSON(parsing: again.output)["names_not_imported"].integer == 7)
    #expect(elsewhere.run("verify").status == 0)
  }

  @Test(arguments: [true, false])
  func `its names are a reference, the same as a table of them`(heights: Bool) throws {
    let world = try world(heights: heights)
    _ = world.run("model", "export", "r1", "--names-from", "5", "-o", "model.json")
    let table =
      "name,gender,count\nAnna,F,12\nMaria,F,9\nLea,F,5\nRobin,F,3\nRobin,M,2\nBen,M,12\n"
      + "Omar,M,8\nPaul,M,5\n"
    let list =
      "id,name,gender,height\n"
      + (0..<40).map {
        "\(100 + $0),\(["Anna", "Ben", "Maria", "Omar"][$0 % 4]) Ek\($0),\($0 % 2 == 0 ? "F" : "M"),\(150 + $0)\n"
      }.joined() + "901,Lea Ek,,\n902,Paul Ek,,\n"
    let elsewhere = try TestWorld([
      "model.json": try #require(world.text("model.json")), "table.csv": table, "list.csv": list,
    ])
    _ = elsewhere.run("import", "list.csv")
    var digests: [String?] = []
    for file in ["model.json", "table.csv"] {
      let answer = elsewhere.run("impute", "--names", "own", "--name-reference", file, "--json")
      #expect(answer.status == 0, "\(answer.messages)")
      let json = try JSON(parsing: answer.output)
      digests.append(json["names"]["reference"]["sha256"].text)
      #expect(json["names"]["reference"]["students_known"].integer == 42)
      #expect(json["names"]["uses_reference"].bool == true)
    }
    #expect(digests[0] == digests[1] && digests[0] != nil)
    let words = elsewhere.run("explain", "id:901").text
    #expect(words.contains("reference: 5 female"), "\(words)")
  }

  @Test func `a list of names alone exports its names, which cannot be imported as a model`() throws
  {
    let world = try world(heights: false)
    #expect(world.run("model", "export", "r1").status == 65)
    let answer = world.run("model", "export", "r1", "--names-from", "5", "-o", "model.json")
    #expect(answer.status == 0, "\(answer.messages)")
    let imported = world.run("model", "import", "model.json")
    #expect(imported.status == 65)
    #expect(imported.messages.contains("this file has names and no model of heights"))
  }

  @Test func `a reference that is no model with names is refused with what is wrong`() throws {
    let world = try world()
    let plain = world.run("model", "export", "r1").text
    let files = [
      ("{", "this is not a model file"),
      (plain, "this model file has no names"),
      (#"{"format": "studentdb model 9", "names": []}"#, "this is \"studentdb model 9\""),
      (
        #"{"format": "studentdb model 1", "names": [{"name": "a", "role": "x", "students": {}}]}"#,
        "the role of a name"
      ),
      (
        #"{"format": "studentdb model 1", "names": [{"name": "a", "role": "first", "#
          + #""students": {"female": -5, "male": 1}}]}"#,
        "this model cannot be right (the students of a name)"
      ),
      (
        #"{"format": "studentdb model 1", "names": [{"name": "", "role": "first", "#
          + #""students": {"female": 5, "male": 1}}]}"#,
        "model.json, name 1: the line has no name"
      ),
    ]
    for (text, expected) in files {
      let world = try TestWorld(["class.csv": Self.roster(heights: true), "model.json": text])
      _ = world.run("import", "class.csv")
      let answer = world.run("impute", "--names", "own", "--name-reference", "model.json")
      #expect(answer.status == 65, "\(text.prefix(60))")
      #expect(answer.messages.contains(expected), "\(answer.messages)")
    }
  }
}
