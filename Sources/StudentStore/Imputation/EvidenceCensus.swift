package import Mixture

/// The heights and genders of the whole school, counted: all that the model sees of it.
package struct EvidenceCensus: Hashable, Sendable {
  /// The strata of one way to divide the school.
  package struct NamedStrata: Hashable, Sendable {
    package let stratification: Stratification
    package let names: [String]
  }

  /// The genders that are recorded or decided for students who take part, sorted.
  package let genders: [String]

  /// The divisions that were asked for and can be told; labels are indices of ``genders``.
  ///
  /// They have at least two strata, or one age, and not more than ``mostStrata``. Empty where no student has a
  /// height.
  package let divisions: [Division]

  /// Whether there are students at all.
  package let hasStudents: Bool

  /// Whether one of them at least takes part: a height that is known, of somebody who may be inferred.
  package let hasHeights: Bool

  /// Students whose gender is missing and who cannot be inferred, by reason.
  package let notInferable: [String: Int]

  /// Students with a height that was rounded to ``finestStep``, so that it can be counted with others.
  package let roundedHeights: Int

  /// The same students by name, those without a height among them; nil where names were not counted.
  package let names: NamedCells?

  /// What the strata of ``names`` divide the school by, in order, with the names of each; `(none)`
  /// stands for the students without one.
  package let namedStrata: [NamedStrata]

  /// Who was to be held back when; of many students, fewer repeats are counted.
  package let assignment: FoldAssignment

  /// Heights are counted to so many centimetres: a hundredth of one is less than a tape can tell, and
  /// of a million different heights each would be a cell of its own.
  package static let finestStep = 0.01

  /// More genders than this are no genders but another column.
  package static let mostGenders = 200

  /// More classes or ages than this are no division of a school but another column.
  package static let mostStrata = 2_000

  /// The division by something, where it can be told.
  package func division(by stratification: Stratification) -> Division? {
    divisions.first { $0.stratification == stratification }
  }
}

extension Division {
  /// What a run is fitted to: SHA-256 over the cells in canonical bytes.
  ///
  /// - Parameter genders: The words for the labels.
  /// - Returns: The digest; it does not depend on the seed of the folds.
  package func digest(genders: [String]) -> Digest {
    var canonical = CanonicalBytes(reserving: evidence.cells.count * 48)
    canonical.append("studentdb evidence 2")
    canonical.append(stratification.rawValue)
    for cell in evidence.cells {
      canonical.append(.optional(names[cell.stratum]))
      canonical.append(cell.height)
      canonical.append(.optional(cell.label.map { genders[$0] }))
      canonical.append(Int64(cell.isDecided ? 1 : 0))
      canonical.append(Int64(cell.count))
    }
    return Digest(of: canonical.bytes)
  }
}

/// The strata of one division, numbered in the order in which they are met.
struct StratumNumbers: Sendable {
  /// What a student without a class or an age is filed under.
  static let unnamed = "(none)"

  let stratification: Stratification
  private(set) var names: [String] = []
  private var numbers: [String: Int] = [:]
  /// The bytes of the class met last; lists are mostly sorted by class.
  private var last: (bytes: [UInt8], number: Int)?
  private var ages = [Int](repeating: -1, count: 151)

  init(_ stratification: Stratification) {
    self.stratification = stratification
  }

  /// The number of a class, given as the bytes of its name.
  mutating func number(ofGroup group: borrowing Span<UInt8>) -> Int {
    if let last, last.bytes.count == group.count,
      group.indices.allSatisfy({ group[$0] == last.bytes[$0] })
    {
      return last.number
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(group.count)
    for index in group.indices { bytes.append(group[index]) }
    let number = number(of: String(decoding: bytes, as: UTF8.self))
    last = (bytes, number)
    return number
  }

  /// The number of an age, which counts in full years.
  mutating func number(ofAge age: Double) -> Int {
    let years = Int(max(0, min(150, age)).rounded(.down))
    if ages[years] < 0 { ages[years] = number(of: "\(years)") }
    return ages[years]
  }

  /// The number of a stratum by its name; nil is that of students without one.
  mutating func number(of name: String?) -> Int {
    let name = name ?? Self.unnamed
    if let number = numbers[name] { return number }
    numbers[name] = names.count
    names.append(name)
    return names.count - 1
  }

  /// The numbers in the order of the names, by the number that a name begins with: 7b before 10a.
  ///
  /// Names that begin with none follow, and then the students without one.
  var inOrder: [Int] {
    names.indices.sorted { left, right in
      let (a, b) = (names[left], names[right])
      if (a == Self.unnamed) != (b == Self.unnamed) { return b == Self.unnamed }
      return (Self.leadingNumber(of: a), a) < (Self.leadingNumber(of: b), b)
    }
  }

  private static func leadingNumber(of name: String) -> Int {
    let digits = name.utf8.prefix { (0x30...0x39).contains($0) }
    return Int(Substring(digits)) ?? .max
  }
}
