/// The names of erased students, to be looked for in texts about something else.
struct ErasedNames {
  private let names: [[UInt8]]

  /// `names`: as they are or were written; those of one letter are too short to be looked for.
  init(_ names: Set<String>) {
    self.names = names.filter { $0.unicodeScalars.count > 1 }.sorted().flatMap(Self.forms)
  }

  /// Whether a text has one of them, not as a part of a word.
  func areMentioned(in text: String) -> Bool { areMentioned(in: Array(text.utf8)) }

  /// Whether bytes of a file have one of them, in UTF-8, UTF-16 or a code page of Western Europe.
  func areMentioned(in bytes: [UInt8]) -> Bool {
    names.contains { name in
      guard bytes.count >= name.count else { return false }
      return (0...bytes.count - name.count).contains { start in
        bytes[start] == name[0] && bytes[start..<start + name.count].elementsEqual(name)
          && !Self.isLetter(bytes, at: start - 1) && !Self.isLetter(bytes, at: start + name.count)
      }
    }
  }

  private static func isLetter(_ bytes: [UInt8], at place: Int) -> Bool {
    guard bytes.indices.contains(place) else { return false }
    let byte = bytes[place] | 0x20
    return byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")
  }

  private static func forms(of name: String) -> [[UInt8]] {
    let scalars = name.unicodeScalars
    var forms = [Array(name.utf8)]
    if !scalars.allSatisfy(\.isASCII), scalars.allSatisfy({ $0.value < 256 }) {
      forms.append(scalars.map { UInt8($0.value) })
    }
    let units = Array(name.utf16)
    forms.append(units.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] })
    forms.append(units.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] })
    return forms
  }
}
