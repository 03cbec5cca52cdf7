import RosterReading
import Workflows

/// Hands out bytes in pieces of a length.
struct PieceReader: ByteReader {
  var bytes: [UInt8]
  let length: Int

  mutating func next() throws -> [UInt8] {
    let piece = Array(bytes.prefix(length))
    bytes.removeFirst(piece.count)
    return piece
  }
}
