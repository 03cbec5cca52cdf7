import StudentStore
import Workflows

/// Whose gender is missing: by class, by height, and one by one.
struct MissingSection {
  let context: ReportContext

  /// Students beyond this many are left to `studentdb list`.
  static let mostStudents = 500

  var html: HTML {
    let shares = [MissingShare.Kind.group, .age, .height].map(table)
    return context.section(
      "missing",
      context.say("Whose gender is missing", "Wessen Geschlecht fehlt"),
      """
      \(context.paragraph(context.say("Where many are missing in one class or height, there was perhaps a reason. The program assumes that those missing are like those recorded; look here whether that can be.", "Fehlen in einer Klasse oder bei einer Größe viele, so hatte das vielleicht einen Grund. Das Programm nimmt an, dass die fehlenden Kinder wie die erfassten sind; hier ist zu sehen, ob das sein kann.")))\
      <div class="columns">\(shares.joined())</div>\(students)
      """
    )
  }

  private func heading(_ kind: MissingShare.Kind) -> String {
    switch kind {
    case .group: context.say("Class", "Klasse")
    case .age: context.say("Age", "Alter")
    case .height: context.say("Height", "Größe")
    }
  }

  private func table(_ kind: MissingShare.Kind) -> HTML {
    let all = context.run.missingShares.filter { $0.by == kind }
    guard !all.isEmpty else { return "" }
    var (told, together): ([MissingShare], [MissingShare]) = (all, [])
    if context.isAnonymous {
      (told, together) = Pooling.parts(all, size: \.students) { part in
        let missing = part.reduce(0) { $0 + $1.missing }
        let students = part.reduce(0) { $0 + $1.students }
        return Pooling.mayTell(missing) && Pooling.mayTell(students - missing)
      }
    }
    var rows = told.map { share in
      row(
        share.by == .group ? context.className(share.name) : share.name,
        share.students,
        share.missing
      )
    }
    if !together.isEmpty {
      rows.append(
        row(
          context.say(
            "\(together.count) others together",
            "\(together.count) weitere zusammen"
          ),
          together.reduce(0) { $0 + $1.students },
          together.reduce(0) { $0 + $1.missing }
        )
      )
    }
    guard !rows.isEmpty else { return "" }
    return DataTable(
      context.say("Missing by \(heading(kind).lowercased())", "Fehlend nach \(heading(kind))"),
      [
        heading(kind), context.say("students", "Kinder"),
        context.say("without gender", "ohne Geschlecht"),
        context.say("part", "Anteil"), context.say("as a bar", "als Balken"),
      ],
      rows,
      language: context.language
    ).html
  }

  private func row(_ name: String, _ students: Int, _ missing: Int) -> [DataTable.Cell] {
    let (students, missing) = (context.told(students), context.told(missing))
    let part = students > 0 ? min(1, Double(missing) / Double(students)) : 0
    return [
      .name(name), .count(students), .count(missing), .percent(part),
      .html(
        """
        <svg class="part" viewBox="0 0 100 10" width="100" height="10" aria-hidden="true">\
        <rect class="whole" width="100" height="10"/>\
        <rect class="bar missing" width="\(coordinate(part * 100))" height="10"/></svg>
        """
      ),
    ]
  }

  /// One line a student; nothing where no child must be found again.
  private var students: HTML {
    let queue = context.report.queue
    guard !context.isAnonymous, !queue.isEmpty else { return "" }
    let rows = queue.prefix(Self.mostStudents).map { item -> [DataTable.Cell] in
      [
        .name(item.name), .name(item.group ?? ""), .number(item.heightCentimetres, decimals: 1),
        .text(item.suggestion.map { context.gender($0.gender) } ?? context.say("none", "keiner")),
        .percent(item.suggestion?.confidence), .text(DecisionSection.word(item.state, context)),
        .text(item.decidedGender.map { context.gender($0) } ?? ""),
      ]
    }
    let table = DataTable(
      context.say(
        "The students that the program was asked about",
        "Die Kinder, nach denen gefragt wurde"
      ),
      [
        context.say("name", "Name"), context.say("class", "Klasse"),
        Phrase.heightAxis(context.language),
        context.say("proposal", "Vorschlag"), context.say("confidence", "Sicherheit"),
        context.say("state", "Stand"), context.say("decided", "entschieden"),
      ],
      rows,
      language: context.language
    )
    let rest = queue.count - rows.count
    let more =
      rest > 0
      ? context.paragraph(
        context.say(
          "And \(context.language.grouped(rest)) more: studentdb review queue.",
          "Und \(context.language.grouped(rest)) weitere: studentdb review queue."
        )
      ) : ""
    let summary = context.say(
      "The students one by one (\(context.language.grouped(queue.count)))",
      "Die Kinder einzeln (\(context.language.grouped(queue.count)))"
    )
    return context.details(summary, "\(table.html)\(more)")
  }
}
