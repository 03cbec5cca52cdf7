import Foundation
import Testing

/// `model reconcile`: a run held against what an engine says of its lookup table.
struct ReconcileTests {
  private static let headings = "signature,stratum,height_mm,gender,may_be_proposed,students"

  /// A world with a counted run, and the receipt that an engine would send back.
  private func world() throws -> (world: TestWorld, receipt: [String]) {
    let roster = CountedRoster.children()
    let world = try TestWorld(["cells.csv": roster.cells])
    let answer = world.run("impute", "--cells", "cells.csv", "--by", "group", "--prior", "none")
    #expect(answer.status == 0, "\(answer.text)")
    let digest = try world.json("show", "r1")["input_digest"].text ?? ""
    let signature = "studentdb receipt 1 input=\(digest) minimum=1 dialect=duckdb"
    let rows = world.run(
      "query",
      """
      SELECT stratum, CAST(round(height_cm * 10) AS INTEGER) AS mm, gender, is_proposed, student_count
      FROM evidence_cell
      """,
      "--limit",
      "100000",
      "--format",
      "csv"
    )
    #expect(rows.status == 0, "\(rows.messages)")
    var lines = rows.text.split(separator: "\n").dropFirst().map { "\(signature),\($0)" }
    // Those without a height are in the engine's answer as well.
    let unheighted = try world.json("show", "r1")["not_imputed"]["no_height"].integer ?? 0
    #expect(unheighted > 0)
    lines.append("\(signature),(none),,,,\(unheighted)")
    return (world, lines)
  }

  private func reconcile(_ world: TestWorld, _ lines: [String]) throws -> Answer {
    try world.write(([Self.headings] + lines).joined(separator: "\n") + "\n", to: "receipt.csv")
    return world.run("model", "reconcile", "r1", "receipt.csv")
  }

  @Test func `a receipt of the same cells agrees`() throws {
    let (world, lines) = try world()
    let answer = try reconcile(world, lines)
    #expect(answer.status == 0, "\(answer.text) \(answer.messages)")
    #expect(answer.text.contains("r1 and the receipt agree"))
  }

  @Test func `a count, a suggestion, a line too few and one too many are found`() throws {
    let (world, lines) = try world()
    var fewer = lines
    fewer.removeFirst()
    var more = lines
    more.append(
      lines[0].replacing(
        try #require(lines[0].split(separator: ",").dropFirst(2).first),
        with: "2599"
      )
    )
    var counted = lines
    counted[0] += "0"
    var turned = lines
    turned[0] =
      turned[0].contains("female")
      ? turned[0].replacing("female", with: "male")
      : turned[0].replacing("male", with: "female")
    var nobody = lines
    nobody[nobody.count - 1] += "1"
    for changed in [fewer, counted, turned, nobody] {
      let answer = try reconcile(world, changed)
      #expect(answer.status == 1)
      #expect(answer.text.contains("differ in 1 of"), "\(answer.text)")
    }
  }

  @Test func `a receipt of another run, or none, is refused`() throws {
    let (world, lines) = try world()
    let digest = try world.json("show", "r1")["input_digest"].text ?? ""
    let other = lines.map { $0.replacing(digest, with: CountedRoster.digest) }
    let answer = try reconcile(world, other)
    #expect(answer.status == 65)
    #expect(answer.messages.contains("of another run than r1"))
    for file in ["", "a,b\n1,2\n", Self.headings + "\nx,7a,1600,male,1,3\n"] {
      try world.write(file, to: "receipt.csv")
      #expect(world.run("model", "reconcile", "r1", "receipt.csv").status == 65)
    }
    #expect(try reconcile(world, lines + [lines[0]]).status == 65)
  }
}
