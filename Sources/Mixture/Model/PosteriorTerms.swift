import Glibc

/// What each gender contributes to the density of a height, with all that does not depend on the
/// height worked out beforehand.
///
/// With d = x - mu_k the log of the density is
///
///     normal   log f_k(x) = - log(2 pi sigma2_k) / 2 - d^2 / (2 sigma2_k)
///     t        log f_k(x) = log c_nu - log(sigma2_k) / 2 - (nu + 1) / 2 log(1 + d^2 / (nu sigma2_k))
///
/// where c_nu = Gamma((nu + 1) / 2) / (Gamma(nu / 2) sqrt(nu pi)). What does not depend on d is a
/// constant of the mixture. Nothing is allocated after `init`.
struct PosteriorTerms {
  /// The constants of one gender, and what they give for the height evaluated last.
  struct Term {
    let mean: Double
    /// The part of log f_k that does not depend on the height.
    private let constant: Double
    private let logWeight: Double
    private let logWeightAmongMissing: Double
    /// What the squared deviation is multiplied by: 1 / (2 sigma2), or 1 / (nu sigma2).
    private let factor: Double
    /// (nu + 1) / 2; zero for the normal density.
    private let halfPower: Double
    /// (nu + 1) / nu.
    private let largestPull: Double
    /// log(pi_k f_k(x)) for the height evaluated last, pi_k being the share among the missing.
    fileprivate(set) var logTerm = 0.0
    /// The posterior probability of the gender for the height evaluated last.
    fileprivate(set) var posterior = 0.0

    init(_ component: Component, density: Density) {
      mean = component.mean
      logWeight = log(component.weight)
      logWeightAmongMissing = log(component.weightAmongMissing)
      switch density {
      case .normal:
        constant = -0.5 * log(2 * .pi * component.variance)
        factor = 1 / (2 * component.variance)
        halfPower = 0
        largestPull = 1
      case .t(let nu):
        constant =
          logGamma((nu + 1) / 2) - logGamma(nu / 2) - 0.5 * log(nu * .pi * component.variance)
        factor = 1 / (nu * component.variance)
        halfPower = (nu + 1) / 2
        largestPull = (nu + 1) / nu
      }
    }

    private var isNormal: Bool { halfPower == 0 }

    /// log f_k at so many centimetres from the mean.
    func logDensity(at deviation: Double) -> Double {
      let scaled = deviation * deviation * factor
      return isNormal ? constant - scaled : constant - halfPower * log(1 + scaled)
    }

    /// log(pi_k f_k) for a student who has this gender recorded.
    func logTermIfRecorded(at deviation: Double) -> Double {
      logWeight + logDensity(at: deviation)
    }

    /// log(pi_k f_k) for a student whose gender was missing and turned out to be this one.
    func logTermIfDecided(at deviation: Double) -> Double {
      logWeightAmongMissing + logDensity(at: deviation)
    }

    /// How strongly a student so far from the mean pulls at mean and variance, if of this gender.
    ///
    /// It is one for everybody under a normal density. Under a t density it is the expected
    /// precision u = (nu + 1) / (nu + d^2 / sigma2) of the student's height, a little above one
    /// near the mean and next to nothing far away (Lange, Little and Taylor 1989).
    func pull(at deviation: Double) -> Double {
      isNormal ? 1 : largestPull / (1 + deviation * deviation * factor)
    }

    fileprivate mutating func evaluate(at height: Double) {
      logTerm = logWeightAmongMissing + logDensity(at: height - mean)
    }
  }

  private var terms: [Term]

  init(_ mixture: HeightMixture) {
    terms = mixture.components.map { Term($0, density: mixture.density) }
  }

  /// The term of one gender.
  subscript(gender: Int) -> Term { terms[gender] }

  /// The posterior probabilities for the height evaluated last.
  var posterior: [Double] { terms.map(\.posterior) }

  /// Works out the posterior of each gender for a student whose gender is missing, and returns
  /// log sum_k pi_k f_k(x).
  ///
  /// The largest term is taken out before anything is exponentiated (log-sum-exp): far from every
  /// mean all densities underflow to zero, but their ratios to the largest do not all, and the
  /// largest itself becomes exactly one. So the sum is never zero and the posteriors sum to one.
  @discardableResult
  mutating func evaluate(at height: Double) -> Double {
    var largest = -Double.infinity
    for k in terms.indices {
      terms[k].evaluate(at: height)
      largest = max(largest, terms[k].logTerm)
    }
    var sum = 0.0
    for k in terms.indices {
      let ratio = terms[k].logTerm == largest ? 1 : exp(terms[k].logTerm - largest)
      terms[k].posterior = ratio
      sum += ratio
    }
    for k in terms.indices { terms[k].posterior /= sum }
    return largest + log(sum)
  }
}
