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
