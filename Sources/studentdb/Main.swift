import CBuild
import StudentDBCommands

/// The entry point: the command line, and nothing else.
@main
struct Main {
  static func main() {
    // A constant of the program, which ends with a zero.
    let commit = unsafe String(cString: studentdb_commit())
    CommandLineProgram.runAndExit(builtFrom: commit.isEmpty ? nil : commit)
  }
}
