import StudentStore
import Workflows

/// What changed since the run before.
struct ChangeSection {
  let context: ReportContext

  private static let mostStudents = 50

  var html: HTML {
    guard let comparison = context.report.comparison else { return "" }
    let (first, second) = ("r\(comparison.first.id)", "r\(comparison.second.id)")
    let same = comparison.first.inputDigest == comparison.second.inputDigest
    var lines = [
      same
        ? context.say(
          "\(first) and \(second) were fitted to the same students.",
          "\(first) und \(second) wurden an dieselben Kinder angepasst."
        )
        : context.say(
          "\(first) and \(second) were fitted to different students, or divide them differently.",
          "\(first) und \(second) wurden an verschiedene Kinder angepasst oder teilen sie anders ein."
        )
    ]
    if let mean = comparison.meanMove {
      lines.append(
        context.say(
          "\(context.words(comparison.both)) students are in both; probabilities moved by \(context.language.percent(mean)) on average.",
          "\(context.words(comparison.both)) Kinder sind in beiden; Wahrscheinlichkeiten haben sich im Mittel um \(context.language.percent(mean)) bewegt."
        )
      )
    }
    lines.append(
      context.say(
        "For \(context.words(comparison.crossed.count)) the likeliest gender is another one; for \(context.words(comparison.movedCount)) more the confidence moved by a percentage point or more.",
        "Bei \(context.words(comparison.crossed.count)) ist ein anderes Geschlecht am wahrscheinlichsten; bei \(context.words(comparison.movedCount)) weiteren hat sich die Sicherheit um einen Prozentpunkt oder mehr bewegt."
      )
    )
    let paragraphs = lines.map { context.paragraph($0) }.joined()
    return context.section(
      "changes",
      context.say("What changed since \(first)", "Was sich seit \(first) geändert hat"),
      "\(paragraphs)\(crossed(comparison))"
    )
  }

  private func crossed(_ comparison: RunComparison) -> HTML {
    guard !context.isAnonymous, !comparison.crossed.isEmpty else { return "" }
    func words(_ said: RunDifference.Said?) -> String {
      guard let said else { return context.say("nothing", "nichts") }
      guard said.isProposed else { return context.say("not proposed", "nicht vorgeschlagen") }
      return "\(context.gender(said.gender)) \(context.language.percent(said.confidence))"
    }
    return DataTable(
      context.say(
        "The likeliest gender is another one",
        "Ein anderes Geschlecht ist am wahrscheinlichsten"
      ),
      [
        context.say("name", "Name"), context.say("class", "Klasse"), "r\(comparison.first.id)",
        "r\(comparison.second.id)",
      ],
      // A report is of students of this file.
      comparison.crossed.prefix(Self.mostStudents).compactMap {
        guard case .student(_, let name, let group) = $0.subject else { return nil }
        return [.name(name), .name(group ?? ""), .text(words($0.before)), .text(words($0.after))]
      },
      language: context.language
    ).html
  }
}
