/// How far two mixtures are apart, as one number that no choice of unit or origin can change.
///
/// The largest, over all genders, of the change of the weight relative to the weight, of the mean
/// relative to the standard deviation, and of the variance relative to the variance. A mean is not
/// measured relative to itself: heights above sea level would then converge sooner than heights
/// above the floor. A weight among the missing may be zero, and counts as it is.
struct ParameterChange {
  let largest: Double

  init(from old: HeightMixture, to new: HeightMixture) {
    var largest = 0.0
    for (old, new) in zip(old.components, new.components) {
      let weight = (new.weight - old.weight).magnitude / new.weight
      let missing = (new.weightAmongMissing - old.weightAmongMissing).magnitude
      let mean = (new.mean - old.mean).magnitude / new.standardDeviation
      let variance = (new.variance - old.variance).magnitude / new.variance
      largest = max(largest, max(weight, missing), max(mean, variance))
    }
    self.largest = largest
  }
}
