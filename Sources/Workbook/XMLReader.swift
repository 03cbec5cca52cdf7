/// Reads one part of a workbook as XML, token by token, whenever it is asked for the next one.
///
/// libexpat does the parsing; this turns its callbacks into tokens that can be asked for, keeps to the limits,
/// and names the place of what is refused. Memory is bounded: the events of one piece of the part
/// are kept, and a tag, comment or instruction may be as long as ``WorkbookLimits/tagBytes``.
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

  private static let maximumAttributes = 100
  private static let maximumNamespaces = 256

  let part: String
  let limits: WorkbookLimits
  private let source: ZipEntryReader
  private let file: String

  private var expat: Expat?
  private var bytesTaken = 0
  private var hasEnded = false
  /// Why reading ends behind the events at hand.
  private var refusal: Expat.Refusal?

  private var events: [UInt8] = []
  private var position = 0

  /// The element that began or ended last.
  private(set) var name = XMLName()
  /// The piece of text that was read last, references replaced by their characters.
  private(set) var text: [UInt8] = []
  /// Names and values of the attributes, as places in the events.
  private var attributes: [(name: Range<Int>, value: Range<Int>)] = []
  /// The open elements.
  private var open: [XMLName] = []

  /// Where the element is that began last.
  private(set) var place: WorkbookError.XMLPlace

  /// Starts at the first byte of a part.
  init(_ source: ZipEntryReader, part: String, file: String, limits: WorkbookLimits) {
    self.source = source
    self.part = part
    self.file = file
    self.limits = limits
    place = WorkbookError.XMLPlace(part: part, line: 1, byte: 0)
  }

  /// How many elements are open; behind `.start` the new one is among them.
  var depth: Int { open.count }

  /// The local name of ``name`` where it belongs to SpreadsheetML; nil for other vocabularies.
  var element: String? { name.namespace == .spreadsheet ? name.local : nil }

  /// Reads the next token.
  mutating func next() throws(WorkbookError) -> Token {
    while position == events.count {
      guard !hasEnded else { return .endOfPart }
      try readPiece()
    }
    let kind = events[position]
    position += 1
    switch kind {
    case UInt8(ascii: "s"):
      readStart()
      return .start
    case UInt8(ascii: "e"):
      name = open.popLast() ?? XMLName()
      return .end
    default:
      text = Array(events[textRange()])
      return .text
    }
  }

  /// The value of an attribute of the element that has just begun, or nil where it has none of that
  /// name.
  ///
  /// To be asked directly behind `.start`: the next token overwrites it.
  func attribute(_ local: String, in namespace: XMLNamespace = .none) throws(WorkbookError)
    -> String?
  {
    for attribute in attributes {
      let found = XMLName.parts(events[attribute.name])
      if found.local.elementsEqual(local.utf8), XMLNamespace(address: found.address) == namespace {
        return String(decoding: events[attribute.value], as: UTF8.self)
      }
    }
    return nil
  }

  // What libexpat is given at once: its events are kept.
  private mutating func readPiece() throws(WorkbookError) {
    if let refusal { throw error(of: refusal) }
    let piece = try source.next()
    hasEnded = piece.isEmpty
    if expat == nil { expat = try parser(for: piece) }
    position = 0
    (events, refusal) = expat?.parse(piece) ?? ([], nil)
    if let refusal, events.isEmpty { throw error(of: refusal) }
    // Behind the last events reading goes on to the error.
    if refusal != nil { hasEnded = false }
    bytesTaken += piece.count
    guard refusal != nil || bytesTaken - (expat?.reported ?? 0) <= limits.tagBytes + piece.count
    else { throw beyond(.tag(bytes: limits.tagBytes)) }
  }

  private func parser(for piece: [UInt8]) throws(WorkbookError) -> Expat {
    let isUTF16 = [[0xFF, 0xFE], [0xFE, 0xFF], [0x3C, 0x00], [0x00, 0x3C]]
      .contains { piece.starts(with: $0) }
    let expat = Expat(
      isUTF16: isUTF16,
      depth: limits.depth,
      attributes: Self.maximumAttributes,
      namespaces: Self.maximumNamespaces
    )
    guard let expat else { throw invalid("there is no memory left to read it") }
    return expat
  }

  private mutating func readStart() {
    let byte = number(8)
    let line = number(8)
    place = WorkbookError.XMLPlace(part: part, line: line, byte: byte)
    name = XMLName(written: events[textRange()])
    open.append(name)
    attributes.removeAll(keepingCapacity: true)
    for _ in 0..<number(4) {
      let name = textRange()
      attributes.append((name, textRange()))
    }
  }

  private mutating func textRange() -> Range<Int> {
    let length = number(4)
    defer { position += length }
    return position..<position + length
  }

  private mutating func number(_ count: Int) -> Int {
    var number = 0
    for index in (position..<position + count).reversed() {
      number = number << 8 | Int(events[index])
    }
    position += count
    return number
  }
}

extension XMLReader {
  /// Reads up to the first element, which has to be the given one of SpreadsheetML.
  mutating func readRoot(_ expected: String) throws(WorkbookError) {
    _ = try next()
    guard element == expected else {
      throw invalid("it begins with <\(name.local)> where a workbook has <\(expected)>")
    }
  }

  /// Goes to the next element directly inside the one at a depth; false where that one has ended.
  ///
  /// What is left of an earlier child is skipped, and so is text between them.
  mutating func nextChild(of parent: Int) throws(WorkbookError) -> Bool {
    while true {
      switch try next() {
      case .start: if depth == parent + 1 { return true }
      case .end: if depth < parent { return false }
      case .text: continue
      case .endOfPart: return false
      }
    }
  }

  /// Reads the element that has just begun to its end, and appends its text.
  ///
  /// False, and in the middle of it, where the buffer would become longer than `longest`.
  mutating func appendText(
    to buffer: inout [UInt8],
    upTo longest: Int
  ) throws(WorkbookError) -> Bool {
    let own = depth
    while true {
      switch try next() {
      case .text:
        guard depth == own else { continue }
        guard buffer.count + text.count <= longest else { return false }
        buffer += text
      case .end: if depth < own { return true }
      case .start: continue
      case .endOfPart: return true
      }
    }
  }

  /// Reads the rest of the part, so that all of it has been checked.
  mutating func readToEnd() throws(WorkbookError) {
    while true {
      if case .endOfPart = try next() { return }
    }
  }
}

extension XMLReader {
  func error(_ kind: WorkbookError.Kind) -> WorkbookError { WorkbookError(kind, file: file) }
  func invalid(_ detail: String) -> WorkbookError { error(.invalidXML(place, detail: detail)) }
  func beyond(_ limit: WorkbookError.Limit) -> WorkbookError {
    error(.beyondLimit(limit, place: "\(place):"))
  }

  private func error(of refusal: Expat.Refusal) -> WorkbookError {
    let place = WorkbookError.XMLPlace(part: part, line: refusal.line, byte: refusal.byte)
    func beyond(_ limit: WorkbookError.Limit) -> WorkbookError.Kind {
      .beyondLimit(limit, place: "\(place):")
    }
    let kind: WorkbookError.Kind =
      switch refusal.reason {
      case .documentType: .documentType(place)
      case .encoding(let name): .encoding(part: part, found: name)
      case .depth: beyond(.depth(limits.depth))
      case .attributes: beyond(.list(of: "attributes in one tag", Self.maximumAttributes))
      case .namespaces: beyond(.list(of: "names for namespaces", Self.maximumNamespaces))
      case .memory: .invalidXML(place, detail: "there is no memory left to read it")
      case .invalid(let detail): .invalidXML(place, detail: detail)
      }
    return error(kind)
  }
}

/// What the name of an element or attribute belongs to.
///
/// Every vocabulary that matters here has two addresses: the usual one, and the one of "strict"
/// workbooks (ISO/IEC 29500-1), which Excel writes when asked to.
enum XMLNamespace: Sendable, Equatable {
  /// No namespace: attributes without a prefix, and elements of files that declare none.
  case none
  /// SpreadsheetML.
  case spreadsheet
  /// References from a part to its relations: the `r:` of `r:id`.
  case officeRelations
  /// The lists of relations between parts.
  case packageRelations
  /// Alternatives for programs of different age.
  case compatibility
  /// Anything else.
  case other

  private static let known: [(address: [UInt8], namespace: XMLNamespace)] = [
    ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", spreadsheet),
    ("http://purl.oclc.org/ooxml/spreadsheetml/main", spreadsheet),
    ("http://schemas.openxmlformats.org/officeDocument/2006/relationships", officeRelations),
    ("http://purl.oclc.org/ooxml/officeDocument/relationships", officeRelations),
    ("http://schemas.openxmlformats.org/package/2006/relationships", packageRelations),
    ("http://schemas.openxmlformats.org/markup-compatibility/2006", compatibility),
  ].map { (Array($0.0.utf8), $0.1) }

  init(address: ArraySlice<UInt8>) {
    guard !address.isEmpty else {
      self = .none
      return
    }
    self = Self.known.first { $0.address.elementsEqual(address) }?.namespace ?? .other
  }
}

/// The name of an element, without its prefix.
struct XMLName: Sendable, Equatable {
  var namespace = XMLNamespace.none
  var local = ""
}

extension XMLName {
  /// A name as the parser gives it: the address of its namespace, a line feed, and the local name.
  init(written: ArraySlice<UInt8>) {
    let parts = Self.parts(written)
    namespace = XMLNamespace(address: parts.address)
    local = String(decoding: parts.local, as: UTF8.self)
  }

  static func parts(
    _ written: ArraySlice<UInt8>
  ) -> (address: ArraySlice<UInt8>, local: ArraySlice<UInt8>) {
    guard let separator = written.lastIndex(of: 0x0A) else { return ([], written) }
    return (written[..<separator], written[(separator + 1)...])
  }
}
