import StudentStore
package import Workflows

/// How numbers would change if those asked about differed in a way that the records cannot tell: one
/// line, and the JSON.
struct SensitivityText {
  private let rows: [Sensitivity]

  init(_ rows: [Sensitivity]) {
    self.rows = rows
  }

  /// Beside totals; nil where nothing is known.
  var ofTotals: String? {
    sentence { rows in
      let genders = Set(rows.flatMap { ($0.totals ?? [:]).keys }).sorted()
      let parts = genders.compactMap { gender in
        Self.range(rows.compactMap { $0.totals?[gender] }).map { "\(SafeText.shown(gender)) \($0)" }
      }
      return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }
  }

  /// Beside suggestions; nil where there are none.
  var ofWrong: String? {
    sentence { rows in Self.range(rows.compactMap(\.expectedWrong)).map { "\($0) wrong" } }
  }

  private func sentence(_ range: ([Sensitivity]) -> String?) -> String? {
    guard let shares = range(rows.filter { $0.share != nil }) else { return nil }
    let others = "their shares were other by a tenth: \(shares)."
    guard let heights = range(rows.filter { $0.centimetres != nil }) else { return "If \(others)" }
    return "If those asked about were 2 cm taller or shorter: \(heights); if \(others)"
  }

  private static func range(_ numbers: [Double]) -> String? {
    guard let least = numbers.min(), let most = numbers.max() else { return nil }
    return "\(Numbers.fixed(least, 1)) to \(Numbers.fixed(most, 1))"
  }

  var json: JSONValue {
    .array(
      rows.map { row in
        var members: [JSONValue.Member] = [
          .init("height_cm", .optional(row.centimetres)),
          .init("gender", .optional(row.gender)),
          .init("share", .optional(row.share)),
        ]
        if let totals = row.totals {
          let sorted = totals.sorted { $0.key < $1.key }
          members.append(.init("totals", .object(sorted.map { .init($0.key, .number($0.value)) })))
        }
        members.append(.init("expected_wrong", .optional(row.expectedWrong)))
        return .object(members)
      }
    )
  }
}

/// How many students are still to be decided, in the same words everywhere.
package enum ToDecide {
  /// Such as "107 still to decide: 98 with a suggestion, 9 without, held back by the gate".
  package static func words(_ all: Int, heldBack: Int) -> String {
    let sum = "\(all) still to decide"
    guard heldBack > 0 else { return sum }
    guard heldBack < all else { return sum + ", without a suggestion: the gate held it back" }
    return sum + ": \(all - heldBack) with a suggestion, \(heldBack) without, held back by the gate"
  }
}

/// How many of a batch would be wrong under changes that the records cannot tell.
package struct BatchSensitivity {
  private let text: SensitivityText

  package init(_ plan: BatchAcceptance.Plan) {
    text = SensitivityText(plan.sensitivity)
  }

  /// One line; nil where nothing would be accepted.
  package var sensitivity: String? { text.ofWrong }

  package var json: JSONValue { text.json }
}
