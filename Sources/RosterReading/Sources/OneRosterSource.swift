import Workbook

extension RosterSource {
  /// The files of a OneRoster export that are read; of them `roles.csv` need not be there.
  package static let oneRosterFiles = ["users.csv", "demographics.csv", "roles.csv"]

  /// A OneRoster export in a folder: users with their demographics.
  ///
  /// `name`: what to call it.
  /// `everybody`: every user is a student where no file says who is.
  /// `file`: opens the file of a name; nil where there is none.
  ///
  /// Throws `ImportError.oneRoster` where one of the two files is not there.
  package static func oneRoster(
    name: String,
    everybody: Bool = false,
    file: @escaping @Sendable (_ name: String) throws -> (any ByteReader)?
  ) throws -> RosterSource {
    for needed in oneRosterFiles.prefix(2) where try file(needed) == nil {
      throw ImportError.oneRoster(file: name, missing: needed)
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
        else { throw ImportError.changedMeanwhile(file: name) }
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
    source.origin = facts
    source.notes = { (facts.sentences, facts.sentences.count) }
    source.presets = [.id: "sourcedId", .group: "grades", .gender: "sex"]
    source.neverHas = [.height]
    return source
  }

  /// A OneRoster export in a ZIP archive, whose files lie at its top or together in one folder.
  ///
  /// Throws `WorkbookError` where the archive cannot be read, else as for a folder.
  package static func oneRoster(
    zip path: String,
    name: String,
    everybody: Bool = false
  ) throws -> RosterSource {
    let archive = try ZipArchive(path: path)
    return try oneRoster(name: name, everybody: everybody) { wanted in
      let entry = archive.entries.first { entry in
        entry.name.split(separator: "/").last.map { $0.lowercased() } == wanted
      }
      return try entry.map { EntryReader(reader: try archive.reader(of: $0)) }
    }
  }
}

/// The bytes of several files, one behind the other.
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
