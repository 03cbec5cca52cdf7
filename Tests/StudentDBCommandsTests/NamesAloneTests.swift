import Foundation
import TestSupport
import Testing

/// Lists in which no height can be used: names answer alone, or nothing does.
struct NamesAloneTests {
  private static let girls = ["Anna", "Maria", "Sara", "Lea", "Nina", "Julia"]
  private static let boys = ["Ben", "Jan", "Omar", "Paul", "Tom", "Max"]

  /// 120 known pupils and four whose gender is missing: two with a known name, one whose name nobody
  /// has, one without a name that counts; and one who declined.
  private static func roster(_ more: [String] = []) -> String {
    var lines = ["id,name,gender,class"]
    for number in 0..<60 {
      lines.append("\(100 + number),\(girls[number % 6]) Berg,F,7a")
      lines.append("\(300 + number),\(boys[number % 6]) Berg,M,7b")
    }
    lines += [
      "501,Anna Holm,,7a", "502,Ben Holm,,7b", "503,Xu Holm,,7a", "504,Q. Holm,,7a",
      "505,Maria Holm,declined,7a",
    ]
    return (lines + more).joined(separator: "\n") + "\n"
  }

  private func world(_ list: String, _ options: String...) throws -> TestWorld {
    let world = try TestWorld(["class.csv": list])
    let answer = world.run(["import", "class.csv"] + options)
    #expect(answer.status == 0, "\(answer.messages)")
    return world
  }

  @Test func `without names a list without heights is refused, and what names bring is said`()
    throws
  {
    let world = try world(Self.roster(), "--no-height")
    for command in [["impute"], ["evaluate"]] {
      let answer = world.run(command)
      #expect(answer.status == 65)
      #expect(
        answer.messages.contains(
          "(no_heights): no student has a height. With --names endings, 100.0 % of 120 students"
        ),
        "\(answer.messages)"
      )
    }
    // Where names teach nothing, the way is named all the same.
    let small = try self.world("id,name,gender,class\n1,A,F,7a\n2,B,M,7a\n", "--no-height")
    let answer = small.run("impute")
    #expect(answer.status == 65)
    #expect(answer.messages.contains("or use the students' names with --names own"))
    #expect(small.run("list", "--state", "inferred", "--json").text == "[]\n")
  }

  @Test func `a list without a column of heights is inferred by names alone, from end to end`()
    throws
  {
    let world = try world(Self.roster(), "--no-height")
    let answer = world.run("impute", "--names", "own")
    #expect(answer.status == 0, "\(answer.text)\(answer.messages)")
    #expect(answer.text.contains("Run r1: by names alone."))
    #expect(answer.text.contains("learnt from 120 students whose gender is recorded\n"))
    #expect(answer.text.contains("asked about 4 students whose gender is missing\n"))
    #expect(answer.text.contains("It proposes a gender for 2 students."))
    #expect(answer.text.contains("Names answer alone; heights are not used:"))
    let run = try JSON(parsing: world.run("show", "r1", "--json").output)
    #expect(run["strata"].array.isEmpty && run["log_likelihood"].isNull)
    #expect(run["settings"]["family"].isNull && run["settings"]["variance"].isNull)
    #expect(run["gate"]["passed"].bool == true)
    #expect(run["gate"]["refusals"].array.map { $0["code"].text } == ["no_heights"])
    #expect(run["not_imputed"]["no_height"].integer == 2)
    #expect(run["not_imputed"]["declined"].integer == 1)
    #expect(run["evaluation"]["accuracy"].number == 1)
    let queue = try JSON(parsing: world.run("review", "queue", "--json").output).array
    #expect(queue.map { $0["id"].text }.sorted { $0 ?? "" < $1 ?? "" } == ["501", "502"])
    // NAMES: 10 of 60 girls are called Anna; (10 + .2 * 1/2) / 10.2, of which 1 % is lapse.
    let anna = try #require(queue.first { $0["id"].text == "501" })
    let expected = 0.99 * (10.1 / 10.2) + 0.01 * 0.5
    #expect((try #require(anna["confidence"].number) - expected).magnitude < 1e-12)
    let explained = try JSON(parsing: world.run("explain", "id:501", "--json").output)
    let bits = try #require(explained["bits"].array.first { $0["gender"].text == "female" })
    let parts = ["share", "height", "name", "uncertainty"].compactMap { bits[$0].number }
    #expect((parts.reduce(0, +) - (bits["sum"].number ?? .nan)).magnitude < 1e-12)
    #expect(parts[1] == 0 && parts[2] > 3)
    #expect(
      world.run("explain", "id:501").text.contains("Name: known students with the first name")
    )
    #expect(
      world.run("explain", "id:503").text.contains("by such a name alone run r1 proposes nothing")
    )
    #expect(world.run("evaluate", "--names", "own").text.contains("The model: names alone."))
    let rerun = world.run("impute", "--rerun", "r1", "--check")
    #expect(rerun.status == 0, "\(rerun.text)\(rerun.messages)")
    #expect(world.run("impute", "--rerun", "r1").status == 0)
    #expect(world.run("diff", "r1", "r2", "--exit-code").status == 0)
    #expect(world.run("status").text.contains("2 students have neither gender nor usable height"))
  }

  @Test func `names alone are reviewed, exported and verified as any other evidence`() throws {
    let world = try world(Self.roster(), "--no-height")
    _ = world.run("impute", "--names", "own")
    #expect(world.run("review", "decide", "id:501", "--accept").status == 0)
    let batch = world.run("review", "accept", "--at-least", "0.8", "--yes")
    #expect(batch.status == 0, "\(batch.messages)")
    #expect(batch.text.contains("If their shares were other by a tenth"), "\(batch.text)")
    #expect(world.run("review", "export", "sheet.csv").status == 0)
    #expect(world.run("export", "out.csv").status == 0)
    let rows = try #require(world.text("out.csv"))
    #expect(rows.contains("501,Anna Holm,F,7a,female,decided"))
    #expect(rows.contains("505,Maria Holm,declined"))
    #expect(world.run("verify").status == 0)
    #expect(world.run("check").status <= 1)
    // Who was decided one by one teaches the next run, and is not asked about again.
    let next = world.run("impute", "--names", "own", "--json")
    let run = try JSON(parsing: next.output)
    #expect(run["not_imputed"]["already_decided"].integer == 2)
    #expect(world.run("impute", "--rerun", "@", "--check").status == 0)
    #expect(world.run("status").text.contains("2 students have neither gender nor usable height"))
  }

  @Test func `blank heights are as good as none, and classes change nothing`() throws {
    let blank = Self.roster().split(separator: "\n").enumerated().map { line, text in
      line == 0 ? text + ",height" : text + ","
    }
    let world = try world(blank.joined(separator: "\n") + "\n")
    for by in ["auto", "none", "group", "age"] {
      let answer = world.run("impute", "--names", "own", "--by", by, "--json")
      #expect(answer.status == 0, "\(by): \(answer.messages)")
      #expect(try JSON(parsing: answer.output)["imputed"].integer == 2)
      #expect(world.run("impute", "--rerun", "@", "--check").status == 0)
    }
    #expect(world.run("verify").status == 0)
  }

  @Test func `names that tell nothing propose nothing, with status 3`() throws {
    let lines = (0..<120).map { number in
      "\(100 + number),\((Self.girls + Self.boys)[number % 12]) Berg,\(number % 24 < 12 ? "F" : "M"),7a"
    }
    let list = (["id,name,gender,class"] + lines + ["501,Anna Holm,,7a"]).joined(separator: "\n")
    let world = try world(list + "\n", "--no-height")
    #expect(world.run("impute").messages.contains("or use the students' names"))
    let answer = world.run("impute", "--names", "endings")
    #expect(answer.status == 3)
    #expect(answer.text.contains("The gate refused: this run proposes nothing."))
    #expect(answer.text.contains("no_heights: no student has a height"))
    let run = try JSON(parsing: world.run("show", "r1", "--json").output)
    #expect(run["imputed"].integer == 0 && run["not_imputed"]["no_height"].integer == 1)
    #expect(run["small_genders"].array.isEmpty)
    #expect(world.run("evaluate", "--names", "endings").status == 3)
    #expect(world.run("impute", "--rerun", "r1", "--check").status == 0)
    #expect(world.run("status").text.contains("1 student has neither gender"))
    #expect(world.run("verify").status == 0)
  }

  @Test func `a gender of fewer than five known students is proposed to nobody`() throws {
    func lines(_ count: Int) -> [String] {
      (0..<count).flatMap { ["1\($0),Anna Berg,F,7a", "3\($0),Ben Berg,M,7a"] }
    }
    for (known, status) in [(4, Int32(3)), (20, 0)] {
      let list = (["id,name,gender,class"] + lines(known) + ["501,Anna Holm,,7a"])
        .joined(separator: "\n")
      let world = try world(list + "\n", "--no-height")
      let answer = world.run("impute", "--names", "own")
      #expect(answer.status == status, "\(known): \(answer.text)")
      if known < 5 {
        #expect(answer.text.contains("Names: not used"), "\(answer.text)")
      }
    }
    // Beside two genders of many students, a third one of few takes its share from every confidence.
    let few = ["901,Anna Ek,X,7a", "902,Anna Ek,X,7a"]
    let world = try world(
      Self.roster(few),
      "--no-height",
      "--gender-words",
      "X=nonbinary"
    )
    let run = try JSON(parsing: world.run("impute", "--names", "own", "--json").output)
    #expect(run["small_genders"].array.map { $0["gender"].text } == ["nonbinary"])
    let queue = try JSON(parsing: world.run("review", "queue", "--json").output).array
    #expect(queue.allSatisfy { $0["gender"].text != "nonbinary" })
    let ben = try #require(queue.first { $0["id"].text == "502" }?["confidence"].number)
    let expected = (0.99 * (10.1 / 10.2) + 0.01 * 0.5) * (1 - 2.0 / 122)
    #expect((ben - expected).magnitude < 1e-12)
    #expect(world.run("impute", "--rerun", "r1", "--check").status == 0)
  }

  @Test func `heights from which no model can be fitted do not silence names`() throws {
    let lists = [
      // Nobody with a height has a gender.
      ("no_labels", ["901,Anna Ek,,a,150", "902,Ben Ek,,a,160"]),
      // Of one gender alone.
      ("one_label_only", ["901,Anna Ek,F,a,150", "902,Anna Ek,F,a,160", "903,Ben Ek,,a,160"]),
      // All the same.
      ("all_heights_equal", ["901,Anna Ek,F,a,150", "902,Ben Ek,M,a,150", "903,Ben Ek,,a,150"]),
    ]
    for (code, more) in lists {
      // No grade says an age, so that there is no growth table.
      let without = Self.roster().replacingOccurrences(of: ",7", with: ",").split(separator: "\n")
        .enumerated().map { line, text in
          line == 0 ? text + ",height" : text + ","
        }
      let list = (without + more.map { Substring($0) }).joined(separator: "\n") + "\n"
      let world = try world(list)
      let refused = world.run("impute")
      #expect(refused.status == 65)
      #expect(refused.messages.contains("(\(code))"), "\(refused.messages)")
      #expect(refused.messages.contains("With --names endings"), "\(refused.messages)")
      let answer = world.run("impute", "--names", "own")
      #expect(answer.status == 0, "\(code): \(answer.text)\(answer.messages)")
      #expect(answer.text.contains("heights_not_fitted: the heights are not used: "))
      let queue = try JSON(parsing: world.run("review", "queue", "--json").output).array
      #expect(queue.count == (code == "no_labels" ? 4 : 3), "\(code)")
      #expect(queue.allSatisfy { $0["height_cm"].isNull || $0["id"].text?.first == "9" })
      #expect(world.run("impute", "--rerun", "r1", "--check").status == 0, "\(code)")
      #expect(world.run("verify").status == 0)
    }
  }

  @Test func `without two known genders there is nothing to learn names from`() throws {
    for (rows, code) in [
      ("1,Anna,,7a\n", "no_labels"), ("1,Anna,F,7a\n2,Ben,,7a\n", "one_label_only"),
    ] {
      let world = try world("id,name,gender,class\n" + rows, "--no-height")
      let answer = world.run("impute", "--names", "own")
      #expect(answer.status == 65)
      #expect(answer.messages.contains("(\(code))"), "\(answer.messages)")
    }
  }

  @Test func `what names alone have learnt is no model for another list`() throws {
    let world = try world(Self.roster(), "--no-height")
    _ = world.run("impute", "--names", "own")
    for command in [["impute", "--model", "r1"], ["model", "export", "r1"]] {
      let answer = world.run(command)
      #expect(answer.status == 65, "\(command)")
      #expect(answer.messages.contains("r1 judged by names alone"), "\(answer.messages)")
    }
  }
}
