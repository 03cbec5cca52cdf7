package import FoundationEssentials
package import Mixture

/// A model as a file: what `model export` writes and `model import` reads, as JSON.
///
/// It holds counts and averages of the students it was fitted to, and no data of single students. Names
/// are in it only where somebody asked for them, and only those that several students have.
package struct ModelFile: Codable, Sendable {
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
  package var strata: [ImputationRun.Stratum]
  package var evaluation: RunEvaluation?
  package var refusals: [GateRefusal]
  /// Nil where they were not asked for.
  package var names: [ModelName]?

  private enum CodingKeys: String, CodingKey {
    case format, run, family, variance, missingness, strata, evaluation, refusals, names
    case programVersion = "program_version"
    case madeAt = "made_at"
    case learntFrom = "learn_from"
    case degreesOfFreedom = "degrees_of_freedom"
    case stratifiedBy = "by"
    case resolutionCentimetres = "resolution_cm"
    case inputDigest = "input_digest"
  }

  /// The model of a run, and names that it learnt where they are given.
  package init(_ run: ImputationRun, names: [ModelName]? = nil) {
    self.names = names
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
    strata = run.strata
    // What was shown with names says nothing of heights alone.
    evaluation = run.names?.learnt == nil ? run.evaluation : nil
    refusals = run.refusals
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
    do {
      self = try JSONDecoder().decode(ModelFile.self, from: data)
    } catch {
      throw .notAModel
    }
    guard format == Self.format else { throw .otherFormat(format) }
    if strata.isEmpty, names != nil { throw .namesAlone }
    _ = try imported()
  }

  /// Which run of which school it was, as a JSON object.
  private var requested: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let origin = ["model": "imported", "run": run, "made_at": madeAt]
    return (try? encoder.encode(origin)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }

  /// The model as a run that infers nothing.
  ///
  /// - Throws: `ModelFileError` where it says what cannot be.
  func imported() throws(ModelFileError) -> ImputationRun {
    var made = ImputationRun()
    made.origin = "imported"
    made.settingsRequested = requested
    made.settings.learntFrom = learntFrom
    made.settings.family = family
    made.settings.variance = variance
    made.settings.missingness = missingness
    made.settings.stratifiedBy = stratifiedBy
    made.settings.resolutionCentimetres = resolutionCentimetres
    made.summary.degreesOfFreedom = degreesOfFreedom
    made.evaluation = evaluation
    made.refusals = refusals
    guard !strata.isEmpty, strata.count <= EvidenceCensus.mostStrata else {
      throw .impossible("the number of strata")
    }
    guard Set(strata.map(\.name)).count == strata.count else {
      throw .impossible("a stratum that is there twice")
    }
    for stratum in strata { made.strata.append(try imported(stratum, of: made)) }
    made.recordedCount = made.strata.reduce(0) { $0 + $1.recorded }
    made.passedGate = made.strata.contains(where: \.mayPropose)
    guard made.candidate != nil, ["all", "recorded"].contains(learntFrom),
      family == DensityFamily.t.rawValue || degreesOfFreedom == nil
    else { throw .impossible("family, variance, missingness, by or learn_from") }
    guard Evidence.resolutions.contains(resolutionCentimetres) else {
      throw .impossible("resolution_cm")
    }
    guard let digest = Digest(hexadecimal: inputDigest) else { throw .impossible("input_digest") }
    made.inputDigest = digest
    guard StoredNumbers.areInRange(evaluation as Any) else { throw .impossible("evaluation") }
    return made
  }

  private func imported(
    _ stratum: ImputationRun.Stratum,
    of run: ImputationRun
  ) throws(ModelFileError) -> ImputationRun.Stratum {
    let (words, name) = (stratum.genders.map(\.gender), stratum.name ?? "all")
    guard words.count >= 2, words == strata.first?.genders.map(\.gender),
      stratum.genders.allSatisfy({ (0...1_000_000_000_000).contains($0.recorded) }),
      Set(words).count == words.count, !words.contains("")
    else { throw .impossible("the genders of stratum \(name)") }
    let mixture: HeightMixture
    do throws(FitRefusal) {
      mixture = try run.fittedMixture(of: stratum)
    } catch {
      throw .impossible("the numbers of stratum \(name)")
    }
    if let covariance = stratum.covariance, covariance.uncertainty(of: mixture) == nil {
      throw .impossible("the covariance of stratum \(name)")
    }
    var made = stratum
    made.mayPropose = !refusals.contains { $0.stratum == nil || $0.stratum == stratum.name }
    made.recorded = made.genders.reduce(0) { $0 + $1.recorded }
    made.bayesError = mixture.bayesError
    made.majorityError = mixture.majorityError
    made.overlap = mixture.overlap
    for place in made.genders.indices {
      made.genders[place].standardDeviation.value = mixture.spread(of: place)
    }
    return made
  }
}

/// Why a file is no model.
package enum ModelFileError: Error, Hashable, Sendable, CustomStringConvertible {
  case notAModel
  case otherFormat(String)
  case namesAlone
  case withoutNames
  case impossible(String)

  package var description: String {
    switch self {
    case .notAModel:
      "this is not a model file; \"studentdb model export r3 -o FILE\" writes one"
    case .otherFormat(let format):
      "this is \"\(format)\", and this version reads \"\(ModelFile.format)\""
    case .namesAlone:
      "this file has names and no model of heights, so there is nothing to import; use its names with "
        + "\"studentdb impute --names endings --name-reference FILE\""
    case .withoutNames:
      "this model file has no names; \"studentdb model export r3 --names-from \(ModelName.fewestStudents)\" "
        + "writes those that \(ModelName.fewestStudents) known students or more have"
    case .impossible(let what):
      "this model cannot be right (\(what)); export it again"
    }
  }
}
