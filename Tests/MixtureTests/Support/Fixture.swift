import Foundation
import Mixture
import TestSupport

/// A roster of `Tests/Fixtures`, or of the folder `shared/fixtures`, with the optimum that independent programs found.
///
/// The numbers come from a textbook EM in Python, checked by direct maximisation in SciPy and
/// against R's mclust; see the folder's index.
struct Fixture {
  /// One estimate as the file lists it, gender by gender.
  struct Estimate: Decodable {
    let pi: [Double]
    let mu: [Double]
    let sigma: [Double]
    let sigma2: [Double]
    let loglik: Double

    /// The estimate as a mixture.
    func mixture() throws -> HeightMixture {
      try HeightMixture(
        components: pi.indices.map {
          Component(weight: pi[$0], mean: mu[$0], variance: sigma2[$0])
        }
      )
    }
  }

  /// The standard errors as the file lists them, from a numerical Hessian.
  struct StandardErrors: Decodable {
    let pi: [Double]
    let mu: [Double]
    let sigma: [Double]
  }

  /// How well the posteriors of the optimum predict the blanked genders.
  struct Metrics: Decodable {
    let n: Int
    let accuracy: Double
    let logloss: Double
    let brierBinary: Double
    let ece10: Double
    /// For each bin: its number, its students, their mean confidence, the part correct.
    let bins10: [[Double]]

    private enum CodingKeys: String, CodingKey {
      case n
      case accuracy
      case logloss
      case brierBinary = "brier_binary"
      case ece10
      case bins10
    }
  }

  /// The JSON file of one fixture and variance structure.
  struct Oracle: Decodable {
    let `init`: Estimate
    let fixpoint: Estimate
    let npar: Int
    let bic: Double
    let standardErrors: StandardErrors
    let metrics: Metrics?

    private enum CodingKeys: String, CodingKey {
      case `init`
      case fixpoint
      case npar
      case bic = "bic_mclust"
      case standardErrors = "standard_errors"
      case metrics
    }
  }

  /// The made-up rosters, which are part of the package.
  private static let own = [
    "tiny12", "one_unlabelled12", "all_labelled12", "synth400", "synth2000_mnar",
  ]

  static let names = own + (SharedFolder.exists ? ["galton", "davis", "davis_raw", "bdims"] : [])

  /// Every fixture with every structure.
  static let cases = names.flatMap { name in
    [VarianceStructure.equal, .unequal].map { (name, $0) }
  }

  /// The students of the roster in file order, each as a cell of one.
  let students: [Cell]

  let oracle: Oracle

  /// For each blank gender: the place of the student in ``students`` and its posterior.
  let posteriors: [(student: Int, probabilities: [Double])]

  init(_ name: String, _ variance: VarianceStructure) throws {
    oracle = try Self.oracle(name, variance)
    // Counted from the end: some names have commas.
    students = try Self.rows("\(name).masked.csv").map { fields in
      Cell(
        height: Double(fields[fields.count - 1]) ?? .nan,
        label: ["F": 0, "M": 1][fields[fields.count - 2]]
      )
    }
    posteriors = try Self.rows("\(name).\(variance.letter).post.csv").map { fields in
      let numbers = fields.map { Double($0) ?? .nan }
      return (student: Int(numbers[0]) - 1, probabilities: Array(numbers.dropFirst()))
    }
  }

  static func oracle(_ name: String, _ variance: VarianceStructure) throws -> Oracle {
    let text = try text("\(name).\(variance.letter).json")
    return try JSONDecoder().decode(Oracle.self, from: Data(text.utf8))
  }

  private static func text(_ file: String) throws -> String {
    own.contains { file.hasPrefix("\($0).") }
      ? try OwnFixtures.text(file) : try SharedFolder.text("fixtures/\(file)")
  }

  /// The rows of a file below its header, split at every comma.
  static func rows(_ file: String) throws -> [[String]] {
    try text(file).split(whereSeparator: \.isNewline).dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }

  /// The blanked genders: by the place of the student among the students.
  static func truth(_ name: String) throws -> [Int: Int] {
    var truth: [Int: Int] = [:]
    for fields in try rows("\(name).truth.csv") {
      guard let row = Int(fields[0]) else { continue }
      truth[row - 1] = fields[1] == "M" ? 1 : 0
    }
    return truth
  }

  func evidence() throws -> Evidence {
    try Evidence(cells: students, genderCount: 2)
  }
}

extension VarianceStructure {
  /// The letter of mclust, which the names of the fixtures use.
  var letter: String {
    switch self {
    case .equal: "E"
    case .unequal: "V"
    case .similar: preconditionFailure("mclust has no such structure")
    }
  }
}
