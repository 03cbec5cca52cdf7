import Bytes
import Files
import RosterReading
import StudentStore
import Synchronization
import Workflows

/// A list that is being looked at before it is imported: the file, the answers given so far, and what a
/// trial of the import said.
final class ImportDraft: Sendable {
  /// A file: one that was sent, or the one that the program was started with.
  struct Source: Sendable {
    let name: String
    let path: String
    /// Keeps a file that was sent; it is gone when nobody keeps it.
    let file: HiddenFile?

    init(_ upload: UploadedFile) {
      name = upload.name
      path = upload.file.path
      file = upload.file
    }

    init(path: String) {
      name = path.lastPathPart
      self.path = path
      file = nil
    }
  }

  /// What a trial, or the import, said.
  enum Result: Sendable {
    case report(ImportReport)
    /// A question, or why the file cannot be imported.
    case refused(any Error)
  }

  private struct State {
    var answers = ImportAnswers()
    var trial: Result?
    var imported: ImportReport?
  }

  /// The files of this list: one, or those of a OneRoster export.
  let files: [Source]
  /// The lists that come after this one.
  let next: [[Source]]
  private let state = Mutex(State())

  /// A draft of the first list; nil for none.
  init?(_ lists: [[Source]]) {
    guard let first = lists.first else { return nil }
    files = first
    next = Array(lists.dropFirst())
  }

  var name: String {
    isOneRoster ? "OneRoster" : files.first?.name ?? ""
  }

  var answers: ImportAnswers {
    get { state.withLock { $0.answers } }
    set { state.withLock { $0.answers = newValue } }
  }

  var trial: Result? {
    get { state.withLock { $0.trial } }
    set { state.withLock { $0.trial = newValue } }
  }

  var imported: ImportReport? {
    get { state.withLock { $0.imported } }
    set { state.withLock { $0.imported = newValue } }
  }

  /// Groups the files that were sent together: those of a OneRoster export are one list.
  static func lists(of uploads: [UploadedFile]) -> [[Source]] {
    let sources = uploads.map(Source.init)
    let names = Set(sources.map { $0.name.lowercased() })
    let export = Set(RosterSource.oneRosterFiles)
    guard names.contains("users.csv"), names.isSubset(of: export) else {
      return sources.map { [$0] }
    }
    return [sources]
  }

  /// Whether the files are an export in the form of OneRoster.
  var isOneRoster: Bool {
    files.count > 1 || files.first?.name.lowercased().hasSuffix(".zip") == true
  }

  /// The list as an export in the form of OneRoster.
  func oneRoster(everybody: Bool) throws -> RosterSource {
    if let file = files.first, files.count == 1 {
      return try .oneRoster(zip: file.path, name: file.name, everybody: everybody)
    }
    let files = files
    return try .oneRoster(name: name, everybody: everybody) { wanted in
      try files.first { $0.name.lowercased() == wanted }.map {
        try InputFile(path: $0.path, name: $0.name)
      }
    }
  }

  /// The list to read, as the answers so far say.
  ///
  /// `earlier`: the answers of earlier imports.
  func source(earlier: () throws -> [RememberedAnswers]) throws -> RosterSource {
    let answers = answers
    if isOneRoster { return try oneRoster(everybody: answers.everybody) }
    guard let file = files.first else { throw RosterError.empty(file: name) }
    let (path, name) = (file.path, file.name)
    return try RosterSource(
      path: path,
      name: name,
      byteCount: FileStatus(following: path)?.byteCount,
      sheet: answers.sheet,
      headingRow: answers.headerLine,
      headings: answers.headings,
      earlier: earlier
    ) { try InputFile(path: path, name: name) }
  }
}

extension InputFile: ByteReader {}
