import Mixture

/// So many students of one stratum, height and gender that a run was fitted to.
package struct CountedStudents: Hashable, Sendable {
  package var stratum: String?
  /// In centimetres; nil for a run that uses no heights.
  package var height: Double?
  package var gender: String?
  /// What the gender rests on: `recorded`, `decided`, `missing` or `accepted`.
  package var basis = "missing"
  package var count = 0
  /// How many each fold holds back, repeat by repeat; nil where none is.
  package var heldBack: [Int]?

  init() {}

  init(gender: String?, isDecided: Bool, count: Int) {
    self.gender = gender
    basis =
      gender == nil
      ? (isDecided ? "accepted" : "missing") : (isDecided ? "decided" : "recorded")
    self.count = count
  }

  /// Those of a division, in the order of its evidence.
  static func all(of division: Division, genders: [String]) -> some Sequence<CountedStudents> {
    division.evidence.cells.lazy.map { cell in
      var students = CountedStudents(
        gender: cell.label.map { genders[$0] },
        isDecided: cell.isDecided,
        count: cell.count
      )
      students.stratum = division.names[cell.stratum]
      students.height = cell.height
      students.heldBack = cell.heldBack.isEmpty ? nil : cell.heldBack
      return students
    }
  }
}

extension EvidenceCensus {
  /// The students by gender alone, for a run that uses names and no heights: known ones first, in the
  /// order of the genders.
  ///
  /// - Parameter genders: The genders that are modelled; students of others are left out.
  /// - Returns: Nobody where names were not counted.
  package func countedWithoutHeights(_ genders: [String]) -> [CountedStudents] {
    struct Kind: Hashable {
      let gender: String?
      let isDecided: Bool
    }
    var counts: [Kind: Int] = [:]
    for cell in names?.cells ?? [] {
      guard let parent = names?.parents[Int(cell.parent)] else { continue }
      let kind = Kind(
        gender: parent.label.map { self.genders[$0] },
        isDecided: parent.isDecided
      )
      counts[kind, default: 0] += Int(cell.count)
    }
    return (genders.map(String?.some) + [nil]).flatMap { gender in
      [false, true].compactMap { isDecided in
        counts[Kind(gender: gender, isDecided: isDecided)].map {
          CountedStudents(gender: gender, isDecided: isDecided, count: $0)
        }
      }
    }
  }
}

extension [CountedStudents] {
  /// How many have a gender recorded.
  package var recorded: Int { reduce(0) { $0 + ($1.basis == "recorded" ? $1.count : 0) } }

  /// How many have no gender.
  package var missing: Int { reduce(0) { $0 + ($1.basis == "missing" ? $1.count : 0) } }

  /// How many have a gender recorded or decided.
  package func known(_ gender: String) -> Int {
    reduce(0) { $0 + ($1.gender == gender ? $1.count : 0) }
  }

  /// What a run without heights learnt from: SHA-256 over the counts in canonical bytes.
  ///
  /// Names are not among them, so that the digest gives no name away once it is erased.
  var digest: Digest {
    var canonical = CanonicalBytes(reserving: count * 48)
    canonical.append("studentdb evidence 2")
    canonical.append(Stratification.none.rawValue)
    for students in self {
      canonical.append(.optional(students.stratum))
      canonical.append(.optional(Double?.none))
      canonical.append(.optional(students.gender))
      canonical.append(Int64(["decided", "accepted"].contains(students.basis) ? 1 : 0))
      canonical.append(Int64(students.count))
    }
    return Digest(of: canonical.bytes)
  }
}
