extension HeightMixture {
  /// The first pair of genders between which the posterior turns round inside the given heights:
  /// nil where the taller of two genders is the likelier the taller the student.
  ///
  /// A density with the larger variance wins again far outside, and calls the tallest pupils by
  /// the shorter gender. That is harmless where nobody is so tall. Of two genders, the posterior of
  /// the taller one against the other has to rise with the height; what it may fall back by is
  /// ``smallestTurn``.
  ///
  /// Two t densities let go of a student far out: the posterior goes back to the share, which is
  /// what to say of a height that somebody mistook. It counts as turning when it has gone past the
  /// share, so that such a height speaks for the wrong gender.
  ///
  /// - Parameter heights: The observed heights in ascending order, in centimetres.
  /// - Returns: The indices of the shorter and the taller gender, and the height at which the
  ///   posterior has first fallen back.
  package func turningPosterior(
    within heights: [Double]
  ) -> (shorter: Int, taller: Int, height: Double)? {
    let order = components.indices.sorted { components[$0].mean < components[$1].mean }
    for (place, shorter) in order.enumerated() {
      for taller in order[(place + 1)...] {
        guard
          let pair = try? HeightMixture(
            components: [shorter, taller].map { index in
              let component = components[index]
              let total =
                components[shorter].weightAmongMissing + components[taller].weightAmongMissing
              let share = component.weightAmongMissing / total
              return Component(weight: share, mean: component.mean, variance: component.variance)
            },
            density: density
          )
        else { continue }
        let share = pair.components[1].weightAmongMissing
        var highest = 0.0
        for height in heights {
          let posterior = pair.posterior(of: height)[1]
          // What the posterior may not fall below.
          var least = highest
          if density != .normal { least = highest >= share ? share : 0 }
          if posterior < least - Self.smallestTurn { return (shorter, taller, height) }
          highest = max(highest, posterior)
        }
      }
    }
    return nil
  }

  /// How far a posterior may fall back before it counts as turning.
  ///
  /// With any two variances it falls somewhere; from .97 to .95 misleads nobody.
  package static let smallestTurn = 0.05
}
