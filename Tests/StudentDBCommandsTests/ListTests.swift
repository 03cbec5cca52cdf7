import Testing

/// Which students are listed, and in which order.
struct ListTests {
  private func names(_ flags: String...) throws -> [String] {
    let world = try TestWorld.imputed(Rosters.small + "304,José É,F,161,7c\n")
    return try world.run(["list", "--json"] + flags).json.array.map { $0["name"].text ?? "" }
  }

  @Test func `a state, a group and a part of the name choose`() throws {
    #expect(try names("--state", "declined") == ["Sam"])
    #expect(try names("--state", "inferred") == ["Kim", "Robin"])
    #expect(try names("--group", "7c") == ["José É"])
    #expect(try names("--name", "irl 1") == ["Girl 1", "Girl 10"])
    #expect(try names("--name", "IRL 1") == ["Girl 1", "Girl 10"])
    #expect(try names("--name", "%").isEmpty)
    #expect(try names("--limit", "2").count == 2)
    #expect(try names("--limit", "0").isEmpty)
  }

  @Test func `capital letters with accents are found by small ones`() throws {
    let found = try names("--name", "é é")
    #expect(found == ["José É"])
  }

  @Test func `the order is by number, name, group, height or confidence`() throws {
    #expect(try names().first == "Girl 1")
    #expect(try names("--sort", "name").prefix(2) == ["Boy 1", "Boy 2"])
    #expect(try names("--sort", "group").last == "José É")
    #expect(try names("--sort", "height").first == "Girl 1")
    #expect(Set(try names("--sort", "confidence").prefix(2)) == ["Kim", "Robin"])
  }
}
