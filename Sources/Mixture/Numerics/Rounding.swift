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

extension Int {
  /// The whole number nearest to a number, halves away from zero.
  ///
  /// Beyond 2^53 it is that, and 0 for what is no number: `Int(_:)` stops the program there, and a
  /// number may come from a file that anybody wrote.
  package init(nearest number: Double) {
    let largest = 9_007_199_254_740_992.0
    self = number.isNaN ? 0 : Int(Swift.min(Swift.max(number.rounded(), -largest), largest))
  }
}
