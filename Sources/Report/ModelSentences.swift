import Bytes
import FoundationEssentials
import Mixture
import RosterReading
import StudentStore
package import Workflows

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
      case "converged": FitOutcome.converged(iterations: summary.iterations).phrase.english
      case "max_iterations": FitOutcome.stopped(atLimit: steps).phrase.english
      case "stalled": FitOutcome.stalled(iterations: steps).phrase.english
      case "degenerate": FitOutcome.degenerate(component: 0).phrase.english
      case "non_monotone": FitOutcome.nonMonotone(atStep: steps).phrase.english
      default: summary.status
      }
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
