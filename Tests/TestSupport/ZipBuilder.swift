/// Makes ZIP archives byte by byte, right ones and wrong ones (PKWARE's APPNOTE 6.3, section 4).
package struct ZipBuilder {
  package struct Entry {
    package var name: String
    /// As it stands in the archive.
    package var packed: [UInt8]
    package var size: Int
    package var checksum: UInt32
    package var method: UInt16 = 0
    package var flags: UInt16 = 0
    /// What the directory and the local header say where that differs from the truth.
    package var claimedSize: Int?
    package var claimedPackedSize: Int?

    /// An entry that is stored as it is.
    package init(_ name: String, _ bytes: [UInt8]) {
      self.name = name
      packed = bytes
      size = bytes.count
      checksum = crc32(bytes)
    }

    package init(_ name: String, _ text: String) { self.init(name, Array(text.utf8)) }

    /// An entry that is deflated.
    package init(_ name: String, deflated: Deflated) {
      self.name = name
      packed = deflated.bytes
      size = deflated.size
      checksum = deflated.checksum
      method = 8
    }
  }

  package var entries: [Entry] = []
  package var comment: [UInt8] = []
  /// Writes the sizes and places where zip64 has them.
  package var isZip64 = false
  /// Writes sizes and checksums behind the data, as programs do that cannot go back.
  package var hasDataDescriptors = false
  /// Where the end says that the directory is, relative to where it is.
  package var directoryShift = 0
  /// How many entries the end says there are, relative to their number.
  package var countShift = 0

  package init(_ entries: [Entry] = []) { self.entries = entries }

  package func bytes() -> [UInt8] {
    var bytes: [UInt8] = []
    var directory: [UInt8] = []
    for entry in entries {
      let place = bytes.count
      bytes += localHeader(entry)
      bytes += entry.packed
      if hasDataDescriptors {
        bytes += little(0x0807_4B50, 4) + little(Int(entry.checksum), 4)
        bytes += little(entry.packed.count, 4) + little(entry.size, 4)
      }
      directory += centralHeader(entry, place: place)
    }
    let start = bytes.count + directoryShift
    bytes += directory
    if isZip64 { bytes += zip64End(start: start, size: directory.count, place: bytes.count) }
    return bytes + end(start: start, size: directory.count)
  }

  private func sizes(_ entry: Entry) -> (packed: Int, unpacked: Int) {
    (entry.claimedPackedSize ?? entry.packed.count, entry.claimedSize ?? entry.size)
  }

  private func localHeader(_ entry: Entry) -> [UInt8] {
    let (packed, unpacked) = hasDataDescriptors ? (0, 0) : sizes(entry)
    let extra =
      isZip64 ? little(1, 2) + little(16, 2) + little(unpacked, 8) + little(packed, 8) : []
    return little(0x0403_4B50, 4) + little(isZip64 ? 45 : 20, 2) + flags(entry)
      + little(Int(entry.method), 2) + little(0, 4)
      + little(hasDataDescriptors ? 0 : Int(entry.checksum), 4)
      + little(isZip64 ? 0xFFFF_FFFF : packed, 4) + little(isZip64 ? 0xFFFF_FFFF : unpacked, 4)
      + little(entry.name.utf8.count, 2) + little(extra.count, 2) + Array(entry.name.utf8) + extra
  }

  private func centralHeader(_ entry: Entry, place: Int) -> [UInt8] {
    let (packed, unpacked) = sizes(entry)
    let extra =
      isZip64
      ? little(1, 2) + little(24, 2) + little(unpacked, 8) + little(packed, 8) + little(place, 8)
      : []
    return little(0x0201_4B50, 4) + little(45, 2) + little(isZip64 ? 45 : 20, 2) + flags(entry)
      + little(Int(entry.method), 2) + little(0, 4) + little(Int(entry.checksum), 4)
      + little(isZip64 ? 0xFFFF_FFFF : packed, 4) + little(isZip64 ? 0xFFFF_FFFF : unpacked, 4)
      + little(entry.name.utf8.count, 2) + little(extra.count, 2) + little(0, 10)
      + little(isZip64 ? 0xFFFF_FFFF : place, 4) + Array(entry.name.utf8) + extra
  }

  private func flags(_ entry: Entry) -> [UInt8] {
    little(Int(entry.flags) | (hasDataDescriptors ? 8 : 0), 2)
  }

  private func zip64End(start: Int, size: Int, place: Int) -> [UInt8] {
    let count = entries.count + countShift
    return little(0x0606_4B50, 4) + little(44, 8) + little(45, 2) + little(45, 2) + little(0, 8)
      + little(count, 8) + little(count, 8) + little(size, 8) + little(start, 8)
      + little(0x0706_4B50, 4) + little(0, 4) + little(place, 8) + little(1, 4)
  }

  private func end(start: Int, size: Int) -> [UInt8] {
    let count = isZip64 ? 0xFFFF : entries.count + countShift
    return little(0x0605_4B50, 4) + little(0, 4) + little(count, 2) + little(count, 2)
      + little(isZip64 ? 0xFFFF_FFFF : size, 4) + little(isZip64 ? 0xFFFF_FFFF : start, 4)
      + little(comment.count, 2) + comment
  }
}

/// A deflated stream of known content (RFC 1951), without a program that deflates.
package struct Deflated {
  package private(set) var bytes: [UInt8] = []
  package private(set) var size = 0
  private var register: UInt32 = 0xFFFF_FFFF

  package var checksum: UInt32 { ~register }

  /// 65,536 times the letter A, as zlib 1.2.13 deflates it at level 9 up to a full flush.
  private static let run: [UInt8] =
    [0xEC, 0xC1, 0x81, 0, 0, 0, 0, 0x80, 0x20, 0xB6, 0xFD, 0xA5, 0x16, 0xA9, 0x0A]
    + Array(repeating: 0, count: 63) + [0x6A, 0, 0, 0, 0xFF, 0xFF]

  package init() {}

  /// Appends text in blocks that are not compressed; `isLast` ends the stream.
  package mutating func append(_ text: String, isLast: Bool = false) {
    let content = Array(text.utf8)
    precondition(content.count < 0x1_0000, "a block has sixteen bits for its length")
    bytes += [isLast ? 1 : 0] + little(content.count, 2) + little(~content.count & 0xFFFF, 2)
    bytes += content
    size += content.count
    for byte in content { register = next(register, byte) }
  }

  /// Appends 65,536 times the letter A, so many times.
  package mutating func appendRuns(_ count: Int) {
    for _ in 0..<count {
      bytes += Self.run
      size += 0x1_0000
      for _ in 0..<0x1_0000 { register = next(register, UInt8(ascii: "A")) }
    }
  }
}

package func little(_ number: Int, _ length: Int) -> [UInt8] {
  (0..<length).map { $0 < 8 ? UInt8(truncatingIfNeeded: number >> ($0 * 8)) : 0 }
}

/// The checksum of ZIP archives, with the polynomial 0xEDB88320.
package func crc32(_ bytes: [UInt8]) -> UInt32 { ~bytes.reduce(0xFFFF_FFFF, next) }

private func next(_ register: UInt32, _ byte: UInt8) -> UInt32 {
  crcTable[Int(UInt8(truncatingIfNeeded: register) ^ byte)] ^ (register >> 8)
}

private let crcTable: [UInt32] = (0..<256).map { start in
  (0..<8).reduce(UInt32(start)) { value, _ in
    value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1
  }
}
