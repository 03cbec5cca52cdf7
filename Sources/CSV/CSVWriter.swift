import Bytes

/// Writes records into bytes that `CSVParser` reads back unchanged.
///
/// The bytes collect in `bytes`; the caller removes them from time to time.
package struct CSVWriter: Sendable {
  /// Which fields are quoted.
  package enum Quoting: Sendable {
    /// Those that need it: with a delimiter, a quote or a line end.
    case minimal
    /// All of them.
    case always
  }

  /// The bytes written and not yet removed.
  package var bytes: [UInt8] = []

  /// The fields with an apostrophe before them, in all records and in the present one.
  package private(set) var guardedFields = (all: 0, inRecord: 0)

  private let delimiter: UInt8
  private let isGuarded: Bool
  private let lineEnding: CSVLineEnding
  /// The number of fields of the present record, and whether all of them are empty.
  private var fieldCount = 0
  private var recordIsEmpty = true
  /// The bytes that ended the last line.
  private var lastEnd = 0

  /// Makes a writer of one dialect; `mixed`, which names no line end, is written as LF.
  package init(dialect: CSVDialect, lineEnding: CSVLineEnding = .lf) {
    delimiter = dialect.delimiter
    isGuarded = dialect.isGuarded
    self.lineEnding = lineEnding
  }

  /// Appends one field to the present record.
  ///
  /// `unguarded`: no apostrophe is written before it, whatever the dialect is.
  ///
  /// - Complexity: O(*n*) in its bytes.
  package mutating func field(
    _ contents: borrowing Span<UInt8>,
    quoting: Quoting = .minimal,
    unguarded: Bool = false
  ) {
    if fieldCount > 0 { bytes.append(delimiter) }
    fieldCount += 1
    let isQuoted = quoting == .always || needsQuotes(contents)
    recordIsEmpty = recordIsEmpty && !isQuoted && contents.isEmpty
    if isQuoted { bytes.append(quoteByte) }
    if isGuarded, !unguarded, FormulaGuard.isNeeded(contents) {
      bytes.append(FormulaGuard.apostrophe)
      guardedFields.all += 1
      guardedFields.inRecord += 1
    }
    if isQuoted {
      for index in contents.indices {
        let byte = contents[index]
        if byte == quoteByte { bytes.append(quoteByte) }
        bytes.append(byte)
      }
      bytes.append(quoteByte)
    } else {
      bytes.append(copying: contents)
    }
  }

  /// Appends one field to the present record.
  package mutating func field(
    _ contents: ArraySlice<UInt8>,
    quoting: Quoting = .minimal,
    unguarded: Bool = false
  ) {
    field(contents.span, quoting: quoting, unguarded: unguarded)
  }

  /// Appends one field to the present record.
  package mutating func field(_ text: String, quoting: Quoting = .minimal) {
    field(text.utf8.span, quoting: quoting)
  }

  /// Begins the present record with fields already written, such as an original heading line.
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
  /// One empty field is written as `""`, because an empty line is not a record. A record without
  /// fields is that empty line.
  package mutating func endRecord() { endRecord(lineEnding) }

  /// Ends the present record with a given line end; nil for none, as in a last line.
  package mutating func endRecord(_ ending: CSVLineEnding?) {
    if fieldCount == 1 && recordIsEmpty { bytes += [quoteByte, quoteByte] }
    let end = bytes.count
    if ending == .crlf || ending == .cr { bytes.append(carriageReturnByte) }
    if let ending, ending != .cr { bytes.append(lineFeedByte) }
    lastEnd = bytes.count - end
    fieldCount = 0
    guardedFields.inRecord = 0
    recordIsEmpty = true
  }

  /// Whole records that one writer wrote, for another one of the same dialect.
  package struct Records: Sendable {
    fileprivate let bytes: [UInt8]
    fileprivate let guardedFields: Int
    fileprivate let lastEnd: Int
  }

  /// Removes and returns the records in `bytes`.
  ///
  /// - Precondition: the last record is ended.
  package mutating func takeRecords() -> Records {
    precondition(fieldCount == 0, "only whole records can be taken")
    defer {
      bytes = []
      guardedFields.all = 0
    }
    return Records(bytes: bytes, guardedFields: guardedFields.all, lastEnd: lastEnd)
  }

  /// Appends records.
  ///
  /// - Precondition: the last record is ended.
  package mutating func append(_ records: Records) {
    precondition(fieldCount == 0, "records come after whole records")
    bytes += records.bytes
    guardedFields.all += records.guardedFields
    lastEnd = records.lastEnd
  }

  /// Removes the end of the last line, if still in `bytes`.
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
