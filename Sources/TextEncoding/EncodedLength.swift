extension CharacterEncoding {
  /// How many bytes of the original file a piece of its decoded text took.
  ///
  /// Counted by the first byte of each character, so that the pieces of a text add up to the
  /// whole wherever it is cut.
  ///
  /// - Complexity: O(*n*) in the bytes, many at a time.
  package func encodedLength(of text: borrowing Span<UInt8>) -> Int {
    switch form {
    case .utf8: return text.count
    case .singleByte: return text.count - continuations(in: text)
    case .utf16:
      var fours = 0
      var escapes = 0
      for index in text.indices {
        fours += text[index] >= 0xF0 ? 1 : 0
        escapes += text[index] >= UndecodedByte.leads.lowerBound ? 1 : 0
      }
      // Two bytes for each, but four for what lies beyond the basic plane and one for an escape.
      return 2 * (text.count - continuations(in: text)) + 2 * (fours - escapes) - escapes
    }
  }

  /// How many bytes of the original file a piece of its decoded text took.
  package func encodedLength(of text: ArraySlice<UInt8>) -> Int {
    encodedLength(of: text.span)
  }

  /// The bytes that are not the first of a character.
  private func continuations(in text: borrowing Span<UInt8>) -> Int {
    var count = 0
    for index in text.indices { count += text[index] & 0xC0 == 0x80 ? 1 : 0 }
    return count
  }
}
