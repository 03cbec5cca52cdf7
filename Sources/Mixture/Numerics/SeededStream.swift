import Glibc

/// Random numbers that a seed fixes: SplitMix64 of Steele, Lea and Flood (2014).
///
/// All that is random here is drawn from such streams, so that the same seed gives the same bytes.
/// The conversions to doubles are our own: those of the standard library may change with it.
/// Not for secrets.
struct SeededStream {
  private var state: UInt64

  /// The stream that belongs to a seed and, of the streams of one seed, to a number.
  init(seed: UInt64, stream: Int = 0) {
    state = seed
    for _ in 0..<2 { state = Self.mixed(state &+ UInt64(truncatingIfNeeded: stream)) }
  }

  /// The next 64 bits.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mixed(state)
  }

  /// The next number between zero and one, neither included.
  mutating func nextUniform() -> Double {
    (Double(next() >> 11) + 0.5) * 0x1p-53
  }

  /// The next standard normal deviate.
  ///
  /// Box and Muller (1958).
  mutating func nextNormal() -> Double {
    let radius = (-2 * log(nextUniform())).squareRoot()
    return radius * cos(2 * .pi * nextUniform())
  }

  /// A permutation of 64-bit numbers that leaves no trace of any order in them.
  static func mixed(_ number: UInt64) -> UInt64 {
    var bits = number
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }
}
