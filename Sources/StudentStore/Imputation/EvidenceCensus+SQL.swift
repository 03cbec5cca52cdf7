package import Mixture
import SQLite

extension SchoolDatabase {
  /// Counts the whole school's heights by gender and by what divides it, in one pass.
  ///
  /// - Parameters:
  ///   - stratifications: The divisions to count.
  ///   - assignment: Who is held back when, in cross-validation.
  ///   - countsNames: Whether names are counted too, and with them students without a height.
  ///   - takesOneClass: Whether one class alone is a division.
  ///   - progress: Is told now and then how many further students were read.
  /// - Returns: The counts, and the students whose gender is missing.
  /// - Throws: what reading the database throws.
  package func countedSchool(
    by stratifications: [Stratification],
    assignment: FoldAssignment,
    countsNames: Bool = false,
    takesOneClass: Bool = false,
    progress: (Int) -> Void = { _ in }
  ) throws -> CountedSchool {
    let moment = try moment()
    var scan = EvidenceScan(
      by: stratifications,
      assignment: assignment,
      countsNames: countsNames,
      takesOneClass: takesOneClass
    )
    try scan.count(self, students: Int64.min...Int64.max, progress: progress)
    return CountedSchool(scan, asOf: moment)
  }

  /// The smallest and the largest number of a student; nil where there is none.
  package func studentNumbers() throws -> ClosedRange<Int64>? {
    // Asked for both at once, SQLite reads the whole table; each alone is the end of it.
    var statement = try connection.prepare(
      "SELECT (SELECT min(id) FROM student), (SELECT max(id) FROM student)"
    )
    return try statement.first { row in
      guard let least = try row.optionalInteger(at: 0), let most = try row.optionalInteger(at: 1)
      else { return nil }
      return least...most
    } ?? nil
  }
}

/// One pass over students, or over a part of them.
///
/// Counting in the program while stepping is several times faster than GROUP BY, which sorts.
package struct EvidenceScan: Sendable {
  var genders = GenderNumbers()
  /// The genders of students who had none recorded and were decided.
  private var decided: [Int64: SchoolCounter.Label] = [:]
  private let assignment: FoldAssignment
  private let countsNames: Bool
  var counter: SchoolCounter
  var divisions: [StratumNumbers]
  var strata: [Int]
  /// A class alone divides nothing, unless a model of classes is there already.
  private let takesOneClass: Bool
  /// The students who are counted as missing.
  private(set) var missing = MissingStudents()
  var notInferable: [String: Int] = [:]
  var hasStudents = false
  var hasHeights = false
  private var roundedHeights = 0

  /// Nobody counted yet.
  package init(
    by stratifications: [Stratification],
    assignment: FoldAssignment,
    countsNames: Bool = false,
    takesOneClass: Bool = false
  ) {
    self.takesOneClass = takesOneClass
    self.assignment = assignment
    self.countsNames = countsNames
    counter = SchoolCounter(assignment, divisions: stratifications.count)
    divisions = stratifications.map { StratumNumbers($0) }
    strata = stratifications.map { _ in 0 }
  }

  /// Counts the students with these numbers.
  ///
  /// - Parameters:
  ///   - database: Where they are.
  ///   - students: Their numbers.
  ///   - progress: Is told now and then how many further students were read.
  /// - Throws: what reading the database throws.
  package mutating func count(
    _ database: SchoolDatabase,
    students: ClosedRange<Int64>,
    progress: (Int) -> Void
  ) throws {
    var decisions = try database.connection.prepare(
      """
      SELECT current_decision.student, current_decision.gender, review_batch.kind
      FROM current_decision
      LEFT JOIN review_batch ON review_batch.id = current_decision.batch
      WHERE current_decision.gender IS NOT NULL
      """
    )
    try decisions.forEachRow { row in
      // A batch of suggestions that were accepted unseen says what a model said; the decisions of
      // a file that was filled in are a person's.
      let kind = try row.optionalText(at: 2)
      decided[try row.integer(at: 0)] =
        kind == nil || kind == "apply"
        ? .decided(try genders.number(of: try row.text(at: 1))) : .accepted
    }
    // Columns that are not needed are not fetched: each costs as much as a look-up. The fourth says
    // why a student without a gender cannot be inferred, or that it is none; the fifth is the salt of a
    // student without a gender.
    var statement = try database.connection.prepare(
      """
      SELECT CASE WHEN not_a_person IS NULL THEN gender END, height_cm, id,
        CASE WHEN not_a_person = 1 THEN 'not_a_person'
             WHEN has_left = 1 THEN 'left'
             WHEN gender IS NULL THEN
          CASE WHEN gender_absence = 'in_doubt' THEN 'gender_in_doubt'
               WHEN gender_absence <> 'missing' THEN gender_absence
               WHEN height_cm IS NULL THEN
                 CASE height_problem WHEN 'doubt' THEN 'height_in_doubt' ELSE 'no_height' END
          END
        END,
        CASE WHEN gender IS NULL THEN salt END,
        CASE WHEN ?1 THEN group_name END,
        CASE WHEN ?2 THEN age_years END,
        CASE WHEN ?5 THEN name END
      FROM listed_student
      WHERE id BETWEEN ?3 AND ?4 AND same_as IS NULL AND (has_left IS NULL OR gender IS NULL)
      ORDER BY id
      """
    )
    var untold = 0
    try database.connection.withCache(.narrow) {
      try statement.forEachRow(
        binding: .integer(divisions.contains { $0.stratification == .group } ? 1 : 0),
        .integer(divisions.contains { $0.stratification == .age } ? 1 : 0),
        .integer(students.lowerBound),
        .integer(students.upperBound),
        .integer(countsNames ? 1 : 0)
      ) { row in
        try reading("student", row.key(at: 2)) { try take(row) }
        untold += 1
        if untold == WorkProgress.interval {
          progress(untold)
          untold = 0
        }
      }
    }
  }

  /// Adds what another scan has counted, of students with larger numbers.
  ///
  /// - Throws: `StoreError.tooManyGenders` where both together have met too many.
  package mutating func add(_ other: EvidenceScan) throws {
    let genderNumbers = try other.genders.names.map { try genders.number(of: $0) }
    let strata = divisions.indices.map { index in
      divisions[index].stratification == .none
        ? [0] : other.divisions[index].names.map { divisions[index].number(of: $0) }
    }
    let names = counter.add(other.counter, genders: genderNumbers, strata: strata)
    missing.append(other.missing, strata: strata, names: names)
    notInferable.merge(other.notInferable) { $0 + $1 }
    hasStudents = hasStudents || other.hasStudents
    hasHeights = hasHeights || other.hasHeights
    roundedHeights += other.roundedHeights
  }

  private mutating func take(_ row: borrowing Row) throws {
    hasStudents = true
    let recorded = try row.optionalCentimetres(at: 1)
    guard recorded != nil || countsNames else { return try note(row) }
    // Hundredths as whole numbers, so that a height of two decimals stays what it is bit for bit.
    let height = recorded.map { ($0 * 100).rounded() / 100 }
    var label = SchoolCounter.Label.missing
    if let gender = try row.number(ofBytesAt: 0, { try genders.number(of: $0) }) {
      label = .recorded(gender)
    } else if !row.isNull(at: 3), try !mayBeNamed(row) {
      return try note(row)
    } else if !decided.isEmpty, let decision = decided[try row.integer(at: 2)] {
      label = decision
    }
    if recorded != nil { hasHeights = true }
    if height != recorded { roundedHeights += 1 }
    for index in divisions.indices {
      strata[index] = try divisions[index].stratum(ofGroup: 5, age: 6, in: row)
    }
    let name = counter.count(
      height: height,
      label,
      strata: strata,
      name: countsNames ? try row.optionalText(at: 7) ?? "" : nil
    )
    if label == .missing { try keep(row, height: height, name: name) }
  }

  /// Whether all that is against inferring a student is that no height is known.
  private func mayBeNamed(_ row: borrowing Row) throws -> Bool {
    guard countsNames else { return false }
    let reason = try row.optionalText(at: 3)
    return reason == "no_height" || reason == "height_in_doubt"
  }

  /// Counts a student without a gender who cannot be inferred.
  private mutating func note(_ row: borrowing Row) throws {
    guard let reason = try row.optionalText(at: 3) else { return }
    notInferable[reason, default: 0] += 1
  }

  /// Keeps what a student's imputation is made of.
  private mutating func keep(_ row: borrowing Row, height: Double?, name: Int?) throws {
    let student = try row.integer(at: 2)
    let evidence = MissingStudents.Evidence(height: height, strata: strata, name: name)
    let length = try row.number(ofBytesAt: 4) { salt in
      if salt.count == SaltSource.saltLength {
        missing.append(student, salt: salt, evidence: evidence)
      }
      return salt.count
    }
    guard length == SaltSource.saltLength else {
      throw StoreError.malformed(table: "student", detail: "row \(student) has no salt")
    }
  }

  /// For each division its stratification, and the names of the strata by the scan's numbers.
  var strataNames: [(stratification: Stratification, names: [String])] {
    divisions.map { ($0.stratification, $0.names) }
  }

  /// What was counted.
  package var census: EvidenceCensus {
    let order = genders.names.indices.sorted { genders.names[$0] < genders.names[$1] }
    let strata = divisions.map { $0.stratification == .none ? [0] : $0.inOrder }
    // The table allows heights of students alone, so that there is nothing to refuse.
    let all = try? counter.counted(strata: strata, genders: order)
    let evidence = hasHeights ? all?.divisions : nil
    let counted = zip(divisions, strata).enumerated().compactMap { index, numbers in
      evidence.flatMap { division(numbers.0, strata: numbers.1, $0[index]) }
    }
    return EvidenceCensus(
      genders: order.map { genders.names[$0] },
      divisions: counted,
      hasStudents: hasStudents,
      hasHeights: hasHeights,
      notInferable: notInferable,
      roundedHeights: roundedHeights,
      names: countsNames ? all?.names : nil,
      namedStrata: zip(divisions, strata).map { numbers, order in
        EvidenceCensus.NamedStrata(
          stratification: numbers.stratification,
          names: numbers.stratification == .none ? [""] : order.map { numbers.names[$0] }
        )
      },
      assignment: assignment
    )
  }

  private func division(
    _ numbers: StratumNumbers,
    strata: [Int],
    _ evidence: FoldedEvidence
  ) -> Division? {
    let isWhole = numbers.stratification == .none
    // One age alone divides nothing, and says how tall everybody may be expected to be.
    let mayBeOne = numbers.stratification == .age || takesOneClass
    let fewest = mayBeOne && numbers.names != [StratumNumbers.unnamed] ? 1 : 2
    guard isWhole || (fewest...EvidenceCensus.mostStrata).contains(numbers.names.count) else {
      return nil
    }
    return Division(
      numbers.stratification,
      names: isWhole ? [nil] : strata.map { numbers.names[$0] },
      evidence: evidence
    )
  }
}

extension StratumNumbers {
  /// The number of the stratum that a row's student belongs to.
  mutating func stratum(
    ofGroup group: Int,
    age: Int,
    in row: borrowing Row
  ) throws -> Int {
    switch stratification {
    case .none: 0
    case .group: try row.number(ofBytesAt: group) { number(ofGroup: $0) } ?? number(of: nil)
    case .age: try row.optionalYears(at: age).map { number(ofAge: $0) } ?? number(of: nil)
    }
  }
}
