import Bytes
import FoundationEssentials
package import Mixture
import RosterReading
import StudentStore
package import Workflows

extension GateRefusal {
  /// What is wrong and what to do about it, in one sentence; the stratum comes first.
  package var sentence: String {
    (stratum.map { "\($0): " } ?? "") + reason.sentence
  }
}

extension GateReason {
  fileprivate var sentence: String {
    switch self {
    case .fewRecorded(let gender, let known):
      return "\(gender) has \(Numbers.count(known, "recorded height")); " + Self.recordMore
    case .fewToTest(let gender, let recorded):
      return "the model comes from elsewhere, and here \(gender) has "
        + "\(Numbers.count(recorded, "recorded height")) to check it on; " + Self.recordMore
    case .nobodyToTest:
      return "the model comes from another school, and no gender is recorded here to test it on; "
        + Self.recordMore
    case .leftOpen(let genders, let least, let most):
      let words = genders.map { "\($0.gender) (\($0.known) recorded)" }.joined(separator: ", ")
      return "those without a gender have other genders than the recorded ones, and between "
        + "\(percent(least)) and \(percent(most)) of them may be \(words): too few heights to tell; "
        + Self.recordMore
    case .noSkill(let skill, let standardError, let part, let needed):
      let among = part.map { ", of the \($0) students where heights say something," } ?? ""
      let enough = needed.map { "; about \($0) recorded students would do" } ?? ""
      return
        "known genders are predicted no better than by their shares alone: the skill\(among) is "
        + "\(fixed(skill, 3)) with a standard error of \(fixed(standardError, 3))\(enough); record "
        + "more students, or fit by group or by age"
    case .notInformative(let skill):
      return "heights say next to nothing about the gender here: the skill to expect is "
        + "\(fixed(skill, 3)) as far as is known, and \(fixed(Gate.leastSkill, 2)) is the least; ask "
        + "for these genders, height cannot tell them"
    case .drifted(let gender, let mean, let recordedMean, let deviates):
      return "the mean of \(gender) went to \(fixed(mean, 1)) cm, the recorded students have "
        + "\(fixed(recordedMean, 1)) cm, which is \(fixed(deviates, 1)) standard errors away: "
        + "something else than gender divides the heights; fit by group or by age, or record more "
        + "students of that gender"
    case .shifted(let students, let shift):
      return "the \(students) students without a gender are about \(taller(shift)) than the model "
        + "expects, which other shares of the genders explain no better: they may have been "
        + "measured otherwise, such as with shoes; ask some of them"
    case .shiftedGender(let students, let gender, let shift, let off):
      return "the \(students) students without a gender look as if mostly the "
        + "\(shift > 0 ? "tall" : "short") of \(gender) were among them, about \(taller(shift)) than "
        + "the recorded; then confidences would be \(percent(off)) too high; ask some of them"
    case .shaped(let students, let height, let observed, let expected):
      return "\(percent(observed)) of the \(students) students without a gender are shorter than "
        + "\(fixed(height, 1)) cm, and the model expects \(percent(expected)): they are not like the "
        + "recorded students; fit by age or by group, or ask some of them"
    case .beyondTheTurn(let students, let heights, let shorter, let taller):
      let range = [heights.lowerBound, heights.upperBound].map { fixed($0, 1) }
      return "\(Numbers.count(students, "student")) of "
        + (range[0] == range[1] ? range[0] : range.joined(separator: " to "))
        + " cm: so far out the model confuses \(shorter) and \(taller); only they are left out, "
        + "check their heights"
    case .miscalibrated(let error, let byChance):
      return "confidences are not calibrated on held-back genders: they are off by "
        + "\(percent(error)) on average, by chance it would be \(percent(byChance)); try another "
        + "family, fit by group or by age, or record more students"
    case .notConverged(let outcome):
      return outcome.sentence + outcome.remedy
    case .degenerate(let gender):
      return
        "\(gender) has shrunk to a single height or to nobody; record more students of that gender"
    case .notFitted(.noHeights, _):
      return "no student has a height"
    case .notFitted(let refusal, let genders):
      return "the heights are not used: " + refusal.sentence(genders: genders)
    }
  }

  private static let recordMore =
    "record the gender of at least \(Gate.fewestRecorded) students of each"

  private func fixed(_ number: Double, _ decimals: Int) -> String {
    Numbers.fixed(number, decimals)
  }

  private func percent(_ part: Double) -> String { fixed(100 * part, 1) + " %" }

  private func taller(_ centimetres: Double) -> String {
    "\(fixed(centimetres.magnitude, 1)) cm \(centimetres > 0 ? "taller" : "shorter")"
  }
}

extension ImputationRun {
  /// How the fit ended, or where the parameters are from.
  var ending: String {
    switch origin {
    case "scored": return "scored with the parameters of r\(parent ?? 0), nothing was estimated"
    case "imported":
      let words = try? JSONDecoder().decode(
        [String: String].self,
        from: Data(settingsRequested.utf8)
      )
      return "read from a model, \(words?["run"] ?? "?") of \(words?["made_at"] ?? "?")"
    case _ where !usesHeights: return "by names alone"
    default:
      let steps = strata.first { $0.status == summary.status }?.iterations ?? 0
      return switch summary.status {
      case "converged": FitOutcome.converged(iterations: summary.iterations).sentence
      case "max_iterations": FitOutcome.stopped(atLimit: steps).sentence
      case "stalled": FitOutcome.stalled(iterations: steps).sentence
      case "degenerate": FitOutcome.degenerate(component: 0).sentence
      case "non_monotone": FitOutcome.nonMonotone(atStep: steps).sentence
      default: summary.status
      }
    }
  }
}

extension FitOutcome {
  /// Why the loop stopped.
  package var sentence: String {
    switch self {
    case .converged(let iterations): "converged after \(Numbers.count(iterations, "step"))"
    case .stopped(let limit):
      "stopped at the limit of \(Numbers.count(limit, "step")) before it converged"
    case .stalled(let iterations):
      "stalled after \(Numbers.count(iterations, "step")): the steps are lost in rounding before the "
        + "tolerance is met"
    case .degenerate: "degenerate: a gender has shrunk to a single height or to nobody"
    case .nonMonotone(let step):
      "the log-likelihood fell at step \(step), which is a defect of the program"
    }
  }

  fileprivate var remedy: String {
    switch self {
    case .converged, .degenerate: ""
    case .stopped: "; allow more iterations"
    case .stalled: "; ask for a larger tolerance"
    case .nonMonotone: "; report it with the file"
    }
  }
}

extension FitRefusal {
  /// What is wrong and what to do about it, in one sentence.
  ///
  /// - Parameter genders: The words for the genders, in the order of their indices. A gender
  ///   without a word is called by its number, counted from one.
  /// - Returns: The sentence, in small letters and without a full stop.
  package func sentence(genders: [String] = []) -> String {
    func word(_ gender: Int) -> String {
      genders.indices.contains(gender) ? genders[gender] : "gender \(gender + 1)"
    }
    return switch self {
    case .noHeights:
      "no student has a height; record some heights first, or use the students' names with "
        + "--names own"
    case .noLabels:
      "no student with a height has a recorded gender; record the gender of at least a few"
    case .oneLabelOnly(let gender):
      "the only recorded gender is \(word(gender)); "
        + "record the gender of at least a few students of another"
    case .tooFewDistinctHeights(let gender):
      "the students recorded as \(word(gender)) have fewer than two different "
        + "heights; check these heights, or record the gender of more of them"
    case .allHeightsEqual:
      "all heights are the same, so they cannot tell genders apart; check the height column"
    case .notFinite:
      "a height is not a finite number; correct it"
    case .heightOutOfRange:
      "a height is beyond ten kilometres; correct it"
    case .resolutionOutOfRange:
      "the resolution of the heights has to be between 0.000001 and 1000 cm"
    case .negativeCount:
      "a cell stands for fewer than zero students"
    case .tooManyStudents:
      "the cells stand for more than 2^53 students"
    case .noGenders:
      "there is no gender to model; name at least one"
    case .labelOutOfRange(let label):
      "label \(label) is not the index of a modelled gender"
    case .unusableMixture:
      "the mixture does not fit: it needs one component for each gender, positive weights that "
        + "sum to one, and means and variances that heights can have"
    }
  }
}

extension ImputeError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .noStudents:
      "there are no students yet; read the school's list with \"studentdb import FILE\""
    case .nothingToLearnFrom(let refusal, let genders):
      "there is nothing to learn from (\(refusal.code)): \(refusal.sentence(genders: genders))"
    case .heightsTeachNothing(let refusal, let genders, let names):
      "there is nothing to learn from (\(refusal.code)): "
        + (refusal == .noHeights ? "no student has a height" : refusal.sentence(genders: genders))
        + ". " + NameText(names, besideHeights: false).benefit
    case .namesTeachNothing(let gender):
      (gender.map {
        "there is nothing to learn names from (one_label_only): the only known gender is \($0); "
      }
        ?? "there is nothing to learn names from (no_labels): no gender is known; ")
        + "record the gender of at least a few students of each"
    case .modelHasNoHeights(let run):
      "r\(run) judged by names alone and has no model of heights, which is what is used again; judge these "
        + "students with \"studentdb impute --names\""
    case .cannotDivide(let by):
      "the students cannot be divided by \(by): fewer than two are known, or more than "
        + "\(EvidenceCensus.mostStrata); import the list with a column for it "
        + "(--map \(by)=HEADING), or ask for --by none"
    case .referenceWithoutAges:
      "--prior says what heights to expect at which age, and the students' ages are not known; "
        + "import the list with a column for it (--map age=HEADING), or leave --prior out"
    case .unknownClasses(let unknown, let known):
      "--ages: the list has no class \(unknown.map { excerpt(of: $0) }.joined(separator: ", ")); its classes are "
        + known.prefix(20).map { excerpt(of: $0) }.joined(separator: ", ")
        + (known.count > 20 ? ", …" : "")
    case .modelKnowsNoStratum(let run):
      "r\(run) has no parameters for any of the classes or ages here; fit a model to these students "
        + "with \"studentdb impute\""
    case .unknownColumn(let heading, let known):
      "--audit-by: no file has a column \(excerpt(of: heading)); the headings are "
        + known.prefix(20).map { excerpt(of: $0) }.joined(separator: ", ")
        + (known.count > 20 ? ", …" : "")
    case .nameReferenceLacks(let genders, let known):
      "--name-reference knows \(known.map { excerpt(of: $0) }.joined(separator: ", ")), and this list has "
        + "\(genders.map { excerpt(of: $0) }.joined(separator: ", ")); it needs two of them, in the words "
        + "of the school's list, or leave it out"
    case .referenceLacks(let gender, let known):
      "--prior says nothing about \(gender); it knows \(known.joined(separator: ", ")). Use the "
        + "words of the school's list in its column \"gender\""
    }
  }
}
