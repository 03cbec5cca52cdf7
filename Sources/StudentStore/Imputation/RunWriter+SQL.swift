import FoundationEssentials
import Mixture
import SQLite

/// Writes the many rows of one run, each table by one statement.
struct RunWriter {
  private let connection: Connection
  private let run: Int64
  private let draft: RunDraft
  private var salts: SaltSource

  init(_ connection: Connection, run: Int64, draft: RunDraft, salts: SaltSource) {
    self.connection = connection
    self.run = run
    self.draft = draft
    self.salts = salts
  }

  /// What the run was fitted to.
  mutating func insertInput() throws {
    var rows = PackedRows(columnCount: 9)
    for (ordinal, cell) in draft.division.evidence.cells.enumerated() {
      rows.append(run)
      rows.append(Int64(ordinal + 1))
      rows.append(text: draft.division.names[cell.stratum] ?? "")
      rows.append(cell.height)
      if let label = cell.label {
        rows.append(text: draft.genders[label])
      } else {
        rows.appendNull()
      }
      rows.append(text: cell.basis)
      rows.append(Int64(cell.count))
      if cell.heldBack.isEmpty {
        rows.appendNull()
      } else {
        rows.append(text: "[" + cell.heldBack.map(String.init).joined(separator: ",") + "]")
      }
      let salt = try salts.nextSalt()
      rows.append(blob: salt.span)
    }
    try connection.withRows(rows) {
      try connection.run(
        """
        INSERT INTO counted_evidence
          (run, ordinal, stratum, height_cm, gender, basis, student_count, held_back, salt)
        SELECT c0, c1, c2, c3, c4, c5, c6, c7, c8 FROM packed_rows
        """
      )
    }
    for line in draft.reference {
      try connection.run(
        """
        INSERT INTO prior_height (run, age_years, gender, mean_cm, sd_cm) VALUES (?, ?, ?, ?, ?)
        """,
        .integer(run),
        .real(line.age),
        .text(line.gender),
        .real(line.mean),
        .real(line.standardDeviation)
      )
    }
  }

  /// The strata, their parameters and starts, and the totals.
  func insertModel() throws {
    for (ordinal, stratum) in draft.models.enumerated() {
      try insert(stratum, ordinal: ordinal + 1)
      for start in stratum.starts {
        try connection.run(
          """
          INSERT INTO fit_start
            (run, stratum, start, status, iterations, log_likelihood, is_chosen)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          """,
          .integer(run),
          .text(stratum.name ?? ""),
          .integer(Int64(start.number)),
          .text(start.status),
          .integer(Int64(start.iterations)),
          .real(start.logLikelihood),
          .integer(start.isChosen ? 1 : 0)
        )
      }
    }
    for total in draft.totals {
      try connection.run(
        """
        INSERT INTO expected_total
          (run, stratum, gender, known, expected, by_likeliest, lower, upper)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        .integer(run),
        .text(total.stratum ?? ""),
        .text(total.gender),
        .integer(Int64(total.known)),
        .real(total.expected),
        .integer(Int64(total.byLikeliest)),
        .optional(total.interval?.lower),
        .optional(total.interval?.upper)
      )
    }
  }

  private func insert(_ stratum: ImputationRun.Stratum, ordinal: Int) throws {
    try connection.run(
      """
      INSERT INTO fitted_stratum
        (run, ordinal, stratum, recorded_count, decided_count, missing_count, status, stop_reason,
         iterations, log_likelihood, bayes_error, majority_error, overlap, may_propose, covariance)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      .integer(run),
      .integer(Int64(ordinal)),
      .text(stratum.name ?? ""),
      .integer(Int64(stratum.recorded)),
      .integer(Int64(stratum.decided)),
      .integer(Int64(stratum.missing)),
      .text(stratum.status),
      .text(stratum.stopReason),
      .integer(Int64(stratum.iterations)),
      .real(stratum.logLikelihood),
      .real(stratum.bayesError),
      .real(stratum.majorityError),
      .real(stratum.overlap),
      .integer(stratum.mayPropose ? 1 : 0),
      .optional(try stratum.covariance.map { try SchoolDatabase.json($0) })
    )
    for gender in stratum.genders {
      let estimates: [(String, ImputationRun.Estimate)] = [
        ("recorded_count", .init(value: Double(gender.recorded))), ("weight", gender.weight),
        ("weight_missing", gender.weightMissing), ("mean_cm", gender.mean),
        ("sd_cm", gender.standardDeviation), ("variance_cm2", .init(value: gender.variance)),
      ]
      for (parameter, estimate) in estimates {
        try connection.run(
          """
          INSERT INTO model_parameter (run, stratum, gender, parameter, estimate, standard_error)
          VALUES (?, ?, ?, ?, ?, ?)
          """,
          .integer(run),
          .text(stratum.name ?? ""),
          .text(gender.gender),
          .text(parameter),
          .real(estimate.value),
          .optional(estimate.standardError)
        )
      }
    }
  }

  /// The way that EM took in each stratum.
  func insertTrace() throws {
    var steps = PackedRows(columnCount: 8)
    var parameters = PackedRows(columnCount: 9)
    for step in draft.trace {
      func key(_ rows: inout PackedRows) {
        rows.append(run)
        rows.append(text: step.stratum ?? "")
        rows.append(Int64(step.start))
        rows.append(Int64(step.step))
      }
      key(&steps)
      steps.append(text: step.kind)
      steps.append(step.logLikelihood)
      steps.append(step.objective)
      if let change = step.largestChange { steps.append(change) } else { steps.appendNull() }
      for gender in step.genders {
        key(&parameters)
        parameters.append(text: gender.gender)
        parameters.append(gender.weight)
        parameters.append(gender.weightMissing)
        parameters.append(gender.mean)
        parameters.append(gender.variance)
      }
    }
    try connection.withRows(steps) {
      try connection.run(
        """
        INSERT INTO iteration_trace
          (run, stratum, start, step, kind, log_likelihood, objective, largest_change)
        SELECT c0, c1, c2, c3, c4, c5, c6, c7 FROM packed_rows
        """
      )
    }
    try connection.withRows(parameters) {
      try connection.run(
        """
        INSERT INTO iteration_parameter
          (run, stratum, start, step, gender, weight, weight_missing, mean_cm, variance_cm2)
        SELECT c0, c1, c2, c3, c4, c5, c6, c7, c8 FROM packed_rows
        """
      )
    }
  }

  /// The posteriors that hold a student; `open` says how many each holds.
  ///
  /// Returns for each cell that was written its place, and its number counted from one.
  mutating func insertPosteriors(_ open: [Int]) throws -> [CellPlace: Int64] {
    var cells = PackedRows(columnCount: 11)
    var probabilities = PackedRows(columnCount: 5)
    var numbers: [CellPlace: Int64] = [:]
    for (posterior, count) in zip(draft.posteriors, open) where count > 0 {
      numbers[CellPlace(stratum: posterior.stratum, height: posterior.height)] =
        Int64(numbers.count + 1)
    }
    for (place, cell) in draft.cells(open).enumerated() {
      let number = Int64(place + 1)
      cells.append(run)
      cells.append(number)
      cells.append(text: cell.stratum ?? "")
      cells.append(cell.height)
      cells.append(Int64(cell.students))
      cells.append(text: cell.gender)
      cells.append(cell.confidence)
      if let interval = cell.interval {
        cells.append(interval.lower)
        cells.append(interval.upper)
      } else {
        cells.appendNull()
        cells.appendNull()
      }
      cells.append(Int64(cell.isProposed ? 1 : 0))
      let salt = try salts.nextSalt()
      cells.append(blob: salt.span)
      for gender in cell.probabilities {
        probabilities.append(run)
        probabilities.append(number)
        probabilities.append(text: gender.gender)
        probabilities.append(gender.stated)
        probabilities.append(gender.evidence)
      }
    }
    try connection.withRows(cells) {
      try connection.run(
        """
        INSERT INTO evidence_cell
          (run, cell, stratum, height_cm, student_count, gender, confidence, confidence_lower,
           confidence_upper, is_proposed, salt)
        SELECT c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10 FROM packed_rows
        """
      )
    }
    try connection.withRows(probabilities) {
      try connection.run(
        """
        INSERT INTO cell_probability (run, cell, gender, probability, evidence_probability)
        SELECT c0, c1, c2, c3, c4 FROM packed_rows
        """
      )
    }
    return numbers
  }
}

extension FoldedCell {
  /// What the students' gender rests on, as `counted_evidence` calls it.
  fileprivate var basis: String {
    switch (label, isDecided) {
    case (nil, false): "missing"
    case (nil, true): "accepted"
    case (_?, false): "recorded"
    case (_?, true): "decided"
    }
  }
}
