/// Why a reference table of names cannot be used.
package enum NameReferenceRefusal: Error, Hashable, Sendable {
  /// A row, counted from 1 below the heading, without a name.
  case nameless(row: Int)
  /// A row whose count is negative or beyond ``NameReference/largestCount``.
  case implausibleCount(row: Int)
  /// A table of one gender, or of none, says nothing of any.
  case tooFewGenders
}

/// How often each first name was given to each gender somewhere else, such as in a country's
/// register of births.
///
/// How many girls and boys the table has in all does not enter: a table with more girls makes nobody
/// a girl.
package struct NameReference: Hashable, Sendable {
  /// A row of the table.
  package struct Row: Hashable, Sendable {
    package let name: String
    package let gender: String
    package let count: Int

    package init(name: String, gender: String, count: Int) {
      self.name = name
      self.gender = gender
      self.count = count
    }
  }

  /// A larger count in one row is a mistake: mankind is fewer.
  package static let largestCount = 10_000_000_000

  /// The genders that the table knows, as it writes them, sorted.
  package let genders: [String]

  /// The counts of each name by gender; names are folded.
  private let counts: [String: [Int]]

  /// A table of some rows; counts of names that fold to the same text are added up.
  package init(_ rows: some Sequence<Row>) throws(NameReferenceRefusal) {
    var sums: [String: [String: Int]] = [:]
    var genders: Set<String> = []
    for (number, row) in rows.enumerated() {
      let name = foldedName(row.name)
      guard !name.isEmpty else { throw .nameless(row: number + 1) }
      guard (0...Self.largestCount).contains(row.count) else {
        throw .implausibleCount(row: number + 1)
      }
      genders.insert(row.gender)
      let sum = sums[name, default: [:]][row.gender, default: 0]
      sums[name, default: [:]][row.gender] = min(sum + row.count, Self.largestCount)
    }
    guard genders.count > 1 else { throw .tooFewGenders }
    let sorted = genders.sorted()
    self.genders = sorted
    counts = sums.mapValues { sum in sorted.map { sum[$0] ?? 0 } }
  }

  /// How many names the table knows.
  package var nameCount: Int { counts.count }

  /// The counts of a folded name by ``genders``; nil where the table does not know it.
  ///
  /// "anne-marie" is looked up as it is, then as "annemarie", then as "anne".
  package func counts(of name: String) -> [Int]? {
    if let found = counts[name] { return found }
    guard let hyphen = name.firstIndex(of: "-") else { return nil }
    return counts[String(name.filter { $0 != "-" })] ?? counts[String(name[..<hyphen])]
  }

  /// The table as text whose digest identifies it.
  ///
  /// It has "name,gender,count" a line, names and genders sorted, without zeros. The order of a file's rows and the spelling of names do not matter.
  package var canonicalText: String {
    counts.sorted { $0.key < $1.key }.map { name, counts in
      zip(genders, counts).map { $1 > 0 ? "\(name),\($0),\($1)\n" : "" }.joined()
    }.joined()
  }
}

/// A reference table beside the words of a school.
///
/// It is prepared once and serves every fit.
package struct MatchedNameReference: Hashable, Sendable {
  /// For each word of the vocabulary the counts by gender of the school.
  ///
  /// They are nil where the table does not know the word; a gender that it does not know has none.
  let counts: [[Int]?]

  /// Whether the table knows each gender of the school.
  package let knows: [Bool]

  /// Looks up every word of a school's names; nil where the table knows fewer than two of the genders.
  ///
  /// - Parameters:
  ///   - reference: The table.
  ///   - genders: What the table calls each gender of the school; nil where it does not know it.
  ///   - evidence: All names, those of students with a missing gender included.
  package init?(_ reference: NameReference, genders: [String?], evidence: NameEvidence) {
    precondition(genders.count == evidence.genderCount, "each gender has a word or nil")
    let columns = genders.map { gender in
      gender.flatMap { reference.genders.firstIndex(of: $0) }
    }
    guard columns.count(where: { $0 != nil }) > 1 else { return nil }
    knows = columns.map { $0 != nil }
    counts = evidence.vocabulary.words.map { word in
      guard let found = reference.counts(of: word) else { return nil }
      let own = columns.map { column in column.map { found[$0] } ?? 0 }
      return own.contains { $0 > 0 } ? own : nil
    }
  }

  /// Counts that were looked up before, word by word.
  init(counts: [[Int]?], knows: [Bool]) {
    self.counts = counts
    self.knows = knows
  }

  /// What a word's counts say of each gender, equal shares being one:
  /// r_k = G (R_k + 1/G) / (R + 1) over the G genders that the table knows, 1 for the others.
  ///
  /// One student more is shared by them, so that no name excludes a gender.
  func ratios(of word: Int) -> [Double]? {
    guard let counts = counts[word] else { return nil }
    let genders = Double(knows.count { $0 })
    let total = Double(counts.reduce(0, +))
    return knows.indices.map {
      knows[$0] ? genders * (Double(counts[$0]) + 1 / genders) / (total + 1) : 1
    }
  }
}
