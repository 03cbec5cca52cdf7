import ArgumentParser
import Bytes
import Files
import Report
import RosterReading
import StudentStore
import Workflows

/// The whole command line: from arguments to an exit status.
package enum CommandLineProgram {
  /// Runs the process's own arguments and ends the process.
  ///
  /// `commit`: the one that the program was built from; nil in a build for development.
  package static func runAndExit(builtFrom commit: String?) -> Never {
    ProcessSignals.begin { SchoolDatabase.endWrites() }
    var environment = Environment.real()
    environment.commit = commit
    var status = run(Array(CommandLine.arguments.dropFirst()), in: environment)
    if SchoolDatabase.isEnding, status != ExitStatus.interrupted.rawValue {
      environment.failure("interrupted when the change was complete; it is kept")
      status = ExitStatus.interrupted.rawValue
    }
    StudentDB.exit(withError: status == 0 ? nil : ExitCode(status))
  }

  /// Runs arguments in an environment and returns the exit status.
  package static func run(_ arguments: [String], in environment: Environment) -> Int32 {
    var environment = environment
    environment.arguments = arguments
    environment.choose(.auto)
    do {
      let arguments = Self.commandFirst(arguments.flatMap(Self.words))
      try checkCommandName(arguments)
      var command = try StudentDB.parseAsRoot(arguments)
      guard let school = command as? any SchoolCommand else {
        // The parser's own: help, the version, completion scripts.
        try command.run()
        return ExitStatus.done.rawValue
      }
      guard school.global.formatName != .pdf || school is ReportCommand else {
        throw CommandFailure(.usage, "only report writes a PDF: studentdb report -o report.pdf")
      }
      environment.choose(school.global.color)
      let start = environment.seconds()
      let status = try school.run(in: environment)
      if school.global.verbose {
        sayMore(of: school, after: environment.seconds() - start, in: environment)
      }
      return status.rawValue
    } catch let error as CommandFailure {
      return report(error, in: environment)
    } catch let error as FileError where error.isOfStandardOutput && error.isOfReader {
      // As with `studentdb list | head`: the reader needs no more output.
      return CommandFailure(error).status.rawValue
    } catch {
      let code = StudentDB.exitCode(for: error)
      guard isParserError(error) else { return report(CommandFailure(error), in: environment) }
      var text = StudentDB.fullMessage(for: error, columns: helpWidth(in: environment))
      if text == StudentDB.configuration.version {
        text = ProgramVersion.sentence(commit: environment.commit)
      } else if arguments.first == "--generate-completion-script" {
        text = ShellCompletion.working(script: text)
      }
      if code.isSuccess {
        do {
          try environment.output(Array((text + "\n").utf8))
        } catch {
          let failure = CommandFailure(error)
          let isOfReader = (error as? FileError)?.isOfReader ?? false
          return isOfReader ? failure.status.rawValue : report(failure, in: environment)
        }
      } else {
        let sentence = text.hasPrefix("Error: ") ? String(text.dropFirst("Error: ".count)) : text
        environment.failure(sentence)
      }
      return code.rawValue
    }
  }

  private static func report(_ failure: CommandFailure, in environment: Environment) -> Int32 {
    environment.failure(failure.message)
    return failure.status.rawValue
  }

  /// Help is as wide as the terminal, and at most 80 columns: longer lines are hard to read.
  private static func helpWidth(in environment: Environment) -> Int {
    min(80, max(40, environment.columns ?? 80))
  }

  private static func sayMore(
    of command: any SchoolCommand,
    after seconds: Double,
    in environment: Environment
  ) {
    let path = (try? DatabaseLocation(command.global, in: environment, mayCreate: true).path) ?? "-"
    environment.message(
      "studentdb \(ProgramVersion.current): \(path), \(Numbers.fixed(seconds, 2)) s"
    )
  }

  /// Whether an error comes from parsing the arguments: a mistake in them, or a request for help.
  private static func isParserError(_ error: any Error) -> Bool {
    error is ValidationError || error is CleanExit || error is ExitCode
      || StudentDB.exitCode(for: error) == .validationFailure
      || StudentDB.exitCode(for: error).isSuccess
  }

  /// An option and its value apart, where the value begins with a mark that combines with the `=`.
  ///
  /// The parser looks for the character `=`, and with such a mark it is another one.
  private static func words(of argument: String) -> [String] {
    let parts = argument.parts(between: UInt8(ascii: "="), maxSplits: 1)
    guard argument.hasPrefix("--"), parts.count == 2, !argument.hasPrefix("\(parts[0])=") else {
      return [argument]
    }
    return parts
  }

  /// Options may stand before the command as well: `studentdb --db FILE list`.
  private static func commandFirst(_ arguments: [String]) -> [String] {
    // Three dashes: a shell asks what it can offer, and gives the command line as it stands.
    guard let first = arguments.first, first.hasPrefix("-"), first.count > 1,
      !first.hasPrefix("---")
    else { return arguments }
    var index = 0
    while index < arguments.count, arguments[index].hasPrefix("-") {
      index += optionsWithValue.contains(arguments[index]) ? 2 : 1
    }
    guard index < arguments.count, StudentDB.commandNames.contains(arguments[index]) else {
      return arguments
    }
    // The words of a command are kept together: `review queue`.
    var end = index + 1
    if commandsWithWords.contains(where: { $0.commandName == arguments[index] }),
      end < arguments.count, !arguments[end].hasPrefix("-")
    {
      end += 1
    }
    return Array(arguments[index..<end] + arguments[..<index] + arguments[end...])
  }

  private static let optionsWithValue: Set<String> = [
    "--db", "--format", "-o", "--output", "--color", "--as", "-m", "--reason", "--anchor",
    "--anchor-command",
  ]

  /// The commands with subcommands.
  private static let commandsWithWords = [
    ReviewCommand.configuration, ModelCommand.configuration,
  ]

  private static func checkCommandName(_ arguments: [String]) throws(CommandFailure) {
    if arguments.first == "help" { return try checkCommandName(Array(arguments.dropFirst())) }
    guard let name = arguments.first, !name.hasPrefix("-") else { return }
    guard StudentDB.commandNames.contains(name) else {
      throw unknown(name, among: StudentDB.commandNames, after: "studentdb")
    }
    guard let command = commandsWithWords.first(where: { $0.commandName == name }),
      let word = arguments.dropFirst().first, !word.hasPrefix("-")
    else { return }
    let words = command.subcommands.compactMap { $0.configuration.commandName }
    guard words.contains(word) else {
      throw unknown(word, among: words, after: "studentdb \(name)")
    }
  }

  private static func unknown(
    _ name: String,
    among names: [String],
    after prefix: String
  ) -> CommandFailure {
    let hint =
      nearestNames(to: name, in: names).first.map { "did you mean \"\(prefix) \($0)\"?" }
      ?? "\"\(prefix) --help\" lists what there is"
    return CommandFailure(.usage, "there is no command \"\(name)\"; \(hint)")
  }
}

/// A command that takes its environment as an argument.
protocol SchoolCommand: ParsableCommand {
  var global: GlobalOptions { get }
  func run(in environment: Environment) throws -> ExitStatus
}

extension SchoolCommand {
  func run() throws {
    let status = try run(in: .real())
    if status != .done { throw ExitCode(status.rawValue) }
  }
}

/// The root of the commands.
struct StudentDB: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "studentdb",
    abstract: "A school's list of students: cleaned, inferred, reviewed, signed, and provable.",
    discussion: """
      A first session:
        studentdb import class.csv      read the school's list into school.studentdb
        studentdb impute                infer the genders that were forgotten
        studentdb review                decide, one student at a time
        studentdb review sign-off --name "A. Teacher" --role "Class teacher"
        studentdb export cleaned.csv    write the list with what was decided
        studentdb verify                prove that nothing was changed outside studentdb

      Exit status: 0 done; 1 a check found something; 3 the run is not fit for use; 4 work is \
      left over; 5 a signature would be broken; 64 usage; 65 bad data; 66 no such input; 70 a bug \
      of studentdb; 73 cannot create; 74 input/output or full disk; 75 busy, try again; 77 not \
      permitted; 130 interrupted.
      """,
    version: "studentdb \(ProgramVersion.current)",
    subcommands: [
      ImportCommand.self, CheckCommand.self, CorrectCommand.self, SameCommand.self,
      ImputeCommand.self,
      EvaluateCommand.self, ExplainCommand.self, DiffCommand.self, ModelCommand.self,
      ReviewCommand.self,
      CertificateCommand.self,
      StatusCommand.self, ListCommand.self, ShowCommand.self, AboutCommand.self, LogCommand.self,
      ExportCommand.self, QueryCommand.self, ReportCommand.self, VerifyCommand.self,
      ProveCommand.self, BackupCommand.self, MigrateCommand.self, RevertCommand.self,
      EraseCommand.self,
      OpenCommand.self,
    ]
  )

  /// The words that can be first.
  static var commandNames: [String] {
    configuration.subcommands.compactMap { $0.configuration.commandName }
  }
}
