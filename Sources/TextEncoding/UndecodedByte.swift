/// How a byte that means nothing in its encoding stands in the decoded text: as two bytes that are
/// never part of UTF-8.
///
/// So the reader of records rejects exactly the record that holds it, as it does with any text that
/// is not UTF-8, and the original byte can be had back. No character is ever decoded to these
/// bytes. They have the form of UTF-8 in that one leading byte (0xF8 to 0xFB) is followed by a
/// continuation byte with the other six bits, which keeps the counting of characters simple.
enum UndecodedByte {
  static let leads: ClosedRange<UInt8> = 0xF8...0xFB

  static func lead(of byte: UInt8) -> UInt8 { 0xF8 | byte >> 6 }

  static func trail(of byte: UInt8) -> UInt8 { 0x80 | byte & 0x3F }

  static func append(_ byte: UInt8, to text: inout [UInt8]) {
    text.append(lead(of: byte))
    text.append(trail(of: byte))
  }

  /// The byte that an escape stands for.
  static func byte(lead: UInt8, trail: UInt8) -> UInt8 { lead << 6 | trail & 0x3F }
}
