package import Mixture

extension ImputationRun {
  /// The mixture of a stratum, from the stored parameters.
  ///
  /// - Throws: `StoreError.malformed` where they are none, as in a doctored file.
  package func mixture(of stratum: Stratum) throws(StoreError) -> HeightMixture {
    let density =
      summary.degreesOfFreedom.map { Density.t(degreesOfFreedom: $0) } ?? .normal
    do throws(FitRefusal) {
      return try HeightMixture(
        components: stratum.genders.map { gender in
          Component(
            weight: gender.weight.value,
            weightAmongMissing: gender.weightMissing.value,
            mean: gender.mean.value,
            variance: gender.variance
          )
        },
        density: density
      )
    } catch {
      throw .malformed(
        table: "model_parameter",
        detail: "run r\(id), stratum \"\(stratum.name ?? "")\": the parameters are none of a model"
      )
    }
  }

  /// The model as a candidate, for fits and for its name.
  ///
  /// - Returns: nil where the stored words are none of the model's, as in a doctored file.
  package var candidate: Candidate? {
    guard let family = DensityFamily(rawValue: settings.family),
      let variance = VarianceStructure(rawValue: settings.variance),
      let missingness = Missingness(rawValue: settings.missingness),
      let stratification = Stratification(rawValue: settings.stratifiedBy)
    else { return nil }
    return Candidate(
      settings.learntFrom == "all" ? .expectationMaximisation : .recorded,
      family: family,
      variance: variance,
      missingness: missingness,
      by: stratification
    )
  }
}
