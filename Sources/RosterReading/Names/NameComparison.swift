/// Tells whether two names may be one person's.
package enum SamePerson {
  /// Whether two names share a word, or differ in their spelling alone.
  ///
  /// Case, accents, spaces, hyphens, the order of the words and letters that look alike are no
  /// difference. A word counts when it has two letters at least and is no particle such as *van*: one
  /// that both have is enough, for people marry and leave a name out. So is one that differs by a slip
  /// of the fingers: one letter of five to eight, two of nine or more. A name without a word says
  /// nothing.
  package static func mayHave(_ first: String, _ second: String) -> Bool {
    if first == second { return true }
    let whole = (NameSkeleton.of(first), NameSkeleton.of(second))
    if whole.0 == whole.1 || whole.0.isEmpty || whole.1.isEmpty { return true }
    let (left, right) = (words(in: first), words(in: second))
    return left.contains { one in right.contains { areAlike(one, $0) } }
      || areAlike(whole.0, whole.1)
  }

  private static func areAlike(_ first: String, _ second: String) -> Bool {
    if first == second { return true }
    let (left, right) = (Array(first.unicodeScalars), Array(second.unicodeScalars))
    let length = max(left.count, right.count)
    let slips = length >= 9 ? 2 : length >= 5 ? 1 : 0
    // Words of very different lengths, and endless ones, are not worth the comparison.
    guard slips > 0, abs(left.count - right.count) <= slips, length <= 100 else { return false }
    return editDistance(left, right) <= slips
  }

  /// The skeletons of the words of a name that tell people apart; of a name of particles, all.
  private static func words(in name: String) -> [String] {
    let words = name.unicodeScalars.split { NameMarks.isJoint($0) && !isWithin($0) }
      .map { NameSkeleton.of(String(Substring($0))) }
    let telling = words.filter { $0.unicodeScalars.count > 1 && !particles.contains($0) }
    return telling.isEmpty ? words.filter { !$0.isEmpty } : telling
  }

  /// An apostrophe is within its word.
  private static func isWithin(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "'" || scalar == "’" || scalar == "`" || scalar == "´"
  }

  private static let particles: Set<String> = [
    "van", "von", "vom", "zu", "zur", "der", "den", "de", "del", "della", "di", "da", "do", "dos",
    "das", "du", "des", "la", "le", "los", "las", "el", "al", "bin", "ibn", "bint", "ter",
    "ten", "af", "av", "und", "and", "jr", "sr", "mc", "san", "st",
  ]
}

/// In what two spellings of a name differ, the slightest thing that explains it.
package enum SpellingDifference: String {
  case letterCase = "in capital and small letters"
  case invisible = "in characters that cannot be seen"
  case joints = "in spaces, hyphens or dots"
  case accents = "in accents"
  case alphabets = "in letters of another alphabet that look the same"

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

/// The names that a mistyped one is likely to stand for, the most alike first, three at most.
///
/// Alike is what a few slips of the fingers apart is: one for every third letter, and at least one.
/// Names that contain the word, or are contained in it, are alike as well.
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

/// How many letters have to be put in, taken out, replaced or swapped with their neighbour.
///
/// The distance of Damerau and Levenshtein in its restricted form (optimal string alignment).
///
/// - Complexity: O(*n* · *m*).
package func editDistance(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...second.count)
  for row in 1...max(1, first.count) where row <= first.count {
    var current = [row]
    for column in 1...max(1, second.count) where column <= second.count {
      let isSame = first[row - 1] == second[column - 1]
      var best = min(
        last[column] + 1,
        current[column - 1] + 1,
        last[column - 1] + (isSame ? 0 : 1)
      )
      if row > 1, column > 1, first[row - 1] == second[column - 2],
        first[row - 2] == second[column - 1]
      {
        best = min(best, beforeLast[column - 2] + 1)
      }
      current.append(best)
    }
    beforeLast = last
    last = current
  }
  return last[second.count]
}
