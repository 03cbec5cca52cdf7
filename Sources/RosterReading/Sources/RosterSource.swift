/// A file of students, or standard input, that can be read from its start more than once.
///
/// The unit and the decimal sign of a column of heights are decided from all of its values, so an
/// import looks at the beginning first, and reads everything a second time where the rest of the
/// file says something else.
package struct RosterSource: Sendable {
  /// What to call it in messages and in the trail: the file's own name, without its folder.
  package let name: String
  /// How long it is, where that is known beforehand.
  package let byteCount: Int?
  /// Starts reading from the first byte.
  package let open: @Sendable () throws -> any ByteReader

  /// Starts reading the text that is made from the bytes, UTF-8, where they are no text themselves;
  /// else nil.
  package let text: (@Sendable () throws -> any ByteReader)?
  /// The sheet of a workbook that is read.
  package let sheet: String?
  /// Where the lines of the text come from, where it is made.
  package var origin: (any TextOrigin)?
  /// What there is to say about parts of the source once it was read: the first of it, and how much
  /// in all.
  package var notes: @Sendable () -> (first: [String], count: Int) = { ([], 0) }
  /// Headings of fields that this kind of file has by its own rules, where they are there.
  package var presets: [StudentField: String] = [:]
  /// Fields that this kind of file has no place for, so that nobody is asked about them.
  package var neverHas: Set<StudentField> = []

  /// A source.
  package init(
    name: String,
    byteCount: Int? = nil,
    open: @escaping @Sendable () throws -> any ByteReader
  ) {
    self.init(name: name, byteCount: byteCount, open: open, text: nil)
  }

  package init(
    name: String,
    byteCount: Int?,
    open: @escaping @Sendable () throws -> any ByteReader,
    text: (@Sendable () throws -> any ByteReader)?,
    sheet: String? = nil,
    origin: (any TextOrigin)? = nil
  ) {
    self.sheet = sheet
    self.origin = origin
    self.name = name
    self.byteCount = byteCount
    self.open = open
    self.text = text
  }

  /// A source that is in memory already.
  package init(name: String, bytes: [UInt8]) {
    self.name = name
    byteCount = bytes.count
    open = { MemoryReader(bytes: bytes) }
    text = nil
    sheet = nil
  }
}

/// Hands out the bytes of a source, piece by piece.
package protocol ByteReader {
  /// The next piece; empty at the end.
  mutating func next() throws -> [UInt8]
}

private struct MemoryReader: ByteReader {
  var bytes: [UInt8]

  mutating func next() throws -> [UInt8] {
    defer { bytes = [] }
    return bytes
  }
}
