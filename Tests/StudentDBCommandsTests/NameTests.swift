import Foundation
import TestSupport
import Testing

/// Names as evidence: off unless asked for, put on top of heights, and by themselves.
struct NameTests {
  private static let girls = ["Anna", "Maria", "Sara", "Lea", "Nina", "Julia"]
  private static let boys = ["Ben", "Jan", "Omar", "Paul", "Tom", "Max"]

  /// 120 known pupils, two whose gender is missing, one of them without a height, one whose name nobody
  /// has, and one who declined; boys are so many centimetres taller.
  private static func roster(taller: Int) -> String {
    var lines = ["id,name,gender,height"]
    for number in 0..<60 {
      let height = 150 + number * 7 % 20
      lines.append("\(100 + number),\(girls[number % 6]) Berg,F,\(height)")
      lines.append("\(300 + number),\(boys[number % 6]) Berg,M,\(height + taller)")
    }
    lines += [
      "501,Anna Holm,,168", "502,Ben Holm,,", "503,Q. Holm,,", "504,Maria Holm,declined,160",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  private func world(taller: Int) throws -> TestWorld {
    let world = try TestWorld(["class.csv": Self.roster(taller: taller)])
    _ = world.run("import", "class.csv")
    return world
  }

  /// What a JSON explanation says of one gender.
  private func bits(_ world: TestWorld, _ student: String, _ gender: String) throws -> JSON {
    let json = try JSON(parsing: world.run("explain", "id:\(student)", "--json").output)
    return try #require(json["bits"].array.first { $0["gender"].text == gender })
  }

  @Test func `where heights say nothing names answer alone, with or without a height`() throws {
    let world = try world(taller: 0)
    #expect(world.run("impute").status == 3)
    let answer = world.run("impute", "--names", "own")
    #expect(answer.status == 0, "\(answer.text)\(answer.messages)")
    #expect(answer.text.contains("asked about 3 students whose gender is missing\n"))
    #expect(answer.text.contains("Names: those of this list."))
    let queue = try JSON(parsing: world.run("review", "queue", "--json").output).array
    #expect(queue.map { $0["id"].text }.sorted { $0 ?? "" < $1 ?? "" } == ["501", "502"])
    for (id, gender) in [("501", "female"), ("502", "male")] {
      let item = try #require(queue.first { $0["id"].text == id })
      #expect(item["gender"].text == gender)
      #expect(item["height_cm"].isNull)
      #expect(try #require(item["confidence"].number) > 0.9)
      let bits = try bits(world, id, gender)
      let parts = ["share", "height", "name", "uncertainty"].compactMap { bits[$0].number }
      #expect((parts.reduce(0, +) - (bits["sum"].number ?? .nan)).magnitude < 1e-12)
      #expect(parts[1] == 0 && parts[2] > 3)
    }
    let explained = world.run("explain", "id:502")
    #expect(explained.text.contains("The first three add up:"))
    #expect(
      explained.text.contains("Name: known students with the first name ben: 10 male."),
      "\(explained.text)"
    )
    let json = try JSON(parsing: world.run("show", "r2", "--json").output)
    #expect(json["not_imputed"]["no_height"].integer == 1)
    #expect(json["not_imputed"]["declined"].integer == 1)
    #expect(json["imputed"].integer == 2)
  }

  @Test func `with heights that say something the name is a fourth row, and all adds up`() throws {
    let world = try world(taller: 9)
    #expect(world.run("impute", "--names", "endings").status == 0)
    let bits = try bits(world, "501", "female")
    let parts = ["share", "height", "name", "uncertainty"].compactMap { bits[$0].number }
    #expect((parts.reduce(0, +) - (bits["sum"].number ?? .nan)).magnitude < 1e-12)
    #expect(parts[1] != 0 && parts[2] > 3)
    let probability = try #require(bits["probability"].number)
    #expect((1 / (1 + exp2(-(bits["sum"].number ?? .nan))) - probability).magnitude < 1e-9)
    #expect(world.run("explain", "id:501").text.contains("The first four add up:"))
  }

  @Test func `a name without a word that counts is answered by the height, and read back`() throws {
    let initials = "601,Q. Ek,,150\n602,J. Ek,,175\n"
    let world = try TestWorld(["class.csv": Self.roster(taller: 9) + initials])
    _ = world.run("import", "class.csv")
    #expect(world.run("impute", "--names", "endings").status == 0)
    let rerun = ["impute", "--rerun", "@", "--check"]
    for command in [["review", "queue"], ["list"], ["verify"], rerun] {
      let answer = world.run(command)
      #expect(answer.status == 0, "\(command): \(answer.messages)")
    }
    #expect(try bits(world, "601", "female")["name"].number == 0)
  }

  @Test func `a run with names is computed again, verified, and decided upon as any other`() throws
  {
    let world = try world(taller: 9)
    _ = world.run("impute", "--names", "endings")
    let check = world.run("impute", "--rerun", "r1", "--check")
    #expect(check.status == 0, "\(check.text)")
    #expect(world.run("review", "accept", "--at-least", "0.8", "--yes").status == 0)
    #expect(world.run("verify").status == 0)
    #expect(world.run("check").status <= 1)
    #expect(world.run("list", "--json").status == 0)
    #expect(world.run("export", "out.csv").status == 0)
    let rows = try #require(world.text("out.csv"))
    #expect(rows.contains("504,Maria Holm,declined"))
  }

  @Test func `a model that is exported has no names in it`() throws {
    let world = try world(taller: 9)
    _ = world.run("impute", "--names", "endings")
    let model = world.run("model", "export", "r1").text.lowercased()
    for name in Self.girls + Self.boys + ["Berg", "Holm"] {
      #expect(!model.contains("\"\(name.lowercased())\""), "\(name)")
    }
    #expect(!model.contains("known_here") && !model.contains("names"))
  }

  @Test func `without being asked for, names are stored nowhere`() throws {
    let world = try world(taller: 9)
    let answer = world.run("impute")
    #expect(answer.text.contains("Names are not used. With --names"))
    let json = try JSON(parsing: world.run("show", "r1", "--json").output)
    #expect(json["names"].isNull && json["name_hint"].isNull)
    #expect(try JSON(parsing: world.run("explain", "id:501", "--json").output)["name_words"].isNull)
  }

  @Test func `who decided teaches names, what was accepted in a batch and who declined does not`()
    throws
  {
    // Zoe has no known gender anywhere: two are asked about, and one declined.
    let zoes = "601,Zoe Ek,,150\n602,Zoe Ek,,151\n603,Zoe Ek,declined,150\n604,Zoe Ek,,163\n"
    let world = try TestWorld(["class.csv": Self.roster(taller: 9) + zoes])
    _ = world.run("import", "class.csv")
    _ = world.run("impute", "--names", "own")
    func known() throws -> String {
      _ = world.run("impute", "--names", "own")
      let text = world.run("explain", "id:604").text
      return text.split(separator: "\n").first { $0.hasPrefix("Name:") }.map(String.init) ?? text
    }
    #expect(try known().contains("no known student has the first name zoe"))
    #expect(world.run("review", "accept", "--at-least", "0.8", "--yes").status == 0)
    #expect(try known().contains("no known student has the first name zoe"))
    #expect(world.run("review", "decide", "id:601", "--gender", "F").status == 0)
    #expect(try known().contains("known students with the first name zoe: 1 female"))
  }

  @Test func `what is stored of a reference is its digest, its genders and how many it knows`()
    throws
  {
    let names = (Self.girls.map { "\($0),F,100" } + Self.boys.map { "\($0),M,90" })
      .joined(separator: "\n")
    let files = ["class.csv": Self.roster(taller: 9), "names.csv": "name,gender,count\n\(names)\n"]
    let world = try TestWorld(files)
    _ = world.run("import", "class.csv")
    _ = world.run("impute", "--names", "own", "--name-reference", "names.csv")
    let json = try JSON(parsing: world.run("show", "r1", "--json").output)
    let table = json["names"]["reference"]
    #expect(table["sha256"].text?.count == 64)
    #expect(table["genders"].array.map(\.text) == ["female", "male"])
    // 120 known, Anna and Ben; Q. has no word that counts.
    #expect(table["students_named"].integer == 122)
    #expect(table["students_known"].integer == 122)
  }
}
