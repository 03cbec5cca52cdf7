import Mixture
import RosterReading
import StudentStore

/// Students whose height contradicts their recorded gender, according to the current run's model
/// fitted to the other students.
struct SuspiciousRecords {
  private let database: SchoolDatabase
  private let corrected: [Int64: CorrectedStudent]

  init(_ database: SchoolDatabase, corrected: [Int64: CorrectedStudent]) {
    self.database = database
    self.corrected = corrected
  }

  /// Visits the doubts; none if there is no run yet.
  ///
  /// Corrected values are settled.
  func forEachDoubt(_ take: (Doubt) -> Void) throws {
    guard let current = try database.currentRun() else { return }
    let run = try database.run(current)
    // A run whose counts were erased in part cannot be fitted without one student; a new one can.
    guard run.origin == "fitted", run.evaluation != nil, try database.erasedRows(of: current) == 0,
      run.candidate != nil || !run.usesHeights
    else { return }
    let candidate = run.candidate ?? Candidate(.shares, by: .none)
    let (names, evidence) = try database.countedEvidence(of: run)
    let genders = run.genders
    let reference = run.reference
    let division = Division(
      candidate.stratification,
      names: names,
      evidence: evidence,
      references: HeightReference(reference, genders: genders)?
        .priors(of: run.askedAges(of: candidate.stratification, names: names)) ?? []
    )
    let judgements =
      candidate.method == .shares ? nil : HeldBackJudgements(of: division, candidate: candidate)
    var taken: Set<Int64> = []
    for suspicion in judgements.map({ Suspicion.find(among: $0) }) ?? [] {
      let students = try database.students(
        recordedAs: genders[suspicion.label],
        height: suspicion.height,
        stratification: candidate.stratification,
        stratum: names[suspicion.stratum]
      )
      for student in students where !isSettled(student.id) {
        taken.insert(student.id)
        take(
          Doubt(
            .suspiciousRecorded,
            of: student.id,
            name: student.name,
            group: student.group,
            Self.finding(suspicion, genders, names[suspicion.stratum], run: current)
          )
        )
      }
    }
    guard let learnt = try database.learntNames(of: run) else { return }
    let named = NamedRecords(
      learnt,
      genders: run.names?.learnt?.genders ?? [],
      division: division,
      judgements: judgements,
      isBelieved: { stratum in run.strata.contains { $0.name == stratum && $0.mayPropose } }
    )
    try named.forEach(in: database) { suspicion in
      let student = suspicion.student
      guard !taken.contains(student.id), !isSettled(student.id) else { return }
      take(
        Doubt(
          .suspiciousRecorded,
          of: student.id,
          name: student.name,
          group: student.group,
          Self.finding(suspicion, genders, run: current)
        )
      )
    }
  }

  private func isSettled(_ student: Int64) -> Bool {
    guard let aspects = corrected[student]?.aspects else { return false }
    return aspects.contains(.gender) || aspects.contains(.height)
  }

  private static func finding(
    _ suspicion: NamedRecords.Suspicion,
    _ genders: [String],
    run: Int64
  ) -> DoubtFinding {
    .unlikelyName(
      DoubtFinding.UnlikelyRecord(
        gender: genders[suspicion.label],
        centimetres: suspicion.usesHeight ? suspicion.student.height : nil,
        stratum: suspicion.stratum,
        run: run
      ),
      probability: suspicion.probability,
      names: suspicion.counts(genders)
    )
  }

  private static func finding(
    _ suspicion: Mixture.Suspicion,
    _ genders: [String],
    _ stratum: String?,
    run: Int64
  ) -> DoubtFinding {
    .unlikelyHeight(
      DoubtFinding.UnlikelyRecord(
        gender: genders[suspicion.label],
        centimetres: suspicion.height,
        stratum: stratum,
        run: run
      ),
      contradicting: suspicion.kind == .contradicts
        ? DoubtFinding.Contradiction(
          probability: suspicion.probability,
          likelier: genders[suspicion.likeliest]
        ) : nil
    )
  }
}
