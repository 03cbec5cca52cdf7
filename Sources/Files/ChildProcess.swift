import Glibc

/// A process that this one starts, with signals as at the start of a program.
enum ChildProcess {
  /// Whether a terminal's keys reach it together with this process.
  enum Group {
    case ours
    /// One of its own, so that all that it starts can be ended.
    case own
  }

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - words: The program, looked for in `$PATH` where it has no slash, and its arguments.
  ///   - variables: Its environment, each as `NAME=value`; nil for that of this process.
  ///   - input: Its standard input.
  ///   - output: Its standard output.
  ///   - group: Its process group.
  ///   - process: Its number.
  /// - Returns: 0, or the error by which it could not be started.
  static func start(
    _ words: [String],
    variables: [String]? = nil,
    input: Int32,
    output: Int32,
    group: Group,
    _ process: inout pid_t
  ) -> Int32 {
    var actions = unsafe posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    _ = unsafe posix_spawn_file_actions_init(&actions)
    _ = unsafe posix_spawnattr_init(&attributes)
    defer {
      _ = unsafe posix_spawn_file_actions_destroy(&actions)
      _ = unsafe posix_spawnattr_destroy(&attributes)
    }
    _ = unsafe posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    _ = unsafe posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    var signals = sigset_t()
    _ = unsafe sigemptyset(&signals)
    _ = unsafe posix_spawnattr_setsigmask(&attributes, &signals)
    for signal in [SIGPIPE, SIGXFSZ, SIGINT, SIGQUIT, SIGTERM, SIGHUP] {
      _ = unsafe sigaddset(&signals, signal)
    }
    _ = unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
    var flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
    if case .own = group { flags |= POSIX_SPAWN_SETPGROUP }
    _ = unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
    var pointers = unsafe words.map { unsafe strdup($0) } + [nil]
    var environment = unsafe (variables ?? []).map { unsafe strdup($0) } + [nil]
    defer {
      for index in words.indices { unsafe free(pointers[index]) }
      for index in (variables ?? []).indices { unsafe free(environment[index]) }
    }
    guard variables != nil else {
      return unsafe posix_spawnp(&process, words[0], &actions, &attributes, &pointers, environ)
    }
    return unsafe posix_spawnp(&process, words[0], &actions, &attributes, &pointers, &environment)
  }
}
