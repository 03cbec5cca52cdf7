import Foundation
import Testing

/// Which students of a run are shown, and in which order.
struct QueueTests {
  private func world() throws -> TestWorld { try TestWorld.imputed(Rosters.school()) }

  @Test func `the least sure come first and the surest last`() throws {
    let world = try world()
    let unsure = try world.json("review", "queue", "--no-sample").array
      .map { $0["confidence"].number ?? 0 }
    #expect(unsure == unsure.sorted())
    let sure = try world.json("review", "queue", "--order", "sure", "--no-sample").array
    #expect(sure.map { $0["confidence"].number ?? 0 } == unsure.reversed())
  }

  /// A name without accents, by ICU's table.
  private func plain(_ name: String) -> String {
    (name.applyingTransform(StringTransform("Latin-ASCII"), reverse: false) ?? name).lowercased()
  }

  @Test func `order by name and by group sorts by letters and by numbers`() throws {
    let world = try world()
    let names = try world.json("review", "queue", "--order", "name").array
      .map { $0["name"].text ?? "" }
    #expect(names.map(plain) == names.map(plain).sorted())
    let groups = try world.json("review", "queue", "--order", "group").array
      .map { Int($0["group"].text ?? "") ?? 0 }
    #expect(groups == groups.sorted())
  }

  @Test func `a group, a bound, a state and a limit choose`() throws {
    let world = try world()
    let all = try world.json("review", "queue", "--no-sample").array
    let seventh = try world.json("review", "queue", "--group", "7").array
    #expect(seventh.count == all.filter { $0["group"].text == "7" }.count)
    #expect(!seventh.isEmpty)
    let below = try world.json("review", "queue", "--below", "0.6", "--no-sample").array
    // Without a suggestion nothing is sure enough.
    #expect(below.count == all.filter { ($0["confidence"].number ?? 0) < 0.6 }.count)
    #expect(try world.json("review", "queue", "--limit", "3").array.count == 3)
    #expect(try world.json("review", "queue", "--state", "later").array.isEmpty)
  }

  @Test func `who is decided goes behind those who are open`() throws {
    let world = try world()
    let first = try world.json("review", "queue")[0]["student"].integer ?? 0
    _ = world.run("review", "decide", "#\(first)", "--gender", "female")
    let queue = try world.json("review", "queue").array
    #expect(queue.last?["student"].integer == first)
    #expect(queue.count == 107)
  }

  @Test func `an older run can be looked at by name`() throws {
    let world = try TestWorld.imputed()
    _ = world.run("impute", "--variance", "unequal")
    #expect(try world.json("review", "queue")[0]["run"].text == "r2")
    #expect(try world.json("review", "queue", "--run", "r1")[0]["run"].text == "r1")
    #expect(world.run("review", "queue", "--run", "r9").status == 66)
  }

  @Test func `whose gender was declined or is a rare one is never in the queue`() throws {
    let world = try TestWorld.imputed(Rosters.small + "304,Max,non-binary,171,7a\n")
    let names = try world.json("review", "queue").array.map(\.["name"].text)
    #expect(names == ["Kim", "Robin"] || names == ["Robin", "Kim"])
    for item in try world.json("review", "queue").array {
      #expect(item["probabilities"].keys == ["female", "male"])
    }
    #expect(try world.json("list", "--state", "declined").array.map(\.["name"].text) == ["Sam"])
    #expect(try world.json("list", "--state", "declined")[0]["suggested_gender"].isNull)
    let max = try world.json("list", "--name", "Max")[0]
    #expect(max["gender"].text == "non-binary")
    #expect(max["suggested_gender"].isNull)
  }
}
