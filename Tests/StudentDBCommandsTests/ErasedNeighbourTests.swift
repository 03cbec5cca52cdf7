import Testing

/// After one child was erased, everything about the others is proven as before.
struct ErasedNeighbourTests {
  private func erased() throws -> (world: TestWorld, head: String) {
    let world = try TestWorld.imputed(Rosters.small + "304,Lou,,168,7a\n")
    for student in ["21", "22", "24"] {
      _ = world.run("review", "decide", student, "--leave-unknown", "-m", "asked in person")
    }
    let sign = ["review", "sign-off", "--name", "E", "--role", "R", "--allow-open"]
    #expect(world.run(sign).status == 0)
    #expect(world.run("certificate", "s1", "-o", "c.txt").status == 0)
    #expect(world.run("certificate", "s1", "--json", "-o", "c.json").status == 0)
    let head = try world.json("verify")["head"].text ?? ""
    let answer = world.run("erase", "number:22", "-y", "-m", "the parents ask")
    #expect(answer.status == 0, "\(answer.messages)")
    return (world, head)
  }

  @Test func `proofs of the others hold, with what the erased row left beside them`() throws {
    let (world, _) = try erased()
    for student in [1, 20, 21, 23, 24] {
      #expect(world.run("prove", "number:\(student)", "-o", "p", "--force").status == 0)
      #expect(world.run("verify", "--proof", "p").status == 0, "\(student)")
    }
    #expect(world.run("prove", "number:22").status != 0)
  }

  @Test func `the signature holds, and certificates printed before still compare`() throws {
    let (world, _) = try erased()
    let certificate = world.run("certificate", "s1")
    #expect(certificate.status == 0, "\(certificate.text)")
    #expect(certificate.text.contains("  erased since  1 student\n"))
    for file in ["c.txt", "c.json"] {
      let answer = world.run("verify", "--certificate", file)
      #expect(answer.status == 0, "\(answer.text)")
    }
  }

  @Test func `verify since a head before and after the erasure finds nothing`() throws {
    let (world, head) = try erased()
    #expect(world.run("verify", "--since", head).status == 0)
    let now = try world.json("verify")["head"].text ?? ""
    let answer = world.run("verify", "--since", now)
    #expect(answer.status == 0, "\(answer.text)")
  }

  @Test func `the log says that a row is erased, and why`() throws {
    let (world, _) = try erased()
    let what = try world.json("log").array.map { $0["what"].text ?? "" }
    #expect(what.contains("d2 (erased)"), "\(what)")
    #expect(what.contains { $0.hasPrefix("e1; why: the parents ask") }, "\(what)")
    #expect(!what.contains { $0.contains("Robin") })
  }
}
