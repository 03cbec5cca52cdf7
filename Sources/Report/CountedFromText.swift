import RosterReading
import StudentStore

/// Where the cells of a run come from, in words and as JSON.
struct CountedFromText {
  private let source: CountedFrom

  init(_ source: CountedFrom) {
    self.source = source
  }

  /// The lines of an answer.
  var lines: [String] {
    let merged = source.minimum > 1 ? ", smaller than \(source.minimum) merged" : ""
    var lines = [
      "  counted     by \(source.dialect): \(Numbers.count(source.students, "row")) in "
        + "\(Numbers.count(source.cells, "cell"))\(merged) (\(SafeText.shown(source.file)))",
      "  query       SHA-256 \(source.querySHA256)"
        + (source.query == nil ? ", its text was not given" : ""),
    ]
    if let claim = source.engineSays {
      lines.append("  claimed     \"\(SafeText.shown(claim))\", which nobody has checked")
    }
    return lines
  }

  var json: JSONValue {
    .object([
      .init("file", .text(source.file)),
      .init("sha256", .text(source.sha256)),
      .init("bytes", .count(source.bytes)),
      .init("rows", .count(source.students)),
      .init("cells", .count(source.cells)),
      .init("minimum", .count(source.minimum)),
      .init("dialect", .text(source.dialect)),
      .init("query_sha256", .text(source.querySHA256)),
      .init("query", .optional(source.query)),
      .init("engine_says", .optional(source.engineSays)),
      .init(
        "words",
        .array(
          source.words.map { word in
            .object([
              .init("text", .text(word.text)),
              .init("reading", .text(word.gender ?? word.reading)),
              .init("count", .count(word.students)),
            ])
          }
        )
      ),
    ])
  }
}
