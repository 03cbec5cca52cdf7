// The checks on how students with a known gender were predicted when held back.
extension Gate {
  /// The refusals of strata that could propose otherwise, for want of skill or calibration.
  ///
  /// Only strata in which heights say something are judged, together: what a model says of six-year
  /// olds does not matter where nothing is proposed to them, and their guesses would drown what it
  /// knows of the older ones. Predictions that name no stratum count for all.
  ///
  /// A growth reference is evidence of its own, so it turns the burden round. Without one, skill
  /// has to be shown on held-back students; with one, it is taken on trust unless held-back
  /// students contradict it, since the point of a reference is to do with few recorded genders.
  static func unproven(_ strata: [StratumFit], _ evaluation: Evaluation?) -> [GateRefusal] {
    guard let evaluation else { return [] }
    let alone = strata.filter { $0.reference == nil }.map(\.name)
    let referred = strata.filter { $0.reference != nil }.map(\.name)
    let expected = expectedSkill(of: strata.filter { $0.reference != nil })
    let trusting = reasons(referred, evaluation) {
      $0.skill.interval.upper < max(leastSkill, expected)
    }
    let proving = reasons(alone, evaluation) {
      !($0.skill.value >= leastSkill && $0.association >= leastAssociation)
    }
    // Where all are judged alike, it is the whole run that is refused.
    if referred.isEmpty { return proving.map { GateRefusal($0) } }
    if alone.isEmpty { return trusting.map { GateRefusal($0) } }
    return referred.flatMap { name in trusting.map { GateRefusal($0, stratum: name) } }
      + alone.flatMap { name in proving.map { GateRefusal($0, stratum: name) } }
  }

  private static func reasons(
    _ names: [String?],
    _ evaluation: Evaluation,
    isUnskilled: (Evaluation) -> Bool
  ) -> [GateReason] {
    guard !names.isEmpty, let judged = evaluation.restricted(to: names) else { return [] }
    var reasons: [GateReason] = []
    if isUnskilled(judged) {
      let part = judged.count < evaluation.count ? Int(nearest: judged.count) : nil
      reasons.append(noSkill(judged, ofPart: part))
    }
    if judged.calibration.isOff, judged.calibration.error > leastCalibrationError {
      reasons.append(
        .miscalibrated(
          error: judged.calibration.error,
          byChance: judged.calibration.errorByChance
        )
      )
    }
    return reasons
  }

  /// The skill that the models of strata expect, each by its recorded students.
  private static func expectedSkill(of strata: [StratumFit]) -> Double {
    let parts = strata.map { stratum in
      (
        students: Double(stratum.evidence.recordedCounts.reduce(0, +)),
        skill: stratum.fit.mixture.expectedSkill
      )
    }
    let total = parts.reduce(0) { $0 + $1.students }
    return total > 0 ? parts.reduce(0) { $0 + $1.students * $1.skill } / total : 0
  }

  /// How many standard errors held-back genders have to lie from what chance would give.
  static let leastAssociation = 2.0

  /// A calibration error that is worth a refusal, however sure it is.
  static let leastCalibrationError = 0.03

  private static func noSkill(_ judged: Evaluation, ofPart part: Int?) -> GateReason {
    // What is found in standard errors grows with the root of the number.
    let ratio = leastAssociation / judged.association
    let needed = (judged.count * ratio * ratio / 10).rounded(.up) * 10
    return .noSkill(
      skill: judged.skill.value,
      standardError: judged.skill.standardError.isFinite ? judged.skill.standardError : nil,
      part: part,
      needed: judged.skill.value >= leastSkill && judged.association > 0 && needed < 1e6
        ? Int(nearest: needed) : nil
    )
  }
}
