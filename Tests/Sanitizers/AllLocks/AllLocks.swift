import Synchronization

/// Locks and unlocks.
///
/// The function with which a Mutex is unlocked is in each module that uses one, and the linker takes the
/// first. In the alphabet of targets this module is before all that are not instrumented (AsyncAlgorithms),
/// whose unlocking the thread sanitizer would not see.
package func lockOnce() -> Int {
  Mutex(1).withLock { $0 }
}
