import CSV

/// The rules of the reader once more, written for clarity alone: the whole text is there, and no
/// record knows of another.
///
/// The states are those of Python's `_csv.c` in strict mode. Where Python would stop with an error
/// or be lenient, the rules of studentdb take over (Fuzz/README.md lists them): the line is at
/// fault, and reading goes on with the next.
struct CSVReference {
  private let text: [UInt8]
  private let delimiter: UInt8
  private let limits: CSVLimits
  /// The byte that each line begins with.
  private let lineStarts: [Int]

  private enum State {
    case startField
    case inField
    case inQuotedField
    case quoteInQuotedField
  }

  private struct Field {
    var start: Int
    var isQuoted: Bool
    /// Its text in `contents`.
    var text: Range<Int>
  }

  /// What the present record holds.
  private var fields: [Field] = []
  private var contents: [UInt8] = []

  private enum Attempt {
    case record(end: Int)
    case fault(CSVFault.Code, at: Int)
  }

  init(_ text: [UInt8], dialect: CSVDialect, limits: CSVLimits) {
    self.text = text
    delimiter = dialect.delimiter
    self.limits = limits
    var starts = [0]
    for (index, byte) in text.enumerated() {
      let isFirstHalf = byte == 13 && index + 1 < text.count && text[index + 1] == 10
      if (byte == 10 || byte == 13) && !isFirstHalf { starts.append(index + 1) }
    }
    lineStarts = starts
  }

  /// What the parser has to make of the text.
  mutating func transcript() -> CSVTranscript {
    var transcript = CSVTranscript(of: text)
    var endings: [CSVLineEnding] = []
    var start = 0
    while start < text.count {
      let end: Int
      switch attempt(from: start) {
      case .record(let recordEnd):
        end = recordEnd
        tell(start..<end, to: &transcript)
      case .fault(let code, let offset):
        end = text[start...].firstIndex { $0 == 10 || $0 == 13 } ?? text.count
        let place = place(of: offset)
        transcript.begin(
          CSVTranscript.Record(
            line: self.place(of: start).line,
            byteOffset: start,
            isBlank: false,
            isCanonical: false,
            fault: CSVFault(code: code, line: place.line, column: place.column, byteOffset: offset)
          ),
          raw: text[start..<min(end, start + limits.recordBytes)],
          fieldCount: 0
        )
      }
      start = end
      guard end < text.count else { break }
      let isPair = text[end] == 13 && end + 1 < text.count && text[end + 1] == 10
      let ending = isPair ? CSVLineEnding.crlf : text[end] == 13 ? .cr : .lf
      if !endings.contains(ending) { endings.append(ending) }
      start += isPair ? 2 : 1
    }
    transcript.lineEnding = endings.count > 1 ? .mixed : endings.first
    transcript.endsWithNewline = text.last == 10 || text.last == 13
    return transcript
  }

  /// Reads one record, or finds out why there is none.
  private mutating func attempt(from start: Int) -> Attempt {
    fields.removeAll(keepingCapacity: true)
    contents.removeAll(keepingCapacity: true)
    var field = Field(start: start, isQuoted: false, text: 0..<0)
    var state = State.startField
    /// The quote that the first line of the record leaves open.
    var openQuote: Int?
    var index = start

    /// On its first line a record is at fault where the fault is. On a later one the quote that
    /// brought it there is to blame, unless every quote is closed and there is just too much.
    func fault(_ code: CSVFault.Code, at offset: Int) -> Attempt {
      guard let openQuote else { return .fault(code, at: offset) }
      let isOpen = state == .inQuotedField || state == .quoteInQuotedField
      return .fault(code == .tooLong && !isOpen ? .tooLong : .unclosedQuote, at: openQuote)
    }

    func endField() {
      field.text = field.text.lowerBound..<contents.count
      fields.append(field)
    }

    while true {
      let byte = index < text.count ? text[index] : nil
      let isQuoting = state == .inQuotedField
      if byte == nil && isQuoting { return fault(.unclosedQuote, at: field.start) }
      let isEnd = byte == nil || byte == 10 || byte == 13
      if isEnd && !isQuoting {
        endField()
        return .record(end: index)
      }
      let isDelimiter = byte == delimiter && !isQuoting
      if isDelimiter {
        endField()
        state = .startField
        let isFull = fields.count == limits.fields || index - start >= limits.recordBytes
        if isFull { return fault(.tooLong, at: index) }
        field = Field(start: index + 1, isQuoted: false, text: contents.count..<contents.count)
        index += 1
        continue
      }
      if state == .quoteInQuotedField && byte != quote {
        return fault(.strayQuote, at: index - 1)
      }
      // The byte is one of the field.
      if index - start >= limits.recordBytes || index - field.start >= limits.fieldBytes {
        return fault(.tooLong, at: index)
      }
      switch state {
      case .startField where byte == quote:
        field.isQuoted = true
        state = .inQuotedField
      case .startField, .inField:
        if byte == quote { return fault(.strayQuote, at: index) }
        if let byte { contents.append(byte) }
        state = .inField
      case .inQuotedField where byte == quote:
        state = .quoteInQuotedField
      case .inQuotedField, .quoteInQuotedField:
        if let byte { contents.append(byte) }
        if byte == 10 || byte == 13 { openQuote = openQuote ?? field.start }
        state = .inQuotedField
      }
      index += 1
    }
  }

  private func tell(_ range: Range<Int>, to transcript: inout CSVTranscript) {
    let raw = text[range]
    var fault: CSVFault?
    if let nul = raw.firstIndex(of: 0) {
      let place = place(of: nul)
      fault = CSVFault(code: .nulByte, line: place.line, column: place.column, byteOffset: nul)
    } else if let offset = firstInvalid(raw) {
      let place = place(of: offset)
      fault = CSVFault(
        code: .badEncoding,
        line: place.line,
        column: place.column,
        byteOffset: offset
      )
    }
    let isNeedless = fields.contains { field in
      field.isQuoted && !contents[field.text].contains { isSpecial($0) }
    }
    let isLoneEmptyField = fields.count == 1 && fields[0].text.isEmpty
    transcript.begin(
      CSVTranscript.Record(
        line: place(of: range.lowerBound).line,
        byteOffset: range.lowerBound,
        isBlank: range.isEmpty,
        isCanonical: fault == nil && (!isNeedless || isLoneEmptyField),
        fault: fault
      ),
      raw: raw,
      fieldCount: range.isEmpty ? 0 : fields.count
    )
    guard !range.isEmpty else { return }
    for field in fields { transcript.addField(contents[field.text], isQuoted: field.isQuoted) }
    for field in fields.prefix(CSVTranscript.placedFields) {
      let place = place(of: field.start)
      transcript.addPlace(line: place.line, column: place.column)
    }
  }

  private func isSpecial(_ byte: UInt8) -> Bool {
    byte == delimiter || byte == quote || byte == 10 || byte == 13
  }

  /// The first byte of what the standard library takes for no UTF-8.
  private func firstInvalid(_ bytes: ArraySlice<UInt8>) -> Int? {
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    var offset = bytes.startIndex
    while true {
      switch parser.parseScalar(from: &iterator) {
      case .valid(let scalar): offset += scalar.count
      case .error: return offset
      case .emptyInput: return nil
      }
    }
  }

  /// The line and the byte of that line, both counted from 1.
  private func place(of offset: Int) -> (line: Int, column: Int) {
    var line = 0
    while line + 1 < lineStarts.count, lineStarts[line + 1] <= offset { line += 1 }
    return (line + 1, offset - lineStarts[line] + 1)
  }
}
