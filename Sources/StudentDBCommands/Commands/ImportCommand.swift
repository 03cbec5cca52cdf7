import ArgumentParser
import Bytes
import Report
import RosterReading
import StudentStore
import Workflows

/// The command `studentdb import FILE… | -`.
struct ImportCommand: SchoolCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Read a school's list of students.",
    discussion: """
      Every line becomes a student, an update of one, or a rejected line that says why. Columns are \
      found by their headings; what was understood is printed and can be overridden. The same file \
      twice changes nothing.
      """
  )

  @Argument(help: "CSV files or workbooks (.xlsx), or - for standard input.", completion: .file())
  var files: [String] = []

  @Option(
    name: .customLong("oneroster"),
    help: ArgumentHelp(
      "A OneRoster export: a folder or ZIP with users.csv and demographics.csv.",
      valueName: "folder|zip"
    ),
    completion: .file()
  )
  var oneRoster: [String] = []

  @Flag(help: "Every user of a OneRoster export is a student, where no file says who is.")
  var allStudents = false

  @Option(help: ArgumentHelp("The sheet of a workbook.", valueName: "name"))
  var sheet: String?

  @Option(
    help: ArgumentHelp(
      "Which column is which, once for each: id, name, gender, height, group, age, birthdate.",
      valueName: "field=heading"
    )
  )
  var map: [String] = []

  @Flag(help: "Go on although the file has no column of genders.")
  var noGender = false

  @Flag(help: "Go on although the file has no column of heights.")
  var noHeight = false

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
      "What comes first in birth dates such as 03/07/2012: dmy, mdy or ymd.",
      valueName: "order"
    )
  )
  var dateOrder: DateOrder?

  @Option(
    help: ArgumentHelp(
      "Compute ages from birth dates, as of this day: 2026-09-01.",
      valueName: "date"
    )
  )
  var measuredOn: String?

  @Flag(help: "Take heights far from the middle of their column, which are doubts otherwise.")
  var keepImplausible = false

  @Option(
    help: ArgumentHelp(
      "What words for genders mean: 1=male,2=female,9=missing. A comma in a word is \\,. May be "
        + "repeated.",
      valueName: "word=gender,…"
    )
  )
  var genderWords: [String] = []

  @Option(help: ArgumentHelp("The line of the headings.", valueName: "n"))
  var headerRow: Int?

  @Flag(help: "Do not use the answers given for an earlier file with the same headings.")
  var fresh = false

  @Option(help: "What to do with a line that contradicts what is recorded: stop, keep or update.")
  var onConflict: ImportOptions.OnConflict = .update

  @Option(
    name: .customLong("blank"),
    help: "What an empty cell says where a value is known: keep it, or clear it."
  )
  var blankCells: ImportOptions.BlankCells = .keep

  @Flag(help: "Everybody of the file's groups is in it: mark the others as left.")
  var complete = false

  @Option(
    help: ArgumentHelp(
      "The lines with this id are about the student who has it, under another name. May be repeated.",
      valueName: "id:0245"
    )
  )
  var same: [String] = []

  @Flag(help: "Import everything or nothing: one rejected line fails the file.")
  var strict = false

  @Option(
    help: ArgumentHelp("Write the rejected lines to a file.", valueName: "file"),
    completion: .file()
  )
  var rejects: String?

  @OptionGroup(title: "Limits") var limits: LimitOptions

  @OptionGroup var writing: WritingOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    guard oneRoster.count < 2 else {
      throw ValidationError("--oneroster is given twice; import the exports one by one")
    }
    guard sheet == nil || oneRoster.isEmpty else {
      throw ValidationError("--sheet is for workbooks, and a OneRoster export has no sheets")
    }
    guard !files.isEmpty || !oneRoster.isEmpty else {
      throw ValidationError("name the file to import, or - for standard input")
    }
    guard !files.contains(""), !oneRoster.contains(""), rejects?.isEmpty != true else {
      throw ValidationError("the name of a file is empty")
    }
    guard !allStudents || !oneRoster.isEmpty else {
      throw ValidationError("--all-students is for a OneRoster export (--oneroster)")
    }
    guard rejects == nil || files.count + oneRoster.count == 1 else {
      throw ValidationError(
        "--rejects takes the rejected lines of one file; import the files one by one"
      )
    }
    guard rejects != "-" else {
      throw ValidationError("--rejects needs a file; standard output has the answer")
    }
  }

  func run(in environment: Environment) throws -> ExitStatus {
    var options = try importOptions()
    options.commandLine = ShellWord.line(["studentdb"] + environment.arguments)
    let location = try DatabaseLocation(global, in: environment, mayCreate: true)
    let context = writing.context(in: environment)
    try location.requireWriter(context)
    var sources = try files.map {
      try RosterFile.source(
        $0,
        sheet: sheet,
        headingRow: headerRow,
        headings: options.headings,
        earlier: {
          fresh || !location.exists ? [] : try location.read(context).rememberedAnswers()
        },
        in: environment
      )
    }
    for oneRoster in oneRoster {
      sources.append(try RosterFile.oneRoster(oneRoster, everybody: allStudents, in: environment))
    }
    let outputs = try ImportOutputs(self, location: location, in: environment)
    let school = try NewOrOldSchool(at: location, isDryRun: writing.dryRun, context: context)
    var reports: [ImportReport] = []
    do {
      for source in sources {
        let line = ProgressLine(source.name, global, in: environment)
        defer { line.end() }
        reports.append(
          try school.read(source, options: options) { progress in
            line.show(progress)
          }
        )
      }
    } catch {
      // A file that cannot be read must not leave an empty database.
      if reports.isEmpty { school.leave() }
      // Imports before the failed file are kept and reported.
      if !reports.isEmpty { _ = try outputs.give(reports, isDryRun: writing.dryRun) }
      throw error
    }
    try outputs.writeRejects(of: reports, in: school.database, isDryRun: writing.dryRun)
    return try outputs.give(reports, isDryRun: writing.dryRun)
  }

  private func importOptions() throws -> ImportOptions {
    var options = ImportOptions()
    for pair in map {
      let sides = pair.parts(between: UInt8(ascii: "="), maxSplits: 1)
      guard sides.count == 2, let field = StudentField(rawValue: sides[0]) else {
        let fields = StudentField.allCases.map(\.rawValue)
        let nearest = nearestNames(to: sides[0], in: fields).first
        throw CommandFailure(
          .usage,
          "--map \(pair): write FIELD=HEADING with one of the fields \(fields.joined(separator: ", "))"
            + (nearest.map { "; did you mean \($0)?" } ?? "")
        )
      }
      guard options.headings.updateValue(sides[1], forKey: field) == nil else {
        throw CommandFailure(
          .usage,
          "--map \(pair): \(field.rawValue) has a column already; say --map once for each field"
        )
      }
    }
    for (field, isAbsent) in [(StudentField.gender, noGender), (.height, noHeight)] where isAbsent {
      guard options.headings[field]?.isEmpty ?? true else {
        throw CommandFailure(
          .usage,
          "--no-\(field.rawValue) and --map \(field.rawValue)=… contradict each other; leave one out"
        )
      }
      options.absent.insert(field)
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
    options.dateOrder = dateOrder
    options.measuredOn = try measuredOn.map { text in
      guard let day = CalendarDate(iso: text), text == day.text else {
        throw CommandFailure(.usage, "--measured-on \(text): write a day such as 2026-09-01")
      }
      return day
    }
    try limits.apply(to: &options)
    options.genderWords = genderWords
    options.keepsImplausible = keepImplausible
    options.onConflict = onConflict
    options.blankCells = blankCells
    options.isFresh = fresh
    options.isComplete = complete
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
extension DateOrder: ExpressibleByArgument {}
extension ImportOptions.BlankCells: ExpressibleByArgument {}
