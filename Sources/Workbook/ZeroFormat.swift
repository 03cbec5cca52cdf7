/// A number format that shows a whole number in so many places, with zeros where it has fewer digits.
///
/// Such are `0000`, `000-00` and `"S"00000`. Ids are often formatted so, and lose their zeros without it.
struct ZeroFormat: Sendable, Equatable {
  private enum Piece: Sendable, Equatable {
    case place
    case text([UInt8])
  }

  /// What is written beside digits without quotes (ECMA-376-1, 18.8.31).
  private static let plain = Set("-() :+!&~{}='".utf8)

  private var pieces: [Piece] = []
  private var places = 0
  /// Whether zero has a section of its own, which is then not this one.
  private let showsZero: Bool

  /// Reads a format's code; nil where it is no such format.
  ///
  /// The first section counts, which is the one for positive numbers. One place alone is the format
  /// of any whole number.
  init?(code: String) {
    var rest = code.utf8[...]
    while let byte = rest.popFirst(), byte != UInt8(ascii: ";") {
      switch byte {
      case UInt8(ascii: "0"):
        pieces.append(.place)
        places += 1
      case UInt8(ascii: "\""):
        let text = rest.prefix { $0 != UInt8(ascii: "\"") }
        pieces.append(.text(Array(text)))
        rest = rest.dropFirst(text.count + 1)
      case UInt8(ascii: "\\"):
        let lead = rest.prefix(1)
        let scalar = Array(lead + rest.dropFirst().prefix { $0 & 0xC0 == 0x80 })
        pieces.append(.text(scalar))
        rest = rest.dropFirst(scalar.count)
      case UInt8(ascii: "["):
        // A colour or a language; a condition makes another format of it.
        let inside = rest.prefix { $0 != UInt8(ascii: "]") }
        guard let first = inside.first, !"<>=".utf8.contains(first) else { return nil }
        rest = rest.dropFirst(inside.count + 1)
      case let byte where Self.plain.contains(byte): pieces.append(.text([byte]))
      default: return nil
      }
    }
    guard places > 1 else { return nil }
    showsZero = code.utf8.count { $0 == UInt8(ascii: ";") } < 2
  }

  /// The text of a whole number: its digits without zeros at the start, none for zero.
  func text(of digits: [UInt8]) -> [UInt8] {
    guard !digits.isEmpty || showsZero else { return [UInt8(ascii: "0")] }
    let zeros = [UInt8](repeating: UInt8(ascii: "0"), count: max(0, places - digits.count))
    var rest = (zeros + digits)[...]
    var left = places
    var text: [UInt8] = []
    for piece in pieces {
      switch piece {
      case .text(let bytes): text += bytes
      case .place:
        left -= 1
        // The first place takes all digits beyond the places.
        let taken = rest.count - left
        text += rest.prefix(taken)
        rest = rest.dropFirst(taken)
      }
    }
    return text
  }
}
