import Foundation
import Glibc
import Mixture
import TestSupport

/// The exponential function, for files that do not import the C library.
func exponential(_ x: Double) -> Double { exp(x) }

/// A drawn list of names with genders: unisex names, accents, double names, strange letters.
struct NameRoster: CustomStringConvertible {
  struct Pupil {
    let given: String
    let family: String
    var label: Int?
  }

  let seed: UInt64
  let genderCount: Int
  var pupils: [Pupil]

  var description: String { "seed \(seed): \(pupils.count) names, \(genderCount) genders" }

  private static let given = [
    ["Anna", "María", "Sara", "Zoë", "Żaneta", "Anne-Marie", "Lea", "Júlia", "Зоя", "Θάλεια"],
    ["Ben", "José", "Jan", "Omar", "Øystein", "Jean-Pierre", "Theo", "Jürgen", "Фёдор", "Ådne"],
    ["Alex", "Robin", "Andrea", "Kim", "D’Angelo", "Maris"],
  ]
  private static let families = [
    "Schmidt", "Ortiz", "Nguyen", "O'Brien", "Løvås", "Yıldız", "Garcia", "Meyer", "Иванова",
    "Goff",
  ]

  init(seed: UInt64, genders: Int? = nil) {
    var generator = SeededGenerator(seed: seed)
    self.seed = seed
    genderCount = genders ?? Int.random(in: 1...4, using: &generator)
    pupils = []
    let known = Double.random(in: 0.1...1, using: &generator)
    for _ in 0..<Int.random(in: 1...120, using: &generator) {
      let gender = Int.random(in: 0..<genderCount, using: &generator)
      let pool = Self.given[Int.random(in: 0..<4, using: &generator) == 0 ? 2 : gender % 2]
      var given = pool.randomElement(using: &generator) ?? ""
      if Int.random(in: 0..<4, using: &generator) == 0 {
        given += " " + (pool.randomElement(using: &generator) ?? "")
      }
      let isKnown = Double.random(in: 0..<1, using: &generator) < known
      pupils.append(
        Pupil(
          given: given,
          family: Self.families.randomElement(using: &generator) ?? "",
          label: isKnown ? gender : nil
        )
      )
    }
  }

  /// How a list may write a name.
  enum Spelling: CaseIterable {
    case plain, capitals, small, composed, decomposed, familyFirst, familyInCapitals
  }

  func evidence(_ spelling: Spelling = .plain, shuffledBy seed: UInt64? = nil) -> NameEvidence {
    var pupils = pupils
    if let seed {
      var generator = SeededGenerator(seed: seed)
      pupils.shuffle(using: &generator)
    }
    var evidence = NameEvidence(genderCount: genderCount)
    for pupil in pupils { evidence.add(Self.name(of: pupil, spelling), label: pupil.label) }
    return evidence
  }

  static func name(of pupil: Pupil, _ spelling: Spelling = .plain) -> String {
    let plain = "\(pupil.given) \(pupil.family)"
    return switch spelling {
    case .plain: plain
    case .capitals: plain.uppercased()
    case .small: plain.lowercased()
    case .composed: plain.precomposedStringWithCanonicalMapping
    case .decomposed: plain.decomposedStringWithCanonicalMapping
    case .familyFirst: "\(pupil.family), \(pupil.given)"
    case .familyInCapitals: "\(pupil.family.uppercased()) \(pupil.given)"
    }
  }
}

/// The school of `Tests/Fixtures/names`.
struct NamedSchool {
  struct Pupil {
    let number: String
    let name: String
    let gender: Int?
  }

  let pupils: [Pupil]

  /// A spelling of it: "", ".comma", ".caps" or ".reversed".
  init(_ spelling: String = "") throws {
    pupils = try Self.rows("us-school\(spelling).csv").map { fields in
      // Counted from the end: some names have commas.
      let name = fields[1..<fields.count - 3].joined(separator: ",").filter { $0 != "\"" }
      return Pupil(
        number: fields[0],
        name: name,
        gender: ["F": 0, "M": 1][fields[fields.count - 3]]
      )
    }
  }

  static func rows(_ file: String) throws -> [[String]] {
    try OwnFixtures.text("names/" + file).split(whereSeparator: \.isNewline).dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }

  /// The genders of the blank ones.
  static func truth() throws -> [String: Int] {
    let pairs = try rows("us-school.truth.csv").map { ($0[0], $0[1] == "M" ? 1 : 0) }
    return Dictionary(uniqueKeysWithValues: pairs)
  }

  static func reference() throws -> NameReference {
    try NameReference(
      rows("reference-ssa1990.csv").map {
        NameReference.Row(name: $0[0], gender: $0[1], count: Int($0[2]) ?? -1)
      }
    )
  }

  func evidence() -> NameEvidence {
    var evidence = NameEvidence(genderCount: 2)
    for pupil in pupils { evidence.add(pupil.name, label: pupil.gender) }
    return evidence
  }
}
