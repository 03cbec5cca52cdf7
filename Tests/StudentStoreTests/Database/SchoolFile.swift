import Foundation
import Migrations
import SQLite

@testable import StudentStore

/// A folder of its own for one test, gone with the last reference.
final class SchoolFile {
  let path: String
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("studentdb-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    path = folder.appendingPathComponent("school.db").path
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// The names in the folder.
  var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
  }

  /// Makes the file without a byte in it.
  func makeEmpty() throws { try Data().write(to: URL(fileURLWithPath: path)) }

  /// Makes the file with a script, as another program would.
  func make(_ script: String) throws {
    try Connection(opening: path, access: .create).execute(script)
  }

  /// Makes the file as a program would that knows the first few migrations only.
  func make(upTo version: Int) throws {
    let connection = try Connection(opening: path, access: .create)
    let known = Array(Migration.all.prefix(version))
    try connection.withImmediateTransaction {
      let act = Act(.migrate, context: TestSchool.World(seed: 1).context("ada"), time: "t")
      _ = try Migrator(connection, migrations: known).migrate(from: 0, act: act)
      for migration in known { act.cover(.schemaMigration, row: Int64(migration.version)) }
      if version >= 4 { try Trail(connection: connection).append(act) }
    }
  }

  /// Makes a school and changes it by a script.
  func makeSchool(changed script: String) throws {
    let connection = try TestSchool(path: path).connection
    try connection.execute(script)
  }

  /// What opening the file throws; nil where it opens.
  func refusal(_ access: DatabaseAccess = .readWrite) throws -> StoreError? {
    do {
      _ = try open(access)
      return nil
    } catch let error as StoreError {
      return error
    }
  }

  func open(_ access: DatabaseAccess = .readWrite) throws -> SchoolDatabase {
    try SchoolDatabase.open(
      path,
      access: access,
      context: TestSchool.World(seed: 2).context("ben")
    )
  }
}
