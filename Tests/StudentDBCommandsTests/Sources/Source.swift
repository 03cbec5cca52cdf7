import Testing

/// One kind of file that has to work, made byte by byte, with what has to become of it.
struct Source: CustomTestStringConvertible, Sendable {
  /// Which program makes such files, or what is wrong with them.
  let name: String
  let bytes: [UInt8]
  /// What is typed behind `import FILE`.
  var arguments: [String] = []
  var status: Int32 = 0
  /// Each student as `name|gender|height`, `-` for what is missing; the height in centimetres.
  var students: [String] = []
  /// What the answer or the message has to say.
  var says: [String] = []
  /// Whether `export --columns original --fill none` gives back the very bytes.
  var comesBack = true

  var testDescription: String { name }

  init(
    _ name: String,
    _ bytes: [UInt8],
    arguments: [String] = [],
    status: Int32 = 0,
    students: [String] = [],
    says: [String] = [],
    comesBack: Bool = true
  ) {
    self.name = name
    self.bytes = bytes
    self.arguments = arguments
    self.status = status
    self.students = students
    self.says = says
    self.comesBack = comesBack
  }

  init(
    _ name: String,
    _ text: String,
    arguments: [String] = [],
    status: Int32 = 0,
    students: [String] = [],
    says: [String] = [],
    comesBack: Bool = true
  ) {
    self.init(
      name,
      Array(text.utf8),
      arguments: arguments,
      status: status,
      students: students,
      says: says,
      comesBack: comesBack
    )
  }

  /// UTF-16 in little-endian order behind its mark.
  static func utf16(_ text: String) -> [UInt8] {
    [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
  }

  /// One byte for each character up to U+00FF: windows-1252, where no character lies between.
  static func latin(_ text: String) -> [UInt8] {
    text.unicodeScalars.map { UInt8($0.value) }
  }

  /// Imports the file and compares what became of it.
  func check(named file: String = "list.csv") throws {
    let world = try TestWorld()
    try world.write(bytes, to: file)
    let answer = world.run(["import", file] + arguments)
    #expect(answer.status == status, "\(answer.text)\(answer.messages)")
    for words in says {
      #expect((answer.text + answer.messages).contains(words), "\(answer.text)\(answer.messages)")
    }
    guard status != 65 else {
      #expect(world.contents == [file], "something was left behind")
      return
    }
    let found = try world.json("list").array.map { student in
      [
        student["name"].text ?? "?", student["gender"].text ?? "-",
        student["height_cm"].number.map { "\($0)" } ?? "-",
      ].joined(separator: "|")
    }
    #expect(found == students)
    let again = world.run("export", "--columns", "original", "--fill", "none")
    if comesBack { #expect(again.output == bytes) }
    #expect(world.run("verify").status == 0)
    #expect(
      try world.json("import", file, "--encoding", "auto")["imports"][0]["added"].integer == 0
    )
  }
}
