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
