import Glibc
import Synchronization

/// The unfinished files of this process, where a signal handler can reach them.
///
/// A handler may call few functions and must not wait for anything: the table has a fixed size, and a
/// path that was once in it stays in memory.
@safe enum UnfinishedFiles {
  /// A line of the table.
  struct Entry {
    fileprivate let index: Int
  }

  /// No command has so many outputs; one too many would be left by a signal.
  private static let count = 64

  private static nonisolated(unsafe) let paths: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> =
    {
      let pointer = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: count)
      unsafe pointer.initialize(repeating: nil, count: count)
      return unsafe pointer
    }()

  private static let taken = Mutex([Bool](repeating: false, count: count))

  /// Makes the table before a handler can look at it.
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
    // Not given back: the handler may be reading it at this moment.
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
