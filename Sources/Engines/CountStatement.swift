/// The statement that counts the students of a table: how many have each gender, group, age and
/// height.
///
/// It reads the table once and asks the engine for nothing but arithmetic with integers, grouping and
/// sums: every engine then gives the same counts, which are the input of a run.
package struct CountStatement: Sendable {
  /// Which smallest cells may be asked for; with 1 nothing is merged.
  package static let minimums = 1...1_000_000
  /// The columns of the result, in their order.
  package static let columns = [
    "signature", "gender", "group_name", "age", "height_mm", "students",
  ]

  /// What stands before and after the digits of the statement's digest.
  private let before: String
  private let after: String

  /// The statement for a table; cells of fewer students than the minimum are merged with others.
  ///
  /// - Throws: A sentence for a minimum outside `minimums`.
  package init(_ table: WarehouseTable, minimum: Int) throws(EngineRefusal) {
    guard Self.minimums.contains(minimum) else {
      throw EngineRefusal(
        "--minimum \(minimum): write a number from \(Self.minimums.lowerBound) to "
          + "\(Self.minimums.upperBound); with 1 nothing is merged"
      )
    }
    let signature = "studentdb cells 1 mm minimum=\(minimum) dialect=\(table.dialect.name) sha256="
    let (clause, query) = CellQuery(table: table, minimum: minimum).parts()
    before = clause + "SELECT '" + signature
    after = "' AS signature, " + query + ";"
  }

  /// The statement's whole text, with zeros for the digits of its digest.
  package var unsigned: String { signed(with: String(repeating: "0", count: 64)) }

  /// The statement with its digest: SHA-256 of `unsigned`, as 64 hexadecimal digits.
  ///
  /// Whoever has the statement finds the digest again by writing zeros for these digits.
  package func signed(with hexadecimal: String) -> String {
    precondition(hexadecimal.utf8.count == 64, "a digest of SHA-256 has 64 digits")
    return before + hexadecimal + after
  }
}
