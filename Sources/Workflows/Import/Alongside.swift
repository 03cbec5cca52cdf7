import Dispatch
import Synchronization

/// Does one thing on a thread of its own and another one here, and ends when both have.
///
/// - Parameters:
///   - other: What is done on the other thread; it shares nothing with what is done here.
///   - own: What is done here.
/// - Returns: What both gave.
/// - Throws: What `own` throws, else what `other` does.
func alongside<Other: Sendable, Own>(
  _ other: @escaping @Sendable () throws -> Other,
  _ own: () throws -> Own
) throws -> (Other, Own) {
  let outcome = Outcome<Other>()
  let ended = DispatchSemaphore(value: 0)
  DispatchQueue.global(qos: .userInitiated).async {
    outcome.set(Result { try other() })
    ended.signal()
  }
  let here = Result { try own() }
  ended.wait()
  let value = try here.get()
  return (try outcome.get(), value)
}

/// What the other thread leaves for this one.
private final class Outcome<Value: Sendable>: Sendable {
  private let result = Mutex<Result<Value, any Error>?>(nil)

  func set(_ value: Result<Value, any Error>) {
    result.withLock { $0 = value }
  }

  func get() throws -> Value {
    guard let result = result.withLock({ $0 }) else {
      preconditionFailure("the other thread has ended and left something")
    }
    return try result.get()
  }
}
