import Synchronization

/// The wish of the user, or of the system, that the process ends, as the transactions that write see it.
///
/// A process that ended at once in the middle of one would leave a journal, which the next program has to
/// roll back. So the transaction is rolled back first, with the error `interrupted`; one whose COMMIT has
/// begun is completed.
package enum WriteInterruption {
  private static let transactions = Atomic<Int>(0)
  private static let isAsked = Atomic<Bool>(false)

  /// Asks the writing transactions to end; called by the handler of a signal, so it only reads and
  /// writes two numbers.
  ///
  /// - Returns: whether there is one, so that the process must not end yet.
  package static func ask() -> Bool {
    isAsked.store(true, ordering: .sequentiallyConsistent)
    return transactions.load(ordering: .sequentiallyConsistent) > 0
  }

  /// Whether the process was asked to end.
  package static var isWanted: Bool { isAsked.load(ordering: .relaxed) }

  static func begin() { transactions.add(1, ordering: .sequentiallyConsistent) }
  static func end() { transactions.subtract(1, ordering: .sequentiallyConsistent) }
}
