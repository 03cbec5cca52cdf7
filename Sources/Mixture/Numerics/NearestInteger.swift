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
