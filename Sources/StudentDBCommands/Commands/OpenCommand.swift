import ArgumentParser
import Files
import FoundationEssentials
import Report
import StudentStore
import TeacherPage

/// The command `studentdb open [FILE]`.
struct OpenCommand: SchoolCommand {
  static let configuration = CommandConfiguration(
    commandName: "open",
    abstract: "Do the whole job on a page in the browser of this computer.",
    usage: "studentdb open [<file>] [<options>]",
    discussion: """
      Opens a page for one person on this computer: choose the list, answer what is unclear, infer, \
      review, sign, take the list back. Nothing leaves the computer. The printed address works once, \
      within a minute. The page ends with Ctrl-C, with its own button, or after an hour without use.
      """
  )

  @Argument(
    help: "A list to import, or a database; told apart by content. Else as --db.",
    completion: .file()
  )
  var file: String?

  @Option(help: ArgumentHelp("The port of the page; else a free one.", valueName: "n"))
  var port: UInt16?

  @Flag(help: "Print the address only, and open no browser.")
  var noBrowser = false

  @OptionGroup var writing: ActorOption
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    guard !global.json, global.format == nil, global.output == nil else {
      throw ValidationError("open shows a page; it has no answer to write or to format")
    }
    guard file?.isEmpty != true else { throw ValidationError("the name of the file is empty") }
  }

  func run(in environment: Environment) throws -> ExitStatus {
    let (path, list) = try target(in: environment)
    return try Self.serve(
      PageServer(
        path: path,
        list: list,
        port: Int(port ?? 0),
        context: try .real(
          for: writing.context(in: environment),
          showsBrowser: !noBrowser,
          in: environment
        )
      )
    )
  }

  /// Serves the page of the database that the options name, for `review --web`.
  static func serve(
    _ global: GlobalOptions,
    context: WorkContext,
    in environment: Environment
  ) throws -> ExitStatus {
    try serve(
      PageServer(
        path: try DatabaseLocation(global, in: environment).path,
        list: nil,
        port: 0,
        context: try .real(for: context, showsBrowser: true, in: environment)
      )
    )
  }

  private static func serve(_ server: PageServer) throws -> ExitStatus {
    do {
      try server.run()
    } catch PageError.portNotAvailable(let port, let code) {
      throw CommandFailure(
        .cannotCreate,
        "port \(port) cannot be used (error \(code)): another program may have it; leave --port out "
          + "for a free one"
      )
    }
    return .done
  }

  /// The database, and the list to import into it.
  private func target(in environment: Environment) throws -> (path: String, list: String?) {
    guard let file else {
      return (try DatabaseLocation(global, in: environment, mayCreate: true).path, nil)
    }
    let path = DatabaseLocation.absolute(file, in: environment)
    switch try FileKind(of: path, name: file) {
    case .nothing where file.hasSuffix(".studentdb"), .database:
      if global.db != nil {
        throw CommandFailure(.usage, "\(file) is a database, and --db names another; leave one out")
      }
      return (path, nil)
    case .nothing:
      throw CommandFailure(.noInput, "\(file): there is no such file")
    case .pipe:
      throw CommandFailure(.usage, "\(file): this is a pipe; save the list as a file and name that")
    case .list:
      return (try DatabaseLocation(global, in: environment, mayCreate: true).path, path)
    }
  }
}

extension PageContext {
  /// The clock, the randomness, the terminal and the browser of this process.
  ///
  /// - Throws: `CommandFailure` where nobody would act.
  static func real(
    for context: WorkContext,
    showsBrowser: Bool,
    in environment: Environment
  ) throws(CommandFailure) -> PageContext {
    guard !context.actor.isBlank else {
      throw CommandFailure(.usage, "no name for the trail; say --as NAME")
    }
    let start = ContinuousClock.now
    let variables = environment.variables
    // Without a desktop, xdg-open would start a browser of the terminal.
    let hasDesktop = ["DISPLAY", "WAYLAND_DISPLAY"].contains { variables[$0]?.isEmpty == false }
    var show: (@Sendable (String) -> Void)?
    if showsBrowser, hasDesktop { show = { path in Browser.show(path) } }
    var folder = variables["TMPDIR"] ?? ""
    if folder.isEmpty { folder = "/tmp" }
    return PageContext(
      actor: context.actor,
      programVersion: context.programVersion,
      locale: environment.locale,
      now: { Environment.present() },
      seconds: { (ContinuousClock.now - start) / .seconds(1) },
      randomBytes: { Environment.systemRandomness($0) },
      say: { text in try? StandardOutput.write(Array((SafeText.shown(text) + "\n").utf8)) },
      showInBrowser: show,
      temporaryFolder: folder,
      anchor: context.anchor
    )
  }
}
