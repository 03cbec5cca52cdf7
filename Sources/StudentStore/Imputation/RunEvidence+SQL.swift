package import Mixture
import SQLite

/// What a run says of one gender of a student.
package struct GenderProbability: Hashable, Sendable {
  package var gender = ""
  /// What is stated: averaged over what is not known of the parameters.
  package var stated = 0.0
  /// The posterior at the stored parameters.
  package var evidence = 0.0

  package init(gender: String = "", stated: Double = 0, evidence: Double = 0) {
    self.gender = gender
    self.stated = stated
    self.evidence = evidence
  }
}

/// What a run says of the students of one stratum and height whose gender is missing.
package struct EvidenceCell: Hashable, Sendable {
  /// The class, grade or age that they were fitted with; nil for the whole school.
  package var stratum: String?
  /// In centimetres, as the run saw it; nil where it is not known, or not believed.
  package var height: Double?
  /// The words of the name, by their numbers among those of the run; nil where names are not used.
  package var words: [Int]?
  package var students = 0
  /// The likeliest gender.
  package var gender = ""
  package var confidence = 0.0
  package var interval: ConfidenceInterval?
  /// Whether the gate lets it through.
  package var isProposed = false
  /// Each gender with its probability, in alphabetical order.
  package var probabilities: [GenderProbability] = []

  package init() {}

  /// The lower end of the interval; setting both ends gives the interval.
  var lower: Double? {
    get { interval?.lower }
    set { interval = newValue.map { ConfidenceInterval(lower: $0, upper: $0) } }
  }

  /// The upper end, set after the lower.
  var upper: Double? {
    get { interval?.upper }
    set {
      guard let lower, let upper = newValue else {
        interval = nil
        return
      }
      interval = ConfidenceInterval(lower: lower, upper: upper)
    }
  }
}

extension SchoolDatabase {
  /// The students that a run was fitted to, as they were counted then.
  ///
  /// - Parameter run: The run.
  /// - Returns: The names of the strata, and the students; nobody for a run that uses no heights.
  /// - Throws: `StoreError.malformed` where the rows are no evidence, as in a doctored file.
  package func countedEvidence(
    of run: ImputationRun
  ) throws -> (names: [String?], evidence: FoldedEvidence) {
    let genders = run.genders
    guard run.usesHeights else { return ([nil], run.evidenceWithoutHeights) }
    let malformed = StoreError.malformed(table: "counted_evidence", detail: "run \(run.id)")
    guard run.settings.seed >= 0, let folds = run.settings.folds, let repeats = run.settings.repeats
    else { throw malformed }
    var names: [String?] = []
    let cells = try countedStudents(of: run).map { students in
      if names.isEmpty || names.last != students.stratum { names.append(students.stratum) }
      let label = students.gender.flatMap { genders.firstIndex(of: $0) }
      let isRecorded = students.basis == "recorded"
      // Without cross-validation nobody was held back, and still each fold has its count.
      let none = Array(repeating: 0, count: isRecorded ? folds * repeats : 0)
      let heldBack = students.heldBack ?? none
      guard heldBack.count == none.count, (label == nil) == (students.gender == nil),
        let height = students.height
      else { throw malformed }
      return FoldedCell(
        stratum: names.count - 1,
        height: height,
        label: label,
        isDecided: ["decided", "accepted"].contains(students.basis),
        count: students.count,
        heldBack: heldBack
      )
    }
    guard Set(names).count == names.count else { throw malformed }
    do throws(FitRefusal) {
      let evidence = try FoldedEvidence(
        cells: cells,
        stratumCount: names.count,
        genderCount: genders.count,
        resolution: run.settings.resolutionCentimetres,
        assignment: FoldAssignment(
          folds: folds,
          repeats: repeats,
          seed: UInt64(run.settings.seed)
        )
      )
      return (names, evidence)
    } catch {
      throw malformed
    }
  }

  /// The students that a run learnt from or was asked about, as they were counted then.
  package func countedStudents(of run: ImputationRun) throws -> [CountedStudents] {
    try RunTables.countedEvidence.records(of: run.id, in: connection)
  }

  /// The cells of a run in their order: the first has number 1.
  package func cells(of run: Int64) throws -> [EvidenceCell] {
    var cells = try RunTables.evidenceCell.records(of: run, in: connection)
    for row in try RunTables.cellProbability.records(of: run, in: connection) {
      guard row.owner >= 1, row.owner <= Int64(cells.count) else {
        throw StoreError.malformed(table: "cell_probability", detail: "run r\(run)")
      }
      cells[Int(row.owner) - 1].probabilities.append(row.value)
    }
    return cells
  }

  /// What a run says about a student; nil where it says nothing.
  package func evidence(of run: Int64, about student: Int64) throws -> EvidenceCell? {
    var statement = try connection.prepare(Self.cellOfStudent)
    let found = try reading("evidence_cell", "run r\(run)") {
      try statement.first(binding: .integer(run), .integer(student)) { row in
        try RunTables.evidenceCell.record(in: row)
      }
    }
    guard var cell = found else { return nil }
    var vector = try connection.prepare(Self.probabilitiesOfStudent)
    cell.probabilities = try reading("cell_probability", "run r\(run)") {
      try vector.map(binding: .integer(run), .integer(student)) { row in
        try RunTables.cellProbability.record(in: row).value
      }
    }
    return cell
  }

  private static let cellOfStudent: SQL =
    """
    SELECT \(RunTables.evidenceCell.selected) FROM imputation
    JOIN evidence_cell ON evidence_cell.run = imputation.run AND evidence_cell.cell = imputation.cell
    WHERE imputation.run = ? AND imputation.student = ?
    """

  private static let probabilitiesOfStudent: SQL =
    """
    SELECT \(RunTables.cellProbability.selected) FROM imputation
    JOIN cell_probability ON cell_probability.run = imputation.run
                         AND cell_probability.cell = imputation.cell
    WHERE imputation.run = ? AND imputation.student = ? ORDER BY cell_probability.gender
    """

  /// How many known students of a run's stratum are within so many centimetres of a height, by
  /// gender, most frequent first.
  ///
  /// They are those that the run was fitted to, recorded and decided.
  package func neighbours(
    of height: Double,
    within reach: Double,
    stratum: String?,
    in run: Int64
  ) throws -> [(gender: String, count: Int)] {
    // Heights such as 171.1 and 170.1 are a centimetre apart in print, and not quite in binary.
    let margin = reach + 1e-6
    var statement = try connection.prepare(
      """
      SELECT gender, sum(student_count) AS students FROM counted_evidence
      WHERE run = ? AND stratum = ? AND gender IS NOT NULL AND height_cm BETWEEN ? AND ?
      GROUP BY gender ORDER BY students DESC, gender
      """
    )
    return try reading("counted_evidence", "run r\(run)") {
      try statement.map(
        binding: .integer(run),
        .text(stratum ?? ""),
        .real(height - margin),
        .real(height + margin)
      ) { row in (try row.text("gender"), try row.count("students")) }
    }
  }
}

extension ImputationRun {
  /// No heights, beside the folds by which names were judged.
  fileprivate var evidenceWithoutHeights: FoldedEvidence {
    FoldedEvidence(
      withoutHeightsOf: max(1, genders.count),
      assignment: FoldAssignment(
        folds: settings.folds ?? 5,
        repeats: settings.repeats ?? 5,
        seed: UInt64(clamping: settings.seed)
      )
    )
  }
}
