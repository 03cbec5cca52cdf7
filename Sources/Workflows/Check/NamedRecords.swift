import Mixture
import StudentStore

/// Students whose name and height together contradict their recorded gender, by what the current run
/// learnt of names from the other students.
struct NamedRecords {
  /// Below this probability of the recorded gender a record is asked about.
  ///
  /// Where one record in fifty is wrong, such a record is as likely wrong as right (Bayes: .02 x .98
  /// against .98 x .02).
  static let leastProbability = 0.05

  private let learnt: LearntNames
  private let model: NameModel
  private let genders: [String]
  private let stratification: Stratification
  /// For each stratum and height what heights say that were held back; nothing where they are not
  /// believed.
  private let heights: [Place: [Double]]

  struct Place: Hashable {
    let stratum: String?
    /// In hundredths of a centimetre.
    let height: Int
  }

  /// A recorded student who is doubted.
  struct Suspicion {
    let student: RecordedStudent
    /// What is left to the recorded gender.
    let probability: Double
    let name: NameExplanation
    let stratum: String?
    /// The index of the recorded gender.
    let label: Int
    /// Whether the height has a say.
    let usesHeight: Bool

    /// The counts behind the name.
    func counts(_ genders: [String]) -> [DoubtFinding.NameCount] {
      name.words.compactMap { word in
        if word.students.contains(where: { $0 > 0 }) {
          return count(.school, word.text, word.students, genders)
        }
        if let reference = word.reference {
          return count(.reference, word.text, reference, genders)
        }
        return word.ending.map { count(.ending, $0.text, $0.students, genders) }
      }
    }

    private func count(
      _ source: DoubtFinding.NameCount.Source,
      _ text: String,
      _ counts: [Int],
      _ genders: [String]
    ) -> DoubtFinding.NameCount {
      DoubtFinding.NameCount(
        source: source,
        text: text,
        students: zip(genders, counts).filter { $0.1 > 0 }
          .map { DoubtFinding.Count(gender: $0.0, students: $0.1) }
      )
    }
  }

  /// What is said of records by a run's names and heights.
  ///
  /// - Parameters:
  ///   - names: What the run learnt of names.
  ///   - genders: The words for the genders, in its order.
  ///   - division: The students that it was fitted to.
  ///   - judgements: What is said of their heights by models that have not seen them; nil for nothing.
  ///   - isBelieved: Whether the heights of a stratum may be used.
  init(
    _ names: (learnt: LearntNames, model: NameModel),
    genders: [String],
    division: Division,
    judgements: HeldBackJudgements?,
    isBelieved: (String?) -> Bool
  ) {
    (learnt, model) = names
    self.genders = genders
    stratification = division.stratification
    var heights: [Place: [Double]] = [:]
    for (cell, judgement) in judgements?.cells ?? [] {
      let stratum = division.names[cell.stratum]
      guard isBelieved(stratum) else { continue }
      let place = Place(stratum: stratum, height: Int(nearest: cell.height * 100))
      // Students of each gender have their own judges, who differ by less than chance.
      heights[place] = judgement.probabilities
    }
    self.heights = heights
  }

  /// Visits the recorded students who are doubted, in the order of their numbers.
  func forEach(in database: SchoolDatabase, _ take: (Suspicion) -> Void) throws {
    let shares = learnt.sharesOfKnown
    try database.forEachRecordedStudent { student in
      guard let label = genders.firstIndex(of: student.gender) else { return }
      let cell = model.cell(of: student.name, label: label)
      let term = model.term(of: cell, leavingOut: true)
      guard term.logFactors[label] < 0 else { return }
      let stratum = student.stratum(by: stratification)
      let height = student.height.flatMap {
        heights[Place(stratum: stratum, height: Int(nearest: $0 * 100))]
      }
      let probability = term.probabilities(given: height ?? shares)[label]
      guard probability < Self.leastProbability else { return }
      take(
        Suspicion(
          student: student,
          probability: probability,
          name: model.explanation(of: cell, leavingOut: true),
          stratum: stratum,
          label: label,
          usesHeight: height != nil
        )
      )
    }
  }
}
