import ArgumentParser
import Foundation
import StudentStore
import Workflows

/// The command `studentdb import FILE… | -`.
struct ImportCommand: SchoolCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Read a school's list of students.",
    discussion: """
      Every line becomes a student, an update of one, or a rejected line that says why. Columns are
      found by their headings; what was understood is printed and can be overridden. The same file
      twice changes nothing.
      """
  )

  @OptionGroup(title: "Everywhere") var global: GlobalOptions

  @Argument(help: "CSV files or workbooks (.xlsx), or - for standard input.")
  var files: [String] = []

  @Option(
    name: .customLong("oneroster"),
    help: ArgumentHelp(
      "A OneRoster export: a folder or ZIP with users.csv and demographics.csv.",
      valueName: "folder|zip"
    )
  )
  var oneRoster: String?

  @Option(help: ArgumentHelp("The sheet of a workbook.", valueName: "name"))
  var sheet: String?

  @Option(
    help: ArgumentHelp(
      "Which column is which, once for each: id, name, gender, height, group, age.",
      valueName: "field=heading"
    )
  )
  var map: [String] = []

  @Option(
    help: ArgumentHelp(
      "The text encoding of a file that does not say: windows-1252, utf-16le, macintosh …",
      valueName: "name"
    )
  )
  var encoding: String?

  @Option(help: "What separates the cells: , ; tab or |.")
  var delimiter: String?

  @Option(help: "The decimal sign of the heights: . or ,")
  var decimal: String?

  @Option(help: "The unit of bare numbers: auto, cm, m, mm, in or ft-in.")
  var heightUnit: String = "auto"

  @Option(
    help: ArgumentHelp(
      "What the words for genders mean: 1=male,2=female,9=missing.",
      valueName: "word=gender,…"
    )
  )
  var genderWords: String?

  @Option(help: ArgumentHelp("The line of the headings.", valueName: "n"))
  var headerRow: Int?

  @Option(help: "What to do with a line that contradicts what is recorded: stop, keep or update.")
  var onConflict: ImportOptions.OnConflict = .update

  @Option(
    help: ArgumentHelp(
      "The lines with this id are about the student who has it, under another name. May be repeated.",
      valueName: "id:0245"
    )
  )
  var same: [String] = []

  @Flag(help: "Import everything or nothing: one rejected line fails the file.")
  var strict = false

  @Option(help: ArgumentHelp("Write the rejected lines to a file.", valueName: "file"))
  var rejects: String?

  @OptionGroup(title: "Limits") var limits: LimitOptions

  func validate() throws {
    guard !files.isEmpty || oneRoster != nil else {
      throw ValidationError("name the file to import, or - for standard input")
    }
    guard rejects == nil || files.count + (oneRoster == nil ? 0 : 1) == 1 else {
      throw ValidationError(
        "--rejects takes the rejected lines of one file; import the files one by one"
      )
    }
  }

  func run(in world: World) throws -> ExitStatus {
    let options = try importOptions()
    var sources = try files.map {
      try RosterFile.source($0, sheet: sheet, headingRow: headerRow, in: world)
    }
    if let oneRoster { sources.append(try RosterFile.oneRoster(oneRoster, in: world)) }
    let context = global.context(in: world)
    let location = try DatabaseLocation(global, in: world, mayCreate: true)
    try location.requireWriter(context)
    let isNew = !location.exists
    let database = try database(at: location, isNew: isNew, context: context)
    var reports: [ImportReport] = []
    do {
      for source in sources {
        var line = ProgressLine(source.name, in: world)
        defer { line.end() }
        reports.append(
          try ImportWorkflow(database, context: context)
            .run(source, options: options, mode: global.mode) { progress in
              if !global.quiet { line.show(progress) }
            }
        )
      }
    } catch {
      // A file that could not be read should not leave an empty database behind.
      if isNew, !global.dryRun, reports.isEmpty {
        try? FileManager.default.removeItem(atPath: location.path)
      }
      // What came in before the file that failed is kept, and said.
      if !reports.isEmpty {
        let kept = ImportRendering(reports, isDryRun: global.dryRun, database: location.path)
        try global.write(kept.report, in: world)
      }
      throw error
    }
    if let rejects, !global.dryRun, let only = reports.first {
      try RejectsFile.write(
        only,
        of: database,
        to: DatabaseLocation.absolute(rejects, in: world)
      )
    }
    let report = ImportRendering(reports, isDryRun: global.dryRun, database: location.path).report
    try global.write(report, in: world)
    return report.status
  }

  private func database(
    at location: DatabaseLocation,
    isNew: Bool,
    context: WorkContext
  ) throws -> SchoolDatabase {
    switch (isNew, global.dryRun) {
    case (true, true): try SchoolDatabase.inMemory(context: context)
    case (true, false): try Self.create(location.path, context: context)
    case (false, _): try location.write(context)
    }
  }

  private static func create(_ path: String, context: WorkContext) throws -> SchoolDatabase {
    do {
      return try SchoolDatabase.create(path, context: context)
    } catch {
      // What is not found here is the folder.
      guard CommandFailure(error).status == .noInput else { throw error }
      throw CommandFailure(
        .cannotCreate,
        "\(path): cannot be made here; check that the folder exists and may be written to"
      )
    }
  }

  private func importOptions() throws -> ImportOptions {
    var options = ImportOptions()
    for pair in map {
      let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard sides.count == 2, let field = StudentField(rawValue: String(sides[0])) else {
        let fields = StudentField.allCases.map(\.rawValue)
        let nearest = nearestNames(to: String(sides[0]), in: fields).first
        throw CommandFailure(
          .usage,
          "--map \(pair): write FIELD=HEADING with one of the fields \(fields.joined(separator: ", "))"
            + (nearest.map { "; did you mean \($0)?" } ?? "")
        )
      }
      guard options.headings.updateValue(String(sides[1]), forKey: field) == nil else {
        throw CommandFailure(
          .usage,
          "--map \(pair): \(field.rawValue) has a column already; say --map once for each field"
        )
      }
    }
    if let encoding, encoding.lowercased() != "auto" { try options.readAs(encoding: encoding) }
    options.delimiter = try delimiter.map(Self.delimiter)
    options.decimal = try decimal.map { text in
      guard let sign = DecimalSign(rawValue: text) else {
        throw CommandFailure(.usage, "--decimal \(text): write . or ,")
      }
      return sign
    }
    if heightUnit != "auto" {
      guard let unit = HeightUnit(rawValue: heightUnit) else {
        throw CommandFailure(
          .usage,
          "--height-unit \(heightUnit): write auto, cm, m, mm, in or ft-in"
        )
      }
      options.heightUnit = unit
    }
    if let headerRow, headerRow < 1 {
      throw CommandFailure(.usage, "--header-row \(headerRow): lines are counted from 1")
    }
    options.headerLine = headerRow
    try limits.apply(to: &options)
    options.genderWords = genderWords
    options.onConflict = onConflict
    for text in same {
      guard text.hasPrefix("id:"), text.count > 3 else {
        throw CommandFailure(
          .usage,
          "--same \(text): write the school's id behind id:, such as --same id:0245"
        )
      }
      options.sameIDs.insert(String(text.dropFirst(3)))
    }
    options.isStrict = strict
    return options
  }

  private static func delimiter(_ text: String) throws(CommandFailure) -> UInt8 {
    switch text {
    case ",", "comma": UInt8(ascii: ",")
    case ";", "semicolon": UInt8(ascii: ";")
    case "\t", "\\t", "tab": UInt8(ascii: "\t")
    case "|", "bar": UInt8(ascii: "|")
    default: throw CommandFailure(.usage, "--delimiter \(text): write , ; tab or |")
    }
  }
}

extension ImportOptions.OnConflict: ExpressibleByArgument {}
