import Glibc

/// The files that no output of a command may replace: its database and its inputs.
///
/// They are known by device and inode, so that another spelling, a hard link and a symbolic link
/// are the same file; a file that does not exist yet is known by its folder and name.
package struct ProtectedFiles {
  private var databases: Set<FileIdentity> = []
  private var databaseSpots: Set<OutputPlace.Spot> = []
  private var companionSpots: Set<OutputPlace.Spot> = []
  private var inputs: Set<FileIdentity> = []
  private var outputSpots: Set<OutputPlace.Spot> = []

  /// The files that SQLite creates next to a database.
  static let companionEndings = ["-journal", "-wal", "-shm"]

  /// The files of one command.
  ///
  /// `database`: its path, even if it does not exist yet. `inputs`: what the command reads: files,
  /// folders of files, and `-` for standard input.
  package init(database: String?, inputs: [String] = []) {
    if let database { protect(database: database) }
    for input in inputs { protect(input: input) }
  }

  /// Protects the file in which heads are kept.
  package mutating func add(anchor path: String) {
    protect(input: path)
    add(output: path)
  }

  /// Protects the place of another output.
  package mutating func add(output path: String) {
    guard let spot = (try? OutputPlace(of: path, shown: path))?.spot else { return }
    outputSpots.insert(spot)
  }

  private mutating func protect(database path: String) {
    if let status = FileStatus(following: path) { databases.insert(status.identity) }
    guard let place = try? OutputPlace(of: path, shown: path), let spot = place.spot else { return }
    databaseSpots.insert(spot)
    for ending in Self.companionEndings {
      companionSpots.insert(OutputPlace.Spot(folder: spot.folder, name: spot.name + ending))
      if let status = FileStatus(at: place.path + ending) { databases.insert(status.identity) }
    }
  }

  private mutating func protect(input path: String) {
    let status = path == "-" ? FileStatus(of: STDIN_FILENO) : FileStatus(following: path)
    guard let status else { return }
    switch status.kind {
    case .regular, .pipe: inputs.insert(status.identity)
    case .folder:
      for name in Self.names(in: path) {
        if let file = FileStatus(following: "\(path)/\(name)"), file.kind == .regular {
          inputs.insert(file.identity)
        }
      }
    // A terminal can be read and written at the same time.
    case .device, .socket, .link: break
    }
  }

  private static func names(in folder: String) -> [String] {
    guard let stream = unsafe opendir(folder) else { return [] }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
          unsafe String(cString: $0)
        }
      }
      names.append(name)
    }
    return names
  }

  /// Why a file must not be written; nil if it may.
  func refusal(of identity: FileIdentity) -> FileError.Refusal? {
    databases.contains(identity) ? .database : inputs.contains(identity) ? .input : nil
  }

  /// Why nothing may be written at a place, whatever is there.
  func refusal(at place: OutputPlace) -> FileError.Refusal? {
    if let refusal = place.present.flatMap({ refusal(of: $0.identity) }) { return refusal }
    guard let spot = place.spot else { return nil }
    if databaseSpots.contains(spot) { return .database }
    if companionSpots.contains(spot) { return .companion }
    return outputSpots.contains(spot) ? .otherOutput : nil
  }
}
