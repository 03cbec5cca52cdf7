import Foundation
import Testing

struct ExplainTests {
  @Test func `the bits add up to the last digit, in print and in JSON`() throws {
    let world = try TestWorld.imputed(Rosters.school(), "--prior", "none")
    let asked = try world.json("review", "queue").array.prefix(12).compactMap(\.["student"].integer)
    #expect(asked.count == 12)
    for student in asked {
      let answer = try world.json("explain", "\(student)")
      let bits = answer["bits"].array
      #expect(bits.map(\.["gender"].text) == ["female", "male"])
      for weight in bits {
        let share = try #require(weight["share"].number)
        let height = try #require(weight["height"].number)
        let uncertainty = try #require(weight["uncertainty"].number)
        let sum = try #require(weight["sum"].number)
        let stated = try #require(weight["probability"].number)
        let posterior = try #require(weight["evidence_probability"].number)
        // Exact in the JSON; Foundation reads numbers to a unit in the last place.
        #expect(abs(share + height + uncertainty - sum) < 1e-14)
        #expect(abs(log2(stated / (1 - stated)) - sum) < 1e-9)
        #expect(abs(log2(posterior / (1 - posterior)) - share - height) < 1e-9)
        // With the model's uncertainty everything is nearer to even odds.
        #expect(uncertainty != 0)
        #expect(
          answer["gender"].text != weight["gender"].text || stated == answer["confidence"].number
        )
      }
      #expect(bits.compactMap(\.["of_100"].integer).reduce(0, +) == 100)
      let lines = world.run("explain", "\(student)").text.split(separator: "\n")
      func row(_ name: String) -> [Double] {
        let line = lines.first { $0.hasPrefix("  \(name) ") }
        // Thousandths as whole numbers, so that the addition is exact.
        return (line ?? "").split(separator: " ").compactMap { Double($0) }
          .map { ($0 * 1_000).rounded() }
      }
      let parts = ["share", "height", "uncertainty of the model", "together"].map(row)
      #expect(parts.allSatisfy { $0.count == 2 }, "\(lines)")
      for gender in 0...1 {
        #expect(parts[0][gender] + parts[1][gender] + parts[2][gender] == parts[3][gender])
      }
    }
  }

  @Test func `neighbours are the known students within a centimetre`() throws {
    let world = try TestWorld.imputed()
    // Kim is 160 cm: the girls of 159, 160 and 161 cm are within one.
    let kim = try world.json("explain", "Kim")
    #expect(kim["neighbours"]["female"].integer == 3)
    #expect(kim["neighbours"]["male"].integer == nil)
    #expect(kim["gender"].text == "female")
    #expect(
      world.run("explain", "Kim").text.contains("Known students within 1 cm of 160.0 cm: 3 female.")
    )
  }

  @Test func `who was not asked about is told why`() throws {
    let world = try TestWorld.imputed()
    let girl = world.run("explain", "Girl 1").text
    #expect(girl.contains("The gender is recorded: female. A recorded gender is not inferred."))
    #expect(
      world.run("explain", "Sam").text.contains("The student declined to say. Nothing is inferred.")
    )
    let declined = try world.json("explain", "Sam")
    #expect(declined["confidence"].isNull)
    #expect(declined["bits"].isNull)
  }

  @Test func `what the gate held back is not shown`() throws {
    let world = try TestWorld([
      "few.csv": "name,gender,height\nA,F,160\nB,F,162\nC,M,175\nD,M,177\nE,,170\n"
    ])
    _ = world.run("import", "few.csv")
    #expect(world.run("impute").status == 3)
    let answer = world.run("explain", "E")
    #expect(answer.text.contains("Run r1 proposes nothing for this student:\n"))
    #expect(answer.text.contains("\n  too_few_recorded: female has 2 recorded heights"))
    #expect(!answer.text.contains("%"))
    #expect(try world.json("explain", "E")["confidence"].isNull)
  }

  @Test func `other runs are named with what they said`() throws {
    let world = try TestWorld.imputed()
    _ = world.run("impute", "--variance", "unequal")
    #expect(try world.json("explain", "Kim")["run"].text == "r2")
    #expect(try world.json("explain", "Kim", "--run", "r1")["earlier"][0]["run"].text == "r2")
    #expect(world.run("explain", "Nobody").status == 66)
    #expect(try TestWorld(["c.csv": Rosters.small]).run("explain", "Kim").status == 66)
  }
}
