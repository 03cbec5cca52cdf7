extension CharacterEncoding {
  /// The UTF-16 that a file without a mark looks like; nil where it does not.
  ///
  /// In UTF-16 every other byte of most texts in the Latin alphabet is zero, and in text of one
  /// byte a character none is. It takes zeros in at least half of the pairs of bytes, all but a
  /// tenth of them on the same side. That is reason to ask, and not to decode without asking.
  package static func likelyUTF16(in sample: [UInt8]) -> CharacterEncoding? {
    var firsts = 0
    var seconds = 0
    let pairs = sample.count / 2
    for pair in 0..<pairs {
      if sample[2 * pair] == 0 { firsts += 1 }
      if sample[2 * pair + 1] == 0 { seconds += 1 }
    }
    guard pairs > 0, max(firsts, seconds) * 2 >= pairs else { return nil }
    if firsts * 10 <= seconds { return .utf16LittleEndian }
    if seconds * 10 <= firsts { return .utf16BigEndian }
    return nil
  }
}
