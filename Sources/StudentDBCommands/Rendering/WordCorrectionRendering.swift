import StudentStore
import Workflows

/// What words for genders were said to mean, and whom that settled, for scripts and for people.
struct WordCorrectionRendering {
  let report: Report

  init(
    _ words: [(meaning: CorrectionWorkflow.WordMeaning, students: Int)],
    reason: String,
    isDryRun: Bool
  ) {
    var text = words.map { word in
      let name = "\"\(SafeText.shown(word.meaning.word))\""
      guard word.students > 0 else {
        return "\(name): no student's gender is in doubt for this word; nothing to correct."
      }
      let students = Numbers.count(word.students, "student")
      return "\(name) -> \(SafeText.shown(Self.words(word.meaning.gender))): \(students) corrected"
    }
    if isDryRun {
      text.append("Nothing was changed.")
    } else if words.contains(where: { $0.students > 0 }) {
      text.append("Next: studentdb check")
    }
    report = Report(
      json: .object([
        .init(
          "words",
          .array(
            words.map { word in
              .object([
                .init("word", .text(word.meaning.word)),
                .init("reading", .text(Self.words(word.meaning.gender))),
                .init("students", .count(word.students)),
              ])
            }
          )
        ),
        .init("changed", .bool(words.contains { $0.students > 0 })),
        .init("reason", .text(reason)),
      ]),
      text: text
    )
  }

  private static func words(_ gender: StudentCorrection.Gender) -> String {
    switch gender {
    case .recorded(let word, _): word
    case .missing: "missing"
    case .declined: "declined"
    case .doNotInfer: "do_not_infer"
    case .inferAgain: "infer again"
    }
  }
}
