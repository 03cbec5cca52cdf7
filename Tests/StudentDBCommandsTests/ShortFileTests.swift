import Foundation
import Testing

/// Models and tables of heights are read whole: from a file, from standard input, and no further
/// than one of them can be long.
struct ShortFileTests {
  @Test func `an endless device and a folder end in a sentence`() throws {
    let world = try TestWorld.imputed()
    let model = world.run("model", "import", "/dev/zero")
    #expect(model.status == 65 && model.messages.contains("too long for a model"))
    let prior = world.run("impute", "--by", "age", "--prior", "/dev/zero")
    #expect(prior.status == 65 && prior.messages.contains("too long for a table of heights"))
    #expect(world.run("model", "import", "/").status == 66)
    #expect(world.run("model", "import", "nowhere.json").status == 66)
  }

  @Test func `a model comes from standard input too, and no longer than from a file`() throws {
    let world = try TestWorld.imputed()
    world.standardInput = world.run("model", "export", "r1").output
    #expect(try world.json("model", "import", "-")["origin"].text == "imported")
    world.standardInput = []
    #expect(world.run("model", "import", "-").messages.contains("standard input"))
    world.standardInput = [UInt8](repeating: 32, count: 33 << 20)
    #expect(world.run("model", "import", "-").messages.contains("too long for a model"))
  }
}
