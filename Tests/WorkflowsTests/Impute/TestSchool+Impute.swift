import Mixture
import SQLite
import StudentStore
import TestSupport
import Workflows

@testable import StudentStore

extension TestSchool {
  /// Infers with one named model of all students, unless the test says otherwise.
  @discardableResult
  func impute(
    by stratification: Stratification? = Stratification.none,
    _ change: (inout ImputeOptions) -> Void = { _ in }
  ) throws -> ImputationRun {
    try ImputeWorkflow(database, context: context)
      .run(options(by: stratification, change))
  }

  func options(
    by stratification: Stratification? = Stratification.none,
    _ change: (inout ImputeOptions) -> Void = { _ in }
  ) -> ImputeOptions {
    var options = ImputeOptions()
    options.family = .normal
    options.variance = .equal
    options.missingness = .same
    options.stratification = stratification
    change(&options)
    return options
  }

  /// What imputing throws; nil where it does not.
  func refusal(
    by stratification: Stratification? = Stratification.none,
    _ change: (inout ImputeOptions) -> Void = { _ in }
  ) -> ImputeError? {
    do {
      try impute(by: stratification, change)
      return nil
    } catch {
      return error as? ImputeError
    }
  }

  /// The rows of a query, each as its columns joined by a bar, NULL as a dash.
  func lines(_ query: String) throws -> [String] {
    var statement = try database.connection.prepare(SQL(typed: query))
    return try statement.map { row in
      try (0..<row.columnCount).map { try row.value(at: $0).shown }.joined(separator: "|")
    }
  }
}

extension SQLiteValue {
  fileprivate var shown: String {
    switch self {
    case .null: "-"
    case .integer(let integer): "\(integer)"
    case .real(let real): "\(real)"
    case .text(let text): text
    case .blob(let blob): "\(blob.count) bytes"
    }
  }
}

extension QuantileRoster {
  /// Girls and boys of two classes and of none, twenty of each; every fourth forgot the gender.
  static func classes(_ groups: [String] = ["7b", "7a", ""]) -> QuantileRoster {
    var roster = QuantileRoster()
    for group in groups {
      roster.add(20, "F", mean: 160, deviation: 6, group: group) { $0 % 4 != 0 }
      roster.add(20, "M", mean: 174, deviation: 7, group: group) { $0 % 4 != 0 }
    }
    return roster
  }

  /// 240 girls and 240 boys of twelve, whom height does not tell apart, and forty of each of
  /// seventeen, whom it does; every fourth forgot the gender.
  static func twoAges() -> QuantileRoster {
    var roster = QuantileRoster()
    roster.add(240, "F", mean: 152, deviation: 7, age: "12") { $0 % 4 != 0 }
    roster.add(240, "M", mean: 152, deviation: 7, age: "12") { $0 % 4 != 0 }
    roster.add(40, "F", mean: 163, deviation: 6, age: "17") { $0 % 4 != 0 }
    roster.add(40, "M", mean: 177, deviation: 7, age: "17") { $0 % 4 != 0 }
    return roster
  }
}
