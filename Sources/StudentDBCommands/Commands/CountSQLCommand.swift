import ArgumentParser
import Engines
import Files
import Report
import StudentStore
import Workflows

/// The command `studentdb model count-sql`.
struct CountSQLCommand: SchoolCommand {
  static let configuration = CommandConfiguration(
    commandName: "count-sql",
    abstract: "Print the SQL that counts a warehouse's students, for impute --cells.",
    usage: """
      studentdb model count-sql [<options>] --dialect <engine>
          --table <name> --map gender=<column>,height=<column>
      """,
    discussion: """
      The students stay in the warehouse: its engine runs the statement, and its result as CSV with \
      headings is the file for impute --cells. Counts of few students can tell who they are, so \
      cells of fewer than --minimum students are merged with others inside the engine: first their \
      heights get coarser, then group and age are left out. No student is dropped.
      """
  )

  @OptionGroup var warehouse: WarehouseOptions

  @Option(
    help: ArgumentHelp(
      "The fewest students of a cell; 1 merges nothing.",
      valueName: "n"
    )
  )
  var minimum = 10

  @OptionGroup var global: GlobalOptions

  func run(in environment: Environment) throws -> ExitStatus {
    let table = try warehouse.warehouse(.gender, .height)
    let statement: CountStatement
    do {
      statement = try CountStatement(table, minimum: minimum)
    } catch {
      throw CommandFailure(error)
    }
    // It needs no database; one that is there is protected all the same.
    let database = try? DatabaseLocation(global, in: environment, mayCreate: true).path
    try global.write(
      sql: statement.signed,
      json: [
        .init("dialect", .text(warehouse.dialect.name)),
        .init("minimum", .count(minimum)),
        .init("digest", .text(statement.digest.hexadecimal)),
      ],
      sparing: ProtectedFiles(database: database),
      in: environment
    )
    return .done
  }
}
