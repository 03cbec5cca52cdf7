import Glibc

extension HeightMixture {
  /// The skill to expect of this mixture if it is the truth, among the recorded: 1 less the expected
  /// log loss of its posteriors over that of the shares alone.
  ///
  /// It is how much of what is not known about the gender a height tells, one for all of it (the
  /// mutual information over the entropy; Cover and Thomas 2006, chapter 2). Unequal shares do not
  /// make it small, as they do the difference of 0-1 errors.
  ///
  /// Each gender's part is summed over nodes about its own mean, a twentieth of a standard deviation
  /// apart, so that no two scales can be too different.
  package var expectedSkill: Double {
    let mixture = amongRecorded
    let shares = mixture.components.map(\.weight)
    let entropy = shares.reduce(0) { $0 - ($1 > 0 ? $1 * log($1) : 0) }
    guard entropy > 0 else { return 1 }
    let reach = density == .normal ? 9.0 : 50.0
    let step = 0.05
    let nodes = Array(stride(from: -reach, through: reach, by: step))
    var terms = PosteriorTerms(mixture)
    var loss = 0.0
    for (gender, component) in mixture.components.enumerated() where component.weight > 0 {
      let deviation = component.standardDeviation
      var (sum, mass) = (0.0, 0.0)
      for z in nodes {
        let weight = exp(terms[gender].logDensity(at: z * deviation))
        terms.evaluate(at: Self.bounded(component.mean + z * deviation))
        sum += weight * Prediction.loss(terms[gender].posterior)
        mass += weight
      }
      loss += component.weight * sum / mass
    }
    return 1 - loss / entropy
  }
}
