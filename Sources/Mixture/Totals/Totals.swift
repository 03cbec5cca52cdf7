/// How many students have each gender, those whose gender is missing included.
///
/// Calling every student by the likeliest gender and counting is biased: where most are rather
/// boys, nearly all are called boys. The expected count is not: it is the number of recorded
/// students plus the sum of the probabilities of the others. Counted are the students that the
/// model knows of: those with a height whose gender is missing or one of the modelled.
package struct Totals: Hashable, Sendable {
  /// The totals of one stratum.
  package struct Stratum: Hashable, Sendable {
    /// The class, grade or age; nil for the whole school.
    package let name: String?

    /// The totals in the order of the genders.
    package let genders: [GenderTotal]
  }

  /// The strata that have students with a height, in order.
  package let strata: [Stratum]

  /// The totals of the whole school, in the order of the genders.
  package let whole: [GenderTotal]

  /// Counts the students of all strata.
  ///
  /// The intervals come from multiple imputation. Each draw takes other parameters, as far from
  /// the fitted ones as the evidence leaves open, and then a gender for every missing student by
  /// the probabilities that these parameters give; of a cell of many, how many of each gender.
  /// The draws are pooled by ``RubinPooling``. The students counted are all there are, so
  /// that a completed school has no sampling variance of its own, and the degrees of freedom are
  /// one fewer than draws. Strata are drawn independently: what the prior that they share leaves
  /// open is left out.
  ///
  /// - Parameters:
  ///   - strata: The fits of the strata, such as ``StratifiedFit/strata``.
  ///   - draws: How many imputations are drawn.
  ///   - seed: What they are drawn from; the same seed gives the same bytes.
  /// - Precondition: There are at least two draws.
  /// - Complexity: O(*m* *n* *k*) for *m* draws, *n* cells and *k* genders, however many students
  ///   the cells stand for.
  package init(_ strata: [StratumFit], draws: Int = 20, seed: UInt64 = 1) {
    precondition(draws >= 2, "one draw does not show what is left open")
    let counts = strata.enumerated().map { place, stratum in
      // Further starts of a fit use the streams above zero.
      var stream = SeededStream(seed: seed, stream: -1 - place)
      return StratumCounts(stratum, draws: draws, drawingFrom: &stream)
    }
    self.strata = counts.map { Stratum(name: $0.name, genders: $0.totals) }
    whole = StratumCounts(adding: counts).totals
  }
}

/// How many students have one gender.
package struct GenderTotal: Hashable, Sendable {
  /// How many have it recorded.
  package let recorded: Int

  /// For how many of the others it is the likeliest.
  package let called: Int

  /// The hard count: how many have it after everybody is called by the likeliest.
  package var hard: Int { recorded + called }

  /// How many are to be expected: those recorded, and the sum of the probabilities of the others.
  package let expected: Double

  /// What the imputations say together; nil where nobody is missing, and where the parameters have
  /// no known uncertainty because the fit did not converge or leaves some of them open.
  package let pooling: RubinPooling?

  /// The interval of the count for 95 %, within what is possible; nil where it is not known.
  ///
  /// It contains ``expected``, also where the few draws of a rare event all came out the same.
  package let interval: ConfidenceInterval?
}
