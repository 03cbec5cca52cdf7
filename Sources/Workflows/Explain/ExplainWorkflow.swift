package import Mixture
package import StudentStore

/// Why a run thinks what it thinks of one student.
package struct ExplainWorkflow {
  private let database: SchoolDatabase

  package init(_ database: SchoolDatabase) {
    self.database = database
  }

  /// Explains a student.
  ///
  /// - Parameters:
  ///   - student: The student's number.
  ///   - run: The run; nil for the one whose suggestions count.
  /// - Returns: The explanation.
  /// - Throws: `StoreError.unknown` where there is no such student or run.
  package func run(_ student: Int64, run: Int64?) throws -> StudentExplanation {
    let person = try database.student(student)
    guard let number = try run ?? database.currentRun() else {
      throw StoreError.unknown(kind: "run", id: "yet: run \"studentdb impute\" first")
    }
    let model = try database.run(number)
    let evidence = try database.evidence(of: number, about: student)
    var explanation = StudentExplanation(
      student: person,
      run: number,
      evidence: evidence,
      refusals: [],
      weights: nil,
      neighbours: [],
      earlier: try database.inferences(about: student).filter { $0.run != number },
      decision: try database.currentDecision(of: student)
    )
    guard let evidence else { return explanation }
    explanation.refusals = model.refusals.filter {
      $0.stratum == nil || $0.stratum == evidence.stratum
    }
    guard evidence.isProposed,
      let stratum = model.strata.first(where: { $0.name == evidence.stratum })
    else { return explanation }
    let genders = stratum.genders.map(\.gender)
    explanation.genders = genders
    explanation.others = model.others(beside: evidence)
    explanation.weights = try model.mixture(of: stratum).explanation(
      of: evidence.height,
      stating: genders.map { gender in
        guard let own = evidence.probabilities.first(where: { $0.gender == gender }) else {
          throw StoreError.malformed(
            table: "cell_probability",
            detail: "run r\(number): a gender of the model is missing"
          )
        }
        return own.stated
      },
      beside: explanation.others.reduce(0) { $0 + $1.share }
    )
    explanation.neighbours = try database.neighbours(
      of: evidence.height,
      within: StudentExplanation.reach,
      stratum: evidence.stratum,
      in: number
    )
    return explanation
  }
}

/// Why a run thinks what it thinks of one student.
package struct StudentExplanation {
  /// How far from a height a known student may be to count as its neighbour, in centimetres.
  package static let reach = 1.0

  package let student: Student
  package let run: Int64
  /// What the run says; nil where it says nothing about the student.
  package let evidence: EvidenceCell?
  /// Why it proposes nothing; empty where it does.
  package var refusals: [GateRefusal]
  /// The genders of the model, in the order of the weights.
  package var genders: [String] = []
  /// The genders with too few known heights to be in the model, with their shares.
  package var others: [(gender: String, share: Double)] = []
  /// What speaks for each gender of the model; nil where nothing is proposed.
  package var weights: Explanation?
  /// The known students of about this height, by gender.
  package var neighbours: [(gender: String, count: Int)]
  /// What other runs said.
  package let earlier: [InferenceRecord]
  /// The decision that counts.
  package let decision: ReviewDecision?

  /// How many of 100 students of this height have each gender, those without a model last: whole
  /// numbers that add up to 100.
  package func frequencies(_ weights: Explanation) -> [(gender: String, count: Int)] {
    let counts = weights.naturalFrequencies(beside: others.map(\.share))
    return Array(zip(genders + others.map(\.gender), counts).map { (gender: $0, count: $1) })
  }
}

extension ImputationRun {
  /// The genders that are not in the model: what its own leave to one, by how many are known.
  fileprivate func others(beside evidence: EvidenceCell) -> [(gender: String, share: Double)] {
    let small = smallGenders
    let known = Double(small.reduce(0) { $0 + $1.known })
    let left = 1 - evidence.probabilities.reduce(0) { $0 + $1.evidence }
    return small.map { ($0.gender, max(0, left) * Double($0.known) / known) }
  }
}
