import Mixture
package import StudentStore

/// A stored run held against what the same evidence and settings give now.
package struct Recomputation {
  /// One number that differs.
  package struct Difference: Equatable, Sendable {
    package let what: String
    package let stored: Double
    package let recomputed: Double?
  }

  package let run: ImputationRun
  /// How many numbers were compared.
  package private(set) var compared = 0
  /// Those that differ, in the order of comparison; at most ``most``.
  package private(set) var differences: [Difference] = []
  /// How many differ.
  package private(set) var differenceCount = 0

  /// Only so many differences are kept.
  package static let most = 100

  /// Whether everything is as it is stored, to the bit.
  package var isIdentical: Bool { differenceCount == 0 }

  init(run: ImputationRun) {
    self.run = run
  }

  private mutating func compare(_ what: String, _ stored: Double, _ recomputed: Double?) {
    compared += 1
    guard stored != recomputed else { return }
    differenceCount += 1
    if differences.count < Self.most {
      differences.append(Difference(what: what, stored: stored, recomputed: recomputed))
    }
  }

  /// Compares the fit and its evaluation.
  mutating func compare(_ choice: ModelChoice, genders: [String]) {
    let fit = choice.fit
    compare("log-likelihood", run.summary.logLikelihood, fit.logLikelihood)
    compare("BIC", run.summary.bic, fit.bic)
    compare("ICL", run.summary.icl, fit.icl)
    compare("iterations", Double(run.summary.iterations), Double(fit.iterations))
    if let freedom = run.summary.degreesOfFreedom {
      compare("degrees of freedom", freedom, fit.degreesOfFreedom)
    }
    for stratum in run.strata {
      let own = fit.strata.first { $0.name == stratum.name }
      let place = stratum.name.map { "\($0), " } ?? ""
      compare("\(place)log-likelihood", stratum.logLikelihood, own?.fit.logLikelihood)
      compare("\(place)Bayes error", stratum.bayesError, own?.fit.mixture.bayesError)
      for (index, gender) in stratum.genders.enumerated() {
        let component = own?.fit.mixture.components[index]
        let name = place + gender.gender
        compare("\(name) weight", gender.weight.value, component?.weight)
        compare("\(name) weight_missing", gender.weightMissing.value, component?.weightAmongMissing)
        compare("\(name) mean_cm", gender.mean.value, component?.mean)
        compare("\(name) variance_cm2", gender.variance, component?.variance)
      }
    }
    compare(run.trace, fit)
    if let stored = run.evaluation, let evaluation = choice.selection?.evaluation {
      compare("accuracy", stored.accuracy, evaluation.accuracy)
      compare("log loss", stored.logLoss, evaluation.logLoss)
      compare("Brier score", stored.brier, evaluation.brier)
      compare("calibration error", stored.calibrationError, evaluation.calibration.error)
      compare("skill", stored.skill, evaluation.skill.value)
    }
  }

  private mutating func compare(_ trace: [ImputationRun.TraceStep], _ fit: StratifiedFit) {
    for step in trace {
      let own = fit.strata.first { $0.name == step.stratum }?.fit.steps
      let recomputed = own.flatMap { $0.indices.contains(step.step) ? $0[step.step] : nil }
      let place = step.stratum.map { "\($0), " } ?? ""
      compare(
        "\(place)log-likelihood of step \(step.step)",
        step.logLikelihood,
        recomputed?.logLikelihood
      )
    }
  }

  /// Compares one posterior probability.
  mutating func compare(_ stored: StoredPosterior, with posteriors: Posteriors) {
    let place = stored.stratum.map { "\($0), " } ?? ""
    compare(
      "\(place)probability of \(stored.gender) at \(stored.height) cm",
      stored.probability,
      posteriors.probability(of: stored)
    )
  }

  /// The posteriors that the fit gives now.
  struct Posteriors {
    private let mixtures: [String?: HeightMixture]
    private let genders: [String: Int]
    private let small: SmallGenders

    init(_ choice: ModelChoice, genders: [String], small: [ExpectedTotal]) {
      let members = small.map { SmallGenders.Member(gender: $0.gender, known: $0.known) }
      self.small = SmallGenders(members, beside: choice.fit.strata)
      mixtures = Dictionary(
        choice.fit.strata.map { ($0.name, $0.fit.mixture) },
        uniquingKeysWith: { first, _ in first }
      )
      self.genders = Dictionary(
        genders.enumerated().map { ($0.element, $0.offset) },
        uniquingKeysWith: { first, _ in first }
      )
    }

    func probability(of stored: StoredPosterior) -> Double? {
      guard let mixture = mixtures[stored.stratum], let gender = genders[stored.gender] else {
        return nil
      }
      return small.lowered(mixture.posterior(of: stored.height)[gender])
    }
  }
}
