import StudentStore
import Workflows

/// The answer of `impute --rerun r3 --check`.
struct RecomputationRendering {
  private let recomputation: Recomputation

  init(_ recomputation: Recomputation) {
    self.recomputation = recomputation
  }

  var report: Report {
    let name = "r\(recomputation.run.id)"
    let total = Numbers.count(recomputation.compared, "number")
    var text: [String] = []
    if recomputation.isIdentical {
      text.append("\(name) computed again from what it was fitted to: \(total), all the same.")
    } else {
      text = recomputation.differences.prefix(20).map { difference in
        "  \(SafeText.shown(difference.what)): stored \(difference.stored), now "
          + (difference.recomputed.map { "\($0)" } ?? "nothing")
      }
      text.append(
        "\(name) computed again: \(recomputation.differenceCount) of \(total) differ. Either "
          + "somebody changed what is stored (studentdb verify), or it was made by another version "
          + "of the program (\(recomputation.run.programVersion)) or on another machine."
      )
    }
    return Report(
      json: .object([
        .init("run", .text(name)),
        .init("identical", .bool(recomputation.isIdentical)),
        .init("compared", .count(recomputation.compared)),
        .init("different", .count(recomputation.differenceCount)),
        .init(
          "differences",
          .array(
            recomputation.differences.map {
              .object([
                .init("what", .text($0.what)), .init("stored", .number($0.stored)),
                .init("recomputed", .optional($0.recomputed)),
              ])
            }
          )
        ),
      ]),
      text: text,
      status: recomputation.isIdentical ? .done : .some
    )
  }
}
