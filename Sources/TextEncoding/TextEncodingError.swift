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

  /// Nobody knows the name.
  case unknownName(String, nearest: [String])
  /// The name stands for different encodings on different machines.
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

  init(refusing name: String, for refusal: SingleByteTable.Refusal) {
    self =
      switch refusal {
      case .notThere: .notInstalled(name: name)
      case .severalBytes: .notReadable(name: name, obstacle: .severalBytes)
      case .notASCII: .notReadable(name: name, obstacle: .notASCII)
      case .notOneToOne: .notReadable(name: name, obstacle: .notOneToOne)
      }
  }
}

extension TextEncodingError: CustomStringConvertible {
  /// What, why, and what to do; the caller knows which file or option it is about.
  package var description: String {
    switch self {
    case .unknownName(let name, let nearest):
      nearest.isEmpty
        ? "\"\(name)\" is no encoding that studentdb knows; common ones are \(Self.examples)"
        : "\"\(name)\" is no encoding that studentdb knows; did you mean \(Self.listed(nearest))?"
    case .severalMeanings(let name, let meanings):
      "\"\(name)\" is a different encoding from machine to machine; say which, for example "
        + Self.listed(meanings)
    case .notReadable(let name, .severalBytes):
      "\"\(name)\" writes a character as several bytes, and of such encodings studentdb reads "
        + "utf-8 and utf-16 only; save the file as \"CSV UTF-8\", or in one of \(Self.examples)"
    case .notReadable(let name, .notASCII):
      "\"\(name)\" is no extension of ASCII, and studentdb reads no such encoding; save the file "
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
      "\"\(String(scalar))\" (\(Self.codePoint(scalar))) does not exist in \(encoding); write the "
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

  private static func codePoint(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
