/// How some texts would read in each of the encodings that they are likely to be in.
///
/// The user sees which one is right. Nothing is decided: on the few names of a list, even the
/// best guess is wrong too often.
package struct LikelyReadings: Sendable {
  /// The texts as some of the encodings read them, all alike.
  package struct Reading: Sendable, Equatable {
    /// The encodings, the likelier first.
    package let encodings: [CharacterEncoding]
    /// The samples, decoded.
    package let texts: [String]
  }

  /// The encodings that schools' files in the nine languages are in, by how often they are met.
  ///
  /// Those of Windows in the west and in Poland, of the Macintosh before it had Unicode, of the
  /// DOS window, and the standards. `iso-8859-1` is `windows-1252` with control characters where
  /// that has quotes and dashes, and so is not listed with it.
  package static let usual = [
    "windows-1252", "iso-8859-15", "windows-1250", "iso-8859-2", "macintosh", "cp850", "cp852",
    "cp437", "mac-centraleurope",
  ]

  /// The different readings, the best-looking first.
  ///
  /// A reading is more plausible the fewer characters stand out in it: a mark inside a word or at the
  /// wrong end of one, a letter whose case does not go with its neighbours (`ZoÎ`, `MÅller`), and
  /// one alone where a dash may have been (`7b ñ Deutsch`). Hyphens and apostrophes that join
  /// names, quotes around words, dashes between them and the ordinals of "2º A" are fine. Where that is equal, letters beyond the
  /// nine languages count, and then the order in which the encodings were given. An encoding
  /// without some of the bytes, or that makes control characters of them, is left out.
  package let readings: [Reading]

  /// Reads the samples.
  ///
  /// - Parameters:
  ///   - samples: Cells or lines as they are in the file, some of which are not UTF-8.
  ///   - others: Further ones, not shown, which count where the samples look equally well.
  ///   - names: The encodings to try; one that this machine's C library lacks is left out.
  package init(
    of samples: [[UInt8]],
    beside others: [[UInt8]] = [],
    in names: [String] = Self.usual
  ) {
    var readings:
      [(encodings: [CharacterEncoding], texts: [String], plausibility: [NamePlausibility])] = []
    for name in names {
      guard let encoding = try? CharacterEncoding(named: name),
        let texts = Self.texts(of: samples, in: encoding)
      else { continue }
      if let known = readings.firstIndex(where: { $0.texts == texts }) {
        readings[known].encodings.append(encoding)
      } else {
        let plausibility = [
          NamePlausibility(of: texts),
          Self.texts(of: others, in: encoding).map { NamePlausibility(of: $0) } ?? .worst,
        ]
        readings.append((encodings: [encoding], texts: texts, plausibility: plausibility))
      }
    }
    // Equals keep their order.
    let places = readings.indices.sorted {
      (readings[$0].plausibility[0], readings[$0].plausibility[1], $0)
        < (readings[$1].plausibility[0], readings[$1].plausibility[1], $1)
    }
    self.readings = places.map {
      Reading(encodings: readings[$0].encodings, texts: readings[$0].texts)
    }
  }

  /// The samples in an encoding, or nil where it cannot be theirs.
  private static func texts(of samples: [[UInt8]], in encoding: CharacterEncoding) -> [String]? {
    var texts: [String] = []
    for sample in samples {
      var decoder = TextDecoder(encoding)
      var bytes: [UInt8] = []
      decoder.decode(sample[...], into: &bytes)
      decoder.finish(into: &bytes)
      guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
      // Those of ASCII are the same in all encodings.
      if text.unicodeScalars.contains(where: { (0x80...0x9F).contains($0.value) }) { return nil }
      texts.append(text)
    }
    return texts
  }
}

/// How much some texts look like the names that people have: the less, the better.
struct NamePlausibility: Comparable {
  /// Characters that stand out: those that are not letters, or of the wrong case.
  private(set) var oddities = 0
  /// Letters that none of the nine languages has.
  private(set) var foreignLetters = 0

  /// The letters beyond ASCII of German, French, Spanish, Italian, Portuguese, Dutch, Polish and
  /// Swedish, in lower case; English borrows from them.
  private static let letters = Set("àáâãäåæçèéêëìíîïñòóôõöùúûüÿßœąćęłńóśźżªº".unicodeScalars)

  /// How texts look that cannot be read.
  static let worst = {
    var plausibility = NamePlausibility(of: [])
    plausibility.oddities = .max
    return plausibility
  }()

  init(of texts: [String]) {
    for text in texts { count(Array(text.unicodeScalars)) }
  }

  static func < (left: Self, right: Self) -> Bool {
    (left.oddities, left.foreignLetters) < (right.oddities, right.foreignLetters)
  }

  private mutating func count(_ text: [Unicode.Scalar]) {
    for (index, scalar) in text.enumerated() {
      let previous = index > 0 ? text[index - 1] : nil
      let next = index + 1 < text.count ? text[index + 1] : nil
      if scalar.isLetter {
        if isOutOfCase(text, at: index) { oddities += 1 }
        guard !scalar.isASCII else { continue }
        if !Self.letters.contains(scalar.lowercased) { foreignLetters += 1 }
        // What was a dash or a quote in its own encoding is alone as a letter.
        let isAlone = previous.isSpaceOrEnd && next.isSpaceOrEnd
        if isAlone, !Self.words.contains(scalar.lowercased) { oddities += 1 }
      } else if !scalar.isASCII, !scalar.isInPlace(after: previous, before: next) {
        oddities += 1
      }
    }
  }

  /// The letters beyond ASCII that are a word by themselves.
  private static let words = Set("àáèéìòóùå".unicodeScalars)

  /// Whether a letter's case is one that no name has in that place: a capital behind a small
  /// letter, or a small letter behind two capitals.
  ///
  /// Where all of them are ASCII they are the same in every encoding, and the name is a McDonald.
  private func isOutOfCase(_ text: [Unicode.Scalar], at index: Int) -> Bool {
    guard index > 0 else { return false }
    if text[index].isCapital {
      return text[index - 1].isSmall && !(text[index].isASCII && text[index - 1].isASCII)
    }
    guard index > 1, text[index].isSmall, text[index - 1].isCapital, text[index - 2].isCapital
    else { return false }
    return !text[index - 2...index].allSatisfy(\.isASCII)
  }
}

extension Unicode.Scalar {
  fileprivate var isLetter: Bool {
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .otherLetter: true
    default: false
    }
  }

  fileprivate var isCapital: Bool { properties.generalCategory == .uppercaseLetter }

  /// The sharp s is written in capitals as well: "STRAßE".
  fileprivate var isSmall: Bool { properties.generalCategory == .lowercaseLetter && self != "ß" }

  /// Whether a mark that is no letter stands where it can: between letters of a name those that
  /// join them, at the ends of a word the quotes that belong there, and else beside no letter.
  fileprivate func isInPlace(after previous: Unicode.Scalar?, before next: Unicode.Scalar?) -> Bool
  {
    switch (previous?.isLetter == true, next?.isLetter == true) {
    case (false, false): true
    // "Anna–Lena", but not "Mu–oz".
    case (true, true):
      self == "\u{2019}" || Self.dashes.contains(self) && next?.isCapital == true
    case (true, false): Self.closing.contains(self) || Self.dashes.contains(self)
    case (false, true): Self.opening.contains(self) || Self.dashes.contains(self)
    }
  }

  private static let dashes: Set<Unicode.Scalar> = ["\u{2010}", "\u{2011}", "\u{2013}"]
  private static let opening: Set<Unicode.Scalar> = ["“", "„", "‘", "‚", "«", "‹", "’"]
  private static let closing: Set<Unicode.Scalar> = ["”", "“", "’", "»", "›", "…"]

  fileprivate var lowercased: Unicode.Scalar {
    properties.lowercaseMapping.unicodeScalars.first ?? self
  }
}

extension Unicode.Scalar? {
  /// Whether a word ends here.
  fileprivate var isSpaceOrEnd: Bool { self.map { $0.properties.isWhitespace } ?? true }
}
