import StudentDBCommands

/// The entry point: the command line, and nothing else.
@main
struct Main {
  static func main() {
    CommandLineProgram.runAndExit()
  }
}
