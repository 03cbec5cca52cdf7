import TestSupport
import Testing

/// What a run does and does not depend on.
struct ImputeSameBytesTests {
  private static let school: QuantileRoster = {
    var roster = QuantileRoster()
    for (group, age) in [("7a", "13"), ("7b", "13"), ("8a", "14")] {
      roster.add(30, "F", mean: 160, deviation: 6, group: group, age: age) { $0 % 3 != 0 }
      roster.add(30, "M", mean: 173, deviation: 7, group: group, age: age) { $0 % 3 != 0 }
    }
    return roster
  }()

  private func imputed(_ text: String, _ arguments: String...) throws -> (TestWorld, [UInt8]) {
    let world = try TestWorld(["school.csv": text])
    _ = world.run("import", "school.csv")
    return (world, world.run(["impute", "--json"] + arguments).output)
  }

  @Test func `the same list, options and seed give the same bytes in another database`() throws {
    let (first, answer) = try imputed(Self.school.text, "--seed", "5", "--starts", "3")
    let (second, again) = try imputed(Self.school.text, "--seed", "5", "--starts", "3")
    #expect(answer == again)
    #expect(answer.count > 5_000)
    #expect(first.database == second.database)
    for command in [["evaluate"], ["review", "queue"], ["show", "r1"]] {
      #expect(first.run(command + ["--json"]).output == second.run(command + ["--json"]).output)
    }
  }

  @Test func `another seed changes neither the estimates nor the evaluation of few students`()
    throws
  {
    let first = try JSON(parsing: imputed(Self.school.text, "--by", "none", "--family", "normal").1)
    let second = try JSON(
      parsing: imputed(Self.school.text, "--by", "none", "--family", "normal", "--seed", "2").1
    )
    #expect(first["input_digest"].text == second["input_digest"].text)
    #expect(first["log_likelihood"].number == second["log_likelihood"].number)
    #expect(first["evaluation"]["log_loss"].number == second["evaluation"]["log_loss"].number)
  }

  @Test func `the order of the rows changes nothing but the students' numbers`() throws {
    let (world, answer) = try imputed(Self.school.text)
    let (turned, other) = try imputed(Self.school.reversed.text)
    #expect(other == answer)
    func suggestions(_ world: TestWorld) throws -> [String] {
      try world.json("review", "queue", "--no-sample").array.map { item in
        let confidence = item["confidence"].number ?? .nan
        return "\(item["id"].text ?? "-") \(item["gender"].text ?? "-") \(confidence)"
      }.sorted()
    }
    let expected = try suggestions(world)
    #expect(expected.count == 60)
    #expect(try suggestions(turned) == expected)
  }

  @Test func `heights in inches give the same genders`() throws {
    let (world, answer) = try imputed(Self.school.text)
    var inches = Self.school
    inches.lines = inches.lines.map { line in
      var cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      // Ten thousandths of an inch: a 40,000th of the resolution.
      cells[3] = "\(((Double(cells[3]) ?? 0) / 2.54 * 10_000).rounded() / 10_000) in"
      return cells.joined(separator: ",")
    }
    let (other, second) = try imputed(inches.text)
    let (run, converted) = (try JSON(parsing: answer), try JSON(parsing: second))
    #expect(run["settings"]["by"].text == converted["settings"]["by"].text)
    #expect(run["imputed"].integer == converted["imputed"].integer)
    let likelihoods = [run, converted].compactMap { $0["log_likelihood"].number }
    #expect(abs(likelihoods[0] - likelihoods[1]) < 0.01)
    var expected: [String: JSON] = [:]
    for item in try world.json("review", "queue", "--no-sample").array {
      expected[item["id"].text ?? ""] = item
    }
    let queue = try other.json("review", "queue", "--no-sample").array
    #expect(queue.count == 60)
    for item in queue {
      let same = try #require(expected[item["id"].text ?? ""])
      #expect(item["gender"].text == same["gender"].text)
      let confidences = [item, same].compactMap { $0["confidence"].number }
      try #require(confidences.count == 2)
      #expect(abs(confidences[0] - confidences[1]) < 1e-3)
    }
  }

  @Test func `what the genders are called changes nothing`() throws {
    let words = Self.school.text.replacing(",F,", with: ",weiblich,")
      .replacing(",M,", with: ",männlich,")
    #expect(try imputed(words).1 == imputed(Self.school.text).1)
  }
}
