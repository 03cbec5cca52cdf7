import Bytes
import Synchronization
import Workbook

extension RosterSource {
  /// The files of a OneRoster export that are read; `roles.csv` is optional.
  package static let oneRosterFiles = ["users.csv", "demographics.csv", "roles.csv"]

  /// A OneRoster export in a folder: users with their demographics.
  ///
  /// `name`: what to call it. `everybody`: treat every user as a student if no file gives the
  /// roles. `file`: opens the file with a name; nil if it does not exist.
  ///
  /// Throws `RosterError.oneRoster` if one of the two files is missing.
  package static func oneRoster(
    name: String,
    everybody: Bool = false,
    file: @escaping @Sendable (_ name: String) throws -> (any ByteReader)?
  ) throws -> RosterSource {
    for needed in oneRosterFiles.prefix(2) where try file(needed) == nil {
      throw RosterError.oneRoster(file: name, missing: needed)
    }
    let facts = OneRosterFacts()
    var source = RosterSource(
      name: name,
      byteCount: nil,
      open: {
        JoinedReader(readers: try oneRosterFiles.compactMap { try file($0) })
      },
      text: {
        guard let users = try file(oneRosterFiles[0]),
          let demographics = try file(oneRosterFiles[1])
        else { throw RosterError.changedMeanwhile(file: name) }
        return try OneRosterText(
          of: name,
          users: users,
          demographics: demographics,
          roles: try file(oneRosterFiles[2]),
          everybody: everybody,
          facts: facts
        )
      }
    )
    source.demographics = { try file(oneRosterFiles[1]) }
    source.origin = facts
    source.notes = { (facts.notes, facts.notes.count) }
    source.presets = [.id: "sourcedId", .group: "grades", .gender: "sex"]
    source.neverHas = [.height]
    return source
  }

  /// A OneRoster export in a ZIP archive, whose files are at the top level or together in one
  /// folder.
  ///
  /// Throws `WorkbookError` if the archive cannot be read, otherwise as for a folder.
  package static func oneRoster(
    zip path: String,
    name: String,
    everybody: Bool = false
  ) throws -> RosterSource {
    let archive = try ZipArchive(path: path, name: name)
    return try oneRoster(name: name, everybody: everybody) { wanted in
      let entry = archive.entries.first { entry in
        entry.name.lastPathPart.lowercased() == wanted
      }
      return try entry.map { EntryReader(reader: try archive.reader(of: $0)) }
    }
  }
}

/// The bytes of several files, one after the other.
private struct JoinedReader: ByteReader {
  var readers: [any ByteReader]

  mutating func next() throws -> [UInt8] {
    while !readers.isEmpty {
      let piece = try readers[0].next()
      if !piece.isEmpty { return piece }
      readers.removeFirst()
    }
    return []
  }
}

private struct EntryReader: ByteReader {
  let reader: ZipEntryReader

  mutating func next() throws -> [UInt8] { try reader.next() }
}

/// The facts about a OneRoster export after reading: who was left out, and the file and line that
/// each line of the joined list comes from.
package final class OneRosterFacts: TextOrigin {
  /// Why users are left out.
  package enum Reason: Sendable, CaseIterable {
    case toBeDeleted
    case notEnabled
  }

  /// A record of the list.
  struct Line: Sendable {
    /// Its first line in the list.
    let line: Int
    let part: OneRosterPart
    let place: OneRosterPlace
    /// Where the cells after those of users.csv come from; nil for an unchanged line.
    var more: (place: OneRosterPlace?, firstField: Int)?
    /// Why a line of demographics.csv belongs to no user.
    var reason: OneRosterOrphan?
  }

  private struct State {
    var noStudents = 0
    var leftOut: [Reason: [String]] = [:]
    var deletedDemographics: [String] = []
    var lines: [Line] = []
  }

  private let state = Mutex(State())

  /// That users and lines were left out.
  var notes: [ListNote] {
    let (noStudents, leftOut, demographics) = state.withLock {
      ($0.noStudents, $0.leftOut, $0.deletedDemographics)
    }
    return (noStudents > 0 ? [.usersLeftOut(noStudents)] : [])
      + Reason.allCases.compactMap { reason in
        leftOut[reason].map { .studentsLeftOut(reason, names: $0) }
      }
      + (demographics.isEmpty ? [] : [.demographicsLeftOut(demographics)])
  }

  /// Starts again.
  func reset(deletedDemographics: [String]) {
    state.withLock { $0 = State(deletedDemographics: deletedDemographics) }
  }

  func leaveOutNoStudent() { state.withLock { $0.noStudents += 1 } }

  func leaveOut(_ name: String, for reason: Reason) {
    state.withLock { $0.leftOut[reason, default: []].append(name) }
  }

  func take(_ lines: [Line]) { state.withLock { $0.lines += lines } }

  package func line(ofLine line: Int) -> Int { record(at: line)?.place.line ?? line }

  package func reasonToReject(line: Int) -> OneRosterOrphan? { record(at: line)?.reason }

  package func original(_ place: LinePlace, field: Int?, firstLine: Int) -> LinePlace {
    guard let record = record(at: firstLine) else { return place }
    var original = LinePlace(
      line: record.place.line + place.line - firstLine,
      column: record.place.isUTF8 ? place.column : nil,
      byteOffset: record.place.byteOffset,
      file: record.part.rawValue
    )
    guard let field, let (more, firstField) = record.more else { return original }
    guard field >= firstField else {
      let cell = record.place.cells[field]
      original.line = record.place.line + Int(cell.line)
      original.column = Int(cell.column)
      return original
    }
    original.line = record.place.line
    original.column = nil
    // The cell is from demographics.csv; without a line there, users.csv lacks it.
    guard let more else { return original }
    let cell = more.cells[field - firstField]
    return LinePlace(
      line: more.line + Int(cell.line),
      column: Int(cell.column),
      byteOffset: more.byteOffset,
      file: OneRosterPart.demographics.rawValue
    )
  }

  private func record(at line: Int) -> Line? {
    state.withLock { state in
      var low = 0
      var high = state.lines.count
      while low < high {
        let middle = (low + high) / 2
        if state.lines[middle].line <= line { low = middle + 1 } else { high = middle }
      }
      return low == 0 ? nil : state.lines[low - 1]
    }
  }
}
