import Testing

struct EmptySignatureTests {
  @Test func `a signature over nobody holds, as there is nobody to cover`() throws {
    let everybody = (0..<30).map { number in
      "\(number),P \(number),\(number < 28 ? "F" : "M"),\(150 + number % 9),7a\n"
    }
    let world = try TestWorld(["class.csv": "id,name,gender,height,group\n" + everybody.joined()])
    _ = world.run("import", "class.csv")
    _ = world.run("impute")
    let answer = world.run(
      "review",
      "sign-off",
      "--name",
      "A. Teacher",
      "--role",
      "Teacher",
      "--allow-open",
      "--json"
    )
    #expect(answer.status == 0, "\(answer.messages)")
    #expect(try answer.json["holds"].bool == true)
    #expect(world.run("certificate", "s1").status == 0)
    #expect(world.run("verify").status == 0)
  }
}
