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

  init(address: String) {
    switch address {
    case "": self = .none
    case "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
      "http://purl.oclc.org/ooxml/spreadsheetml/main":
      self = .spreadsheet
    case "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
      "http://purl.oclc.org/ooxml/officeDocument/relationships":
      self = .officeRelations
    case "http://schemas.openxmlformats.org/package/2006/relationships":
      self = .packageRelations
    case "http://schemas.openxmlformats.org/markup-compatibility/2006":
      self = .compatibility
    default: self = .other
    }
  }
}

/// The name of an element, without its prefix.
struct XMLName: Sendable, Equatable {
  var namespace = XMLNamespace.none
  var local = ""
}

/// The names for namespaces that hold at one place of a part.
struct XMLNamespaceBindings {
  private struct Binding {
    let depth: Int
    let prefix: [UInt8]
    let namespace: XMLNamespace
  }

  private var bindings: [Binding] = []

  var count: Int { bindings.count }

  /// Notes what an element at some depth declares; an empty prefix is the default.
  mutating func declare(_ prefix: ArraySlice<UInt8>, _ namespace: XMLNamespace, depth: Int) {
    bindings.append(Binding(depth: depth, prefix: Array(prefix), namespace: namespace))
  }

  /// Forgets what elements below some depth declared.
  mutating func leave(depth: Int) {
    while let last = bindings.last, last.depth >= depth { bindings.removeLast() }
  }

  /// What a prefix stands for; nil where nothing declares it.
  func namespace(of prefix: ArraySlice<UInt8>) -> XMLNamespace? {
    for binding in bindings.reversed() where binding.prefix.count == prefix.count {
      if binding.prefix.elementsEqual(prefix) { return binding.namespace }
    }
    if prefix.isEmpty { return XMLNamespace.none }
    return prefix.elementsEqual("xml".utf8) ? .other : nil
  }
}
