/// What a candidate's predictions of held-back students cost, round by round.
struct Losses: Sendable {
  /// One round: a fold held back.
  struct Round: Sendable {
    /// The sum of - log p of the recorded gender.
    let sum: Double
    /// Over how many students.
    let count: Double
  }

  /// The rounds of each repeat.
  let repeats: [[Round]]

  /// The mean loss of a prediction.
  var mean: Double {
    let rounds = repeats.joined()
    return rounds.reduce(0) { $0 + $1.sum } / rounds.reduce(0) { $0 + $1.count }
  }

  /// The difference of two mean losses that nobody would notice.
  ///
  /// It also stands for chance in a school so large that not every fold is held back: there the
  /// differences of candidates are known to less.
  static let negligible = 0.001

  /// By how much the mean may exceed that of others over the same students by chance alone.
  ///
  /// Both are asked the same students, so what counts is how their difference varies from fold to
  /// fold of a repeat. With d_j the difference of fold j's sums and n_j its students, the variance
  /// of the mean difference D is estimated by
  ///
  ///     K / (K - 1) sum_j (d_j - n_j D)^2 / (sum_j n_j)^2
  ///
  /// (Cochran 1977, section 2.11, ratios of cluster sums), averaged over the repeats, which all
  /// divide the same students. Of five folds it is itself uncertain; Student's t distribution with
  /// one degree of freedom fewer than folds says how much to allow for 95 %.
  func noise(beside others: Losses) -> Double {
    var variance = 0.0
    for (own, other) in zip(repeats, others.repeats) {
      let differences = zip(own, other).map { $0.sum - $1.sum }
      let count = own.reduce(0) { $0 + $1.count }
      guard own.count > 1, count > 0 else { return Self.negligible }
      let mean = differences.reduce(0, +) / count
      let squares = zip(own, differences).reduce(0.0) { sum, pair in
        let residual = pair.1 - pair.0.count * mean
        return sum + residual * residual
      }
      let folds = Double(own.count)
      variance += folds / (folds - 1) * squares / (count * count) / Double(repeats.count)
    }
    guard let folds = repeats.first?.count, variance > 0 else { return Self.negligible }
    let deviates = studentQuantile(0.975, degreesOfFreedom: Double(folds - 1))
    return max(Self.negligible, deviates * variance.squareRoot())
  }
}
