import ArgumentParser
import Files
import Report
import StudentStore
import Workflows

/// The command `studentdb migrate`.
struct MigrateCommand: SchoolCommand {
  static let configuration = CommandConfiguration(
    commandName: "migrate",
    abstract: "Bring a database of an older studentdb up to date, after a backup.",
    usage: "studentdb migrate [<options>]",
    discussion: """
      No other command does this by itself. The backup is verified before anything is changed, and \
      is never written over an existing file. Until then migrate, verify, backup and query work on \
      the older file.
      """
  )

  @Flag(help: "Say which version the file has and what would be done.")
  var status = false

  @Option(
    help: ArgumentHelp(
      "The new file for the backup. Else a name beside the database.",
      valueName: "file"
    ),
    completion: .file()
  )
  var backup: String?

  @Flag(name: [.customShort("n"), .long], help: "Show what would happen, and change nothing.")
  var dryRun = false

  @OptionGroup var who: ActorOption
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if backup?.isEmpty == true || backup == "-" {
      throw ValidationError("--backup needs the name of a file")
    }
    if global.force { throw ValidationError("a backup never replaces a file; leave --force out") }
  }

  func run(in environment: Environment) throws -> ExitStatus {
    let location = try DatabaseLocation(global, in: environment)
    let answer = try global.answer(about: location, in: environment)
    let context = who.context(in: environment)
    guard !status, !dryRun else {
      let plan = try MigrateWorkflow(location.query(context)).plan()
      let name = plan.isUpToDate ? nil : backupName(location, plan, in: environment)
      return try answer.give(nil) {
        MigrationRendering(plan, .pending(backup: name)).report
      }
    }
    let workflow = MigrateWorkflow(try location.migration(context))
    let plan = try workflow.plan()
    guard !plan.isUpToDate else {
      return try answer.give(nil) { MigrationRendering(plan, .pending(backup: nil)).report }
    }
    let file = try BackupFile(
      backupName(location, plan, in: environment),
      of: location,
      global,
      in: environment
    )
    var isBackedUp = false
    do {
      try workflow.run(context: context) {
        // By a connection of its own, which sees what was there before.
        let source = try location.verification(environment.context())
        _ = try file.write(source, isKeptUnverified: false)
        isBackedUp = true
      }
    } catch {
      guard isBackedUp else { throw error }
      let failure = CommandFailure(error)
      throw CommandFailure(failure.status, "\(failure.message); the backup is in \(file.name)")
    }
    guard isBackedUp else {
      // Another process was first.
      let plan = try workflow.plan()
      return try answer.give(nil) { MigrationRendering(plan, .pending(backup: nil)).report }
    }
    return try answer.give(.migration(to: plan.newest, backup: file.name)) {
      MigrationRendering(plan, .done(backup: file.name, try workflow.verification())).report
    }
  }

  /// The name of the backup: as given, or the first free one beside the database.
  private func backupName(
    _ location: DatabaseLocation,
    _ plan: MigrationPlan,
    in environment: Environment
  ) -> String {
    if let backup { return backup }
    let ending = ".studentdb"
    let path = location.path
    let stem = path.hasSuffix(ending) ? String(path.dropLast(ending.count)) : path
    let base = "\(stem).version-\(plan.version)"
    var name = base + ending
    var number = 2
    while FileStatus(at: name) != nil {
      name = "\(base)-\(number)\(ending)"
      number += 1
    }
    let folder = environment.currentDirectory + "/"
    return name.hasPrefix(folder) ? String(name.dropFirst(folder.count)) : name
  }
}
