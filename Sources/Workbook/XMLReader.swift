/// Reads one part of a workbook as XML, token by token, whenever it is asked for the next one.
///
/// A reader of its own for three reasons. It is asked, where Foundation's parser calls back until
/// all is read, which would need a thread to be read in pieces. It refuses a document type on
/// sight: no entity is ever defined, nothing can expand, no other file is looked at; Foundation's
/// parser never tells that there is one and leaves its entities out in silence. And it says so when
/// a part is cut off, where the other one, fed by a stream, reports success.
///
/// It checks that elements are closed as they were opened, that attributes are quoted and not there
/// twice, that prefixes are declared, that references are the five of XML or characters that XML
/// allows. It is no validator: names can hold characters that they should not.
///
/// Memory is bounded by the limits: a tag is looked at whole, text is handed out in pieces.
struct XMLReader: ~Copyable {
  /// What comes next.
  enum Token {
    /// An element begins; ``name`` and the attributes are its own.
    case start
    /// An element ends; ``name`` is its own.
    case end
    /// ``text`` is a piece of the innermost element's text; there may be more pieces.
    case text
    /// The part has ended.
    case endOfPart
  }

  /// An attribute's place in ``window``.
  struct Attribute {
    let prefix: Range<Int>
    let local: Range<Int>
    let value: Range<Int>
  }

  static let mostAttributes = 100
  static let mostBindings = 256

  let part: String
  let limits: WorkbookLimits
  private let source: ZipEntryReader
  private let file: String
  private var input = XMLInput()

  /// The text that is being looked at.
  private(set) var window: [UInt8] = []
  /// The first byte of it that no token has used.
  var position = 0
  private var hasEnded = false
  private var linesBeforeWindow = 0
  private var bytesBeforeWindow = 0

  /// The element that began or ended last.
  var name = XMLName()
  /// The piece of text that was read last, references replaced by what they stand for.
  var text: [UInt8] = []
  var attributes: [Attribute] = []
  var bindings = XMLNamespaceBindings()

  /// The open elements, and their names as they were written, one behind the other.
  private var open: [(name: XMLName, writtenStart: Int)] = []
  private var written: [UInt8] = []
  private var hasRoot = false
  var endsAtOnce = false
  var isInCharacterData = false

  /// Starts at the first byte of a part.
  init(_ source: ZipEntryReader, part: String, file: String, limits: WorkbookLimits) {
    self.source = source
    self.part = part
    self.file = file
    self.limits = limits
  }

  /// How many elements are open; behind `.start` the new one is among them.
  var depth: Int { open.count }

  /// The local name of ``name`` where it belongs to SpreadsheetML; nil for other vocabularies.
  var element: String? { name.namespace == .spreadsheet ? name.local : nil }

  /// Reads the next token.
  mutating func next() throws(WorkbookError) -> Token {
    text.removeAll(keepingCapacity: true)
    if endsAtOnce {
      endsAtOnce = false
      return leave()
    }
    while true {
      if isInCharacterData {
        try readCharacterData()
        return .text
      }
      guard try has(1) else { return try finish() }
      guard window[position] == UInt8(ascii: "<") else {
        if depth > 0 {
          try readText()
          return .text
        }
        try skipBlanks()
        continue
      }
      guard try has(2) else { throw invalid("it ends inside a tag") }
      switch window[position + 1] {
      case UInt8(ascii: "/"):
        try readEndTag()
        return leave()
      case UInt8(ascii: "?"): try skipInstruction()
      case UInt8(ascii: "!"): try readDeclaration()
      default:
        guard depth > 0 || !hasRoot else { throw invalid("it goes on behind its end") }
        try readStartTag()
        return .start
      }
    }
  }

  /// Opens an element whose name was written in the given bytes of the window.
  mutating func enter(_ name: XMLName, writtenAs range: Range<Int>) throws(WorkbookError) {
    guard open.count < limits.depth else { throw beyond(.depth(limits.depth)) }
    open.append((name, written.count))
    written += window[range]
    self.name = name
    hasRoot = true
  }

  /// True where the innermost element was opened by the name in the given bytes.
  func isOpen(_ range: Range<Int>) -> Bool {
    guard let innermost = open.last else { return false }
    return written[innermost.writtenStart...].elementsEqual(window[range])
  }

  private mutating func leave() -> Token {
    if let innermost = open.popLast() {
      bindings.leave(depth: open.count + 1)
      written.removeSubrange(innermost.writtenStart...)
      name = innermost.name
    }
    return .end
  }

  private func finish() throws(WorkbookError) -> Token {
    guard hasRoot else { throw invalid("there is no element in it") }
    guard open.isEmpty else {
      throw invalid("it ends before <\(String(decoding: written, as: UTF8.self))> is closed")
    }
    return .endOfPart
  }

  private mutating func skipBlanks() throws(WorkbookError) {
    while try has(1), window[position] != UInt8(ascii: "<") {
      guard isBlank(window[position]) else { throw invalid("there is text outside all elements") }
      position += 1
    }
  }

  // MARK: The window

  /// Makes sure that so many bytes are in the window from ``position`` on; false where the part
  /// ends before.
  mutating func has(_ count: Int) throws(WorkbookError) -> Bool {
    while window.count - position < count {
      guard try more() else { return false }
    }
    return true
  }

  /// Gets the next piece into the window, behind what no token has used; false at the end.
  ///
  /// What has been used goes, so that ``position`` is zero afterwards.
  mutating func more() throws(WorkbookError) -> Bool {
    guard !hasEnded else { return false }
    linesBeforeWindow += window[..<position].count { $0 == 0x0A }
    bytesBeforeWindow += position
    window.removeSubrange(..<position)
    position = 0
    let piece = try source.next()
    hasEnded = piece.isEmpty
    do throws(XMLInput.Fault) {
      window += try input.text(piece, isLast: hasEnded)
    } catch {
      let place = WorkbookError.XMLPlace(
        part: part,
        line: linesBeforeWindow + window.count { $0 == 0x0A } + error.linesBefore + 1,
        byte: bytesBeforeWindow + window.count + error.bytesBefore
      )
      throw WorkbookError(.invalidXML(place, detail: error.detail), file: file)
    }
    return true
  }

  /// True before the first byte of the part has been used.
  var isAtStart: Bool { bytesBeforeWindow == 0 && position == 0 }
  var isUTF16: Bool { input.isUTF16 }

  // MARK: Errors

  /// Where the reader is.
  var place: WorkbookError.XMLPlace {
    WorkbookError.XMLPlace(
      part: part,
      line: linesBeforeWindow + window[..<position].count { $0 == 0x0A } + 1,
      byte: bytesBeforeWindow + position
    )
  }

  func error(_ kind: WorkbookError.Kind) -> WorkbookError { WorkbookError(kind, file: file) }
  func invalid(_ detail: String) -> WorkbookError { error(.invalidXML(place, detail: detail)) }
  func beyond(_ limit: WorkbookError.Limit) -> WorkbookError {
    error(.beyondLimit(limit, place: "\(place):"))
  }
}

func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D }
