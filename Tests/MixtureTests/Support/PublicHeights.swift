import Foundation
import Mixture
import TestSupport

/// The children of the study of lung function FEV, from the folder `shared/data/fev`.
enum ChildrenOfFEV {
  struct Child {
    let age: Int
    let height: Double
    let gender: Int
  }

  /// Ages in full years, heights in inches; 1 is male.
  static func load() throws -> [Child] {
    try Table.rows("data/fev/fev.csv").compactMap { fields in
      guard let age = Int(fields[1]), let inches = Double(fields[2]) else { return nil }
      let height = (inches * 25.4).rounded() / 10
      return Child(age: age, height: height, gender: fields[3] == "1" ? 1 : 0)
    }
  }
}

/// The stature for age of the CDC (2000), from the folder `shared/data/growth_cdc`.
enum CDCReference {
  /// The table, girls first.
  ///
  /// Sex 1 is male, ages are in months, M is the median, S the coefficient of variation.
  static func load() throws -> GrowthReference {
    var genders: [[GrowthReference.Entry]] = [[], []]
    for fields in try Table.rows("data/growth_cdc/statage.csv") {
      guard let months = Double(fields[1]), let median = Double(fields[3]),
        let variation = Double(fields[4])
      else { continue }
      genders[fields[0] == "1" ? 1 : 0].append(
        GrowthReference.Entry(
          age: months / 12,
          mean: median,
          standardDeviation: median * variation
        )
      )
    }
    guard let reference = GrowthReference(genders) else {
      throw CocoaError(.fileReadCorruptFile)
    }
    return reference
  }
}

private enum Table {
  /// The rows of a file of the folder below its header.
  static func rows(_ file: String) throws -> [[String]] {
    try SharedFolder.text(file).split(whereSeparator: \.isNewline).dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }
}
