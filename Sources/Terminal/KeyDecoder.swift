/// Decodes the bytes of a terminal into keys, however the bytes are split into reads.
///
/// A non-ASCII key arrives as several bytes, an arrow as an escape sequence; either can be split.
/// An incomplete one waits for more bytes; `flush` means that none came: then a single ESC is the
/// escape key.
package struct KeyDecoder: Sendable {
  private var waiting: [UInt8] = []
  private var pasted: [UInt8]?

  /// A decoder without input.
  package init() {}

  /// Whether an incomplete key is waiting.
  package var isWaiting: Bool { !waiting.isEmpty }

  /// The keys completed by some bytes, in order.
  package mutating func decode(_ bytes: [UInt8]) -> [Key] {
    waiting += bytes
    var keys: [Key] = []
    while !waiting.isEmpty {
      if pasted != nil {
        guard let key = nextOfPaste() else { break }
        keys.append(key)
        continue
      }
      guard let (key, length) = EscapeSequence.key(at: waiting[...]) ?? plainKey() else { break }
      waiting.removeFirst(length)
      if key == EscapeSequence.pasteBegins {
        pasted = []
      } else if let key {
        keys.append(key)
      }
    }
    return keys
  }

  /// The keys of the incomplete bytes if no more come.
  ///
  /// A started paste keeps waiting for its end.
  package mutating func flush() -> [Key] {
    guard pasted == nil, let first = waiting.first else { return [] }
    let rest = Array(waiting.dropFirst())
    waiting = []
    guard first == EscapeSequence.escape else { return [] }
    return rest.isEmpty ? [.escape] : [.other]
  }

  /// A key that is not an escape sequence, with its length; nil if bytes are missing.
  private func plainKey() -> (Key?, Int)? {
    let first = waiting[0]
    switch first {
    case EscapeSequence.escape: return nil
    case 0x0D, 0x0A: return (.enter, 1)
    case 0x09: return (.tab, 1)
    case 0x7F, 0x08: return (.backspace, 1)
    case 0x01...0x1A:
      return (.control(Character(Unicode.Scalar(first + 0x60))), 1)
    case 0x00, 0x1C...0x1F: return (.other, 1)
    case 0x20...0x7E: return (.character(Character(Unicode.Scalar(first))), 1)
    default: return scalarKey(first)
    }
  }

  /// A character of several bytes.
  ///
  /// Bytes that are not UTF-8 are skipped one by one.
  private func scalarKey(_ first: UInt8) -> (Key?, Int)? {
    let length: Int
    switch first {
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF: length = 3
    case 0xF0...0xF4: length = 4
    default: return (nil, 1)
    }
    let bytes = waiting.prefix(length)
    guard bytes.dropFirst().allSatisfy({ $0 & 0xC0 == 0x80 }) else { return (nil, 1) }
    guard bytes.count == length else { return nil }
    guard let text = String(validating: bytes, as: UTF8.self), let character = text.first else {
      return (nil, 1)
    }
    // C1 controls arrive as two bytes and are not printable.
    guard first != 0xC2 || bytes[bytes.startIndex + 1] >= 0xA0 else { return (.other, length) }
    return (.character(character), length)
  }

  /// The complete paste once its end has arrived; nil before.
  private mutating func nextOfPaste() -> Key? {
    let end = EscapeSequence.pasteEnd
    guard waiting.count >= end.count else { return nil }
    let last = waiting.count - end.count
    for start in 0...last where waiting[start...].starts(with: end) {
      let bytes = (pasted ?? []) + waiting[..<start]
      waiting.removeFirst(start + end.count)
      pasted = nil
      return .paste(String(decoding: bytes, as: UTF8.self))
    }
    // The last bytes may begin the end mark, so they wait.
    pasted?.append(contentsOf: waiting[...last])
    waiting.removeFirst(last + 1)
    return nil
  }
}

/// One pressed key, or a pasted text.
package enum Key: Hashable, Sendable {
  /// A printable character, including the space.
  case character(Character)
  /// A letter pressed together with the control key, in lower case.
  case control(Character)
  case enter
  case tab
  case backspace
  case delete
  case escape
  case up
  case down
  case left
  case right
  case home
  case end
  case pageUp
  case pageDown
  /// Pasted text, in one piece: it is not a key, so it cannot act as one.
  case paste(String)
  /// A key without a name here, such as F5.
  case other
}

extension Key {
  /// The same key for a capital letter as for the small one.
  package var smallLetter: Key {
    guard case .character(let character) = self else { return self }
    let small = character.lowercased()
    return small.count == 1 ? .character(Character(small)) : self
  }
}
