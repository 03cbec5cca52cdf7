package import TextEncoding

/// Is shown the bytes of a source as they are read, such as a digest of them.
package protocol ByteObserver {
  /// Takes the next bytes.
  mutating func update(_ piece: [UInt8])
}

/// Where nobody wants to see the bytes.
struct NoObserver: ByteObserver {
  func update(_ piece: [UInt8]) {}
}

/// The text of a source as UTF-8, piece by piece.
///
/// Whoever surveys a file and whoever loads it read it through this, so that both see the same.
package struct RosterText<Observer: ByteObserver> {
  /// How many bytes of the source have been read.
  package private(set) var byteCount = 0

  private var reader: any ByteReader
  /// Sees every byte of the source, whatever text is made from it.
  package private(set) var observer: Observer
  /// What turns the bytes into UTF-8; nil where they are that.
  private var decoder: TextDecoder?
  /// Bytes of the mark that are still to come.
  private var markLeft: Int
  /// Whether the pieces are made from the bytes, and not read from them.
  private let isMade: Bool
  private var isAtEnd = false

  /// Begins with the first byte.
  package init(
    _ source: RosterSource,
    _ opening: TextOpening,
    observer: Observer
  ) throws {
    self.observer = observer
    reader = try source.open()
    isMade = source.text != nil
    markLeft = opening.markLength
    if opening.encoding != .utf8 { decoder = TextDecoder(opening.encoding) }
    guard let text = source.text else { return }
    // The bytes are those of the file that a person has; the text is made from the same.
    while case let piece = try reader.next(), !piece.isEmpty { take(piece) }
    reader = try text()
  }

  /// The next piece of text; nil at the end.
  package mutating func next() throws -> ArraySlice<UInt8>? {
    guard !isAtEnd else { return nil }
    let piece = try reader.next()
    if piece.isEmpty {
      isAtEnd = true
      var rest: [UInt8] = []
      decoder?.finish(into: &rest)
      return rest.isEmpty ? nil : rest[...]
    }
    if isMade { return piece[...] }
    take(piece)
    let text = piece.dropFirst(markLeft)
    markLeft -= piece.count - text.count
    guard decoder != nil else { return text }
    var decoded: [UInt8] = []
    decoder?.decode(text, into: &decoded)
    return decoded[...]
  }

  private mutating func take(_ piece: [UInt8]) {
    observer.update(piece)
    byteCount += piece.count
  }
}
