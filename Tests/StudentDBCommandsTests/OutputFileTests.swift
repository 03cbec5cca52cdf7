import Foundation
import Testing

/// Where `-o` and `export FILE` write, and where they do not.
struct OutputFileTests {
  @Test func `a file that is replaced keeps no part of the old one, and is its owner's`() throws {
    let world = try TestWorld.imputed()
    try world.write(String(repeating: "old\n", count: 10_000), to: "out.json")
    #expect(world.run("list", "--json", "-o", "out.json", "--force").status == 0)
    #expect(world.text("out.json")?.contains("old") == false)
    #expect(try JSON(parsing: world.bytes("out.json") ?? []).array.count == 23)
    let attributes = try FileManager.default.attributesOfItem(atPath: world.path("out.json"))
    #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
  }

  private func link(_ name: String, to target: String, in world: TestWorld) throws {
    try FileManager.default.createSymbolicLink(
      atPath: world.path(name),
      withDestinationPath: target
    )
  }

  private func type(_ name: String, in world: TestWorld) throws -> FileAttributeType? {
    try FileManager.default.attributesOfItem(atPath: world.path(name))[.type] as? FileAttributeType
  }

  @Test(arguments: ["list", "export"])
  func `a link is judged and replaced as what it leads to`(command: String) throws {
    let world = try TestWorld.imputed()
    try world.write("precious\n", to: "target")
    try link("link", to: "target", in: world)
    let answer = world.run(command, "-o", "link")
    #expect(answer.status == 73)
    #expect(answer.messages.contains("link"))
    #expect(world.text("target") == "precious\n")
    #expect(world.run(command, "-o", "link", "--force").status == 0)
    #expect(world.text("target")?.contains("Kim") == true)
    #expect(try type("link", in: world) == .typeSymbolicLink)
    #expect(try type("target", in: world) == .typeRegular)
  }

  @Test func `a link to nothing makes what it names, and one to itself nothing`() throws {
    let world = try TestWorld.imputed()
    try link("link", to: "new", in: world)
    #expect(world.run("list", "-o", "link").status == 0)
    #expect(world.text("new")?.contains("Kim") == true)
    #expect(try type("link", in: world) == .typeSymbolicLink)
    try link("loop", to: "loop", in: world)
    #expect(world.run("list", "-o", "loop").status == 73)
  }

  @Test func `a pipe is written through, and is still a pipe`() throws {
    let world = try TestWorld.imputed()
    let isMade = unsafe mkfifo(world.path("pipe"), 0o600) == 0
    try #require(isMade)
    let reader = Process()
    reader.executableURL = URL(fileURLWithPath: "/bin/cat")
    reader.arguments = [world.path("pipe")]
    let read = Pipe()
    reader.standardOutput = read
    try reader.run()
    #expect(world.run("export", "pipe").status == 0)
    let bytes = try read.fileHandleForReading.readToEnd() ?? Data()
    reader.waitUntilExit()
    #expect(String(decoding: bytes, as: UTF8.self).contains("Kim"))
    #expect(try type("pipe", in: world) != .typeRegular)
    #expect(!world.contents.contains { $0.hasSuffix(".part") })
  }

  @Test(arguments: [["export", "/dev/null"], ["list", "-o", "/dev/null"]])
  func `a device is written through, and is still a device`(line: [String]) throws {
    let world = try TestWorld.imputed()
    #expect(world.run(line).status == 0)
    let type = try FileManager.default.attributesOfItem(atPath: "/dev/null")[.type]
    #expect(type as? FileAttributeType == .typeCharacterSpecial)
  }

  @Test func `a name as long as names can be is no obstacle`() throws {
    let world = try TestWorld.imputed()
    let name = String(repeating: "n", count: 255)
    #expect(world.run("export", name).status == 0)
    #expect(world.contents.contains(name))
    #expect(world.run("export", name + "n").status == 73)
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
