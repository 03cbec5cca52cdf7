import Glibc

/// How tall each stratum is, how far its genders lie from where that puts them, and how unlike its
/// shares are to the school's: what separates who is in a class from how tall it is.
///
///     x | k, s  ~  N(mu_k + b_s + e_ks, sigma2_k),    b_s ~ N(0, tau2),    e_ks ~ N(0, omega2)
///     pi_s  ~  Dirichlet(alpha pi)
///
/// The level b_s never is the mean of all heights of a stratum: that of a class of boys would be too
/// high. tau2 and omega2 are estimated; alpha is the maximum of the Dirichlet-multinomial of the
/// recorded counts. Two genders of a stratum differ by their own e_1s - e_2s. It is found by EM: in
/// each M-step b and e are eliminated exactly, mu_k solves what is left, and the variances are
/// those of b and e with what the observed information (Louis 1982) leaves open of them; the
/// students' expected genders for facts would shrink them to nothing where few are recorded. Searle,
/// Casella and McCulloch (1992), chapter 8; Gelman et al. (2013), chapters 5 and 15.
struct StrataLevels: Hashable, Sendable {
  /// b_s, in centimetres.
  private(set) var levels: [Double]
  /// omega2: how far a gender of a stratum lies from mu_k + b_s.
  private(set) var deviation = Self.priorDeviation * Self.priorDeviation
  /// alpha: how many students' worth the school's shares are to a stratum.
  private(set) var concentration = 20.0
  /// The root of the mean square of b_s, what is not known of it included.
  private(set) var spread = 0.0

  /// How far strata lie from their school before any is seen, in centimetres.
  private static let priorSpread = 2.0
  /// How far a gender lies from its stratum before any is seen: with two, their difference varies by
  /// 2 cm.
  private static let priorDeviation = 2.0.squareRoot()
  /// How many strata that is worth.
  private static let priorStrata = 2.0
  private static let mostSteps = 500
  private static let tolerance = 1e-5

  /// The levels of strata; all zero where the known students do not define every gender.
  init(_ strata: [Evidence?]) {
    levels = [Double](repeating: 0, count: strata.count)
    guard var fit = LevelFit(strata) else { return }
    concentration = fit.concentration
    for _ in 0..<Self.mostSteps {
      let last = fit
      fit.expect()
      fit.maximise()
      let change = zip(last.levels, fit.levels).reduce(
        (last.deviation.squareRoot() - fit.deviation.squareRoot()).magnitude
      ) { max($0, ($1.0 - $1.1).magnitude) }
      if change < Self.tolerance { break }
    }
    levels = fit.levels
    deviation = fit.deviation
    spread = fit.spread
  }

  /// How probable levels as far apart as these are where the strata have one level.
  ///
  /// It is a score test (Rao 1948): the students are fitted with one level, and shares of each
  /// stratum's own; the score of b_s and its observed information then make a chi-squared of strata
  /// less one.
  static func probabilityOfOneLevel(_ strata: [Evidence?]) -> Double {
    guard var fit = LevelFit(strata, hasOneLevel: true) else { return 1 }
    for _ in 0..<mostSteps {
      let last = fit
      fit.expect()
      fit.maximise()
      let change = zip(last.means, fit.means).reduce(0) { max($0, ($1.0 - $1.1).magnitude) }
      if change < tolerance { break }
    }
    fit.expect()
    return fit.probabilityOfLevels
  }

  /// The state of one fit.
  private struct LevelFit {
    /// Expected number, sum and sum of squares about the centre of one gender of one stratum, and how
    /// many recorded students its mean is known as well as by.
    private struct Sums {
      var count = 0.0
      var sum = 0.0
      var square = 0.0
      var information = 0.0
    }

    private let genders: Range<Int>
    private let centre: Double
    private let floor: VarianceFloor
    private let missing: [[Cell]]
    private let known: [[Sums]]
    private var sums: [[Sums]] = []
    private let hasOneLevel: Bool
    private(set) var means: [Double]
    private var variances: [Double]
    private var shares: [[Double]]
    private var deviations: [[Double]]
    private var levelVariance = StrataLevels.priorSpread * StrataLevels.priorSpread
    private(set) var levels: [Double]
    private(set) var deviation = StrataLevels.priorDeviation * StrataLevels.priorDeviation
    private(set) var spread = 0.0
    let concentration: Double

    init?(_ strata: [Evidence?], hasOneLevel: Bool = false) {
      self.hasOneLevel = hasOneLevel
      guard let first = strata.lazy.compactMap({ $0 }).first else { return nil }
      let genders = 0..<first.genderCount
      self.genders = genders
      let cells = strata.map { $0?.cells ?? [] }
      let centre = first.cells.first?.height ?? 0
      self.centre = centre
      missing = cells.map { $0.filter { $0.label == nil } }
      let known = cells.map { cells in
        var sums = genders.map { _ in Sums() }
        for cell in cells {
          guard let label = cell.label else { continue }
          let (weight, x) = (Double(cell.count), cell.height - centre)
          sums[label].count += weight
          sums[label].sum += weight * x
          sums[label].square += weight * x * x
          sums[label].information += weight
        }
        return sums
      }
      self.known = known
      let whole = genders.map { k in
        known.reduce(into: Sums()) {
          $0.count += $1[k].count
          $0.sum += $1[k].sum
          $0.square += $1[k].square
        }
      }
      guard whole.allSatisfy({ $0.count > 0 }) else { return nil }
      let count = whole.reduce(0) { $0 + $1.count }
      let squares = whole.reduce(0) { $0 + $1.square - $1.sum * $1.sum / $1.count }
      guard squares > 1e-9 * count else { return nil }
      floor = VarianceFloor(resolution: first.resolution, pooledVariance: squares / count)
      means = whole.map { $0.sum / $0.count }
      variances = genders.map { _ in max(squares / count, 1e-6) }
      levels = strata.map { _ in 0 }
      deviations = strata.map { _ in genders.map { _ in 0 } }
      let school = whole.map { ($0.count + 0.5) / (count + 0.5 * Double(genders.count)) }
      let counts = known.map { $0.map(\.count) }
      let concentration = DirichletConcentration.mode(counts, about: school)
      self.concentration = concentration
      shares = counts.map { counts in
        let total = counts.reduce(0, +) + concentration
        return zip(counts, school).map { ($0 + concentration * $1) / total }
      }
    }

    /// The E-step.
    mutating func expect() {
      sums = known
      var terms = genders.map { _ in 0.0 }
      let logs = variances.map { 0.5 * log($0) }
      for stratum in missing.indices where !missing[stratum].isEmpty {
        let places = genders.map { means[$0] + levels[stratum] + deviations[stratum][$0] }
        let weights = genders.map { log(shares[stratum][$0]) - logs[$0] }
        for cell in missing[stratum] {
          let x = cell.height - centre
          var largest = -Double.infinity
          for k in genders {
            let gap = x - places[k]
            terms[k] = weights[k] - 0.5 * gap * gap / variances[k]
            largest = max(largest, terms[k])
          }
          var total = 0.0
          for k in genders {
            terms[k] = exp(terms[k] - largest)
            total += terms[k]
          }
          for k in genders {
            let part = terms[k] / total
            let expected = Double(cell.count) * part
            let gap = x - places[k]
            sums[stratum][k].count += expected
            sums[stratum][k].sum += expected * x
            sums[stratum][k].square += expected * x * x
            sums[stratum][k].information += expected * (1 - (1 - part) * gap * gap / variances[k])
          }
        }
      }
    }

    /// The M-step, and the variances of b and e.
    mutating func maximise() {
      if hasOneLevel {
        means = genders.map { k in
          sums.reduce(0) { $0 + $1[k].sum } / sums.reduce(0) { $0 + $1[k].count }
        }
        return maximiseRest()
      }
      solve()
      var (squares, seen, own, deviating) = (0.0, 0.0, 0.0, 0.0)
      for (stratum, sums) in sums.enumerated() where sums.contains(where: { $0.count > 0 }) {
        var precision = 1 / levelVariance
        for k in genders {
          let known = max(sums[k].information, self.known[stratum][k].count)
          if known > 0 { precision += 1 / (variances[k] / known + deviation) }
          let e = deviations[stratum][k]
          deviating += e * e + 1 / (known / variances[k] + 1 / deviation)
          own += 1
        }
        squares += levels[stratum] * levels[stratum] + 1 / precision
        seen += 1
      }
      let (strata, prior) = (StrataLevels.priorStrata, StrataLevels.priorSpread)
      spread = seen > 0 ? (squares / seen).squareRoot() : 0
      levelVariance = (strata * prior * prior + squares) / (strata + seen)
      let pairs = strata * Double(genders.count)
      let least = StrataLevels.priorDeviation
      deviation = (pairs * least * least + deviating) / (pairs + own)
      maximiseRest()
    }

    /// mu by what is left when b and e are eliminated; then b and e.
    private mutating func solve() {
      let size = genders.count
      var matrix = [Double](repeating: 0, count: size * size)
      var right = genders.map { _ in 0.0 }
      var weights = sums.map { _ in genders.map { _ in 0.0 } }
      for (stratum, sums) in sums.enumerated() {
        var (total, weighted) = (1 / levelVariance, 0.0)
        for k in genders where sums[k].count > 0 {
          let weight = 1 / (variances[k] / sums[k].count + deviation)
          weights[stratum][k] = weight
          total += weight
          weighted += weight * sums[k].sum / sums[k].count
        }
        for j in genders where weights[stratum][j] > 0 {
          let weight = weights[stratum][j]
          right[j] += weight * (sums[j].sum / sums[j].count - weighted / total)
          matrix[j * size + j] += weight
          for k in genders { matrix[j * size + k] -= weight * weights[stratum][k] / total }
        }
      }
      guard let solved = Cholesky(matrix, size: size)?.solution(of: right) else { return }
      means = solved
      for (stratum, sums) in sums.enumerated() {
        var (total, residual) = (1 / levelVariance, 0.0)
        for k in genders where sums[k].count > 0 {
          total += weights[stratum][k]
          residual += weights[stratum][k] * (sums[k].sum / sums[k].count - means[k])
        }
        levels[stratum] = residual / total
        for k in genders {
          deviations[stratum][k] =
            sums[k].count > 0
            ? deviation * weights[stratum][k]
              * (sums[k].sum / sums[k].count - means[k] - levels[stratum]) : 0
        }
      }
    }

    /// The probability that the scores of the levels are as large.
    var probabilityOfLevels: Double {
      var (statistic, strata) = (0.0, 0)
      for (stratum, sums) in sums.enumerated() where sums.contains(where: { $0.count > 0 }) {
        var (score, information) = (0.0, 0.0)
        for k in genders {
          let known = max(sums[k].information, self.known[stratum][k].count)
          score += (sums[k].sum - sums[k].count * means[k]) / variances[k]
          information += known / variances[k]
        }
        if information > 0 { statistic += score * score / information }
        strata += 1
      }
      return strata > 1 ? chiSquaredUpperTail(statistic, degreesOfFreedom: strata - 1) : 1
    }

    /// The variances of heights, and the shares.
    private mutating func maximiseRest() {
      var squares = genders.map { _ in 0.0 }
      var counts = genders.map { _ in 0.0 }
      for (stratum, sums) in sums.enumerated() {
        for k in genders {
          let place = means[k] + levels[stratum] + deviations[stratum][k]
          squares[k] +=
            sums[k].square - 2 * place * sums[k].sum + place * place * sums[k].count
          counts[k] += sums[k].count
        }
      }
      variances = SimilarVariances.mode(
        zip(squares, counts).map { max(0, $0 / $1) },
        counts: counts,
        above: floor
      )
      let total = counts.reduce(0, +)
      for (stratum, sums) in sums.enumerated() {
        let students = sums.reduce(concentration) { $0 + $1.count }
        shares[stratum] = genders.map {
          (sums[$0].count + concentration * counts[$0] / total) / students
        }
      }
    }
  }
}
