import ArgumentParser
import Engines
import Files
import Report

extension Dialect: ExpressibleByArgument {
  package init?(argument: String) { self.init(named: argument) }

  package static var allValueStrings: [String] { all.map(\.name) }
}

/// The options of the commands that print SQL for a warehouse.
struct WarehouseOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The engine that runs the statement.", valueName: "engine"))
  var dialect: Dialect

  @Option(
    help: ArgumentHelp(
      "The table or view, as name or schema.name; a point inside a name stands in double quotes.",
      valueName: "name"
    )
  )
  var table: String?

  @Option(
    help: ArgumentHelp(
      "Its columns, as field=column,field=column, with the fields gender, height (in centimetres), "
        + "group, age, key and name.",
      valueName: "fields"
    )
  )
  var map: [String] = []

  /// The table, with the fields that the command needs.
  ///
  /// `key`: the column of `--key`.
  func warehouse(
    _ needed: WarehouseField...,
    key: String? = nil
  ) throws(CommandFailure) -> WarehouseTable {
    guard let table else {
      throw CommandFailure(.usage, "name the table of the students: --table NAME")
    }
    do {
      return try WarehouseTable(
        table: table,
        map: map,
        key: key,
        needed: needed,
        dialect: dialect
      )
    } catch {
      throw CommandFailure(error)
    }
  }
}

extension CommandFailure {
  /// What cannot become a part of a statement is a wrong argument.
  init(_ refusal: EngineRefusal) { self.init(.usage, refusal.description) }
}

extension GlobalOptions {
  /// Writes a statement, or a value in JSON with `--json`, byte for byte to a file or a pipe.
  func write(
    sql: String,
    json: [JSONValue.Member],
    sparing protected: ProtectedFiles,
    in environment: Environment
  ) throws {
    let text: String
    switch outputFormat {
    case .table: text = sql
    case .json: text = JSONValue.object(json + [JSONValue.Member("sql", .text(sql))]).pretty
    case .csv, .tsv, .jsonl: throw NotAList()
    }
    try write(bytes: Array((text + "\n").utf8), sparing: protected, in: environment)
  }

  /// Writes what another program reads to the requested output.
  func write(bytes: [UInt8], sparing protected: ProtectedFiles, in environment: Environment) throws
  {
    if let output, output != "-" {
      let file = try outputFile(output, sparing: protected, in: environment)
      try file?.write(bytes)
      try file?.finish()
    } else {
      try environment.checkOutput(protected)
      try environment.output(bytes)
    }
  }
}
