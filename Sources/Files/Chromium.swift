import Glibc

/// A browser of the Chromium family that is installed on this computer: it prints a page to PDF.
package struct Chromium {
  /// Why there is no PDF.
  package enum Failure: Error, Equatable {
    /// The program did not end in time, and was ended.
    case tooSlow(seconds: Int)
    /// It could not be started, or wrote no PDF.
    case noPDF
  }

  /// The names that distributions give to it.
  static let names = [
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge",
    "microsoft-edge-stable", "brave-browser",
  ]

  /// The program's path.
  package let program: String

  /// Finds the program.
  ///
  /// - Parameters:
  ///   - chosen: The program to use, a path or a name; nil for the first of the usual ones.
  ///   - path: Folders separated by colons, as in the variable PATH; only absolute ones are searched.
  package init?(chosen: String?, searching path: String) {
    if let chosen, chosen.contains("/") {
      guard Self.isProgram(chosen) else { return nil }
      program = chosen
      return
    }
    let folders = path.split(separator: ":").filter { $0.hasPrefix("/") }
    for name in chosen.map({ [$0] }) ?? Self.names {
      for folder in folders where Self.isProgram("\(folder)/\(name)") {
        program = "\(folder)/\(name)"
        return
      }
    }
    return nil
  }

  private static func isProgram(_ path: String) -> Bool {
    guard FileStatus(following: path)?.kind == .regular else { return false }
    return unsafe access(path, X_OK) == 0
  }

  /// A page as PDF.
  ///
  /// The page is a file that only this user can read, in a folder that is removed afterwards with all that
  /// the browser wrote. It runs without a shell, without this user's profile, and reaches no other
  /// computer. A signal that asks this program to end ends the browser first.
  ///
  /// - Parameters:
  ///   - page: The HTML.
  ///   - folder: Where temporary files go.
  ///   - seconds: How long the browser may take.
  /// - Returns: The bytes of the PDF.
  /// - Throws: `Failure`, and `FileError` where the temporary files cannot be made.
  package func pdf(
    of page: [UInt8],
    in folder: String,
    within seconds: Int
  ) throws -> [UInt8] {
    let outcome = ProcessSignals.heldBack { () -> Result<[UInt8], any Error> in
      Result {
        let work = try PrivateFolder(in: folder)
        defer { work.remove() }
        return try print(page, in: work.path, within: seconds)
      }
    }
    let bytes = try outcome.get()
    guard !bytes.isEmpty else { throw Failure.noPDF }
    return bytes
  }

  private func print(_ page: [UInt8], in folder: String, within seconds: Int) throws -> [UInt8] {
    let file = try PrivateFile(in: folder, ending: ".html")
    defer { file.remove() }
    try file.write(page)
    let target = "\(folder)/page.pdf"
    let process = try BrowserProcess(
      program,
      arguments(of: file.path, to: target, in: folder),
      variables: ["HOME=\(folder)", "TMPDIR=\(folder)", "PATH=/usr/local/bin:/usr/bin:/bin"]
    )
    switch process.wait(seconds: seconds) {
    case .interrupted: return []  // The handler ends this program as soon as signals come through.
    case .tooSlow: throw Failure.tooSlow(seconds: seconds)
    case .ended: break
    }
    guard let input = try? InputFile(path: target, name: "the PDF"),
      let bytes = try? input.rest(upTo: 1 << 30), bytes.starts(with: Array("%PDF-".utf8))
    else { throw Failure.noPDF }
    return bytes
  }

  private func arguments(of page: String, to target: String, in folder: String) -> [String] {
    var words = [
      "--headless", "--disable-gpu", "--no-pdf-header-footer", "--print-to-pdf=\(target)",
      "--user-data-dir=\(folder)/profile", "--no-first-run", "--no-default-browser-check",
      "--disable-background-networking", "--disable-component-update", "--disable-sync",
      "--disable-extensions", "--disable-breakpad", "--disable-dev-shm-usage",
      // No name of a computer is looked up.
      "--host-resolver-rules=MAP * ~NOTFOUND",
    ]
    // Chromium refuses to run for root with its sandbox. The page is this program's own, without scripts.
    if geteuid() == 0 { words.append("--no-sandbox") }
    return words + ["file://" + Self.escaped(page)]
  }

  /// A path as a part of an address.
  static func escaped(_ path: String) -> String {
    let plain = Set("/-._~".utf8)
    return path.utf8.map { byte in
      let isLetter = (0x61...0x7A).contains(byte | 0x20) && byte < 0x80
      if isLetter || (0x30...0x39).contains(byte) || plain.contains(byte) {
        return String(UnicodeScalar(byte))
      }
      let digits = String(byte, radix: 16, uppercase: true)
      return "%" + (digits.utf8.count < 2 ? "0" : "") + digits
    }.joined()
  }
}

/// A process in a group of its own, with what it starts itself.
private struct BrowserProcess {
  /// How it ended.
  enum End {
    case ended, tooSlow, interrupted
  }

  private let id: pid_t

  /// Starts it, with signals as at the start of a program and its streams closed.
  init(_ program: String, _ arguments: [String], variables: [String]) throws(Chromium.Failure) {
    var attributes = posix_spawnattr_t()
    var actions = unsafe posix_spawn_file_actions_t()
    _ = unsafe posix_spawnattr_init(&attributes)
    _ = unsafe posix_spawn_file_actions_init(&actions)
    defer {
      _ = unsafe posix_spawnattr_destroy(&attributes)
      _ = unsafe posix_spawn_file_actions_destroy(&actions)
    }
    var none = sigset_t()
    var usual = sigset_t()
    _ = unsafe sigemptyset(&none)
    _ = unsafe sigemptyset(&usual)
    for signal in [SIGPIPE, SIGXFSZ, SIGINT, SIGTERM, SIGHUP] {
      _ = unsafe sigaddset(&usual, signal)
    }
    _ = unsafe posix_spawnattr_setsigmask(&attributes, &none)
    _ = unsafe posix_spawnattr_setsigdefault(&attributes, &usual)
    _ = unsafe posix_spawnattr_setpgroup(&attributes, 0)
    _ = unsafe posix_spawnattr_setflags(
      &attributes,
      Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP)
    )
    for (stream, flags) in [
      (STDIN_FILENO, O_RDONLY), (STDOUT_FILENO, O_WRONLY), (STDERR_FILENO, O_WRONLY),
    ] {
      _ = unsafe posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", flags, 0)
    }
    let line = [program] + arguments
    var words = unsafe line.map { unsafe strdup($0) } + [nil]
    var environment = unsafe variables.map { unsafe strdup($0) } + [nil]
    defer {
      for index in line.indices { unsafe free(words[index]) }
      for index in variables.indices { unsafe free(environment[index]) }
    }
    var id: pid_t = 0
    guard unsafe posix_spawn(&id, program, &actions, &attributes, &words, &environment) == 0 else {
      throw .noPDF
    }
    self.id = id
  }

  /// Waits for its end, and ends it with all its group where that takes too long or a signal is waiting.
  func wait(seconds: Int) -> End {
    var end = End.tooSlow
    var status: Int32 = 0
    for _ in 0..<(seconds * 50) {
      if unsafe waitpid(id, &status, WNOHANG) != 0 {
        end = .ended
        break
      }
      if ProcessSignals.isEndingAsked {
        end = .interrupted
        break
      }
      usleep(20_000)
    }
    kill(-id, SIGKILL)
    if end != .ended {
      while unsafe waitpid(id, &status, 0) < 0, errno == EINTR {}
    }
    return end
  }
}
