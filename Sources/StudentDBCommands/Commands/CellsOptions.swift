import ArgumentParser
import Bytes
import Mixture
import RosterReading
import StudentStore
import Workflows

/// The flags of `impute` that say what an engine has counted elsewhere.
struct CellsOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Fit cells that an engine has counted with the query of model count-sql, instead of students; - "
        + "for standard input.",
      valueName: "file"
    ),
    completion: .file(extensions: ["csv"])
  )
  var cells: String?

  @Option(
    help: ArgumentHelp(
      "With --cells: the query that counted, to be kept in the trail.",
      valueName: "file.sql"
    ),
    completion: .file(extensions: ["sql"])
  )
  var query: String?

  @Option(
    help: ArgumentHelp(
      "With --cells: how many rows the table had; another sum is an error.",
      valueName: "n"
    )
  )
  var rows: Int?

  @Option(
    help: ArgumentHelp(
      "With --cells: engine, version and time, for the trail, where they are marked as claimed.",
      valueName: "text"
    )
  )
  var engineSays: String?

  @Option(
    help: ArgumentHelp(
      "With --cells: what words for genders mean: 1=male,2=female,9=missing.",
      valueName: "word=gender,…"
    )
  )
  var genderWords: [String] = []

  /// A query that this program prints is shorter.
  private static let mostBytes = 1 << 20

  /// The files that the options name.
  var inputs: [String] { [cells, query].compactMap(\.self) }

  /// Refuses flags that do not go together.
  func validate(beside options: ModelOptions, hasRun: Bool) throws {
    guard let cells else {
      let given = [
        ("--query", query != nil), ("--rows", rows != nil), ("--engine-says", engineSays != nil),
        ("--gender-words", !genderWords.isEmpty),
      ]
      if let flag = given.first(where: \.1)?.0 {
        throw ValidationError("\(flag) goes with --cells")
      }
      return
    }
    guard !cells.isEmpty, query?.isEmpty != true else {
      throw ValidationError("the name of a file is empty")
    }
    guard !hasRun else {
      throw ValidationError(
        "--cells are fitted anew; leave --model and --rerun out (model sql scores a table with a run)"
      )
    }
    guard options.names == .off else {
      throw ValidationError("--names is for a school's list: cells have no names")
    }
    guard cells != "-" || query != "-" else {
      throw ValidationError("standard input can be the cells or the query, not both")
    }
    if let rows, rows < 1 { throw ValidationError("--rows \(rows): from 1 on") }
  }

  /// Reads the cells.
  func read(_ file: String, in environment: Environment) throws -> CountedCells {
    var options = CellsFile.Options()
    options.genderWords = genderWords
    options.commandLine = ShellWord.line(["studentdb"] + environment.arguments)
    var statement = CountedCells.Statement()
    statement.rows = rows
    statement.engineSays = engineSays
    if let query {
      let name = query == "-" ? "standard input" : query
      let bytes = try ShortFile.bytes(
        query,
        upTo: Self.mostBytes,
        name: name,
        kind: "a query",
        in: environment
      )
      statement.query = (name, String(decoding: bytes, as: UTF8.self))
    }
    return try CountedCells(
      try RosterFile.source(file, sheet: nil, headingRow: nil, in: environment),
      options: options,
      statement: statement
    )
  }
}
