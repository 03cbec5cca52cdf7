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

/// The same table with its skew: of a height x, ((x / M)^L - 1) / (L S) is standard normal.
struct SkewedGrowth {
  private struct Entry {
    let power, median, variation: Double
  }

  /// By age in full years, taken in the middle of the year; girls first.
  private var genders: [[Int: Entry]] = [[:], [:]]

  static func load() throws -> SkewedGrowth {
    var table = SkewedGrowth()
    for fields in try Table.rows("data/growth_cdc/statage.csv") {
      guard let months = Double(fields[1]), let power = Double(fields[2]),
        let median = Double(fields[3]), let variation = Double(fields[4])
      else { continue }
      // Months are halves: that of 14 years and six and a half months.
      let age = (months - 6.5) / 12
      guard age == age.rounded() else { continue }
      let entry = Entry(power: power, median: median, variation: variation)
      table.genders[fields[0] == "1" ? 1 : 0][Int(age)] = entry
    }
    return table
  }

  private func entry(_ gender: Int, _ age: Int) throws -> Entry {
    guard let entry = genders[gender][age] else { throw CocoaError(.fileReadCorruptFile) }
    return entry
  }

  /// The height in centimetres so many standard deviations from the median.
  func height(of gender: Int, age: Int, deviate: Double) throws -> Double {
    let entry = try entry(gender, age)
    let root = 1 + entry.power * entry.variation * deviate
    return entry.median * pow(root, 1 / entry.power)
  }

  /// The probability of each gender at a height, both being as frequent.
  func posterior(at height: Double, age: Int) throws -> [Double] {
    let densities = try [0, 1].map { gender in
      let entry = try entry(gender, age)
      let ratio = pow(height / entry.median, entry.power)
      let deviate = (ratio - 1) / (entry.power * entry.variation)
      return exp(-0.5 * deviate * deviate) * ratio / entry.variation
    }
    return densities.map { $0 / (densities[0] + densities[1]) }
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
