import Mixture

/// What cross-validation made of the models that were asked for, and the one that was fitted.
struct ModelChoice {
  let candidate: Candidate
  let division: Division
  let fit: StratifiedFit
  /// Whether those without a gender have other shares; nil where it was not asked, or nobody is
  /// without.
  let missingness: MissingnessTest?
  let selection: Selection?

  /// Compares the models and fits the best.
  ///
  /// `progress`: is told how many models were compared, and of how many.
  ///
  /// - Throws: `FitRefusal` where no model can be fitted.
  init(
    _ school: ModelledSchool,
    options: ImputeOptions,
    progress: (_ done: Int, _ all: Int) -> Void = { _, _ in }
  ) throws(FitRefusal) {
    let settings = options.fitSettings
    var tests: [Stratification: MissingnessTest] = [:]
    var divisions: [Division] = []
    var refusal: FitRefusal?
    // A division of which nothing can be learnt is no candidate; the others are.
    for division in school.divisions {
      do throws(FitRefusal) {
        _ = try division.fit(
          Candidate(.recorded, by: division.stratification),
          settings: settings
        )
        if options.missingness == nil, division.hasMissing {
          // With a reference few may be recorded, from whom alone nothing can be tested.
          if division.references.contains(where: { $0 != nil }) {
            tests[division.stratification] = try? division.missingnessTest(settings: settings)
          } else {
            tests[division.stratification] = try division.missingnessTest(settings: settings)
          }
        }
        divisions.append(division)
      } catch {
        refusal = error
      }
    }
    guard !divisions.isEmpty else { throw refusal ?? .noHeights }
    let candidates = Candidate.all(
      families: options.family.map { [$0] } ?? DensityFamily.allCases,
      variances: options.variance.map { [$0] } ?? VarianceStructure.allCases,
      missingness: { [options.missingness ?? tests[$0]?.suggests ?? .same] },
      by: divisions.map(\.stratification)
    ).filter { $0.method == .shares || options.methods.contains($0.method) }
    selection = Selection(
      among: candidates,
      of: divisions,
      settings: settings,
      progress: progress
    )
    let models = candidates.filter { $0.method != .shares }
    let candidate = selection?.bestModel ?? models[0]
    guard let division = divisions.first(where: { $0.stratification == candidate.stratification })
    else { preconditionFailure("there is a division for every candidate") }
    self.candidate = candidate
    self.division = division
    missingness = tests[candidate.stratification]
    fit = try division.fit(candidate, settings: settings)
  }

  /// Fits one model and evaluates it, with nothing left to choose.
  ///
  /// - Parameters:
  ///   - candidate: The model.
  ///   - division: The students.
  ///   - options: How it was asked for.
  ///   - isTested: Whether to test for other shares among the missing.
  /// - Throws: `FitRefusal` where it cannot be fitted.
  init(
    _ candidate: Candidate,
    _ division: Division,
    options: ImputeOptions,
    isTested: Bool
  ) throws(FitRefusal) {
    let settings = options.fitSettings
    self.candidate = candidate
    self.division = division
    missingness = isTested ? try? division.missingnessTest(settings: settings) : nil
    selection = Selection(
      among: [candidate],
      of: [division],
      settings: settings
    )
    fit = try division.fit(candidate, settings: settings)
  }
}

extension Division {
  /// Whether somebody with a height has no gender.
  fileprivate var hasMissing: Bool { evidence.cells.contains { $0.label == nil } }
}
