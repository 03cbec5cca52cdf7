/// The pairs that `--gender-words` and `correct --word` take: a word, the sign `=`, what it means.
package enum GenderWordOption {
  /// One pair as it was written.
  package struct Pair: Equatable, Sendable {
    package let word: String
    package let meaning: String
  }

  /// Parses lists of pairs.
  ///
  /// Pairs are separated by commas; `\,` is a literal comma. A pair is split at its last `=`, so
  /// that `=IF(A1)=missing` is about the word `=IF(A1)`.
  ///
  /// - Throws: `RosterError.genderWords` naming the invalid part.
  package static func pairs(in lists: [String]) throws(RosterError) -> [Pair] {
    var pairs: [Pair] = []
    for list in lists {
      for part in parts(of: list) {
        guard let sign = part.lastIndex(of: "=") else { throw .genderWords(.notAPair(part)) }
        let pair = Pair(
          word: String(part[..<sign]),
          meaning: String(part[part.index(after: sign)...])
        )
        // An empty word would make a gender of every blank cell.
        guard !folded(pair.meaning).isEmpty, !folded(pair.word).isEmpty else {
          throw .genderWords(.notAPair(part))
        }
        pairs.append(pair)
      }
    }
    return pairs
  }

  /// The meanings of the pairs, by folded word.
  ///
  /// A meaning is read with the word lists; `missing` and `declined` (and their synonyms) are not
  /// genders here either. A gender that is on no list is given as itself: `agender=agender`.
  ///
  /// - Throws: `RosterError.genderWords` naming the pair that cannot be understood.
  package static func readings(
    of pairs: [Pair]
  ) throws(RosterError) -> [String: GenderReading] {
    let plain = GenderWords()
    var readings: [String: GenderReading] = [:]
    let named = Set(pairs.filter { folded($0.word) == folded($0.meaning) }.map { folded($0.word) })
    for pair in pairs {
      var reading = plain.reading(of: pair.meaning)
      switch reading {
      case .refusedCode(let code): throw .genderWords(.codeForCode(code))
      case .unknown(let word):
        guard named.contains(folded(word)) else {
          throw .genderWords(.unknownGender(word, nearest: LikelyGender.of(word)?.word))
        }
        reading = .gender(word)
      case .missing, .declined, .gender: break
      }
      let word = folded(pair.word)
      if let known = readings[word], known != reading { throw .genderWords(.twice(word)) }
      readings[word] = reading
    }
    return readings
  }

  /// A pair as typed on the command line, without shell quotes.
  package static func argument(_ pairs: [(word: String, meaning: String)]) -> String {
    pairs.map { "\(escaped($0.word))=\(escaped($0.meaning))" }.joined(separator: ",")
  }

  /// A word as two of them are compared.
  package static func compared(_ word: String) -> String { folded(word) }

  private static func escaped(_ word: String) -> String {
    word.split(separator: ",", omittingEmptySubsequences: false).joined(separator: "\\,")
  }

  private static func parts(of list: String) -> [String] {
    var parts = [""]
    var isEscaped = false
    for character in list {
      if isEscaped {
        parts[parts.count - 1] += character == "," ? "," : "\\\(character)"
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == "," {
        parts.append("")
      } else {
        parts[parts.count - 1].append(character)
      }
    }
    if isEscaped { parts[parts.count - 1] += "\\" }
    return parts
  }
}

extension GenderWords {
  /// The word lists combined with `--gender-words`, which has priority:
  /// `1=male,2=female,9=missing`.
  ///
  /// - Throws: `RosterError.genderWords` naming the part that cannot be understood.
  package init(parsing lists: [String]) throws(RosterError) {
    self.init(overrides: try GenderWordOption.readings(of: try GenderWordOption.pairs(in: lists)))
  }
}

/// Why the words that the user gave for genders cannot be used.
package enum GenderWordProblem: Sendable, Equatable {
  /// The part is not a word, the sign `=` and a gender.
  case notAPair(String)
  /// The meaning given for a word is itself a code.
  case codeForCode(String)
  /// The meaning given for a word is itself an unknown word.
  case unknownGender(String, nearest: String?)
  /// The word is given two meanings.
  case twice(String)
}

/// The likely meaning of an unknown word: that of the most similar known word.
package struct LikelyGender: Equatable, Sendable {
  /// The known word.
  package let word: String
  /// `female`, `male`, `missing`, `declined`, or the known word itself.
  package let meaning: String

  /// Nil if no known word is similar.
  package static func of(_ text: String) -> LikelyGender? {
    let word = folded(text)
    guard word.unicodeScalars.count > 2, let near = nearestNames(to: word, in: known).first else {
      return nil
    }
    switch GenderWords().reading(of: near) {
    case .missing: return LikelyGender(word: near, meaning: "missing")
    case .declined: return LikelyGender(word: near, meaning: "declined")
    case .gender(let gender): return LikelyGender(word: near, meaning: gender)
    case .unknown, .refusedCode: return nil
    }
  }

  /// The most common words first: if two are equally similar, the first is used.
  private static let known: [String] =
    ["female", "male"]
    + [
      GenderWordLists.female, GenderWordLists.male, GenderWordLists.further,
      GenderWordLists.declined,
    ].flatMap { $0.sorted() }
}
