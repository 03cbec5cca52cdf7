import Glibc

/// What each gender contributes to the density of a height, with all that does not depend on the
/// height worked out beforehand.
///
/// For one height *x* and gender *k* the term is
///
///     log(pi_k f_k(x)) = log pi_k - log(2 pi sigma2_k) / 2 - (x - mu_k)^2 / (2 sigma2_k)
///
/// The first two parts and the factor of the third are constants of the mixture, so that a term
/// costs a subtraction and three multiplications, and a height one exponential fewer than there
/// are genders and one logarithm. Nothing is allocated after `init`.
struct PosteriorTerms {
  /// The constants of one gender, and what they give for the height evaluated last.
  struct Term {
    let mean: Double
    /// log pi_k - log(2 pi sigma2_k) / 2.
    let constant: Double
    /// 1 / (2 sigma2_k).
    let halfPrecision: Double
    /// log(pi_k f_k(x)) for the height evaluated last.
    fileprivate(set) var logTerm = 0.0
    /// The posterior probability of the gender for the height evaluated last.
    fileprivate(set) var posterior = 0.0

    init(_ component: Component) {
      mean = component.mean
      constant = log(component.weight) - 0.5 * log(2 * .pi * component.variance)
      halfPrecision = 1 / (2 * component.variance)
    }

    /// log(pi_k f_k(x)) for a height in centimetres.
    func logTerm(at height: Double) -> Double {
      let deviation = height - mean
      return constant - deviation * deviation * halfPrecision
    }
  }

  private var terms: [Term]

  init(_ mixture: HeightMixture) {
    terms = mixture.components.map { Term($0) }
  }

  /// The term of one gender.
  subscript(gender: Int) -> Term { terms[gender] }

  /// The posterior probabilities for the height evaluated last.
  var posterior: [Double] { terms.map(\.posterior) }

  /// Works out the posterior of each gender and returns log sum_k pi_k f_k(x).
  ///
  /// The largest term is taken out before anything is exponentiated (log-sum-exp): far from every
  /// mean all densities underflow to zero, but their ratios to the largest do not all, and the
  /// largest itself becomes exactly one. So the sum is never zero and the posteriors sum to one.
  @discardableResult
  mutating func evaluate(at height: Double) -> Double {
    var largest = -Double.infinity
    for k in terms.indices {
      let term = terms[k].logTerm(at: height)
      terms[k].logTerm = term
      largest = max(largest, term)
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
