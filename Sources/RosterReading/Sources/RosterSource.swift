package import TextEncoding

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
  /// What a source is.
  package enum Kind: String, Sendable {
    case text = "a text file"
    case workbook = "a workbook"
    case oneRoster = "a OneRoster export"
  }

  /// What it is.
  package var kind: Kind { text == nil ? .text : sheet == nil ? .oneRoster : .workbook }

  /// Refuses options that this kind of source has no use for.
  ///
  /// - Throws: `RosterError.optionWithoutEffect` for the first of them.
  package func check(_ options: ImportOptions) throws(RosterError) {
    guard kind != .text else { return }
    let given: [(option: String, isGiven: Bool)] = [
      ("--encoding", options.encoding != nil), ("--delimiter", options.delimiter != nil),
      ("--header-row", options.headerLine != nil && kind == .oneRoster),
    ]
    if let option = given.first(where: \.isGiven)?.option {
      throw .optionWithoutEffect(file: name, option: option, kind: kind)
    }
  }

  /// The sheet of a workbook that is read.
  package let sheet: String?
  /// Where the lines of the text come from, where it is made.
  package var origin: (any TextOrigin)?
  /// What there is to say about parts of the source once it was read: the first of it, and how much
  /// in all.
  package var notes: @Sendable () -> (first: [String], count: Int) = { ([], 0) }
  /// Headings of fields that this kind of file has by its own rules, where they are there.
  package var presets: [StudentField: String] = [:]
  /// Fields that this kind of file has no place for, so that they are not asked about.
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

/// Is shown the bytes of a source as they are read, such as a digest of them.
package protocol ByteObserver {
  /// Takes the next bytes.
  mutating func update(_ piece: [UInt8])
}

/// For a reading that needs no bytes.
struct NoObserver: ByteObserver {
  func update(_ piece: [UInt8]) {}
}

/// The text of a source as UTF-8, piece by piece.
///
/// The survey of a file and its load both read through this, so that both see the same.
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
