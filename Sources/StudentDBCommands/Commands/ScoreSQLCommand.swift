import ArgumentParser
import Engines
import Files
import Report
import StudentStore
import Workflows

/// The command `studentdb model sql r3`.
struct ScoreSQLCommand: SchoolCommand {
  static let configuration = CommandConfiguration(
    commandName: "sql",
    abstract: "Print the SQL that gives a warehouse's students what a run says of them.",
    usage: """
      studentdb model sql [<options>] --dialect <engine>
          --table <name> --map <fields> <run>
      """,
    discussion: """
      The statement joins each student without a gender with a table of the run's suggestions, one \
      row for each millimetre of height. Make that table with --create, write its rows with --lookup \
      and load them. The warehouse then has the run's own confidences, to the last digit.

      The statement of --receipt counts what the warehouse then says. Its result as CSV is for \
      model reconcile, which compares it with the run. Name the columns as for model count-sql.
      """
  )

  /// What is printed.
  enum Statement: String, EnumerableFlag {
    case create
    case receipt

    static func help(for value: Statement) -> ArgumentHelp? {
      switch value {
      case .create: "Print the statement that makes the table of suggestions."
      case .receipt: "Print the statement that counts what the warehouse says, for model reconcile."
      }
    }
  }

  @Argument(help: "The run: r3, or r@ for the newest.", completion: .stored(.run))
  var run: String

  @OptionGroup var warehouse: WarehouseOptions
  @OptionGroup var suggestions: LookupOptions

  @Option(
    help: ArgumentHelp("Write the rows of the table of suggestions, as CSV.", valueName: "file"),
    completion: .file(extensions: ["csv"])
  )
  var lookup: String?

  @Flag(exclusivity: .exclusive)
  var statement: Statement?

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if lookup?.isEmpty == true { throw ValidationError("--lookup needs the name of a file") }
    if lookup == "-" {
      throw ValidationError(
        "--lookup needs the name of a file: the statement is on standard output"
      )
    }
  }

  func run(in environment: Environment) throws -> ExitStatus {
    let name = try suggestions.name(in: warehouse.dialect)
    let location = try DatabaseLocation(global, reading, in: environment)
    let context = environment.context()
    let database = try location.read(context)
    let table = try database.read {
      try LookupTable(
        Reference.run(run, in: database),
        in: database,
        context: context
      )
    }
    let text =
      switch statement {
      case .create: Scoring.create(name)
      case .receipt:
        try warehouse.scoring(by: table, from: name)
          .receipt(of: table.run.inputDigest.hexadecimal, minimum: table.minimum)
      case nil: try warehouse.scoring(by: table, from: name).statement
      }
    var protected = global.protected(location, in: environment)
    var rows: OutputFile?
    if let lookup {
      rows = try global.outputFile(lookup, sparing: protected, in: environment)
      protected.add(output: DatabaseLocation.absolute(lookup, in: environment))
    }
    if let rows {
      try table.write { try rows.write($0) }
      try rows.finish()
    }
    try global.write(
      sql: text,
      json: [
        .init("run", .text("r\(table.run.id)")), .init("dialect", .text(warehouse.dialect.name)),
      ],
      sparing: protected,
      in: environment
    )
    return .done
  }
}

/// The option of the statements that read the table of suggestions.
struct LookupOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What the table of suggestions is called in the warehouse.",
      valueName: "name"
    )
  )
  var lookupTable = "studentdb_lookup"

  /// The name, checked.
  func name(in dialect: Dialect) throws(CommandFailure) -> TableName {
    do {
      return try TableName(lookupTable, option: "--lookup-table", dialect: dialect)
    } catch {
      throw CommandFailure(error)
    }
  }
}

extension WarehouseOptions {
  /// The scoring of the table by a run.
  func scoring(
    by suggestions: LookupTable,
    from lookup: TableName,
    key: String? = nil
  ) throws -> Scoring {
    let table = try warehouse(.gender, .height, key: key)
    guard let division = Scoring.Division(rawValue: suggestions.run.settings.stratifiedBy) else {
      throw CommandFailure(
        .data,
        "r\(suggestions.run.id) is divided by \"\(suggestions.run.settings.stratifiedBy)\", which no "
          + "statement can do"
      )
    }
    do {
      return try Scoring(
        table,
        dividedBy: division,
        missingWords: suggestions.missingWords,
        lookup: lookup
      )
    } catch {
      throw CommandFailure(error)
    }
  }
}
