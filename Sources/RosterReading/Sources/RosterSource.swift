package import TextEncoding

/// A file of students, or standard input, that can be read from its start more than once.
///
/// The unit and the decimal sign of a column of heights are decided from all of its values, so an
/// import looks at the beginning first, and reads everything a second time where the rest of the
/// file says something else.
package struct RosterSource: Sendable {
  /// Its name in messages and in the trail: the file name without its folder.
  package let name: String
  /// Its length, if known beforehand.
  package let byteCount: Int?
  /// Starts reading from the first byte.
  package let open: @Sendable () throws -> any ByteReader

  /// Starts reading the UTF-8 text generated from the bytes; nil if the bytes are text themselves.
  package let text: (@Sendable () throws -> any ByteReader)?
  /// The kind of a source.
  package enum Kind: String, Sendable {
    case text = "a text file"
    case workbook = "a workbook"
    case oneRoster = "a OneRoster export"
  }

  /// Its kind.
  package var kind: Kind { text == nil ? .text : sheet == nil ? .oneRoster : .workbook }

  /// Refuses options that do not apply to this kind of source.
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
  /// Starts reading the demographics.csv of a OneRoster export.
  package var demographics: (@Sendable () throws -> (any ByteReader)?)?
  /// Whether that sheet is read because an earlier import with the same headings read it.
  package var isSheetRemembered = false
  /// Where the lines of generated text come from.
  package var origin: (any TextOrigin)?
  /// Notes about the source after reading: the first ones and their total number.
  package var notes: @Sendable () -> (first: [ListNote], count: Int) = { ([], 0) }
  /// The headings that this format prescribes, if they are present.
  package var presets: [StudentField: String] = [:]
  /// Fields that this format does not have, so that no question is asked about them.
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

  /// A source in memory.
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

/// Observes the bytes of a source as they are read; a digest is one.
package protocol ByteObserver {
  /// Takes the next bytes.
  mutating func update(_ piece: [UInt8])
}

/// An observer that does nothing.
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
  /// Converts the bytes to UTF-8; nil if they are UTF-8.
  private var decoder: TextDecoder?
  /// Bytes of the byte order mark not yet read.
  private var markLeft: Int
  /// Whether the text is generated from the bytes.
  private let isMade: Bool
  private var isAtEnd = false

  /// Starts at the first byte.
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
    // The observer sees the file's own bytes; the text is generated from the same bytes.
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
