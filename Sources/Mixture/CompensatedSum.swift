/// A running sum that keeps what rounding drops: Neumaier (1974), the improved Kahan sum.
///
/// Its error does not grow with the number of terms. The log-likelihood is summed this way because
/// its last digits are subtracted from each other to see whether EM still rises.
struct CompensatedSum {
  private var total = 0.0
  private var dropped = 0.0

  var value: Double { total + dropped }

  mutating func add(_ term: Double) {
    let next = total + term
    dropped += total.magnitude >= term.magnitude ? (total - next) + term : (term - next) + total
    total = next
  }
}
