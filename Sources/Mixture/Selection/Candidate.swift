/// One way to predict genders, to be compared with others.
package struct Candidate: Hashable, Sendable {
  /// What is learnt from.
  package enum Method: String, Sendable, CaseIterable {
    /// The shares of the recorded genders; heights are not looked at.
    case shares
    /// The students whose gender is recorded.
    case recorded
    /// All students, by Expectation-Maximisation.
    case expectationMaximisation = "em"
  }

  /// What is learnt from.
  package let method: Method

  /// The shape of the densities.
  package let family: DensityFamily

  /// Whether the genders share one variance.
  package let variance: VarianceStructure

  /// Whether the students with a missing gender have shares of their own.
  package let missingness: Missingness

  /// What the students are divided by.
  package let stratification: Stratification

  /// A candidate.
  package init(
    _ method: Method,
    family: DensityFamily = .normal,
    variance: VarianceStructure = .equal,
    missingness: Missingness = .same,
    by stratification: Stratification = .none
  ) {
    self.method = method
    self.family = family
    self.variance = variance
    self.missingness = missingness
    self.stratification = stratification
  }

  /// The prediction by shares alone, which every other has to beat.
  package static let shares = Candidate(.shares)

  /// What the candidate is called in a table.
  package var name: String {
    let model = "\(family.rawValue), \(variance.rawValue) variance"
    let division = stratification == .none ? "" : ", by \(stratification.rawValue)"
    return switch method {
    case .shares: "shares alone"
    case .recorded: "recorded students alone, \(model)\(division)"
    case .expectationMaximisation: "EM, \(model), \(missingness.rawValue) shares\(division)"
    }
  }

  /// The settings of a fit for this candidate.
  package func settings(_ settings: FitSettings) -> FitSettings {
    var own = settings
    own.family = family
    own.variance = variance
    own.missingness = missingness
    return own
  }

  /// The candidates of an automatic choice: the shares alone, then each simpler one before the
  /// next.
  ///
  /// One stratum is simpler than many, a normal density than a t density. Variances that are similar
  /// come first: one for all and one for each are the two extremes between which they stay as far as
  /// the heights do not say otherwise, and whichever extreme is wrong makes the surest confidences so.
  /// Of two with the same parameters the one that learns from all students comes before the one
  /// that leaves those with a missing gender out: where the model fits it knows more, and where it
  /// does not, held-back students and ``Gate`` say so.
  ///
  /// - Parameters:
  ///   - families: The families to try.
  ///   - variances: The structures to try.
  ///   - missingness: What to try where students are divided so; see ``MissingnessTest``.
  ///   - stratifications: The divisions to try.
  /// - Returns: The candidates, ``shares`` first.
  package static func all(
    families: [DensityFamily] = DensityFamily.allCases,
    variances: [VarianceStructure] = VarianceStructure.allCases,
    missingness: (Stratification) -> [Missingness] = { _ in [.same] },
    by stratifications: [Stratification] = [.none]
  ) -> [Candidate] {
    var candidates = [shares]
    for stratification in stratifications {
      for variance in variances {
        for family in families {
          candidates += missingness(stratification).map {
            Candidate(
              .expectationMaximisation,
              family: family,
              variance: variance,
              missingness: $0,
              by: stratification
            )
          }
          candidates.append(
            Candidate(.recorded, family: family, variance: variance, by: stratification)
          )
        }
      }
    }
    return candidates
  }
}
