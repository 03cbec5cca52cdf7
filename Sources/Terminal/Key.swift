/// One key as a person pressed it, or a text that was pasted.
package enum Key: Hashable, Sendable {
  /// A character that can be written, the space included.
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
  /// What came from the clipboard, in one piece: it is no key, so that it cannot act as one.
  case paste(String)
  /// A key that has no name here, such as F5.
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
