import Report
import RosterReading
import StudentStore
import Workflows

/// The database of a command that may create it: an import, or a run of cells.
///
/// Another command may create the same file at the same time, find it just created, or find it
/// removed again by its creator: they do not interfere.
final class NewOrOldSchool {
  private(set) var database: SchoolDatabase
  private let location: DatabaseLocation
  private let isDryRun: Bool
  private let context: WorkContext
  /// Whether this process created the file.
  private var isMade: Bool

  init(at location: DatabaseLocation, isDryRun: Bool, context: WorkContext) throws {
    self.location = location
    self.isDryRun = isDryRun
    self.context = context
    (database, isMade) = try Self.open(location, isDryRun: isDryRun, context: context)
  }

  /// Imports one file.
  func read(
    _ source: RosterSource,
    options: ImportOptions,
    progress: (ImportProgress) -> Void
  ) throws -> ImportReport {
    do {
      return try run(source, options: options, progress: progress)
    } catch StoreError.fileGone where !location.exists {
      // The process that created the file removed it after a failed import.
      (database, isMade) = try Self.open(location, isDryRun: isDryRun, context: context)
      return try run(source, options: options, progress: progress)
    }
  }

  private func run(
    _ source: RosterSource,
    options: ImportOptions,
    progress: (ImportProgress) -> Void
  ) throws -> ImportReport {
    try ImportWorkflow(database, context: context)
      .run(source, options: options, mode: isDryRun ? .dryRun : .keep, progress: progress)
  }

  /// Removes a file created here, unless another process has stored something in it.
  func leave() {
    if isMade { database.removeIfUnused() }
  }

  private static func open(
    _ location: DatabaseLocation,
    isDryRun: Bool,
    context: WorkContext
  ) throws -> (SchoolDatabase, isMade: Bool) {
    guard !location.exists else { return (try location.write(context), false) }
    guard !isDryRun else { return (try SchoolDatabase.inMemory(context: context), false) }
    do {
      return (try SchoolDatabase.create(location.path, context: context), true)
    } catch {
      // Another import was first.
      if location.exists { return (try location.write(context), false) }
      // The folder does not exist.
      guard CommandFailure(error).status == .noInput else { throw error }
      throw CommandFailure(
        .cannotCreate,
        "\(location.path): cannot be made here; check that the folder exists and may be written to"
      )
    }
  }
}
