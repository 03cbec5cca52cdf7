/// Writes records into bytes that `CSVParser` reads back as they were.
///
/// The bytes collect in `bytes`; the code that writes to a file takes them out now and then.
package struct CSVWriter: Sendable {
  /// Which fields are in quotes.
  package enum Quoting: Sendable {
    /// Those that cannot be read back without: they hold a delimiter, a quote or a line end.
    case minimal
    /// All of them.
    case always
  }

  /// What has been written and not yet taken out.
  package var bytes: [UInt8] = []

  private let delimiter: UInt8
  private let lineEnding: CSVLineEnding
  /// The fields of the present record, and whether all they wrote is nothing.
  private var fieldCount = 0
  private var recordIsEmpty = true
  /// The bytes that ended the last line.
  private var lastEnd = 0

  /// Makes a writer of one dialect; `mixed`, which names no line end, is written as LF.
  package init(dialect: CSVDialect, lineEnding: CSVLineEnding = .lf) {
    delimiter = dialect.delimiter
    self.lineEnding = lineEnding
  }

  /// Appends one field to the present record.
  ///
  /// - Complexity: O(*n*) in its bytes.
  package mutating func field(_ contents: borrowing Span<UInt8>, quoting: Quoting = .minimal) {
    if fieldCount > 0 { bytes.append(delimiter) }
    fieldCount += 1
    let isQuoted = quoting == .always || needsQuotes(contents)
    recordIsEmpty = recordIsEmpty && !isQuoted && contents.isEmpty
    if isQuoted { bytes.append(quoteByte) }
    for index in contents.indices {
      let byte = contents[index]
      if byte == quoteByte { bytes.append(quoteByte) }
      bytes.append(byte)
    }
    if isQuoted { bytes.append(quoteByte) }
  }

  /// Appends one field to the present record.
  package mutating func field(_ contents: ArraySlice<UInt8>, quoting: Quoting = .minimal) {
    field(contents.span, quoting: quoting)
  }

  /// Appends one field to the present record.
  package mutating func field(_ text: String, quoting: Quoting = .minimal) {
    field(text.utf8.span, quoting: quoting)
  }

  /// Begins the present record with fields that are written already, such as a heading line that
  /// is given back as it was.
  ///
  /// - Precondition: the record has no field yet.
  package mutating func rawFields(_ written: [UInt8]) {
    precondition(fieldCount == 0, "fields as they stand begin a record")
    bytes += written
    fieldCount = 1
    recordIsEmpty = written.isEmpty
  }

  /// Ends the present record.
  ///
  /// One empty field is written as `""`, for the empty line that it would be is no record. A record
  /// without fields is that empty line.
  package mutating func endRecord() { endRecord(lineEnding) }

  /// Ends the present record in a way of its own; with nil, with nothing, as a last line can.
  package mutating func endRecord(_ ending: CSVLineEnding?) {
    if fieldCount == 1 && recordIsEmpty { bytes += [quoteByte, quoteByte] }
    let end = bytes.count
    if ending == .crlf || ending == .cr { bytes.append(carriageReturnByte) }
    if let ending, ending != .cr { bytes.append(lineFeedByte) }
    lastEnd = bytes.count - end
    fieldCount = 0
    recordIsEmpty = true
  }

  /// Takes back what ended the last line, as far as it has not been taken out.
  package mutating func dropLastEnd() {
    bytes.removeLast(min(lastEnd, bytes.count))
    lastEnd = 0
  }

  private func needsQuotes(_ contents: borrowing Span<UInt8>) -> Bool {
    for index in contents.indices {
      let byte = contents[index]
      if byte == delimiter || byte == quoteByte || isLineEnd(byte) { return true }
    }
    return false
  }
}
