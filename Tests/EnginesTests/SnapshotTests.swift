import Engines
import Foundation
import Testing

/// Each statement, compared whole with its file in Snapshots.
///
/// After a change that is meant: `UPDATE=1 swift test --filter SnapshotTests`, and read the difference.
struct SnapshotTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Snapshots")

  private func check(_ statement: String, _ name: String) throws {
    let file = Self.folder.appendingPathComponent(name + ".sql")
    if ProcessInfo.processInfo.environment["UPDATE"] == "1" {
      try (statement + "\n").write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(statement + "\n" == (try? String(contentsOf: file, encoding: .utf8)))
  }

  /// A table whose names have every quote in them.
  private func table(_ map: String, in dialect: Dialect) throws -> WarehouseTable {
    try WarehouseTable(
      table: #"school."the ""list""""#,
      map: [map],
      needed: [],
      dialect: dialect
    )
  }

  @Test(arguments: Dialect.all)
  func `a count is as it was read last`(dialect: Dialect) throws {
    let map = #"gender=sex,height="height, `cm`",group=class,age=age"#
    try check(
      CountStatement(table(map, in: dialect), minimum: 10).unsigned,
      "count-\(dialect.name)"
    )
    try check(
      CountStatement(table("gender=sex,height=h", in: dialect), minimum: 1).unsigned,
      "count-\(dialect.name)-unmerged"
    )
  }

  @Test(arguments: Dialect.all)
  func `scoring is as it was read last`(dialect: Dialect) throws {
    let lookup = try TableName("school.suggestions", option: "--lookup-table", dialect: dialect)
    func scoring(_ map: String, _ division: Scoring.Division) throws -> Scoring {
      try Scoring(
        table(map, in: dialect),
        dividedBy: division,
        missingWords: ["?", "l'inconnue", "\\"],
        lookup: lookup
      )
    }
    let byGroup = try scoring("gender=sex,height=h,group=class,key=id,name=name", .group)
    let input = String(repeating: "0", count: 64)
    try check(Scoring.create(lookup), "create-\(dialect.name)")
    try check(byGroup.statement, "score-\(dialect.name)")
    try check(
      scoring("gender=sex,height=h,age=age", .age).statement,
      "score-\(dialect.name)-by-age"
    )
    try check(byGroup.receipt(of: input, minimum: 10), "receipt-\(dialect.name)")
    try check(
      scoring("gender=sex,height=h", .none).receipt(of: input, minimum: 1),
      "receipt-\(dialect.name)-unmerged"
    )
    if dialect != .sqlite {
      try check(SampleStatement(byGroup, perBand: 20, seed: 1).text, "sample-\(dialect.name)")
    }
  }
}
