import Glibc
import Synchronization

/// The unfinished files of this process, accessible to a signal handler.
///
/// A handler may call few functions and must not wait: the table has a fixed size, and a path once
/// in it stays in memory.
@safe enum UnfinishedFiles {
  /// An entry of the table.
  struct Entry {
    fileprivate let index: Int
  }

  /// More than any command's outputs; a further one would be left behind by a signal.
  private static let count = 64

  private static nonisolated(unsafe) let paths: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> =
    {
      let pointer = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: count)
      unsafe pointer.initialize(repeating: nil, count: count)
      return unsafe pointer
    }()

  private static let taken = Mutex([Bool](repeating: false, count: count))

  /// Creates the table before a handler can read it.
  static func prepare() { _ = unsafe paths }

  /// - Returns: nil where the table is full.
  static func add(_ path: String) -> Entry? {
    let index = taken.withLock { taken in
      let index = taken.firstIndex(of: false)
      if let index { taken[index] = true }
      return index
    }
    guard let index, let copy = unsafe strdup(path) else { return nil }
    unsafe paths[index] = copy
    return Entry(index: index)
  }

  static func remove(_ entry: Entry) {
    // Not freed, because the handler may be reading it.
    unsafe paths[entry.index] = nil
    taken.withLock { $0[entry.index] = false }
  }

  /// Removes the files themselves; only calls that a signal handler may make.
  static func removeAll() {
    for index in 0..<count {
      if let path = unsafe paths[index] { _ = unsafe unlink(path) }
    }
  }
}
