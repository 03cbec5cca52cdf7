import Dispatch
import RosterReading
import Synchronization

/// Why a load stops early; thrown to roll it back, and never shown.
enum LoadEnded: Error {
  /// The layout of the whole file differs from that of its beginning.
  case layoutChanged(RosterLayout)
  /// The same file was already imported, which is known only at its end.
  case alreadyImported(Int64)
  /// The consuming thread has stopped.
  case cancelled
}

/// A bounded queue of batches between two threads: the faster one waits, and memory stays constant.
final class BoundedQueue<Element: Sendable>: Sendable {
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
  /// - Throws: `LoadEnded.cancelled` if the other side has stopped.
  func put(_ element: sending Element) throws {
    free.wait()
    let isCancelled = state.withLock { state in
      if !state.isCancelled { state.waiting.append(element) }
      return state.isCancelled
    }
    guard !isCancelled else { throw LoadEnded.cancelled }
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

/// When a second thread, with a connection of its own, reads half of the students.
enum SecondReader {
  /// With fewer students, opening the file once more costs more than it saves.
  ///
  /// Tests set a lower number.
  @TaskLocal static var smallestSchool: Int64 = 50_000
  /// Numbers further apart than SQLite would ever give them are not divided, nor counted.
  private static let largestSpan: Int64 = 1 << 30

  /// Whether students with the numbers of this range are read by two threads.
  static func reads(_ numbers: ClosedRange<Int64>) -> Bool {
    guard numbers.lowerBound >= 0 else { return false }
    let span = numbers.upperBound - numbers.lowerBound
    return span >= smallestSchool && span < largestSpan
  }
}

/// Runs one closure on its own thread and another one here, and returns when both have ended.
///
/// - Parameters:
///   - other: The closure for the other thread; it shares no state with `own`.
///   - own: The closure for this thread.
/// - Returns: Both results.
/// - Throws: The error of `own`, or else of `other`.
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
