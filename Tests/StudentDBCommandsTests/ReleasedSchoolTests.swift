import Foundation
import TestSupport
import Testing

/// The school that each released version made (`Tests/Fixtures/released/make-school`): this version
/// carries it on, and proves what that version proved.
struct ReleasedSchoolTests {
  private static let place =
    SharedFolder.packageRoot.appendingPathComponent("Tests/Fixtures/released")

  /// The released versions.
  static let versions = ((try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? [])
    .filter { $0.allSatisfy { $0.isNumber || $0 == "." } }.sorted()

  private func text(_ name: String, of version: String) throws -> String {
    try OwnFixtures.text("released/\(version)/\(name)")
  }

  private func head(_ verification: String) throws -> String {
    try #require(
      (try JSONSerialization.jsonObject(with: Data(verification.utf8)) as? [String: Any])?["head"]
        as? String
    )
  }

  private func world(_ version: String) throws -> TestWorld {
    let world = try TestWorld([
      "proof.json": try text("proof.json", of: version),
      "certificate.json": try text("certificate.json", of: version),
    ])
    try FileManager.default.copyItem(
      at: Self.place.appendingPathComponent("\(version)/school.studentdb"),
      to: world.folder.appendingPathComponent("school.studentdb")
    )
    return world
  }

  @Test func `every version that froze a migration has left a school`() throws {
    let frozen = try String(
      contentsOf: SharedFolder.packageRoot.appendingPathComponent("Scripts/frozen-migrations"),
      encoding: .utf8
    )
    let lines = frozen.split(separator: "\n").filter { !$0.hasPrefix("#") }
    let released = Set(lines.compactMap { $0.split(separator: " ").first.map(String.init) })
    #expect(released.isSubset(of: Self.versions))
  }

  @Test(arguments: versions)
  func `what a released version made is verified, migrated and given back`(_ version: String) throws
  {
    let world = try world(version)
    let head = try head(try text("verify.json", of: version))
    // Before it is brought up to date, and after.
    for word in ["as it was", "migrated"] {
      #expect(world.run("verify", "--expect-head", head).status == 0, "\(word)")
      #expect(world.run("verify", "--certificate", "certificate.json").status == 0, "\(word)")
      #expect(world.run("verify", "--proof", "proof.json").status == 0, "\(word)")
      #expect(world.run("migrate").status == 0)
    }
    let exported = try text("export.csv", of: version)
    #expect(world.run("export", "--columns", "original").text == exported)
    let list = try String(
      contentsOf: SharedFolder.packageRoot.appendingPathComponent("Examples/edmond-school.csv"),
      encoding: .utf8
    )
    let back = world.run("export", "--import", "i1", "--fill", "none", "--columns", "original")
    #expect(back.text == list)
    // It can be worked on.
    #expect(world.run("impute").status == 0)
    #expect(world.run("verify").status == 0)
  }
}
