/// Stops with what went wrong when something that has to hold does not.
///
/// libFuzzer takes the trap for a crash and keeps the input.
func require(_ holds: Bool, _ law: @autoclosure () -> String) {
  if !holds { fatalError("broken law: \(law())") }
}

/// The text of bytes as it can be shown on one line.
func shown(_ bytes: some Sequence<UInt8>) -> String {
  String(decoding: Array(bytes), as: UTF8.self).debugDescription
}

/// A generator of numbers that depend on the input alone: the same input is checked the same way.
///
/// SplitMix64 (Steele, Lea and Flood 2014).
struct InputGenerator {
  private var state: UInt64

  /// Begins with a digest of the input (FNV-1a).
  init(_ input: some Sequence<UInt8>) {
    state = 0xcbf2_9ce4_8422_2325
    for byte in input { state = (state ^ UInt64(byte)) &* 0x100_0000_01b3 }
  }

  private mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// A number from zero to one less than the bound.
  mutating func number(below bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
