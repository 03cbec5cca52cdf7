import Dispatch
import Synchronization

/// A bounded queue of batches between two threads: the faster one waits, and memory stays constant.
private final class BoundedQueue<Element: Sendable>: Sendable {
  /// The consuming thread has stopped.
  struct Cancelled: Error {}

  private struct State {
    var waiting: [Element] = []
    var end: Result<Void, any Error>?
    var isCancelled = false
  }

  private let state = Mutex(State())
  private let free: DispatchSemaphore
  private let filled = DispatchSemaphore(value: 0)

  /// - Parameter capacity: the number of batches that may wait.
  init(capacity: Int) {
    // A semaphore must not be released below its initial value, and a failed load leaves batches in
    // the queue. So it starts at zero and is raised here.
    free = DispatchSemaphore(value: 0)
    for _ in 0..<capacity { free.signal() }
  }

  /// Appends a batch; waits while the queue is full.
  ///
  /// - Throws: `Cancelled` if the other side has stopped.
  func put(_ element: sending Element) throws {
    free.wait()
    let isCancelled = state.withLock { state in
      if !state.isCancelled { state.waiting.append(element) }
      return state.isCancelled
    }
    guard !isCancelled else { throw Cancelled() }
    filled.signal()
  }

  /// Whether a batch is waiting for the other side.
  var isAhead: Bool {
    state.withLock { !$0.waiting.isEmpty }
  }

  /// Ends the queue, with an error if any.
  func finish(_ result: Result<Void, any Error>) {
    state.withLock { $0.end = result }
    filled.signal()
  }

  /// The next batch; waits while the queue is empty.
  ///
  /// - Returns: nil at the end.
  /// - Throws: the error of the other side.
  func next() throws -> Element? {
    filled.wait()
    let (element, end) = state.withLock { state in
      state.waiting.isEmpty ? (nil, state.end) : (state.waiting.removeFirst(), nil)
    }
    if element == nil { try end?.get() }
    free.signal()
    return element
  }

  /// Tells the other side to stop.
  func cancel() {
    state.withLock { $0.isCancelled = true }
    free.signal()
  }
}

/// Runs a producer on its own thread and a consumer on this one, with a short queue between them.
///
/// `finish` runs on the less busy thread: on the producer's while another batch is waiting,
/// otherwise on the consumer's. It is called at most once for a batch.
///
/// Returns when both have ended: an error of the consumer stops the producer, and an error of the
/// producer reaches the caller.
package func withPipeline<Element: Sendable>(
  capacity: Int,
  producing produce: @escaping @Sendable (_ put: (sending Element) throws -> Void) throws -> Void,
  finishing finish: @escaping @Sendable (inout Element) -> Void,
  consuming consume: (Element) throws -> Void
) throws {
  let queue = BoundedQueue<(element: Element, isFinished: Bool)>(capacity: capacity)
  let ended = DispatchSemaphore(value: 0)
  DispatchQueue.global(qos: .userInitiated).async {
    queue.finish(
      Result {
        try produce { element in
          var element = element
          let isFinished = queue.isAhead
          if isFinished { finish(&element) }
          try queue.put((element, isFinished))
        }
      }
    )
    ended.signal()
  }
  defer {
    queue.cancel()
    ended.wait()
  }
  while let next = try queue.next() {
    var element = next.element
    if !next.isFinished { finish(&element) }
    try consume(element)
  }
}

/// Runs one closure on its own thread and another one here, and returns when both have ended.
///
/// - Parameters:
///   - other: The closure for the other thread; it shares no state with `own`.
///   - own: The closure for this thread.
/// - Returns: Both results.
/// - Throws: The error of `own`, or else of `other`.
package func runConcurrently<Other: Sendable, Own>(
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

/// The result of the other thread.
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
