import RosterReading

/// The sort order of names and classes: by the alphabet of a language, with numbers by value.
///
/// Accents and case are ignored, so that Émile is next to Emil. Additional letters of a language
/// have their place in its alphabet: Å is the first letter after Z in Swedish. In classes, 7 comes
/// before 10.
package struct NameOrder: Sendable {
  /// The sort key of a name, compared element by element.
  package typealias Key = [UInt64]

  /// The additional letters of the language, with the letter they follow and their place after it.
  private let own: [Unicode.Scalar: (after: Unicode.Scalar, place: UInt64)]

  /// `locale`: such as `sv_SE.UTF-8`; nil for no language in particular.
  package init(locale: String? = nil) {
    let language = locale.map { String($0.prefix { $0.isLetter }) } ?? ""
    var own: [Unicode.Scalar: (after: Unicode.Scalar, place: UInt64)] = [:]
    for (after, letters) in Self.alphabets[language] ?? [] {
      for (place, letter) in letters.unicodeScalars.enumerated() {
        own[letter] = (after, UInt64(place + 1))
      }
    }
    self.own = own
  }

  /// The order of a name or a class.
  package func key(_ text: String) -> Key {
    var key: Key = []
    var number: UInt64?
    func endNumber() {
      if let value = number { key.append(value) }
      number = nil
    }
    for scalar in letters(of: text) {
      if ("0"..."9").contains(scalar) {
        // Numbers longer than in any class count as equal.
        number = min((number ?? 0) * 10 + UInt64(scalar.value - 0x30), Self.largestNumber)
        continue
      }
      endNumber()
      let (base, place) = own[scalar].map { ($0.after, $0.place) } ?? (scalar, 0)
      key.append(Self.largestNumber + 1 + UInt64(base.value) * 16 + place)
    }
    endNumber()
    return key
  }

  private static let largestNumber: UInt64 = 1 << 40

  /// Small letters without accents, except the accented letters of the language.
  private func letters(of text: String) -> [Unicode.Scalar] {
    guard !own.isEmpty else { return Array(folded(text).unicodeScalars) }
    return text.lowercased().flatMap { character -> [Unicode.Scalar] in
      let composed = character.unicodeScalars.count == 1 ? character : Self.composed(character)
      if let scalar = composed.unicodeScalars.first, own[scalar] != nil { return [scalar] }
      return character.isWhitespace ? [" "] : Array(folded(String(character)).unicodeScalars)
    }
  }

  /// A letter and its accent as one scalar, if written as two.
  private static func composed(_ character: Character) -> Character {
    alphabets.values.joined().flatMap { $0.letters }.first { $0 == character } ?? character
  }

  private static let alphabets: [String: [(after: Unicode.Scalar, letters: String)]] = [
    "sv": [("z", "åäö")], "fi": [("z", "åäö")],
    "da": [("z", "æøå")], "nb": [("z", "æøå")], "nn": [("z", "æøå")], "no": [("z", "æøå")],
    "is": [
      ("a", "á"), ("d", "ð"), ("e", "é"), ("i", "í"), ("o", "ó"), ("u", "ú"), ("y", "ý"),
      ("z", "þæö"),
    ],
    "et": [("s", "šzž"), ("w", "õäöü")], "es": [("n", "ñ")],
    "pl": [
      ("a", "ą"), ("c", "ć"), ("e", "ę"), ("l", "ł"), ("n", "ń"), ("o", "ó"), ("s", "ś"),
      ("z", "źż"),
    ],
    "cs": [("c", "č"), ("r", "ř"), ("s", "š"), ("z", "ž")],
    "sk": [("a", "ä"), ("c", "č"), ("o", "ô"), ("s", "š"), ("z", "ž")],
    "sl": [("c", "č"), ("s", "š"), ("z", "ž")],
    "hr": [("c", "čć"), ("d", "đ"), ("s", "š"), ("z", "ž")],
    "hu": [("o", "öő"), ("u", "üű")],
    "tr": [("c", "ç"), ("g", "ğ"), ("h", "ı"), ("o", "ö"), ("s", "ş"), ("u", "ü")],
    "ro": [("a", "ăâ"), ("i", "î"), ("s", "ș"), ("t", "ț")],
    "lt": [("c", "č"), ("s", "š"), ("z", "ž")],
  ]
}

extension NameOrder {
  /// Sorts by class and name, then by the student's number.
  package func sorted<Element>(
    _ elements: [Element],
    by sides: (Element) -> (group: String?, name: String, student: Int64)
  ) -> [Element] {
    elements.map { element -> (group: Key, name: Key, student: Int64, element: Element) in
      let (group, name, student) = sides(element)
      return (key(group ?? ""), key(name), student, element)
    }.sorted { left, right in
      if left.group != right.group { return left.group.lexicographicallyPrecedes(right.group) }
      if left.name != right.name { return left.name.lexicographicallyPrecedes(right.name) }
      return left.student < right.student
    }.map(\.element)
  }
}
