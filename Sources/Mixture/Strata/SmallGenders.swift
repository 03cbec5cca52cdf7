import Glibc

/// The genders with too few known heights to have a density of their own, and no reference that
/// would know one.
///
/// Such a gender keeps its share, with the density of all students pooled: whatever the height, the
/// probability of it is its share, and what a model says of its own genders is said of the rest. So
/// the gender is never the likeliest, and it lowers everybody's confidence.
///
/// Its share among those asked about is that among the recorded, as long as the shares of the
/// model's genders are the same in both. Where they differ, somebody forgot more often than others,
/// and how often this gender forgot nobody can tell: as seldom as the one that forgot least, or as
/// often as the one that forgot most. Then the middle of that range is stated, and the run is
/// refused where the middle can be off by more than ``largestError``.
package struct SmallGenders: Hashable, Sendable {
  /// One of them.
  package struct Member: Codable, Hashable, Sendable {
    /// The word for it.
    package let gender: String
    /// How many students have it recorded, with a height.
    package let known: Int

    /// A gender.
    package init(gender: String, known: Int) {
      self.gender = gender
      self.known = known
    }
  }

  /// The genders; of all of them somebody is known.
  package let members: [Member]

  /// The least and the largest share that they may have together among those asked about.
  package let range: ClosedRange<Double>

  /// By so much a stated confidence may be off because of them.
  package static let largestError = 0.03

  /// No such gender.
  package static let none = SmallGenders([], beside: [])

  /// The genders beside the strata of a model.
  package init(_ members: [Member], beside strata: [StratumFit]) {
    let members = members.filter { $0.known > 0 }
    self.members = members
    let known = Double(members.reduce(0) { $0 + $1.known })
    guard known > 0, let genders = strata.first?.evidence.genderCount else {
      range = 0...0
      return
    }
    var recorded = [Double](repeating: 0, count: genders)
    for stratum in strata {
      for gender in recorded.indices {
        recorded[gender] += Double(stratum.evidence.recordedCounts[gender])
      }
    }
    let tilts = AskedStudents(strata)?.certainTilt ?? recorded.map { _ in 0 }
    let others = zip(recorded, tilts).reduce(0) { $0 + $1.0 * exp($1.1) }
    let shares = [tilts.min() ?? 0, tilts.max() ?? 0].map { tilt in
      let own = known * exp(tilt)
      return own + others > 0 ? own / (own + others) : 0
    }
    range = shares[0]...max(shares[0], shares[1])
  }

  /// The genders beside others of which so many students are recorded in all.
  ///
  /// Without heights nobody can tell whether those asked about have other shares.
  package init(_ members: [Member], besideRecorded others: Int) {
    self.members = members.filter { $0.known > 0 }
    let known = Double(self.members.reduce(0) { $0 + $1.known })
    let share = known > 0 ? known / (known + Double(others)) : 0
    range = share...share
  }

  /// Their share among those asked about.
  package var share: Double { (range.lowerBound + range.upperBound) / 2 }

  /// The part of it that one of them has.
  package func share(of member: Member) -> Double {
    let known = members.reduce(0) { $0 + $1.known }
    return known > 0 ? share * Double(member.known) / Double(known) : 0
  }

  /// What is left of a probability that a model gives to one of its genders.
  package func lowered(_ probability: Double) -> Double { probability * (1 - share) }

  /// Whether nobody can tell how many of those asked about have such a gender.
  var leavesOpen: Bool { range.upperBound - share > Self.largestError }
}
