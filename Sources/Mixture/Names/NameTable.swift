import Glibc

/// What the words in one role say of each gender, from the shares of the genders down to the word
/// itself.
///
/// With q the shares among the known, S_j(k) the students of gender k whose word ends in the same j
/// letters *but is another*, and c(k) those with this very word, each step is the mean of a
/// Dirichlet distribution whose prior is the step before (MacKay and Peto 1995):
///
///     p_0 = q
///     p_j = (S_j + a_j p_{j-1}) / (|S_j| + a_j),   j = 1..4,  a = (6, 6, 6, 3)
///     b   = p_4, or q_k r_k over its sum where a reference table knows the word
///     p   = (c + A b) / (|c| + A),   A = .2, with a reference 2
///
/// A step without students changes nothing. Endings leave the word itself out, or its students
/// would count twice.
///
/// Of more than two genders all but the two most frequent are split off, the rarest first, without
/// endings and reference: v = (c_g + 50 q_g/Q) / (C + 50), where Q and C are those of the genders
/// not yet split off, and the others share 1 - v. One student of a rare gender would otherwise
/// make everybody with the same name one.
struct NameTable: Hashable, Sendable {
  /// How many students the step before is worth, for endings of one letter to four.
  static let endingStrengths = [6.0, 6, 6, 3]
  /// How many students of the very name outweigh endings, and how many a reference.
  static let strength = 0.2
  static let strengthWithReference = 2.0
  /// How many students with a name it takes to tell a rare gender from its share.
  static let strengthOfRareGenders = 50.0

  private let genderCount: Int
  private let vocabulary: NameVocabulary
  private let usesEndings: Bool
  private let reference: MatchedNameReference?

  /// The known students by gender; of those with each word; of those with each ending.
  private let known: [Double]
  private let counts: [Double]
  private let endingCounts: [[Double]]

  /// All but two genders, the rarest first, and the two others, the most frequent first.
  private let rare: [Int]
  private let frequent: [Int]

  /// Counts the words of a role.
  init(
    _ role: NameRole,
    of evidence: NameEvidence,
    _ candidate: NameCandidate,
    _ reference: MatchedNameReference?
  ) {
    let genders = evidence.genderCount
    let vocabulary = evidence.vocabulary
    var counts = [Double](repeating: 0, count: vocabulary.words.count * genders)
    for (cell, count) in zip(evidence.cells, evidence.counts) {
      guard let label = cell.label, count > 0 else { continue }
      for slot in role.slots {
        if let word = cell.word(slot) { counts[word * genders + label] += Double(count) }
      }
    }
    self.init(
      known: evidence.knownCounts,
      counts: counts,
      vocabulary: vocabulary,
      candidate,
      reference
    )
  }

  /// A table of counts: the known students by gender, and those with each word, word by word.
  init(
    known: [Int],
    counts: [Double],
    vocabulary: NameVocabulary,
    _ candidate: NameCandidate,
    _ reference: MatchedNameReference?
  ) {
    let genders = known.count
    var endingCounts: [[Double]] = []
    for length in 1...NameVocabulary.longestEnding {
      var sums = [Double](repeating: 0, count: vocabulary.endingCount(length) * genders)
      for (word, ending) in vocabulary.endings[length - 1].enumerated() {
        for gender in 0..<genders {
          sums[Int(ending) * genders + gender] += counts[word * genders + gender]
        }
      }
      endingCounts.append(sums)
    }
    let order = known.indices.sorted { (known[$0], $1) < (known[$1], $0) }
    genderCount = genders
    self.vocabulary = vocabulary
    usesEndings = candidate.use == .endings
    self.reference = candidate.usesReference ? reference : nil
    self.known = known.map(Double.init)
    self.counts = counts
    self.endingCounts = endingCounts
    rare = Array(order.dropLast(2))
    frequent = order.suffix(2).reversed()
  }

  /// A student who is not to count, to see what the others say: the known gender and all words in
  /// this role.
  struct LeftOut {
    let label: Int
    let words: [Int]
  }

  /// The known students with a word by gender.
  func counts(of word: Int) -> [Int] {
    (0..<genderCount).map { Int(counts[word * genderCount + $0]) }
  }

  /// The known students by gender whose word ends in the same letters, but is another.
  func counts(ofEnding length: Int, of word: Int) -> [Int] {
    let ending = Int(vocabulary.endings[length - 1][word])
    return (0..<genderCount).map {
      Int(endingCounts[length - 1][ending * genderCount + $0] - counts[word * genderCount + $0])
    }
  }

  /// Adds to a student's evidence what a word says: ln(p_k / q_k) for each gender, times a weight.
  ///
  /// A gender that nobody is known to have gets nothing.
  func add(_ word: Int, to sums: inout [Double], at start: Int = 0, without student: LeftOut? = nil)
  {
    var own = (0..<genderCount).map { counts[word * genderCount + $0] }
    if let student { own[student.label] = max(0, own[student.label] - 1) }
    var (left, withWord, rest) = (known.reduce(0, +), own.reduce(0, +), 0.0)
    for gender in rare {
      let share = left > 0 ? known[gender] / left : 0
      if share > 0, withWord > 0 {
        let strength = Self.strengthOfRareGenders
        let part = (own[gender] + strength * share) / (withWord + strength)
        sums[start + gender] += rest + log(part / share)
        rest += log((1 - part) / (1 - share))
      } else {
        sums[start + gender] += rest
      }
      left -= known[gender]
      withWord -= own[gender]
    }
    guard frequent.count == 2 else { return }
    let pair = (own[frequent[0]], own[frequent[1]])
    let shares = (known[frequent[0]] / left, known[frequent[1]] / left)
    let base = base(of: word, shares, without: student)
    let strength = ratios(of: word) == nil ? Self.strength : Self.strengthWithReference
    let count = pair.0 + pair.1
    let p =
      count > 0
      ? (
        (pair.0 + strength * base.0) / (count + strength),
        (pair.1 + strength * base.1) / (count + strength)
      ) : base
    sums[start + frequent[0]] += rest + (shares.0 > 0 ? log(p.0 / shares.0) : 0)
    sums[start + frequent[1]] += rest + (shares.1 > 0 ? log(p.1 / shares.1) : 0)
  }

  private func ratios(of word: Int) -> [Double]? { reference?.ratios(of: word) }

  /// What is thought of a word before its own students are looked at: b of the two most frequent
  /// genders.
  private func base(
    of word: Int,
    _ shares: (Double, Double),
    without student: LeftOut?
  ) -> (Double, Double) {
    if let ratios = ratios(of: word) {
      let terms = (shares.0 * ratios[frequent[0]], shares.1 * ratios[frequent[1]])
      return (terms.0 / (terms.0 + terms.1), terms.1 / (terms.0 + terms.1))
    }
    guard usesEndings else { return shares }
    var p = shares
    for length in 1...NameVocabulary.longestEnding {
      let ending = vocabulary.endings[length - 1][word]
      func others(_ gender: Int) -> Double {
        let students = endingCounts[length - 1][Int(ending) * genderCount + gender]
        return students - counts[word * genderCount + gender]
      }
      var sums = (others(frequent[0]), others(frequent[1]))
      // A student with two further names can be among the others of each.
      if let student, student.words.count > 1 {
        let same = Double(
          student.words.count { $0 != word && vocabulary.endings[length - 1][$0] == ending }
        )
        if student.label == frequent[0] { sums.0 = max(0, sums.0 - same) }
        if student.label == frequent[1] { sums.1 = max(0, sums.1 - same) }
      }
      let count = sums.0 + sums.1
      guard count > 0 else { continue }
      let strength = Self.endingStrengths[length - 1]
      p = (
        (sums.0 + strength * p.0) / (count + strength),
        (sums.1 + strength * p.1) / (count + strength)
      )
    }
    return p
  }
}
