import Foundation
import Testing

/// Where `-o` and `export FILE` write, and where they do not.
struct OutputFileTests {
  @Test func `a file that is there is replaced, and keeps no part of the old one`() throws {
    let world = try TestWorld.imputed()
    try world.write(String(repeating: "old\n", count: 10_000), to: "out.json")
    #expect(world.run("list", "--json", "-o", "out.json").status == 0)
    #expect(world.text("out.json")?.contains("old") == false)
    #expect(try JSON(parsing: world.bytes("out.json") ?? []).array.count == 23)
  }

  @Test(arguments: ["list", "export"])
  func `a link to a file is refused, and the file stays`(command: String) throws {
    let world = try TestWorld.imputed()
    try world.write("precious\n", to: "target")
    try FileManager.default.createSymbolicLink(
      atPath: world.path("link"),
      withDestinationPath: world.path("target")
    )
    let answer = world.run(command, "-o", "link")
    #expect(answer.status == 73)
    #expect(answer.messages.contains("link"))
    #expect(world.text("target") == "precious\n")
    let type = try FileManager.default.attributesOfItem(atPath: world.path("link"))[.type]
    #expect(type as? FileAttributeType == .typeSymbolicLink)
  }

  @Test func `a pipe is refused, and is still a pipe`() throws {
    let world = try TestWorld.imputed()
    let maker = Process()
    maker.executableURL = URL(fileURLWithPath: "/usr/bin/mkfifo")
    maker.arguments = [world.path("pipe")]
    try maker.run()
    maker.waitUntilExit()
    #expect(world.run("export", "pipe").status == 73)
    let type = try FileManager.default.attributesOfItem(atPath: world.path("pipe"))[.type]
    #expect(type as? FileAttributeType != .typeRegular)
  }

  @Test func `a folder is refused`() throws {
    let world = try TestWorld.imputed()
    #expect(world.run("export", ".").status == 73)
  }

  @Test func `a file in a folder that is not there cannot be made`() throws {
    let world = try TestWorld.imputed()
    let answer = world.run("list", "-o", "nowhere/out.txt")
    #expect(answer.status == 73)
    #expect(answer.messages.contains("nowhere/out.txt"))
  }
}
