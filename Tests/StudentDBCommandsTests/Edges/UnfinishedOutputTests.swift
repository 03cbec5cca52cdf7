import ArgumentParser
import Foundation
import RosterReading
import StudentStore
import Testing
import Workflows

@testable import StudentDBCommands

/// What is left of an output that did not come to its end, and of a file that two imports make.
struct UnfinishedOutputTests {
  /// The program itself, which is built beside the tests.
  private static let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appendingPathComponent("studentdb")

  private func start(_ program: URL, _ arguments: [String], in world: TestWorld) throws -> Process {
    let process = Process()
    // Threads of a test hold signals back, and what they start does so, too.
    let free = """
      import os, signal, sys
      signal.pthread_sigmask(signal.SIG_SETMASK, [])
      for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
          signal.signal(number, signal.SIG_DFL)
      os.execv(sys.argv[1], sys.argv[1:])
      """
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", free, program.path] + arguments
    process.currentDirectoryURL = world.folder
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    return process
  }

  private func part(in world: TestWorld) -> String? {
    world.contents.first { $0.hasSuffix(".part") && $0 != ".studentdb-another.part" }
  }

  @Test(
    arguments: [SIGINT, SIGTERM, SIGHUP],
    [
      ["review", "decide", "21", "--accept", "-o", "out"],
      ["import", "more.csv", "--rejects", "out"],
    ]
  )
  func `a signal leaves no unfinished file, and no other's is touched`(
    signal: Int32,
    line: [String]
  ) throws {
    let world = try TestWorld.prepared()
    try world.write("theirs", to: ".studentdb-another.part")
    let names = world.contents
    let before = world.database
    // Whoever holds the right to write makes the program wait with its output open.
    let context = WorkContext(
      actor: "Other",
      programVersion: "test",
      now: { "2026-09-02T08:00:00.000Z" },
      randomBytes: { Array(repeating: 7, count: $0) }
    )
    let other = try SchoolDatabase.open(
      world.path("school.studentdb"),
      access: .readWrite,
      context: context
    )
    var status: Int32?
    _ = try other.write(.decide, context: context, mode: .dryRun) { _ in
      let process = try start(Self.program, line, in: world)
      for _ in 0..<500 where part(in: world) == nil { usleep(10_000) }
      #expect(part(in: world) != nil, "the output is open")
      kill(process.processIdentifier, signal)
      process.waitUntilExit()
      status = process.terminationReason == .exit ? process.terminationStatus : -1
    }
    #expect(status == 130)
    #expect(world.contents == names)
    #expect(world.text(".studentdb-another.part") == "theirs")
    #expect(world.database == before)
  }

  @Test func `an act that fails leaves nothing of its output`() throws {
    let world = try TestWorld.prepared()
    let names = world.contents
    #expect(world.run("review", "decide", "999", "--accept", "-o", "out").status == 66)
    #expect(world.run("import", "more.csv", "--strict", "--rejects", "out").status == 65)
    #expect(world.run("import", "more.csv", "--map", "name=nothing", "-o", "out").status == 65)
    #expect(world.run("review", "undo", "d9", "-o", "out").status == 66)
    #expect(world.contents == names)
  }

  private func school(_ world: TestWorld) throws -> NewOrOldSchool {
    let global = try GlobalOptions.parse([])
    return try NewOrOldSchool(
      at: DatabaseLocation(global, in: world.world, mayCreate: true),
      isDryRun: false,
      context: world.world.context()
    )
  }

  private func read(_ world: TestWorld, into school: NewOrOldSchool) throws {
    let source = try RosterFile.source("class.csv", sheet: nil, headingRow: nil, in: world.world)
    _ = try school.read(source, options: ImportOptions()) { _ in }
  }

  @Test func `a new file that nobody uses goes with the import that failed`() throws {
    let world = try TestWorld(["class.csv": Rosters.small])
    let first = try school(world)
    first.leave()
    #expect(world.contents == ["class.csv"])
  }

  @Test func `two imports make one file, and the one that fails first takes it from nobody`() throws
  {
    let world = try TestWorld(["class.csv": Rosters.small])
    let first = try school(world)
    let second = try school(world)
    first.leave()
    try read(world, into: second)
    #expect(try world.json("list").array.count == 23)
    #expect(world.run("verify").status == 0)
  }

  @Test func `two imports make one file, and the one that fails last leaves it to the other`()
    throws
  {
    let world = try TestWorld(["class.csv": Rosters.small])
    let first = try school(world)
    let second = try school(world)
    try read(world, into: second)
    first.leave()
    #expect(try world.json("list").array.count == 23)
    #expect(world.run("verify").status == 0)
  }

  @Test func `a file that somebody is writing into stays`() throws {
    let world = try TestWorld(["class.csv": Rosters.small])
    let first = try school(world)
    let second = try school(world)
    let context = world.world.context()
    _ = try second.database.write(.import, context: context, mode: .dryRun) { _ in first.leave() }
    #expect(world.contents.contains("school.studentdb"))
  }

  @Test func `what is written into a file without a name is no success`() throws {
    let world = try TestWorld(["class.csv": Rosters.small])
    let school = try school(world)
    try FileManager.default.moveItem(
      atPath: world.path("school.studentdb"),
      toPath: world.path("moved")
    )
    try world.write("another", to: "school.studentdb")
    #expect(throws: StoreError.fileGone(path: world.path("school.studentdb"))) {
      try read(world, into: school)
    }
  }
}
