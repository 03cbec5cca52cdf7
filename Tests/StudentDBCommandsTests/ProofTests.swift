import Foundation
import Testing

/// A proof of one student is checked without the database, and shows nobody else.
struct ProofTests {
  /// A school with a run, decisions, a signature and a correction, and a list of 300 more.
  private func world() throws -> TestWorld {
    let more = (1...300).map { "\(1000 + $0),Pupil \($0),F,\(150 + $0 % 20),8a\n" }.joined()
    let world = try TestWorld.imputed(Rosters.small + more)
    _ = world.run("review", "decide", "21", "--accept", "-m", "her sister says so")
    _ = world.run("review", "decide", "22", "--gender", "male", "-m", "asked Robin")
    let sign = ["review", "sign-off", "--name", "E", "--role", "R", "--allow-open"]
    _ = world.run(sign)
    _ = world.run("correct", "21", "--name", "Kimberly", "--void-sign-off", "-m", "the office")
    _ = world.run("correct", "1", "--height", "150 cm", "-m", "typing error")
    return world
  }

  private func proof(_ student: String, _ world: TestWorld) throws -> String {
    let answer = world.run("prove", student, "-o", "proof.json", "--force")
    #expect(answer.status == 0, "\(answer.messages)")
    return world.text("proof.json") ?? ""
  }

  @Test func `a proof holds without the database, up to a head that was noted`() throws {
    let world = try world()
    _ = try proof("21", world)
    let head = try world.json("verify")["head"].text ?? ""
    try FileManager.default.removeItem(atPath: world.path("school.studentdb"))
    let answer = world.run("verify", "--proof", "proof.json")
    #expect(answer.status == 0, "\(answer.text)\(answer.messages)")
    #expect(answer.text.contains("student 21, of entry 2: import by Edmond, 2026-09-01T"))
    #expect(answer.text.contains("  name             Kim\n"))
    #expect(answer.text.contains("  new_value        Kimberly\n"))
    #expect(answer.text.contains("  reason           her sister says so\n"))
    #expect(answer.text.contains("compare it with one that was noted elsewhere"))
    let noted = world.run("verify", "--proof", "proof.json", "--expect-head", head)
    #expect(noted.status == 0)
    #expect(noted.text.hasSuffix("The proof holds, up to the head that was noted.\n"))
    let other = head.dropLast() + (head.last == "0" ? "1" : "0")
    #expect(
      world.run("verify", "--proof", "proof.json", "--expect-head", String(other)).status == 65
    )
  }

  @Test func `no other student is in it`() throws {
    let world = try world()
    let text = try proof("21", world)
    for other in ["Robin", "Girl", "Boy", "Pupil", "asked Robin", "typing error"] {
      #expect(!text.contains(other))
      // The bodies of entries are in hexadecimal.
      let digits = other.utf8.map { String($0, radix: 16) }.joined()
      #expect(!text.contains(digits), "\(other)")
    }
    #expect(text.contains("Kim"))
  }

  @Test func `every student of a long list has a proof, whatever the place in the tree`() throws {
    let world = try world()
    for student in [1, 127, 128, 129, 256, 257, 323] {
      _ = try proof("number:\(student)", world)
      let answer = world.run("verify", "--proof", "proof.json")
      #expect(answer.status == 0, "\(student): \(answer.text)")
    }
  }

  /// Every change of one character of the values, the salt, the path or the chain is found.
  @Test func `a proof in which anything was changed does not hold`() throws {
    let world = try world()
    let text = try proof("21", world)
    let changes: [(String, String)] = [
      ("\"text\": \"Kim\"", "\"text\": \"Tim\""),
      ("\"text\": \"Kimberly\"", "\"text\": \"Kimberley\""),
      ("\"real\": 160.0", "\"real\": 160.5"), ("\"student\": 21", "\"student\": 22"),
      ("\"text\": \"her sister says so\"", "\"text\": \"his sister says so\""),
      ("\"position\": 20", "\"position\": 21"), ("\"actor\": \"Edmond\"", "\"actor\": \"Eve\""),
      ("\"kind\": \"import\"", "\"kind\": \"apply\""),
      ("\"name\": \"group_name\"", "\"name\": \"school_id\""),
      ("\"text\": \"accept\"", "\"text\": \"correct\""),
    ]
    for (old, new) in changes {
      let start = try #require(text.range(of: old), "\(old)")
      try world.write(text.replacingCharacters(in: start, with: new), to: "changed.json")
      let answer = world.run("verify", "--proof", "changed.json")
      #expect(answer.status == 65, "\(old): \(answer.text)")
      #expect(answer.text.hasSuffix("This proof does not hold; do not rely on it.\n"), "\(old)")
    }
    // One digit of every hash, salt and body.
    var generator = SystemRandomNumberGenerator()
    let digits = text.indices.filter { index in
      text[index].isHexDigit && text[..<index].suffix(40).filter(\.isHexDigit).count > 20
    }
    for _ in 0..<60 {
      guard let index = digits.randomElement(using: &generator) else { break }
      var changed = text
      let digit = changed[index] == "0" ? "1" : "0"
      changed.replaceSubrange(index...index, with: digit)
      try world.write(changed, to: "changed.json")
      let answer = world.run("verify", "--proof", "changed.json")
      #expect(answer.status == 65, "at \(text.distance(from: text.startIndex, to: index))")
    }
  }

  @Test func `a proof is not made from a file that was changed`() throws {
    let world = try SpoiltSchool.spoilt(by: "UPDATE student SET height_cm = 171 WHERE id = 31")
    let answer = world.run("prove", "number:31")
    #expect(answer.status == 65)
    #expect(answer.messages.contains("row 31 is not what the trail committed to"))
  }

  @Test func `what is no proof, and a database beside it, are refused`() throws {
    let world = try world()
    try world.write("{}", to: "none.json")
    #expect(world.run("verify", "--proof", "none.json").status == 65)
    #expect(world.run("verify", "--proof", "class.csv").status == 65)
    #expect(world.run("verify", "--proof", "missing.json").status == 66)
    #expect(world.run("verify", "--proof", "none.json", "--db", "school.studentdb").status == 64)
    #expect(world.run("prove", "Nobody").status == 66)
  }
}

/// A printed certificate is compared with the signature that it names.
struct PrintedCertificateTests {
  private func world() throws -> TestWorld {
    let world = try TestWorld.imputed()
    _ = world.run("review", "decide", "21", "--accept")
    let sign = [
      "review", "sign-off", "--name", "E. Edmond", "--role", "Class teacher", "--allow-open",
    ]
    _ = world.run(sign)
    #expect(world.run("certificate", "s1", "-o", "c.txt").status == 0)
    #expect(world.run("certificate", "s1", "--json", "-o", "c.json").status == 0)
    return world
  }

  @Test(arguments: ["c.txt", "c.json"])
  func `it holds, and still holds when later entries follow`(name: String) throws {
    let world = try world()
    #expect(
      world.run("verify", "--certificate", name).text.contains(
        "ok      certificate   it is that of s1"
      )
    )
    _ = world.run("review", "decide", "21", "--later", "--void-sign-off", "-m", "why")
    let answer = world.run("verify", "--certificate", name)
    #expect(answer.status == 0, "\(answer.text)")
  }

  static let changes: [(file: String, old: String, new: String, words: String)] = [
    ("c.txt", "E. Edmond", "Minister", "signed by is printed as \"Minister, Class teacher\""),
    ("c.json", "E. Edmond", "Minister", "name is printed as \"Minister\" and is \"E. Edmond\""),
    ("c.txt", "accepted      1", "accepted      9", "accepted is printed as \"9, of them"),
    ("c.json", "\"open\": 1", "\"open\": 0", "open is printed as \"0\" and is \"1\""),
    ("c.txt", "sha256 ", "sha256 0", "content is printed as"),
    ("c.txt", "of run r1", "of run r2", ""),
    ("c.json", "\"sign_off\": \"s1\"", "\"sign_off\": \"s7\"", "the database has no signature s7"),
  ]

  @Test(arguments: changes)
  func `one that was changed on paper is found`(
    file: String,
    old: String,
    new: String,
    words: String
  ) throws {
    let world = try world()
    let text = try #require(world.text(file))
    let place = try #require(text.range(of: old), "\(text)")
    try world.write(text.replacingCharacters(in: place, with: new), to: file)
    let answer = world.run("verify", "--certificate", file)
    #expect(answer.status == 65, "\(answer.text)")
    #expect(words.isEmpty || answer.text.contains(words), "\(answer.text)")
  }

  @Test func `one of an older history is found by its heads`() throws {
    let world = try world()
    let before = try #require(world.database)
    _ = world.run("correct", "1", "--height", "150 cm", "-m", "typing error")
    #expect(world.run("certificate", "s1", "-o", "later.txt").status == 0)
    try world.write(before, to: "school.studentdb")
    let answer = world.run("verify", "--certificate", "later.txt")
    #expect(answer.status == 65)
    #expect(
      answer.text.contains("trail entry 6: the trail is shorter than the head that was noted")
    )
  }

  @Test func `what is no certificate is refused`() throws {
    let world = try world()
    #expect(world.run("verify", "--certificate", "class.csv").status == 65)
    #expect(world.run("verify", "--certificate", "none").status == 66)
  }
}
