import Glibc

/// How often a model is right in a population, from a sample that was drawn part by part.
///
/// The textbook's stratified random sample (Cochran 1977, chapter 5): each part's share of right answers
/// counts with the part's weight in the population, however many were drawn of it. The variance of a
/// part's share is taken at (right + 2) of (asked + 4) (Agresti and Coull 1998), as that of a handful of
/// answers which are all right would come out as none.
package struct StratifiedSample: Hashable, Sendable {
  /// A part of the population.
  package struct Part: Hashable, Sendable {
    /// How many students it has.
    package var students = 0
    /// The sum of the confidences that are stated of them.
    package var stated = 0.0
    /// How many of them were drawn and answered for.
    package var asked = 0
    /// How many of these answers are what the model says.
    package var right = 0

    package init() {}
  }

  /// The parts of which somebody answered.
  private let answered: [Part]
  /// How many students all parts have.
  private let students: Int

  package init(_ parts: [Part]) {
    answered = parts.filter { $0.asked > 0 && $0.students > 0 }
    students = parts.reduce(0) { $0 + $1.students }
  }

  /// How many answers there are.
  package var asked: Int { answered.reduce(0) { $0 + $1.asked } }

  /// The part of the population of which the sample says something.
  package var covered: Double { students > 0 ? covering / Double(students) : 0 }

  private var covering: Double { answered.reduce(0) { $0 + Double($1.students) } }

  /// What the model states of it on average; nil without answers.
  package var stated: Double? {
    covering > 0 ? answered.reduce(0) { $0 + $1.stated } / covering : nil
  }

  /// How often it is right there; nil without answers.
  package var right: Double? {
    guard covering > 0 else { return nil }
    return answered.reduce(0) {
      $0 + Double($1.students) * Double($1.right) / Double($1.asked)
    } / covering
  }

  /// The 95 % interval of ``right``.
  package var interval: ConfidenceInterval? {
    guard let right else { return nil }
    let variance = answered.reduce(0.0) { sum, part in
      let asked = Double(part.asked)
      let share = (Double(part.right) + 2) / (asked + 4)
      let weight = Double(part.students) / covering
      // Who is drawn is not drawn again.
      let rest = max(0, 1 - asked / Double(part.students))
      return sum + weight * weight * rest * share * (1 - share) / asked
    }
    let reach = standardNormal95 * variance.squareRoot()
    return ConfidenceInterval(lower: max(0, right - reach), upper: min(1, right + reach))
  }
}
