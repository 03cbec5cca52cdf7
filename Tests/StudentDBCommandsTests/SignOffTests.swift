import RosterReading
import Testing

/// A signature is bound to what was signed.
struct SignOffTests {
  private func signed() throws -> TestWorld {
    let world = try TestWorld.imputed()
    _ = world.run("review", "decide", "21", "--accept")
    _ = world.run("review", "decide", "22", "--leave-unknown")
    _ = world.run("review", "sign-off", "--name", "E. Edmond", "--role", "Class teacher")
    return world
  }

  @Test func `a signature is refused while students are open`() throws {
    let world = try TestWorld.imputed()
    _ = world.run("review", "decide", "21", "--later")
    let before = world.database
    let answer = world.run("review", "sign-off", "--name", "E", "--role", "R")
    #expect(answer.status == 4)
    #expect(answer.messages.contains("1 open and 1 put off until later"))
    #expect(answer.messages.contains("--allow-open"))
    #expect(world.database == before)
  }

  @Test func `with the open ones allowed they are counted and not signed`() throws {
    let world = try TestWorld.imputed()
    _ = world.run("review", "decide", "21", "--accept")
    let signed = try world.json(
      "review",
      "sign-off",
      "--name",
      "E",
      "--role",
      "R",
      "--allow-open"
    )
    #expect(signed["accepted"].integer == 1)
    #expect(signed["open"].integer == 1)
    #expect(try world.json("status")["queue"]["open"].integer == 1)
    #expect(try world.json("status")["queue"]["signed"].integer == 1)
  }

  @Test func `the certificate says who signed what, when, and how to prove it`() throws {
    let world = try signed()
    let certificate = try world.json("certificate", "@")
    #expect(certificate["name"].text == "E. Edmond")
    #expect(certificate["role"].text == "Class teacher")
    #expect(certificate["accepted"].integer == 1)
    #expect(certificate["left_unknown"].integer == 1)
    #expect(certificate["corrected"].integer == 0)
    #expect(certificate["open"].integer == 0)
    #expect(certificate["content_digest"].text?.count == 64)
    let head = try #require(certificate["head"].text)
    #expect(world.run("verify", "--expect-head", head).status == 0)
    _ = world.run("review", "decide", "21", "--later", "--void-sign-off", "-m", "why")
    #expect(world.run("verify", "--expect-head", head).status == 0, "the trail only grew")
    let other = String(head.dropLast()) + (head.last == "0" ? "1" : "0")
    #expect(world.run("verify", "--expect-head", other).status == 65)
  }

  static let changes: [[String]] = [
    ["review", "decide", "21", "--gender", "male"],
    ["review", "decide", "21", "--later"],
    ["review", "decide", "22", "--gender", "female"],
    ["review", "undo"],
    ["review", "undo", "d1"],
  ]

  @Test(arguments: changes)
  func `a change of a signed student is refused`(change: [String]) throws {
    let world = try signed()
    let before = world.database
    let answer = world.run(change)
    #expect(answer.status == 5)
    #expect(answer.messages.contains("is signed (s1)"))
    #expect(answer.messages.contains("--void-sign-off"))
    #expect(world.database == before)
  }

  @Test(arguments: changes)
  func `declared void with a reason, the change is made and shows on the spot`(
    change: [String]
  ) throws {
    let world = try signed()
    let answer = world.run(change + ["--void-sign-off", "-m", "told by the parents"])
    #expect(answer.status == 0, "\(answer.messages)")
    let certificate = world.run("certificate", "s1")
    #expect(certificate.text.contains("void for      1 student, by a later change"))
    let signedNow = try world.json("list").array.filter { $0["signed"].bool == true }
    #expect(signedNow.count == 1)
    #expect(try world.json("verify")["ok"].bool == true)
    let log = try world.json("log")[0]
    #expect(log["facts"]["voided"].text?.hasPrefix("s1 for student") == true)
  }

  @Test func `a later file that changes a signed student shows on the spot`() throws {
    let world = try signed()
    try world.write("id,name,gender,height,group\n301,Kim,,171,7a\n", to: "new.csv")
    #expect(world.run("import", "new.csv").status == 0)
    #expect(world.run("verify").text.contains("s1 no longer stands for student 21"))
    let kim = try world.json("list", "--name", "Kim")[0]
    #expect(kim["signed"].bool == false)
    #expect(try world.json("show", "21")["signed"].array.isEmpty)
    #expect(try world.json("certificate", "s1")["voided"].integer == 1)
  }

  @Test func `status and list agree on who is what after a signature`() throws {
    let world = try signed()
    let status = try world.json("status")["states"]
    for state in ["recorded", "inferred", "decided", "missing", "declined", "do_not_infer"] {
      let listed = try world.json("list", "--state", state).array.count
      #expect(status[state].integer == listed, "\(state)")
    }
  }

  @Test func `the signature stands in the export of those it covers`() throws {
    let world = try signed()
    let table = Table(world.run("export").text)
    #expect(Array(table["studentdb_signed"].suffix(3)) == ["s1", "", ""])
    let only = Table(world.run("export", "--signed-only").text)
    #expect(only["name"].contains("Kim"))
    #expect(!only["name"].contains("Girl 1"))
  }

  @Test func `a signature that is not there is no certificate`() throws {
    let world = try TestWorld.imputed()
    #expect(world.run("certificate", "s1").status == 66)
    #expect(world.run("certificate", "@").status == 66)
  }
}
