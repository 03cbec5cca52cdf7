package import Mixture
import SQLite

extension SchoolDatabase {
  /// The students that a run was fitted to, as they were counted then.
  ///
  /// - Parameter run: The run.
  /// - Returns: The names of the strata, and the students.
  /// - Throws: `StoreError.malformed` where the rows are no evidence, as in a doctored file.
  package func countedEvidence(
    of run: ImputationRun
  ) throws -> (names: [String?], evidence: FoldedEvidence) {
    let genders = run.strata.first?.genders.map(\.gender) ?? []
    let malformed = StoreError.malformed(table: "counted_evidence", detail: "run \(run.id)")
    var names: [String] = []
    var cells: [FoldedCell] = []
    let slots = (run.settings.folds ?? 0) * (run.settings.repeats ?? 0)
    var statement = try connection.prepare(
      """
      SELECT stratum, height_cm, gender, basis, student_count, held_back
      FROM counted_evidence WHERE run = ? ORDER BY ordinal
      """
    )
    try reading("counted_evidence", "run r\(run.id)") {
      try statement.forEachRow(binding: .integer(run.id)) { row in
        let stratum = try row.text(at: 0)
        if names.last != stratum { names.append(stratum) }
        let label = try row.optionalText(at: 2).map { gender in
          guard let index = genders.firstIndex(of: gender) else { throw malformed }
          return index
        }
        let heldBack = try row.optionalText(at: 5).map(Self.numbers) ?? []
        guard let heldBack else { throw malformed }
        let isRecorded = try row.text(at: 3) == "recorded"
        // Without cross-validation nobody was held back, and still each fold has its count.
        let counts = isRecorded && heldBack.isEmpty ? Array(repeating: 0, count: slots) : heldBack
        guard counts.count == (isRecorded ? slots : 0) else { throw malformed }
        cells.append(
          FoldedCell(
            stratum: names.count - 1,
            height: try row.centimetres(at: 1),
            label: label,
            isDecided: ["decided", "accepted"].contains(try row.text(at: 3)),
            count: try row.count(at: 4),
            heldBack: counts
          )
        )
      }
    }
    guard Set(names).count == names.count, run.settings.seed >= 0,
      let folds = run.settings.folds, let repeats = run.settings.repeats, folds >= 2, repeats >= 1
    else { throw malformed }
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
      return (names.map { $0.isEmpty ? nil : $0 }, evidence)
    } catch {
      throw malformed
    }
  }

  /// The reference of heights by age that a run began with; empty where it had none.
  package func reference(of run: Int64) throws -> [ReferenceHeight] {
    var statement = try connection.prepare(
      """
      SELECT age_years, gender, mean_cm, sd_cm FROM prior_height WHERE run = ?
      ORDER BY age_years, gender
      """
    )
    return try reading("prior_height", "run r\(run)") {
      try statement.map(binding: .integer(run)) { row in
        ReferenceHeight(
          age: try row.number(at: 0),
          gender: try row.text(at: 1),
          mean: try row.number(at: 2),
          standardDeviation: try row.number(at: 3)
        )
      }
    }
  }

  /// The cells of a run in their order, by their numbers.
  package func cells(of run: Int64) throws -> [(number: Int64, cell: EvidenceCell)] {
    var probabilities: [Int64: [GenderProbability]] = [:]
    var vector = try connection.prepare(
      """
      SELECT cell, gender, probability, evidence_probability FROM cell_probability
      WHERE run = ? ORDER BY cell, gender
      """
    )
    try reading("cell_probability", "run r\(run)") {
      try vector.forEachRow(binding: .integer(run)) { row in
        probabilities[try row.integer("cell"), default: []].append(
          GenderProbability(
            gender: try row.text("gender"),
            stated: try row.probability("probability"),
            evidence: try row.probability("evidence_probability")
          )
        )
      }
    }
    let found = probabilities
    var statement = try connection.prepare(
      """
      SELECT cell, stratum, height_cm, student_count, gender, confidence, confidence_lower,
        confidence_upper, is_proposed
      FROM evidence_cell WHERE run = ? ORDER BY cell
      """
    )
    return try reading("evidence_cell", "run r\(run)") {
      try statement.map(binding: .integer(run)) { row in
        let (number, stratum) = (try row.integer("cell"), try row.text("stratum"))
        var interval: ConfidenceInterval?
        if let lower = try row.optionalProbability("confidence_lower"),
          let upper = try row.optionalProbability("confidence_upper")
        {
          interval = ConfidenceInterval(lower: lower, upper: upper)
        }
        let cell = EvidenceCell(
          stratum: stratum.isEmpty ? nil : stratum,
          height: try row.centimetres("height_cm"),
          students: try row.count("student_count"),
          gender: try row.text("gender"),
          confidence: try row.probability("confidence"),
          interval: interval,
          isProposed: try row.integer("is_proposed") == 1,
          probabilities: found[number] ?? []
        )
        return (number, cell)
      }
    }
  }

  /// Whole numbers in a JSON array; nil where it is anything else.
  private static func numbers(_ text: String) -> [Int]? {
    guard text.first == "[", text.last == "]" else { return nil }
    let inside = text.dropFirst().dropLast()
    guard !inside.isEmpty else { return [] }
    let numbers = inside.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    return numbers.contains(nil) ? nil : numbers.compactMap(\.self)
  }
}
