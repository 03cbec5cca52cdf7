/// A running sum that keeps what rounding drops: Neumaier (1974), the improved Kahan sum.
///
/// Its error does not grow with the number of terms. The log-likelihood is summed this way because
/// its last digits are subtracted from each other to see whether EM still rises.
package struct CompensatedSum: Sendable {
  private var total = 0.0
  private var dropped = 0.0

  /// The sum of nothing: zero.
  package init() {}

  /// The sum so far.
  package var value: Double { total + dropped }

  /// Adds a finite number.
  package mutating func add(_ term: Double) {
    let next = total + term
    dropped += total.magnitude >= term.magnitude ? (total - next) + term : (term - next) + total
    total = next
  }
}
