extension [UInt8] {
  /// Writes bytes over the first ones, all at once, and makes room for them where there is none.
  ///
  /// What stood behind them stays: an array that is filled again and again costs no more than the
  /// copies.
  @inlinable
  package mutating func overwriteStart(copying bytes: borrowing Span<UInt8>) {
    let count = bytes.count
    guard count > 0 else { return }
    if self.count < count {
      append(contentsOf: repeatElement(0, count: Swift.max(count, 2 * self.count) - self.count))
    }
    unsafe bytes.withUnsafeBufferPointer { source in
      unsafe withUnsafeMutableBufferPointer { target in
        guard let from = source.baseAddress, let start = target.baseAddress else { return }
        unsafe start.update(from: from, count: count)
      }
    }
  }
}
