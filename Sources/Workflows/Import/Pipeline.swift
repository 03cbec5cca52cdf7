import Dispatch
import RosterReading
import Synchronization

/// Why a load stops before its end; thrown so that it is taken back, and never shown.
enum LoadEnded: Error {
  /// The whole of the file turns out to be laid out otherwise than its beginning.
  case layoutChanged(RosterLayout)
  /// The same bytes were imported before, which is known at their end.
  case alreadyImported(Int64)
  /// The thread that takes the batches has stopped.
  case cancelled
}

/// Passes batches from one thread to another, a few at a time: who is faster waits, and memory
/// stays flat.
final class BoundedQueue<Element: Sendable>: Sendable {
  private struct State {
    var waiting: [Element] = []
    var end: Result<Void, any Error>?
    var isCancelled = false
  }

  private let state = Mutex(State())
  private let free: DispatchSemaphore
  private let filled = DispatchSemaphore(value: 0)

  /// - Parameter capacity: batches that may wait.
  init(capacity: Int) {
    // A semaphore must not be thrown away below the value it was made with, and a load that fails
    // leaves batches behind; so it is made with none and given its places here.
    free = DispatchSemaphore(value: 0)
    for _ in 0..<capacity { free.signal() }
  }

  /// Hands a batch over; waits while the queue is full.
  ///
  /// - Throws: `LoadEnded.cancelled` where the other side has stopped.
  func put(_ element: sending Element) throws {
    free.wait()
    let isCancelled = state.withLock { state in
      if !state.isCancelled { state.waiting.append(element) }
      return state.isCancelled
    }
    guard !isCancelled else { throw LoadEnded.cancelled }
    filled.signal()
  }

  /// Whether the other side has more to do than it is at.
  var isAhead: Bool {
    state.withLock { !$0.waiting.isEmpty }
  }

  /// Says that no further batch comes, or why.
  func finish(_ result: Result<Void, any Error>) {
    state.withLock { $0.end = result }
    filled.signal()
  }

  /// The next batch; waits while there is none.
  ///
  /// - Returns: nil at the end.
  /// - Throws: what the other side ended with.
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

/// Runs a producer on a thread of its own and a consumer here, with a few batches between them.
///
/// The thread that has the time does `finish`: the producer while the consumer has another batch waiting,
/// else the consumer. It is called at most once with a batch.
///
/// Ends when both have: whatever the consumer throws stops the producer, and what the producer
/// throws reaches the caller.
func withPipeline<Element: Sendable>(
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

/// Does one thing on a thread of its own and another one here, and ends when both have.
///
/// - Parameters:
///   - other: What is done on the other thread; it shares nothing with what is done here.
///   - own: What is done here.
/// - Returns: What both gave.
/// - Throws: What `own` throws, else what `other` does.
func runConcurrently<Other: Sendable, Own>(
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
