import ArgumentParser
import Files
import Report
import StudentStore

/// Where the heads of the trail are kept: a file, a command, or both.
struct KeptHeads: HeadAnchor {
  /// The file's path, and its name in messages.
  let file: (path: String, name: String)?
  let command: String?

  func open(for database: String) throws -> OpenAnchor {
    let file = try file.map { place in
      try AnchorFile(
        place.path,
        shownAs: place.name,
        sparing: ProtectedFiles(database: database),
        isLine: { AnchorLine(reading: $0) != nil }
      )
    }
    let command = command
    return OpenAnchor(
      name: self.file?.name ?? "the anchor",
      newest: file?.lastLine.flatMap(AnchorLine.init(reading:))?.head
    ) { line in
      try file?.append(line.text)
      if let command { try ShellCommand.run(command, input: line.text + "\n") }
    }
  }
}

extension KeptHeads {
  /// The largest file of heads that is read.
  private static let largest = 256 << 20

  /// The heads in a file, each once, and what was passed over.
  ///
  /// - Throws: `FileError` if it cannot be read, `CommandFailure` if there is none in it.
  static func read(_ name: String, in environment: Environment) throws -> (
    heads: [TrailHead], notices: [String]
  ) {
    let path = DatabaseLocation.absolute(name, in: environment)
    let bytes = try InputFile(path: path, name: name).rest(upTo: largest)
    var heads: [TrailHead] = []
    var known: Set<String> = []
    var notices: [String] = []
    for (index, line) in bytes.split(separator: 0x0A).enumerated() {
      guard let head = AnchorLine(reading: String(decoding: line, as: UTF8.self))?.head else {
        notices.append("\(name): line \(index + 1) is not a head; it was passed over")
        continue
      }
      if known.insert(head.description).inserted { heads.append(head) }
    }
    guard !heads.isEmpty else {
      throw CommandFailure(
        .data,
        "\(name): there is no head of a trail in it; name the file that --anchor wrote"
      )
    }
    return (heads, Array(notices.prefix(10)))
  }
}

/// The options of every command that writes: where the head of the trail is kept outside the file.
///
/// Neither is ever stored in the database: a database that came from elsewhere must not name a file
/// to write or a command to run.
struct AnchorOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Append the head of the trail after every act. Else $STUDENTDB_ANCHOR.",
      valueName: "file"
    ),
    completion: .file()
  )
  var anchor: String?

  @Option(
    help: ArgumentHelp(
      "Run a command that gets the head on its input. Else $STUDENTDB_ANCHOR_COMMAND.",
      valueName: "cmd"
    )
  )
  var anchorCommand: String?

  func validate() throws {
    if anchor?.isEmpty == true { throw ValidationError("--anchor needs the name of a file") }
    if anchorCommand?.isBlank == true { throw ValidationError("--anchor-command needs a command") }
  }

  /// The anchor of a command; nil where none is named.
  func heads(in environment: Environment) -> KeptHeads? {
    environment.keptHeads(file: anchor, command: anchorCommand)
  }
}

extension Environment {
  /// The anchor that options or variables name.
  func keptHeads(file: String? = nil, command: String? = nil) -> KeptHeads? {
    let named = file ?? variables["STUDENTDB_ANCHOR"] ?? ""
    let run = command ?? variables["STUDENTDB_ANCHOR_COMMAND"] ?? ""
    guard !named.isEmpty || !run.isBlank else { return nil }
    return KeptHeads(
      file: named.isEmpty ? nil : (DatabaseLocation.absolute(named, in: self), named),
      command: run.isBlank ? nil : run
    )
  }
}
