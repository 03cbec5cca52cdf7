import AllLocks
import Foundation
import Synchronization
import Testing

/// Whether the sanitizers are there and tell right from wrong: `Scripts/sanitize` plants a fault, and
/// demands that it is found.
struct SanitizerTests {
  private static let planted = ProcessInfo.processInfo.environment["STUDENTDB_PLANTED"]

  @Test(.enabled(if: planted == "address"))
  func `a byte behind an allocation is written`() {
    let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)
    defer { unsafe bytes.deallocate() }
    unsafe bytes.initialize(repeating: 1, count: 16)
    let behind = 16 + (Self.planted ?? "").utf8.count - "address".utf8.count
    unsafe bytes[behind] = 2
    #expect(unsafe bytes[0] == 1)
  }

  @Test(.enabled(if: planted == "leak"))
  func `an allocation is forgotten`() {
    unsafe UnsafeMutablePointer<UInt8>.allocate(capacity: 4321).initialize(to: 1)
  }

  @Test(.enabled(if: planted == "thread"))
  func `two threads count without a lock`() {
    unsafe Self.unlocked = 0
    Self.onTwoThreads { unsafe Self.unlocked += 1 }
    #expect(unsafe Self.unlocked > 0)
  }

  /// No lock of ours is called a race because two threads want it at once.
  @Test func `two threads count with a lock`() {
    #expect(lockOnce() == 1)
    let locked = Mutex(0)
    Self.onTwoThreads { locked.withLock { $0 += 1 } }
    #expect(locked.withLock { $0 } == 200_000)
  }

  private static nonisolated(unsafe) var unlocked = 0

  /// Does something 100,000 times on each of two threads, which begin at once: what a thread did that has
  /// ended before another began is not held against that one.
  private static func onTwoThreads(_ act: @escaping @Sendable () -> Void) {
    let ended = DispatchSemaphore(value: 0)
    let begun = Atomic(0)
    for _ in 0..<2 {
      Thread.detachNewThread {
        begun.add(1, ordering: .acquiringAndReleasing)
        while begun.load(ordering: .acquiring) < 2 { Thread.sleep(forTimeInterval: 0.001) }
        for _ in 0..<100_000 { act() }
        ended.signal()
      }
    }
    for _ in 0..<2 { ended.wait() }
  }
}
