import StudentStore
import TextEncoding

/// The text of a source as UTF-8, piece by piece, with the digest of the bytes that it comes from.
///
/// Whoever surveys a file and whoever loads it read it through this, so that both see the same.
struct RosterText {
  /// How many bytes of the source have been read.
  private(set) var byteCount = 0

  private var reader: any ByteReader
  private var digest = RunningDigest()
  /// What turns the bytes into UTF-8; nil where they are that.
  private var decoder: TextDecoder?
  /// Bytes of the mark that are still to come.
  private var markLeft: Int
  /// Whether the pieces are made from the bytes, and not read from them.
  private let isMade: Bool
  private var isAtEnd = false

  /// Begins with the first byte.
  init(_ source: RosterSource, _ opening: TextOpening) throws {
    reader = try source.open()
    isMade = source.text != nil
    markLeft = opening.markLength
    if opening.encoding != .utf8 { decoder = TextDecoder(opening.encoding) }
    guard let text = source.text else { return }
    // The digest is of the file that a person has; the text is made from the same bytes.
    while case let piece = try reader.next(), !piece.isEmpty { take(piece) }
    reader = try text()
  }

  /// The digest of all bytes read so far.
  var sha256: Digest { digest.digest() }

  /// The next piece of text; nil at the end.
  mutating func next() throws -> ArraySlice<UInt8>? {
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
    digest.update(piece)
    byteCount += piece.count
  }
}
