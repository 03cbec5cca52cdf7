import Mixture
package import StudentStore

/// What a run says of every height in whole millimetres from 50 to 260 cm, stratum by stratum: a table
/// for an engine to join, as an engine's own arithmetic would give other digits.
package struct LookupTable: Sendable {
  /// What is said of one height in one stratum.
  package struct Row: Hashable, Sendable {
    /// The class or completed age; ``everybody`` in a run that divides nothing.
    package let stratum: String
    package let millimetres: Int
    /// The likeliest gender.
    package let gender: String
    package let confidence: Double
    /// Whether the gate lets it through.
    package let mayBeProposed: Bool
  }

  /// The headings of the columns.
  package static let headings = ["stratum", "height_mm", "gender", "confidence", "may_be_proposed"]

  /// The stratum of a run that divides nothing.
  package static let everybody = "(all)"

  package let run: ImputationRun
  private let model: FittedSchool
  private let strata: [FittedStratum]

  /// Computes the model of a run once more.
  ///
  /// - Throws: `RerunError` for a run that was not fitted here; `LookupError` for one that uses names.
  package init(_ number: Int64, in database: SchoolDatabase, context: WorkContext) throws {
    let run = try database.run(number)
    guard run.names?.learnt == nil, run.usesHeights else {
      throw LookupError.usesNames(run: number)
    }
    self.run = run
    let model = try RerunWorkflow(database, context: context).model(of: run)
    self.model = model
    strata = (model.choice?.fit.strata ?? []).map { stratum in
      FittedStratum(
        stratum,
        uncertainty: Uncertainty(stratum.fit, given: stratum.evidence),
        genders: model.genders,
        gate: model.gate,
        small: model.small
      )
    }
  }

  /// Visits all rows, stratum by stratum in order of height.
  package func forEachRow(_ body: (Row) throws -> Void) rethrows {
    for stratum in strata {
      let heights = CellHeights.all.map { Double($0) / 10 }
      let turned = stratum.fit.areBeyondTheTurn(heights)
      for (place, millimetres) in CellHeights.all.enumerated() {
        var cell = EvidenceCell()
        cell.say(
          stratum.stated.statement(at: heights[place]),
          with: nil,
          model.genders,
          model.small
        )
        let isBelieved = run.countedFrom?.believed?.contains(millimetres) ?? true
        try body(
          Row(
            stratum: stratum.fit.name ?? Self.everybody,
            millimetres: millimetres,
            gender: cell.gender,
            confidence: cell.confidence,
            mayBeProposed: stratum.mayPropose && !turned[place] && isBelieved
          )
        )
      }
    }
  }

  /// The raw words that a run read as a missing gender, apart from nothing.
  package var missingWords: [String] {
    run.countedFrom?.words.filter { $0.reading == "missing" && !$0.text.isEmpty }.map(\.text) ?? []
  }

  /// The fewest students of a cell of the run.
  package var minimum: Int { run.countedFrom?.minimum ?? 1 }
}

/// Why a run gives no lookup table.
package enum LookupError: Error, Equatable, CustomStringConvertible {
  case usesNames(run: Int64)

  package var description: String {
    switch self {
    case .usesNames(let run):
      "r\(run) uses names, and a table of heights has none; run impute without --names, and name that run"
    }
  }
}
