/// The encoding that somebody asks for, before the file is opened.
package enum EncodingChoice: Sendable, Hashable {
  /// UTF-16 in the byte order that the file's mark says.
  case utf16ByMark
  /// One encoding, whatever the file begins with.
  case exactly(CharacterEncoding)

  /// The choice that a name stands for.
  ///
  /// - Throws: An error that says why the name cannot be used, and which names can.
  package init(named written: String) throws(TextEncodingError) {
    if case .utf16ByMark = EncodingNames.meaning(of: written) {
      self = .utf16ByMark
    } else {
      self = .exactly(try CharacterEncoding(named: written))
    }
  }

  /// The name to print.
  package var name: String {
    switch self {
    case .utf16ByMark: "utf-16"
    case .exactly(let encoding): encoding.name
    }
  }
}
