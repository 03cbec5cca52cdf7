import ArgumentParser
import Engines
import Files
import Report
import StudentStore
import Workflows

/// The command `studentdb model sample-sql r3`.
struct SampleSQLCommand: SchoolCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample-sql",
    abstract: "Print the SQL that draws students of a warehouse for a review.",
    usage: """
      studentdb model sample-sql [<options>] --dialect <engine>
          --table <name> --map <fields> --key <column> <run>
      """,
    discussion: """
      It draws as many students of each stratum and each band of confidence, by md5 of seed and key: \
      every engine draws the same. Their genders are left empty. The result as CSV can be imported \
      as it is and reviewed with review --blind: the answers say how often a suggestion of each band \
      is right. The table of suggestions has to be in the warehouse; see model sql.
      """
  )

  @Argument(help: "The run: r3, or r@ for the newest.", completion: .stored(.run))
  var run: String

  @OptionGroup var warehouse: WarehouseOptions
  @OptionGroup var suggestions: LookupOptions

  @Option(
    help: ArgumentHelp("The column that names a student in the warehouse.", valueName: "column")
  )
  var key: String?

  @Option(
    help: ArgumentHelp("How many students of each stratum and band at most.", valueName: "n")
  )
  var perBand = 20

  @Option(help: ArgumentHelp("Another number draws other students.", valueName: "n"))
  var seed = 1

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var global: GlobalOptions

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
    let scoring = try warehouse.scoring(by: table, from: name, key: key)
    let statement: SampleStatement
    do {
      statement = try SampleStatement(scoring, perBand: perBand, seed: seed)
    } catch {
      throw CommandFailure(error)
    }
    try global.write(
      sql: statement.text,
      json: [
        .init("run", .text("r\(table.run.id)")), .init("dialect", .text(warehouse.dialect.name)),
      ],
      sparing: global.protected(location, in: environment),
      in: environment
    )
    return .done
  }
}
