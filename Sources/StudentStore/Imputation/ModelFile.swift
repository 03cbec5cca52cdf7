package import FoundationEssentials
package import Mixture

/// A model as a file: what `model export` writes and `model import` reads, as JSON.
///
/// It holds counts and averages of the students it was fitted to, and no data of single students.
package struct ModelFile: Codable, Sendable {
  /// One gender of one stratum.
  package struct Gender: Codable, Sendable {
    package var gender: String
    package var recorded: Int
    package var weight: Double
    package var weightMissing: Double
    package var meanCentimetres: Double
    /// Of a t density the squared scale.
    package var variance: Double

    private enum CodingKeys: String, CodingKey {
      case gender, recorded, weight
      case weightMissing = "weight_missing"
      case meanCentimetres = "mean_cm"
      case variance = "variance_cm2"
    }
  }

  /// One stratum.
  package struct Stratum: Codable, Sendable {
    package var stratum: String?
    package var genders: [Gender]
    /// What is not known of the numbers; nil where it was not known.
    package var covariance: ModelCovariance?
  }

  /// Why the model proposes nothing.
  package struct Refusal: Codable, Sendable {
    package var code: String
    package var stratum: String?
    package var message: String
  }

  /// What says that a file is one.
  package static let format = "studentdb model 1"

  package var format: String
  package var programVersion: String
  package var run: String
  package var madeAt: String
  package var learntFrom: String
  package var family: String
  package var degreesOfFreedom: Double?
  package var variance: String
  package var missingness: String
  package var stratifiedBy: String
  package var resolutionCentimetres: Double
  package var inputDigest: String
  package var strata: [Stratum]
  package var evaluation: RunEvaluation?
  package var refusals: [Refusal]

  private enum CodingKeys: String, CodingKey {
    case format, run, family, variance, missingness, strata, evaluation, refusals
    case programVersion = "program_version"
    case madeAt = "made_at"
    case learntFrom = "learn_from"
    case degreesOfFreedom = "degrees_of_freedom"
    case stratifiedBy = "by"
    case resolutionCentimetres = "resolution_cm"
    case inputDigest = "input_digest"
  }

  /// The model of a run.
  package init(_ run: ImputationRun) {
    format = Self.format
    programVersion = run.programVersion
    self.run = "r\(run.id)"
    madeAt = run.createdAt
    learntFrom = run.settings.learntFrom
    family = run.settings.family
    degreesOfFreedom = run.summary.degreesOfFreedom
    variance = run.settings.variance
    missingness = run.settings.missingness
    stratifiedBy = run.settings.stratifiedBy
    resolutionCentimetres = run.settings.resolutionCentimetres
    inputDigest = run.inputDigest.hexadecimal
    strata = run.strata.map { stratum in
      Stratum(
        stratum: stratum.name,
        genders: stratum.genders.map { gender in
          Gender(
            gender: gender.gender,
            recorded: gender.recorded,
            weight: gender.weight.value,
            weightMissing: gender.weightMissing.value,
            meanCentimetres: gender.mean.value,
            variance: gender.variance
          )
        },
        covariance: stratum.covariance
      )
    }
    evaluation = run.evaluation
    refusals = run.refusals.map {
      Refusal(code: $0.code, stratum: $0.stratum, message: $0.message)
    }
  }

  /// The file's bytes.
  package func encoded() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    return try encoder.encode(self)
  }

  /// Reads a file.
  ///
  /// - Throws: `ModelFileError` where it is none, or says what cannot be.
  package init(reading data: Data) throws(ModelFileError) {
    let decoded: ModelFile
    do {
      decoded = try JSONDecoder().decode(ModelFile.self, from: data)
    } catch {
      throw .notAModel
    }
    guard decoded.format == Self.format else { throw .otherFormat(decoded.format) }
    self = decoded
    _ = try mixtures()
    guard candidate != nil else {
      throw .impossible("family, variance, missingness, by or learn_from")
    }
    guard Evidence.resolutions.contains(resolutionCentimetres) else {
      throw .impossible("resolution_cm")
    }
    guard Digest(hexadecimal: inputDigest) != nil else { throw .impossible("input_digest") }
    guard evaluation?.isInRange ?? true else { throw .impossible("evaluation") }
  }

  /// The words for the genders, in order.
  package var genders: [String] { strata.first?.genders.map(\.gender) ?? [] }

  /// The model as a candidate; nil where its words are none.
  package var candidate: Candidate? {
    guard let family = DensityFamily(rawValue: family),
      let variance = VarianceStructure(rawValue: variance),
      let missingness = Missingness(rawValue: missingness),
      let stratification = Stratification(rawValue: stratifiedBy),
      ["all", "recorded"].contains(learntFrom), family == .t || degreesOfFreedom == nil
    else { return nil }
    return Candidate(
      learntFrom == "all" ? .expectationMaximisation : .recorded,
      family: family,
      variance: variance,
      missingness: missingness,
      by: stratification
    )
  }

  /// The strata with their mixtures.
  ///
  /// - Throws: `ModelFileError` naming the first that is none.
  package func mixtures() throws(ModelFileError) -> [(name: String?, mixture: HeightMixture)] {
    for refusal in refusals where GateRefusalCode(rawValue: refusal.code) == nil {
      throw .impossible("the refusal \(refusal.code)")
    }
    guard !strata.isEmpty, strata.count <= EvidenceCensus.mostStrata else {
      throw .impossible("the number of strata")
    }
    guard Set(strata.map(\.stratum)).count == strata.count else {
      throw .impossible("a stratum that is there twice")
    }
    let density = degreesOfFreedom.map { Density.t(degreesOfFreedom: $0) } ?? .normal
    var mixtures: [(name: String?, mixture: HeightMixture)] = []
    for stratum in strata {
      let words = stratum.genders.map(\.gender)
      guard words.count >= 2, words == genders,
        stratum.genders.allSatisfy({ (0...1_000_000_000_000).contains($0.recorded) }),
        Set(words).count == words.count,
        !words.contains("")
      else { throw .impossible("the genders of stratum \(stratum.stratum ?? "all")") }
      let mixture: HeightMixture
      do throws(FitRefusal) {
        mixture = try HeightMixture(
          components: stratum.genders.map {
            Component(
              weight: $0.weight,
              weightAmongMissing: $0.weightMissing,
              mean: $0.meanCentimetres,
              variance: $0.variance
            )
          },
          density: density
        )
      } catch {
        throw .impossible("the numbers of stratum \(stratum.stratum ?? "all")")
      }
      if let covariance = stratum.covariance, covariance.uncertainty(of: mixture) == nil {
        throw .impossible("the covariance of stratum \(stratum.stratum ?? "all")")
      }
      mixtures.append((stratum.stratum, mixture))
    }
    return mixtures
  }
}

/// Why a file is no model.
package enum ModelFileError: Error, Hashable, Sendable, CustomStringConvertible {
  case notAModel
  case otherFormat(String)
  case impossible(String)

  package var description: String {
    switch self {
    case .notAModel:
      "this is not a model file; \"studentdb model export r3 -o FILE\" writes one"
    case .otherFormat(let format):
      "this is \"\(format)\", and this version reads \"\(ModelFile.format)\""
    case .impossible(let what):
      "this model cannot be right (\(what)); export it again"
    }
  }
}
