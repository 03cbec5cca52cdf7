import Bytes

/// How the characters of a file are written as bytes: UTF-8, UTF-16 in one of its two byte orders,
/// or an encoding of one byte a character.
///
/// Two values are equal when their names are: what a name stands for does not change while the
/// program runs.
package struct CharacterEncoding: Sendable {
  /// The order of the two bytes of a UTF-16 unit.
  enum ByteOrder: Sendable {
    case littleEndian
    case bigEndian
  }

  enum Form: Sendable {
    case utf8
    case utf16(ByteOrder)
    case singleByte(SingleByteTable)
  }

  /// The one name under which the encoding is stored and printed, in lower case: `windows-1252`.
  package let name: String
  let form: Form

  private init(name: String, form: Form) {
    self.name = name
    self.form = form
  }

  /// What studentdb works in.
  package static let utf8 = CharacterEncoding(name: "utf-8", form: .utf8)
  /// UTF-16, the low byte first: what Windows calls Unicode.
  package static let utf16LittleEndian = CharacterEncoding(
    name: "utf-16le",
    form: .utf16(.littleEndian)
  )
  /// UTF-16, the high byte first.
  package static let utf16BigEndian = CharacterEncoding(name: "utf-16be", form: .utf16(.bigEndian))

  /// The encoding of a name, which may be one of the usual other names and in any case.
  ///
  /// The table of an encoding of one byte is asked of the C library and checked here, so that
  /// decoding and encoding cannot fail for its sake later. That takes about a millisecond.
  ///
  /// - Throws: An error that says why the name cannot be used, and which names can; for `utf-16`
  ///   that the byte order is missing, which `EncodingChoice` leaves to the file.
  package init(named written: String) throws(TextEncodingError) {
    switch EncodingNames.meaning(of: written) {
    case .known(Self.utf8.name): self = .utf8
    case .known(Self.utf16LittleEndian.name): self = .utf16LittleEndian
    case .known(Self.utf16BigEndian.name): self = .utf16BigEndian
    case .known(let name):
      self.init(name: name, form: .singleByte(try SingleByteTable(named: name)))
    case .utf16ByMark: throw .noByteOrder
    case .several(let names): throw .severalMeanings(name: written, meanings: names)
    case .unknown: self = try Self.foundByTable(written)
    }
  }

  /// The encoding of a name that only the C library knows.
  ///
  /// It has hundreds of names, such as `csISOLatin1`, for the encodings in the list: the one with
  /// the same table is meant.
  private static func foundByTable(_ written: String) throws(TextEncodingError) -> Self {
    let table: SingleByteTable
    do throws(TextEncodingError) {
      table = try SingleByteTable(named: written)
    } catch .notInstalled {
      throw .unknownName(written, nearest: EncodingNames.nearest(to: written))
    }
    for name in EncodingNames.singleByte where (try? SingleByteTable(named: name)) == table {
      return CharacterEncoding(name: name, form: .singleByte(table))
    }
    throw .unknownName(written, nearest: EncodingNames.nearest(to: written))
  }

  /// The bytes of the mark that may be before a text in this encoding.
  ///
  /// An encoding of one byte has no mark of its own; some programs write that of UTF-8 before it
  /// all the same.
  package var byteOrderMark: [UInt8] {
    switch form {
    case .utf8, .singleByte: ByteOrderMark.utf8.bytes
    case .utf16(.littleEndian): ByteOrderMark.utf16LittleEndian.bytes
    case .utf16(.bigEndian): ByteOrderMark.utf16BigEndian.bytes
    }
  }
}

extension CharacterEncoding: Hashable {
  /// Whether both have the same name.
  package static func == (left: Self, right: Self) -> Bool { left.name == right.name }

  /// Feeds the name to a hasher.
  package func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

/// The encoding that is asked for, before the file is opened.
package enum EncodingChoice: Sendable, Hashable {
  /// UTF-16 in the byte order that the file's mark says.
  case utf16ByMark
  /// One encoding, whatever the file begins with.
  case exactly(CharacterEncoding)

  /// The choice that a name means.
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

/// Why an encoding cannot be used, or a text not be written in it.
package enum TextEncodingError: Error, Equatable, Sendable {
  /// What keeps an encoding that exists from being read.
  package enum Obstacle: Equatable, Sendable {
    /// One character takes several bytes.
    case severalBytes
    /// The digits, commas and quotes are not those of ASCII.
    case notASCII
    /// Two bytes mean the same character, so that a text does not lead back to its bytes.
    case notOneToOne
  }

  /// The name is unknown.
  case unknownName(String, nearest: [String])
  /// The name means different encodings on different machines.
  case severalMeanings(name: String, meanings: [String])
  /// There is such an encoding, but it is not one that can be read.
  case notReadable(name: String, obstacle: Obstacle)
  /// The encoding can be read, but this machine's C library lacks it.
  case notInstalled(name: String)
  /// UTF-16 was asked for, and nothing says in which order its bytes are.
  case noByteOrder
  /// The file is in UTF-32.
  case utf32
  /// The file's mark and what was asked for contradict each other.
  case otherMark(found: String, asked: String)
  /// A character does not exist in the encoding; the offset counts the bytes of the UTF-8 text.
  case missingCharacter(Unicode.Scalar, encoding: String, offset: Int)
  /// The text to be written is neither UTF-8 nor an undecoded byte at an offset.
  case malformedText(offset: Int)
  /// The text to be written ends inside the character that begins at an offset.
  case cutCharacter(offset: Int)
}

extension TextEncodingError: CustomStringConvertible {
  /// What, why, and what to do; the caller knows which file or option it is about.
  package var description: String {
    switch self {
    case .unknownName(let name, let nearest):
      nearest.isEmpty
        ? "\"\(name)\" is not an encoding that studentdb knows; common ones are \(Self.examples)"
        : "\"\(name)\" is not an encoding that studentdb knows; did you mean \(Self.listed(nearest))?"
    case .severalMeanings(let name, let meanings):
      "\"\(name)\" is a different encoding from machine to machine; say which, for example "
        + Self.listed(meanings)
    case .notReadable(let name, .severalBytes):
      "\"\(name)\" writes a character as several bytes, and of such encodings studentdb reads "
        + "utf-8 and utf-16 only; save the file as \"CSV UTF-8\", or in one of \(Self.examples)"
    case .notReadable(let name, .notASCII):
      "\"\(name)\" does not extend ASCII, and studentdb does not read such encodings; save the file "
        + "as \"CSV UTF-8\", or in one of \(Self.examples)"
    case .notReadable(let name, .notOneToOne):
      "\"\(name)\" has several bytes for the same character, so a text could not be given back "
        + "as it was; save the file as \"CSV UTF-8\", or in one of \(Self.examples)"
    case .notInstalled(let name):
      "the C library of this machine lacks the encoding \(name); install its conversion modules "
        + "(where they are apart: the package glibc-gconv-extra), or save the file as \"CSV UTF-8\""
    case .noByteOrder:
      "\"utf-16\" goes by the byte order mark at the start of a file, and there is none; say "
        + "utf-16le, as Windows writes it, or utf-16be"
    case .utf32:
      "the text is UTF-32, which studentdb does not read; save the file as \"CSV UTF-8\""
    case .otherMark(let found, let asked):
      "the file begins with the byte order mark of \(found), but \(asked) was asked for; leave "
        + "the encoding out, and the mark decides"
    case .missingCharacter(let scalar, let encoding, _):
      "\"\(String(scalar))\" (\(scalar.codePoint)) does not exist in \(encoding); write the "
        + "file in utf-8"
    case .malformedText(let offset): "the text is not UTF-8 from its byte \(offset + 1) on"
    case .cutCharacter(let offset):
      "the text ends inside the character that begins with its byte \(offset + 1)"
    }
  }

  private static let examples = listed(EncodingNames.common)

  private static func listed(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " or " + last
  }
}

extension Unicode.Scalar {
  /// The number by which the Unicode standard names the character: U+00E4.
  package var codePoint: String {
    "U+" + String(value, radix: 16, uppercase: true).zeroPadded(to: 4)
  }
}
