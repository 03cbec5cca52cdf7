import TextEncoding

/// Decides whether two names may belong to the same person.
package enum SamePerson {
  /// Whether two names share a word, or differ only in spelling.
  ///
  /// Case, accents, spaces, hyphens, the order of the words and letters that look alike are
  /// ignored. A word counts if it has at least two letters and is not a particle such as *van*. One
  /// common word is enough, because people marry or omit a name. A word with a typing error also
  /// matches: one letter in five to eight, two in nine or more. A name without such a word matches
  /// nothing.
  package static func mayHave(_ first: String, _ second: String) -> Bool {
    if first == second { return true }
    let (left, right) = (Name(first), Name(second))
    if left.letters == right.letters || left.letters.isEmpty || right.letters.isEmpty {
      return true
    }
    return left.words.contains { one in right.words.contains { areAlike(one, $0) } }
      || areAlike(left.letters, right.letters)
  }

  /// Whether two words are equal but for a typing error.
  package static func areAlike(_ first: [UInt32], _ second: [UInt32]) -> Bool {
    if first == second { return true }
    let length = max(first.count, second.count)
    let slips = length >= 9 ? 2 : length >= 5 ? 1 : 0
    // Words of very different lengths, and very long words, are not compared.
    guard slips > 0, abs(first.count - second.count) <= slips, length <= 100 else { return false }
    return editDistance(first, second) <= slips
  }

  private struct Name {
    let letters: [UInt32]
    /// The words that distinguish people; all words if every one is a particle.
    let words: [[UInt32]]

    init(_ name: String) {
      let all = NameSkeleton.words(of: name.utf8.span)
      letters = all.flatMap(\.self)
      let telling = all.filter { $0.count > 1 && !particles.contains($0) }
      words = telling.isEmpty ? all : telling
    }
  }

  private static let particles: Set<[UInt32]> = Set(
    [
      "van", "von", "vom", "zu", "zur", "der", "den", "de", "del", "della", "di", "da", "do", "dos",
      "das", "du", "des", "la", "le", "los", "las", "el", "al", "bin", "ibn", "bint", "ter",
      "ten", "af", "av", "und", "and", "jr", "sr", "mc", "san", "st",
    ].map { NameSkeleton.words(of: $0.utf8.span).flatMap(\.self) }
  )
}

/// The smallest difference that explains two spellings of a name.
package enum SpellingDifference: Equatable, Sendable {
  case letterCase
  /// In characters that cannot be seen.
  case invisible
  /// In spaces, hyphens or dots.
  case joints
  case accents
  /// In letters of another alphabet that look the same.
  case alphabets

  /// - Precondition: the names have the same skeleton.
  package init(between first: String, and second: String) {
    let steps: [(SpellingDifference, (String) -> String)] = [
      (.letterCase, { $0.lowercased() }),
      (.invisible, { $0.without(NameMarks.isInvisible) }),
      (.joints, { $0.without(NameMarks.isJoint) }),
      (.accents, { $0.withBaseLetters }),
    ]
    var (left, right) = (first, second)
    for (difference, step) in steps {
      (left, right) = (step(left), step(right))
      if left == right {
        self = difference
        return
      }
    }
    self = .alphabets
  }
}

extension String {
  fileprivate func without(_ isLeftOut: (Unicode.Scalar) -> Bool) -> String {
    String(String.UnicodeScalarView(unicodeScalars.filter { !isLeftOut($0) }))
  }

  fileprivate var withBaseLetters: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.filter { !NameMarks.isAccent($0) }.flatMap { scalar -> [Unicode.Scalar] in
          switch scalar {
          case "ß": ["s", "s"]
          case "æ": ["a", "e"]
          case "œ": ["o", "e"]
          default: [baseLetters[scalar] ?? scalar]
          }
        }
      )
    )
  }
}

/// The likely intended names for a mistyped one: at most three, the most similar first.
///
/// Names are similar if they differ by few typing errors: one for every three letters, and at least
/// one. Names that contain the word, or are contained in it, are similar too.
package func nearestNames(to word: String, in names: [String]) -> [String] {
  let wanted = Array(folded(word).unicodeScalars)
  var found: [(distance: Int, name: String)] = []
  for name in names where !found.contains(where: { $0.name == name }) {
    let candidate = Array(folded(name).unicodeScalars)
    guard !candidate.isEmpty, !wanted.isEmpty, candidate.count <= 200, wanted.count <= 200 else {
      continue
    }
    let distance = editDistance(wanted, candidate)
    let isPart = wanted.count > 2 && folded(name).contains(folded(word))
    if distance <= max(1, max(wanted.count, candidate.count) / 3) || isPart {
      found.append((distance, name))
    }
  }
  found.sort { $0.distance < $1.distance }
  return found.prefix(3).map(\.name)
}
