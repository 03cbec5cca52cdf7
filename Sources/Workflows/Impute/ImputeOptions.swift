package import Mixture

/// How the model is to be fitted.
package struct ImputeOptions: Sendable {
  /// `auto` or a family of densities.
  package enum Family: String, Sendable, CaseIterable {
    case normal
  }

  /// Whether students whose gender is missing share the others' shares.
  package enum Missingness: String, Sendable, CaseIterable {
    case same
  }

  /// What a stratum is.
  package enum Strata: String, Sendable, CaseIterable {
    case none
  }

  package var family: Family = .normal
  package var variance: VarianceStructure = .equal
  package var missingness: Missingness = .same
  package var strata: Strata = .none
  package var seed: Int64 = 1
  package var maximumIterations = FitSettings().maximumIterations
  package var tolerance = FitSettings().tolerance
  package var label: String?

  /// The defaults.
  package init() {}
}

/// Why nothing can be learnt from the school's records.
package enum ImputeError: Error, Equatable {
  /// There are no students.
  case noStudents
  /// The model cannot be started from what is recorded.
  case nothingToLearnFrom(code: String, sentence: String)
}

extension ImputeError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .noStudents:
      "there are no students yet; read the school's list with \"studentdb import FILE\""
    case .nothingToLearnFrom(let code, let sentence):
      "there is nothing to learn from (\(code)): \(sentence)"
    }
  }
}
