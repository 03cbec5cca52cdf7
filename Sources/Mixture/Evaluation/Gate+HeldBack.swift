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
    let trusting = refusals(referred, evaluation) { $0.interval.upper < max(leastSkill, expected) }
    let proving = refusals(alone, evaluation) {
      !($0.value >= leastSkill && $0.interval.lower >= 0)
    }
    // Where all are judged alike, it is the whole run that is refused.
    if referred.isEmpty { return proving }
    if alone.isEmpty { return trusting }
    return refer(trusting, to: referred) + refer(proving, to: alone)
  }

  private static func refusals(
    _ names: [String?],
    _ evaluation: Evaluation,
    isUnskilled: (Skill) -> Bool
  ) -> [GateRefusal] {
    guard !names.isEmpty, let judged = evaluation.restricted(to: names) else { return [] }
    var refusals: [GateRefusal] = []
    if isUnskilled(judged.skill) {
      let part = judged.count < evaluation.count ? Int(nearest: judged.count) : nil
      refusals.append(noSkill(judged.skill, ofPart: part))
    }
    if judged.calibration.isOff, judged.calibration.error > leastCalibrationError {
      refusals.append(miscalibrated(judged.calibration))
    }
    return refusals
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

  /// A calibration error that is worth a refusal, however sure it is.
  static let leastCalibrationError = 0.03

  private static func refer(_ refusals: [GateRefusal], to names: [String?]) -> [GateRefusal] {
    names.flatMap { name in
      refusals.map { refusal in
        GateRefusal(
          code: refusal.code,
          stratum: name,
          message: name.map { "\($0): " + refusal.message } ?? refusal.message
        )
      }
    }
  }

  private static func noSkill(_ skill: Skill, ofPart count: Int?) -> GateRefusal {
    let part = count.map { ", of the \($0) students where heights say something," } ?? ""
    // The standard error falls with the root of the number.
    let ratio = 2 * skill.standardError / skill.value
    let needed = (skill.students * ratio * ratio / 10).rounded(.up) * 10
    let enough =
      skill.value >= leastSkill && needed < 1e6
      ? "; about \(Int(nearest: needed)) recorded students would do" : ""
    return GateRefusal(
      code: .noSkill,
      message: "known genders are predicted no better than by their shares alone: the "
        + "skill\(part) is \(skill.value.rounded(to: 3)) with a standard error of "
        + "\(skill.standardError.rounded(to: 3))\(enough); record more students, or fit by group or by age"
    )
  }

  private static func miscalibrated(_ calibration: Calibration) -> GateRefusal {
    GateRefusal(
      code: .miscalibrated,
      message: "confidences are not calibrated on held-back genders: they are off by "
        + "\(percent(calibration.error)) on average, by chance it would be "
        + "\(percent(calibration.errorByChance)); try another family, fit by group or by age, "
        + "or record more students"
    )
  }
}
