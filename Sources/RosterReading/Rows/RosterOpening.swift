package import CSV
package import TextEncoding

/// How a file begins: what has to be known before its first record can be read.
package struct RosterOpening: Sendable, Equatable {
  /// The encoding of the text and the mark before it.
  package let text: TextOpening
  /// Whether the encoding stands in the file or was asked for; else UTF-8 is taken for granted.
  package let isEncodingKnown: Bool
  package let dialect: CSVDialect
  /// Headings of fields that this kind of file has by its own rules.
  package let presets: [StudentField: String]
  /// The sheet that is read, whose numbers are written with a point.
  package let sheet: String?
  /// Whether the text is made from the file's bytes, so that its lines are none of the file's.
  package let isMade: Bool
  /// The first line that can hold the headings.
  package let firstLine: Int

  package init(_ source: RosterSource, options: ImportOptions) throws {
    presets = source.presets
    sheet = source.sheet
    let made = try source.text?()
    isMade = made != nil
    let start = try Self.start(of: try made ?? source.open())
    guard !start.isEmpty else { throw ImportError.empty(file: source.name) }
    do throws(TextEncodingError) {
      text = try TextOpening(
        of: made == nil ? start : [],
        asked: made == nil ? options.encoding : nil
      )
    } catch {
      throw ImportError.encoding(file: source.name, error)
    }
    isEncodingKnown = options.encoding != nil || text.markLength > 0 || made != nil
    if !isEncodingKnown, let likely = CharacterEncoding.likelyUTF16(in: start) {
      throw ImportError.unmarkedEncoding(file: source.name, likely: likely.name)
    }
    var sample: [UInt8] = []
    var decoder = TextDecoder(text.encoding)
    decoder.decode(start[text.markLength...], into: &sample)
    guard made == nil else {
      // Text that was made here is CSV as RFC 4180 has it, whatever its first lines look like.
      dialect = .comma
      // A row of a sheet can be several lines of its text, above the headings too.
      let row = sheet == nil ? nil : options.headerLine
      let search = HeadingSearch(start, dialect: .comma, overrides: options.headings)
      firstLine =
        row.map { HeadingSearch.line(ofRecord: $0, in: start) ?? $0 }
        ?? (sheet == nil ? nil : search.found?.line) ?? 1
      return
    }
    let detection = DialectDetection(sample: Array(sample.prefix(DialectDetection.sampleLength)))
    dialect = options.delimiter.map { CSVDialect(delimiter: $0) } ?? detection.dialect
    // The line "sep=;" is no heading.
    let first = detection.declared == nil ? 1 : 2
    let search = HeadingSearch(sample, dialect: dialect, from: first, overrides: options.headings)
    firstLine = options.headerLine ?? search.found?.line ?? first
  }

  private static func start(of reader: any ByteReader) throws -> [UInt8] {
    var reader = reader
    var start: [UInt8] = []
    while start.count < DialectDetection.sampleLength {
      let piece = try reader.next()
      if piece.isEmpty { break }
      start += piece
    }
    return start
  }
}
