package import Mixture
import RosterReading
package import StudentStore

/// How the model is to be fitted; nil is `auto`, the choice by cross-validation.
package struct ImputeOptions: Sendable {
  /// Which students are learnt from.
  package enum Learning: String, Sendable, CaseIterable {
    /// What predicts better; everybody where the model is named in full.
    case auto
    /// Those whose gender is known alone.
    case recorded
    /// Everybody, by Expectation-Maximisation.
    case all
  }

  package var family: DensityFamily?
  package var variance: VarianceStructure?
  package var missingness: Missingness?
  package var stratification: Stratification?
  package var learning = Learning.auto
  /// What is known of heights by age beforehand; empty for the table that is built in.
  package var reference: [ReferenceHeight] = []
  /// Whether the table that is built in is used where ages are known and no other is given.
  package var usesGrowthTable = true
  /// The age of everybody whose own age and class do not say it, in completed years or exactly.
  package var age: Double?
  /// The ages of classes.
  package var ages: [String: Double] = [:]
  /// Whether a class named after a grade says the age of its students.
  package internal(set) var agesFromGrades = false
  /// The most that may be used of names.
  package var names = NameCandidate.Use.off
  /// How often names were given to each gender elsewhere; nil without a file.
  package var nameReference: NameReferenceFile?
  /// The heading of a column by whose values the confidences with names are judged.
  package var auditColumn: String?
  package var seed: UInt64 = 1
  package var starts = 1
  package var folds = 5
  package var maximumIterations = FitSettings().maximumIterations
  package var tolerance = FitSettings().tolerance
  package var label: String?

  /// The defaults.
  package init() {}

  /// Whether nothing is left to choose.
  var namesOneModel: Bool {
    family != nil && variance != nil && missingness != nil && stratification != nil
  }

  /// The ways of learning to compare.
  var methods: [Candidate.Method] {
    switch learning {
    case .recorded: [.recorded]
    case .all: [.expectationMaximisation]
    case .auto: namesOneModel ? [.expectationMaximisation] : [.recorded, .expectationMaximisation]
    }
  }

  /// The settings of every fit, beside what a candidate says.
  var fitSettings: FitSettings {
    FitSettings(
      starts: starts,
      seed: seed,
      maximumIterations: maximumIterations,
      tolerance: tolerance
    )
  }

  /// What was asked for, `auto` included, as a JSON object.
  var requested: String {
    let ages = self.ages.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    let knowledge = [
      ("prior", usesGrowthTable ? nil : "none"), ("age", age.map { "\($0)" }),
      ("ages", ages.isEmpty ? nil : ages.joined(separator: ",")),
      ("ages_from", agesFromGrades ? Self.grades : nil),
      ("names", names == .off ? nil : names.rawValue), ("audit_by", auditColumn),
    ]
    let words = [
      ("family", family?.rawValue), ("variance", variance?.rawValue),
      ("missingness", missingness?.rawValue), ("by", stratification?.rawValue),
      ("learn_from", learning == .auto ? nil : learning.rawValue),
    ]
    let asked =
      words.map { ($0, $1 ?? "auto") }
      + knowledge.compactMap { key, word in word.map { (key, $0) } }
    return "{" + asked.map { #""\#($0)":"\#(Self.escaped($1))""# }.joined(separator: ",") + "}"
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
  }
}

/// Why nothing can be learnt from the school's records.
package enum ImputeError: Error, Equatable {
  /// There are no students.
  case noStudents
  /// The model cannot be started from what is recorded.
  case nothingToLearnFrom(FitRefusal, genders: [String])
  /// The same where names, which were not asked for, would be of use.
  case heightsTeachNothing(FitRefusal, genders: [String], names: NameUsage)
  /// Names are to be used, and not two genders are known to learn them from.
  case namesTeachNothing(gender: String?)
  /// The students cannot be divided in the way that was asked for.
  case cannotDivide(by: String)
  /// A reference of heights by age needs ages.
  case referenceWithoutAges
  /// The ages of classes that the list does not have.
  case unknownClasses([String], known: [String])
  /// A run by names alone has no model that could be used elsewhere.
  case modelHasNoHeights(run: Int64)
  /// A model has no parameters for any of the strata here.
  case modelKnowsNoStratum(run: Int64)
  /// A reference does not say anything about a gender of the model.
  case referenceLacks(gender: String, known: [String])
  /// A table of names knows fewer than two genders of the model.
  case nameReferenceLacks(genders: [String], known: [String])
  /// No file has a column with this heading.
  case unknownColumn(String, known: [String])
}
