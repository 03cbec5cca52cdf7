import RosterReading
import StudentStore

/// The doubts about heights.
///
/// A height that the import left in doubt is a `unit_doubt` if it has a plausible reading. It is an
/// `implausible_height` if it has none, or is far from the others of its file. A height that was
/// accepted is an `implausible_height` if it is
/// - below 65 or above 225 cm: a baby of half a year, or one person in many millions;
/// - at least three deviations from the school's median, and a usual height in another unit: 57
///   among heights in cm could be inches;
/// - at least six deviations from the school's median, in any unit.
///
/// A corrected height is settled.
struct HeightDoubts {
  private let database: SchoolDatabase
  private let spread: HeightSpread?
  private let corrected: [Int64: CorrectedStudent]

  /// Heights that are improbable by themselves.
  private static let usual: ClosedRange<Double> = 65...225
  private static let farInAnotherUnit = 3.0
  private static let far = 6.0

  /// `counts`: how many students have each height.
  init(_ database: SchoolDatabase, counts: [Double: Int], corrected: [Int64: CorrectedStudent]) {
    self.database = database
    spread = HeightSpread(counts)
    self.corrected = corrected
  }

  /// Visits the doubts in order of student.
  func forEachDoubt(_ visit: (Doubt) -> Void) throws {
    var interval = Self.usual
    if let spread {
      // Heights within three deviations are skipped.
      let reach = spread.deviation * Self.farInAnotherUnit
      let (lower, upper) = (spread.median - reach, spread.median + reach)
      interval =
        max(
          lower,
          interval.lowerBound
        )...max(
          max(lower, interval.lowerBound),
          min(upper, interval.upperBound)
        )
    }
    try database.forEachSuspectHeight(outside: interval) { suspect in
      if corrected[suspect.student]?.aspects.contains(.height) == true { return }
      if let doubt = doubt(about: suspect) { visit(doubt) }
    }
  }

  private func doubt(about suspect: SchoolDatabase.SuspectHeight) -> Doubt? {
    let decision = HeightDecision(
      rememberedUnit: suspect.columnUnit.flatMap(HeightUnit.init),
      decimal: suspect.decimalSign.flatMap(DecimalSign.init)
    )
    guard let centimetres = suspect.centimetres else { return inDoubt(suspect, decision) }
    return improbable(suspect, centimetres, decision)
  }

  /// A height that the import left in doubt.
  private func inDoubt(
    _ suspect: SchoolDatabase.SuspectHeight,
    _ decision: HeightDecision
  ) -> Doubt {
    let text = suspect.text ?? ""
    var readings: [HeightMeaning] = []
    switch decision.centimetres(for: text) {
    case .doubt(let meanings): readings = meanings
    case .value(let centimetres): return far(suspect, text, centimetres, decision)
    case .none, .unreadable: break
    }
    let isPossible = readings.contains {
      HeightDecision.plausibleCentimetres.contains($0.centimetres)
    }
    return Doubt(
      isPossible ? .unitDoubt : .implausibleHeight,
      of: suspect.student,
      name: suspect.name,
      group: suspect.group,
      isPossible
        ? .height(text: text, readings: readings)
        : .impossibleHeight(text: text, readings: readings, unit: decision.unit),
      readings: readings
    )
  }

  /// An accepted height that is improbable.
  private func improbable(
    _ suspect: SchoolDatabase.SuspectHeight,
    _ centimetres: Double,
    _ decision: HeightDecision
  ) -> Doubt? {
    let text = suspect.text ?? plainCentimetres(centimetres)
    let readings = decision.readings(of: text, takenAs: centimetres)
    let distance = spread?.distance(of: centimetres) ?? 0
    let limit = readings.count > 1 ? Self.farInAnotherUnit : Self.far
    guard distance >= limit || !Self.usual.contains(centimetres) else { return nil }
    return Doubt(
      .implausibleHeight,
      of: suspect.student,
      name: suspect.name,
      group: suspect.group,
      .rareHeight(
        centimetres: centimetres,
        median: distance >= Self.farInAnotherUnit ? spread?.median : nil,
        others: Array(readings.dropFirst())
      ),
      readings: readings
    )
  }

  /// A height in doubt only because it is far from the others of its file.
  private func far(
    _ suspect: SchoolDatabase.SuspectHeight,
    _ text: String,
    _ centimetres: Double,
    _ decision: HeightDecision
  ) -> Doubt {
    let readings = decision.readings(of: text, takenAs: centimetres)
    return Doubt(
      .implausibleHeight,
      of: suspect.student,
      name: suspect.name,
      group: suspect.group,
      .farHeight(text: text, centimetres: centimetres, others: Array(readings.dropFirst())),
      readings: readings
    )
  }
}
