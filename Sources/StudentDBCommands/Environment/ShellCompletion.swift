import ArgumentParser
import Files
import StudentStore

extension CompletionKind {
  /// Ids or words of the database that the command line names.
  static func stored(_ kinds: ShellCandidates...) -> CompletionKind {
    .custom { words, index, _ in
      // A shell waits for this while somebody types.
      HardDeadline.setSilently(seconds: ShellCompletion.seconds)
      let completion = ShellCompletion(kinds: kinds, words: words, index: index)
      return completion.candidates(in: .real())
    }
  }
}

/// What a shell offers for an argument that names something in the database.
///
/// It only reads, and says nothing: without a database, with one that was changed outside studentdb
/// or that is locked for long, there is nothing to offer.
struct ShellCompletion {
  static let seconds = 2.0

  let kinds: [ShellCandidates]
  /// The command line as the shell has it, quotes and all, the program's name included.
  let words: [String]
  /// The word that is typed.
  let index: Int

  /// The candidates that begin as typed.
  func candidates(in environment: Environment) -> [String] {
    guard
      let options = try? GlobalOptions.parse(database(in: environment).map { ["--db", $0] } ?? []),
      let location = try? DatabaseLocation(options, in: environment),
      let school = try? SchoolDatabase.open(
        location.path,
        access: .readOnly,
        context: environment.context()
      )
    else { return [] }
    let typed = words.indices.contains(index) ? unquoted(words[index][...]) : ""
    return kinds.flatMap { kind in
      ((try? school.shellCandidates(kind, typed: typed)) ?? []).filter(Self.isHarmless)
    }
  }

  /// A shell's script, as the shell can run it.
  ///
  /// The parser's script for fish asks for the words and the cursor's place at once, which fish 3
  /// refuses: it would complete no id.
  static func working(script: String) -> String {
    script.replacing("(__studentdb_tokens -tC)", with: "(commandline -tC)")
  }

  /// Whether a shell can insert a text without obeying any of it.
  ///
  /// Names of classes come from files of others. Bash expands what it is offered: it would run
  /// `$(…)` in one of them. So only letters, digits and a few marks are offered, and nothing that
  /// could be an option.
  static func isHarmless(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last else {
      return false
    }
    guard first != "-", first != " ", last != " ", text.utf8.count <= 200 else { return false }
    return text.unicodeScalars.allSatisfy { scalar in
      if scalar.isASCII { return harmlessMarks.contains(scalar) || isLetterOrDigit(scalar) }
      let properties = scalar.properties
      return !properties.isDefaultIgnorableCodePoint
        && (properties.isAlphabetic || properties.numericType == .decimal)
    }
  }

  private static let harmlessMarks: Set<Unicode.Scalar> = [" ", "-", "_", ".", "/", "+", ","]

  private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9": true
    default: false
    }
  }

  /// The file after `--db` on the command line.
  private func database(in environment: Environment) -> String? {
    for (position, word) in words.enumerated() where position != index {
      if word.hasPrefix("--db=") { return path(word.dropFirst("--db=".count), in: environment) }
      guard word == "--db" else { continue }
      // Bash gives the equals sign as a word of its own.
      let next = position + 1
      let value = words.indices.contains(next) && words[next] == "=" ? next + 1 : next
      return words.indices.contains(value) ? path(words[value][...], in: environment) : nil
    }
    return nil
  }

  /// A path as typed, without the shell's quotes and with its `~`.
  private func path(_ typed: Substring, in environment: Environment) -> String {
    let path = unquoted(typed)
    guard path.hasPrefix("~/"), let home = environment.variables["HOME"] else { return path }
    return home + path.dropFirst()
  }

  private func unquoted(_ typed: Substring) -> String {
    var text = ""
    var isEscaped = false
    for character in typed {
      if !isEscaped, character == "\\" {
        isEscaped = true
        continue
      }
      if isEscaped || (character != "'" && character != "\"") { text.append(character) }
      isEscaped = false
    }
    return text
  }
}
