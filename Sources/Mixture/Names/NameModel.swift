import Glibc

/// What names say of genders, learnt from the students of one school whose gender is known.
///
/// Each role has a table (see ``NameTable``) and a weight of 0, 1/4, 1/2, 3/4 or 1; the evidence of
/// a name is L_k = sum over roles of weight times sum over its words of ln(p_k / q_k). Everything is
/// in closed form but the three weights. They are those with the smallest loss when each student is
/// left out in turn, with 1 nat for the first role that is used and 2 for each further one: a
/// family's name says something by chance in every small school.
package struct NameModel: Hashable, Sendable {
  /// What is learnt from.
  package let candidate: NameCandidate

  /// The shares of the genders among the known.
  package let shares: [Double]

  /// The weight of each role, in the order of ``NameRole``.
  package private(set) var weights = [Double](repeating: 0, count: NameRole.allCases.count)

  let tables: [NameTable]
  let vocabulary: NameVocabulary
  let reference: MatchedNameReference?

  /// Learns from names.
  ///
  /// - Parameters:
  ///   - evidence: The students; those without a label teach nothing.
  ///   - candidate: What to learn from.
  ///   - reference: The reference table, beside the words of the same evidence.
  /// - Complexity: O(*c* + *w*) for *c* cells and *w* different words, both times genders.
  package init(
    _ evidence: NameEvidence,
    _ candidate: NameCandidate,
    reference: MatchedNameReference? = nil
  ) {
    self.candidate = candidate
    let known = evidence.knownCounts
    let total = known.reduce(0, +)
    shares = known.map { total > 0 ? Double($0) / Double(total) : 1 / Double(known.count) }
    tables = NameRole.allCases.map { NameTable($0, of: evidence, candidate, reference) }
    vocabulary = evidence.vocabulary
    self.reference = candidate.usesReference ? reference : nil
    guard candidate != .off, total > 0, known.count > 1 else { return }
    var search = LeaveOneOut(evidence, tables, shares: shares)
    weights = search.bestWeights()
  }

  init(
    _ candidate: NameCandidate,
    shares: [Double],
    weights: [Double],
    tables: [NameTable],
    vocabulary: NameVocabulary,
    reference: MatchedNameReference?
  ) {
    self.candidate = candidate
    self.shares = shares
    self.weights = weights
    self.tables = tables
    self.vocabulary = vocabulary
    self.reference = reference
  }

  /// The words of a name with a known gender; those that nobody had are left out.
  package func cell(of name: String, label: Int?) -> NameCell {
    NameCell(NameParts(name), label: label) { vocabulary.place(of: $0) }
  }

  /// What a name says.
  ///
  /// - Parameters:
  ///   - cell: The words of the name, as the evidence of this model gave them.
  ///   - isLeftOut: Whether the cell is that of a known student who is to be judged by the others:
  ///     the student's own label is then in no count.
  /// - Returns: Its term, silent where no word of it counts.
  package func term(of cell: NameCell, leavingOut isLeftOut: Bool = false) -> NameTerm {
    var sums = [Double](repeating: 0, count: shares.count)
    for role in NameRole.allCases where weights[role.rawValue] > 0 {
      let part = evidence(of: cell, in: role, leavingOut: isLeftOut)
      for gender in sums.indices { sums[gender] += weights[role.rawValue] * part[gender] }
    }
    return NameTerm(evidence: sums, shares: shares)
  }

  /// What the words in one role say before weight and lapse: the sum of ln(p_k / q_k).
  package func evidence(
    of cell: NameCell,
    in role: NameRole,
    leavingOut isLeftOut: Bool = false
  ) -> [Double] {
    var sums = [Double](repeating: 0, count: shares.count)
    let student = isLeftOut ? NameTable.LeftOut(cell, in: role) : nil
    for slot in role.slots {
      guard let word = cell.word(slot) else { continue }
      tables[role.rawValue].add(word, to: &sums, without: student)
    }
    return sums
  }

  /// Of how many students the reference knows a word that counts, and how many have one at all.
  ///
  /// Those whose gender is missing are among them.
  package func referenceCoverage(in evidence: NameEvidence) -> (known: Int, named: Int) {
    let slots = NameRole.allCases.filter { weights[$0.rawValue] > 0 }.flatMap(\.slots)
    var (known, named) = (0, 0)
    for (cell, count) in zip(evidence.cells, evidence.counts) {
      let words = slots.compactMap { cell.word($0) }
      if !words.isEmpty { named += count }
      if words.contains(where: { reference?.counts[$0] != nil }) { known += count }
    }
    return (known, named)
  }
}

extension NameTable.LeftOut {
  /// The student of a cell with a label; nil where it has none.
  init?(_ cell: NameCell, in role: NameRole) {
    guard let label = cell.label else { return nil }
    self.init(label: label, words: role.slots.compactMap { cell.word($0) })
  }
}

/// The losses of all known students, each left out in turn, for any weights of the roles.
private struct LeaveOneOut {
  /// What a weight can be.
  static let grid = [0, 0.25, 0.5, 0.75, 1]

  private let shares: [Double]
  private let labels: [Int]
  private let counts: [Int]

  /// For each role L_k of each cell, cell by cell; nil for a role that no name has a word in.
  private let evidence: [[Double]?]

  private var losses: [[Double]: Double] = [:]

  init(_ evidence: NameEvidence, _ tables: [NameTable], shares: [Double]) {
    let places = evidence.cells.indices.filter {
      evidence.cells[$0].label != nil && evidence.counts[$0] > 0
    }
    let genders = shares.count
    self.shares = shares
    labels = places.map { evidence.cells[$0].label ?? 0 }
    counts = places.map { evidence.counts[$0] }
    self.evidence = NameRole.allCases.map { role in
      let isFound = places.contains { place in
        role.slots.contains { evidence.cells[place].word($0) != nil }
      }
      guard isFound else { return nil }
      var sums = [Double](repeating: 0, count: places.count * genders)
      for (row, place) in places.enumerated() {
        let cell = evidence.cells[place]
        let student = NameTable.LeftOut(cell, in: role)
        for slot in role.slots {
          guard let word = cell.word(slot) else { continue }
          tables[role.rawValue].add(word, to: &sums, at: row * genders, without: student)
        }
      }
      return sums
    }
  }

  /// Weights that no change of a single one makes better, from the best of no role or one alone.
  ///
  /// Of equal ones the smaller is taken. Two rounds are enough for three weights.
  mutating func bestWeights() -> [Double] {
    let starts: [[Double]] = [[0, 0, 0], [1, 0, 0], [0, 0, 1], [0, 1, 0]]
    var best = starts[0]
    for start in starts where loss(start) < loss(best) { best = start }
    for _ in 0..<2 {
      for role in best.indices where evidence[role] != nil {
        let current = best
        let choices = Self.grid.map { weight in
          current.indices.map { $0 == role ? weight : current[$0] }
        }
        best = choices[0]
        for choice in choices where loss(choice) < loss(best) { best = choice }
      }
    }
    return best
  }

  /// The sum of -ln P'(label) over the students, with what the roles have to earn.
  private mutating func loss(_ weights: [Double]) -> Double {
    if let known = losses[weights] { return known }
    let roles = weights.count { $0 > 0 }
    let value = sum(weights) + (roles == 0 ? 0 : 1 + 2 * Double(roles - 1))
    losses[weights] = value
    return value
  }

  /// In units of 2^-32 nats, whole numbers of which add up to the same in whatever order the
  /// students come: equal rosters have equal weights, to the last bit.
  private func sum(_ weights: [Double]) -> Double {
    let genders = shares.count
    let used = zip(weights, evidence).compactMap { weight, sums in
      weight > 0 ? sums.map { (weight, $0) } : nil
    }
    let unit = 0x1p32
    var total = 0
    for row in labels.indices {
      let label = labels[row]
      // P = q_y exp(L_y) / sum_k q_k exp(L_k), divided by its numerator.
      var odds = 1.0
      for gender in 0..<genders where gender != label {
        var difference = 0.0
        for (weight, sums) in used {
          difference += weight * (sums[row * genders + gender] - sums[row * genders + label])
        }
        odds += shares[gender] / shares[label] * exp(difference)
      }
      let probability = (1 - NameTerm.lapse) / odds + NameTerm.lapse * shares[label]
      total += counts[row] * Int((-log(probability) * unit).rounded())
    }
    return Double(total) / unit
  }
}
