import StudentStore
package import Workflows

/// The answer of `model reconcile r3 RECEIPT`.
package struct ReconciliationRendering {
  private let reconciliation: Reconciliation

  package init(_ reconciliation: Reconciliation) {
    self.reconciliation = reconciliation
  }

  /// The differences shown; the rest are in the JSON.
  private static let shown = 20

  package var report: Answer {
    let name = "r\(reconciliation.run.id)"
    let cells = Numbers.count(reconciliation.compared, "cell")
    let students = Numbers.count(reconciliation.students, "student")
    let differences = reconciliation.differences
    var text: [String] = []
    if reconciliation.isSame {
      text.append("\(name) and the receipt agree: \(cells), \(students) without a gender.")
    } else {
      text = differences.prefix(Self.shown).map { difference in
        "  \(Self.place(difference)): the run \(Self.words(difference.here)), the receipt "
          + Self.words(difference.there)
      }
      if differences.count > Self.shown {
        text.append("  and \(differences.count - Self.shown) more: --json")
      }
      text.append(
        "\(name) and the receipt differ in \(differences.count) of \(cells). Either the table changed "
          + "since it was counted, or another lookup table or another column was joined."
      )
    }
    return Answer(
      json: .object([
        .init("run", .text(name)),
        .init("same", .bool(reconciliation.isSame)),
        .init("cells", .count(reconciliation.compared)),
        .init("students", .count(reconciliation.students)),
        .init("differences", .array(differences.map(Self.json))),
      ]),
      text: text,
      status: reconciliation.isSame ? .done : .some
    )
  }

  private static func place(_ difference: Reconciliation.Difference) -> String {
    guard let millimetres = difference.millimetres else { return difference.stratum }
    let centimetres = Numbers.fixed(Double(millimetres) / 10, 1)
    return "\(SafeText.shown(difference.stratum)), \(centimetres) cm"
  }

  private static func words(_ said: Reconciliation.Difference.Said?) -> String {
    guard let said else { return "has nobody" }
    let count = Numbers.count(said.students, "student")
    guard let gender = said.gender else { return "has \(count)" }
    return "has \(count), \(SafeText.shown(gender)), "
      + (said.mayBeProposed ? "to be proposed" : "not to be proposed")
  }

  private static func json(_ difference: Reconciliation.Difference) -> JSONValue {
    func said(_ said: Reconciliation.Difference.Said?) -> JSONValue {
      guard let said else { return .null }
      return .object([
        .init("gender", .optional(said.gender)),
        .init("may_be_proposed", .bool(said.mayBeProposed)),
        .init("students", .count(said.students)),
      ])
    }
    return .object([
      .init("stratum", .text(difference.stratum)),
      .init("height_mm", .optional(difference.millimetres.map { Int64($0) })),
      .init("run", said(difference.here)),
      .init("receipt", said(difference.there)),
    ])
  }
}
