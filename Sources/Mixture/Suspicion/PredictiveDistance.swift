/// How far a new height is from a gender, as a probability.
///
/// The new height varies about the gender's mean by the standard deviation, and the mean is itself
/// only known to its standard error; the standard deviation is as well known as that of so many
/// students. So the distance, in estimated deviations, has a t distribution: this is the deleted
/// residual of Cook and Weisberg (1982, section 2.2.3). Of recorded students alone it is exact.
struct PredictiveDistance {
  private let mean: Double
  private let deviation: Double
  private let degreesOfFreedom: Double

  /// The distance from a gender of a fitted mixture.
  ///
  /// For n students alone, the standard error of a standard deviation is its 1 / sqrt(2 n); so an
  /// error tells how many students an estimate is worth, prior and missing genders included. For
  /// the means of the genders that share a variance, one student each is taken off.
  init(
    from gender: Int,
    of mixture: HeightMixture,
    _ uncertainty: Uncertainty,
    _ structure: VarianceStructure
  ) {
    let component = mixture.components[gender]
    let ratio = component.standardDeviation / uncertainty.standardDeviations[gender]
    let students = ratio * ratio / 2
    let means = structure == .equal ? Double(mixture.components.count) : 1
    let error = uncertainty.means[gender]
    let deviation = component.standardDeviation * Self.normalDeviation(of: mixture.density)
    let unbiased = students / max(students - means, 1)
    mean = component.mean
    self.deviation = (unbiased * (deviation * deviation + error * error)).squareRoot()
    degreesOfFreedom = students - means
  }

  /// The probability of a height at least so far from the mean, on either side.
  func tail(at height: Double) -> Double {
    // With less than one degree of freedom anything is possible.
    guard degreesOfFreedom >= 1 else { return 1 }
    let distance = (height - mean).magnitude / deviation
    return 2 * studentDistribution(-distance, degreesOfFreedom: degreesOfFreedom)
  }

  /// The standard deviation of the normal distribution that has the quartiles of a density with
  /// the squared scale one.
  ///
  /// A t density is fitted where there are mistakes among the heights, and makes room for them in
  /// its tails. Which heights are the mistakes is the question here: so they are held against the
  /// normal distribution that goes with the middle half.
  private static func normalDeviation(of density: Density) -> Double {
    guard density.degreesOfFreedom.isFinite else { return 1 }
    return studentQuantile(0.75, degreesOfFreedom: density.degreesOfFreedom)
      / 0.674_489_750_196_081_7
  }
}
