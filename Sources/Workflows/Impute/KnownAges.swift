import FoundationEssentials
import Mixture
import StudentStore

/// What is known of the ages of strata, and which of them a reference of heights by age can serve.
extension ImputeOptions {
  /// The age of each stratum; nil where nobody says it.
  ///
  /// The students' own age goes before that of the class, that before everybody's, and a grade's
  /// comes last.
  func ages(of stratification: Stratification, names: [String?]) -> [Double?] {
    names.map { name in
      switch stratification {
      case .none: age
      case .group:
        name.flatMap { ages[$0] } ?? age
          ?? (agesFromGrades ? name.flatMap(Self.age(ofGrade:)) : nil)
      case .age: name.flatMap { Double($0) } ?? age
      }
    }
  }

  /// Whether ages are given beside those of the students.
  package var saysAges: Bool { age != nil || !ages.isEmpty }

  /// The options with the reference that serves the school, and none where it serves nobody.
  ///
  /// The table that is built in knows girls and boys: it is used where both are recorded, and no
  /// third gender has enough recorded heights to be modelled.
  func servingReference(_ census: EvidenceCensus) -> ImputeOptions {
    guard reference.isEmpty, usesGrowthTable, let first = census.divisions.first else {
      return self
    }
    var options = self
    options.agesFromGrades = age == nil && Self.namesGrades(census)
    guard options.knowsAges(in: census) else { return self }
    let known = ["female", "male"]
    let recorded = census.genders.enumerated().map { label, gender in
      (gender, first.evidence.cells.reduce(0) { $0 + ($1.label == label ? $1.count : 0) })
    }
    let covers = recorded.allSatisfy { known.contains($0.0) || $0.1 < Gate.fewestRecorded }
    guard covers, known.allSatisfy({ word in recorded.contains { $0.0 == word && $0.1 > 0 } })
    else {
      return self
    }
    options.reference = zip(known, [GrowthTable.entries.female, GrowthTable.entries.male])
      .flatMap { gender, entries in
        entries.map {
          ReferenceHeight(
            age: $0.age,
            gender: gender,
            mean: $0.mean,
            standardDeviation: $0.standardDeviation
          )
        }
      }
      .sorted { ($0.age, $0.gender) < ($1.age, $1.gender) }
    return options
  }

  /// The age in a class whose name holds one number from 1 to 13, which is taken for the grade:
  /// five years more, completed; nil for any other name.
  static func age(ofGrade name: String) -> Double? {
    let numbers = name.utf8.split { !(0x30...0x39).contains($0) }
    guard numbers.count == 1, let grade = Int(String(decoding: Array(numbers[0]), as: UTF8.self)),
      (1...13).contains(grade)
    else { return nil }
    return Double(grade + 5)
  }

  /// Whether classes are named after grades, as far as heights tell.
  ///
  /// The mean of every such class is within 10 cm of the table for its age. Numbers of courses or
  /// rooms would put adults among small children.
  private static func namesGrades(_ census: EvidenceCensus) -> Bool {
    guard census.division(by: .age) == nil, let classes = census.division(by: .group) else {
      return false
    }
    var sums = [Double](repeating: 0, count: classes.names.count)
    var counts = [Double](repeating: 0, count: classes.names.count)
    for cell in classes.evidence.cells {
      sums[cell.stratum] += cell.height * Double(cell.count)
      counts[cell.stratum] += Double(cell.count)
    }
    let tables = [GrowthTable.entries.female, GrowthTable.entries.male]
    let deviations = classes.names.indices.compactMap { stratum -> Double? in
      guard counts[stratum] > 0, let age = classes.names[stratum].flatMap(age(ofGrade:)) else {
        return nil
      }
      let expected = tables.flatMap { $0.filter { $0.age == age }.map(\.mean) }
      return sums[stratum] / counts[stratum] - expected.reduce(0, +) / Double(expected.count)
    }
    return !deviations.isEmpty && deviations.allSatisfy { abs($0) < 10 }
  }

  private func knowsAges(in census: EvidenceCensus) -> Bool {
    census.divisions.contains { division in
      (stratification ?? division.stratification) == division.stratification
        && ages(of: division.stratification, names: division.names).contains { $0 != nil }
    }
  }

  /// Whether a division is to be tried: with a reference, only those whose ages are known; without
  /// one, an age alone is no division.
  func tries(_ division: Division, of census: EvidenceCensus) -> Bool {
    guard stratification == nil else { return true }
    guard !reference.isEmpty else {
      return division.stratification == .none || division.names.count > 1
    }
    if census.division(by: .age) != nil { return division.stratification == .age }
    return ages(of: division.stratification, names: division.names).contains { $0 != nil }
  }

  /// Reads back what ``requested`` says of ages.
  mutating func readAges(_ words: [String: String]) {
    usesGrowthTable = words["prior"] != "none"
    age = words["age"].flatMap(Double.init)
    ages = words["ages"].flatMap(Self.ages(fromList:)) ?? [:]
    agesFromGrades = words["ages_from"] == Self.grades
  }

  /// The word in ``requested`` for ages that the names of classes gave.
  static let grades = "grades"

  /// Ages of classes, written 7=12,8=13; nil where it is written otherwise.
  package static func ages(fromList text: String) -> [String: Double]? {
    var ages: [String: Double] = [:]
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let sign = part.lastIndex(of: "="), sign != part.startIndex,
        let age = Double(part[part.index(after: sign)...]), knownAges.contains(age)
      else { return nil }
      guard ages.updateValue(age, forKey: String(part[..<sign])) == nil else { return nil }
    }
    return ages
  }

  /// The ages that students have.
  package static let knownAges = 2.0...100.0
}

extension ImputationRun {
  /// The ages of strata as they were known when the run was asked for.
  func askedAges(of stratification: Stratification, names: [String?]) -> [Double?] {
    askedOptions.ages(of: stratification, names: names)
  }

  /// Whether ages came from the names of classes, as grades.
  package var tookAgesFromGrades: Bool { askedOptions.agesFromGrades }

  private var askedOptions: ImputeOptions {
    var options = ImputeOptions()
    let words = try? JSONDecoder().decode([String: String].self, from: Data(settingsRequested.utf8))
    options.readAges(words ?? [:])
    return options
  }
}
