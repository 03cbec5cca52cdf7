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
      usesNames: model.names?.learnt != nil,
      neighbours: [],
      earlier: try database.inferences(about: student).filter { $0.run != number },
      decision: try database.currentDecision(of: student)
    )
    guard let evidence else { return explanation }
    explanation.refusals = model.refusals.filter {
      $0.stratum == nil || $0.stratum == evidence.stratum
    }
    guard evidence.isProposed else { return explanation }
    let genders = model.genders
    explanation.genders = genders
    explanation.others = model.others(beside: evidence)
    let stated = try genders.map { gender in
      guard let own = evidence.probabilities.first(where: { $0.gender == gender }) else {
        throw StoreError.malformed(
          table: "cell_probability",
          detail: "run r\(number): a gender of the model is missing"
        )
      }
      return own.stated
    }
    let others = explanation.others.reduce(0) { $0 + $1.share }
    let name = try database.name(of: evidence, in: model)
    explanation.name = name?.explanation
    if let height = evidence.height {
      guard let stratum = model.strata.first(where: { $0.name == evidence.stratum }) else {
        return explanation
      }
      explanation.weights = try model.mixture(of: stratum).explanation(
        of: height,
        name: name?.explanation.term,
        stating: stated,
        beside: others
      )
      explanation.neighbours = try database.neighbours(
        of: height,
        within: StudentExplanation.reach,
        stratum: evidence.stratum,
        in: number
      )
    } else if let name {
      explanation.weights = Explanation(
        ofName: name.explanation.term,
        shares: model.sharesWithoutHeight(in: evidence.stratum, known: name.shares),
        stating: stated,
        beside: others
      )
    }
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
  /// What the name rests on; nil where names are not used.
  package var name: NameExplanation?
  /// What speaks for each gender of the model; nil where nothing is proposed.
  package var weights: Explanation?
  /// Whether the run asked names as well.
  package let usesNames: Bool
  /// The known students of about this height, by gender.
  package var neighbours: [(gender: String, count: Int)]
  /// What other runs said.
  package let earlier: [InferenceRecord]
  /// The decision that counts.
  package let decision: ReviewDecision?

  /// What those have in common of whom 100 are spoken of.
  package var likeWhom: String {
    let isByHeight = evidence?.height != nil
    return name == nil
      ? "this tall" : isByHeight ? "this tall with such a name" : "with such a name"
  }

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

extension SchoolDatabase {
  /// What the name of a cell rests on, and the shares of the known genders; nil where it is not used.
  fileprivate func name(
    of cell: EvidenceCell,
    in run: ImputationRun
  ) throws -> (explanation: NameExplanation, shares: [Double])? {
    guard let words = cell.words, let (learnt, model) = try learntNames(of: run) else { return nil }
    guard let name = learnt.cell(of: words.map { $0 - 1 }, in: model) else {
      throw StoreError.malformed(table: "evidence_cell", detail: "run r\(run.id): words")
    }
    return (model.explanation(of: name), learnt.sharesOfKnown)
  }
}
