package import Mixture

/// How many students of some part of the school have no gender.
package struct MissingShare: Codable, Hashable, Sendable {
  /// What the part is one of.
  package enum Kind: String, Codable, Sendable {
    case group
    case age
    /// Ten centimetres of height.
    case height
  }

  package let by: Kind
  /// The class, the age, or the heights such as `160-169 cm`.
  package let name: String
  package let students: Int
  package let missing: Int

  package init(by: Kind, name: String, students: Int, missing: Int) {
    self.by = by
    self.name = name
    self.students = students
    self.missing = missing
  }
}

/// How the numbers of a run would change if those asked about differed in a way that the school's
/// records cannot tell.
package struct Sensitivity: Codable, Hashable, Sendable {
  /// How many centimetres taller they are taken to be; nil where their shares are changed.
  package let centimetres: Double?
  /// The gender whose share among them is changed; nil where heights are.
  package let gender: String?
  /// By how much the share is larger; nil where heights are changed.
  package let share: Double?
  /// The expected total of each gender of the model; nil of a batch.
  package let totals: [String: Double]?
  /// How many of the suggestions would be wrong; nil where there are none.
  package let expectedWrong: Double?

  private enum CodingKeys: String, CodingKey {
    case gender, share, totals
    case centimetres = "height_cm"
    case expectedWrong = "expected_wrong"
  }

  /// What follows from a change; the words are those for the genders, in order.
  package init(
    _ change: AssumedChange,
    genders: [String],
    totals: [String: Double]?,
    expectedWrong: Double?
  ) {
    switch change {
    case .height(let centimetres): (self.centimetres, gender, share) = (centimetres, nil, nil)
    case .share(let index, let difference):
      (centimetres, gender, share) = (nil, genders[index], difference)
    }
    self.totals = totals
    self.expectedWrong = expectedWrong
  }
}

/// How many students of a gender are to be expected.
package struct ExpectedTotal: Codable, Hashable, Sendable {
  /// Nil for the whole school.
  package let stratum: String?
  package let gender: String
  /// Recorded or decided.
  package let known: Int
  /// Known, and the sum of the probabilities of the others.
  package let expected: Double
  /// Known, and those whose likeliest gender it is.
  package let byLikeliest: Int
  /// The 95 % interval of what is expected; nil where it cannot be told.
  package let interval: ConfidenceInterval?

  private enum CodingKeys: String, CodingKey {
    case stratum, gender, known, expected, interval
    case byLikeliest = "by_likeliest"
  }

  package init(
    stratum: String?,
    gender: String,
    known: Int,
    expected: Double,
    byLikeliest: Int,
    interval: ConfidenceInterval?
  ) {
    self.stratum = stratum
    self.gender = gender
    self.known = known
    self.expected = expected
    self.byLikeliest = byLikeliest
    self.interval = interval
  }
}

/// One line of a reference of heights by age.
package struct ReferenceHeight: Codable, Hashable, Sendable {
  /// In years.
  package let age: Double
  package let gender: String
  /// In centimetres.
  package let mean: Double
  /// In centimetres.
  package let standardDeviation: Double

  private enum CodingKeys: String, CodingKey {
    case gender
    case age = "age_years"
    case mean = "mean_cm"
    case standardDeviation = "sd_cm"
  }

  package init(age: Double, gender: String, mean: Double, standardDeviation: Double) {
    self.age = age
    self.gender = gender
    self.mean = mean
    self.standardDeviation = standardDeviation
  }
}

extension [ReferenceHeight] {
  /// SHA-256 over the lines in canonical bytes.
  var digest: Digest {
    var canonical = CanonicalBytes()
    canonical.append("studentdb reference 1")
    for line in self {
      canonical.append(line.age)
      canonical.append(line.gender)
      canonical.append(line.mean)
      canonical.append(line.standardDeviation)
    }
    return Digest(of: canonical.bytes)
  }
}
