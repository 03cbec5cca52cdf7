/// What the first bytes of a file say about it, whatever its name ends with.
package enum FileKind: Sendable, Equatable {
  /// A ZIP archive, as .xlsx is one; not one without entries, which begins with its end.
  case archive
  /// A compound file of the 1990s, as .xls is one, and .xlsx with a password.
  case compoundFile
  /// Neither: perhaps text.
  case other

  /// How many bytes have to be looked at.
  package static let length = 8

  /// Looks at the first bytes of a file; of a shorter file at all of them.
  package init(firstBytes: [UInt8]) {
    if firstBytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      self = .archive
    } else if firstBytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
      self = .compoundFile
    } else {
      self = .other
    }
  }
}

/// Whether a compound file holds a workbook that a password protects.
///
/// Such a workbook lies encrypted in a stream of the name "EncryptedPackage" (MS-OFFCRYPTO, 2.3).
/// The name stands in the file's directory in UTF-16; it is looked for everywhere, for the sake of
/// a sentence that helps, in the first mebibytes.
func holdsEncryptedPackage(_ file: borrowing OpenFile) -> Bool {
  let name: [UInt8] = "EncryptedPackage".utf8.flatMap { [$0, 0] as [UInt8] }
  let step = 1 << 16
  for offset in stride(from: 0, to: 64 << 20, by: step) {
    let bytes = file.bytes(at: offset, count: step + name.count)
    var start = bytes.startIndex
    while let found = bytes[start...].firstIndex(of: name[0]) {
      if bytes[found...].starts(with: name) { return true }
      start = found + 1
    }
    if bytes.count < step { return false }
  }
  return false
}
