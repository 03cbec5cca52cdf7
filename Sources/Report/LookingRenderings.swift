package import StudentStore
package import Workflows

/// The state of the school.
package struct StatusRendering {
  package let report: Answer

  /// `progress`: of the run under review; nil if there is none.
  package init(_ status: SchoolStatus, progress: ReviewProgress?) {
    let answers = progress.map(ProgressRendering.init)
    let states = ListedStudent.State.allCases.map { ($0, status.states[$0] ?? 0) }
    let toDo = (status.queue[.open] ?? 0) + (status.queue[.later] ?? 0)
    let sums = [
      "\(Numbers.count(status.students, "student")) from \(Numbers.count(status.imports, "import"))"
        + (status.revertedImports > 0 ? " (\(status.revertedImports) more reverted), " : ", ")
        + "\(Numbers.count(status.runs, "run")), \(Numbers.count(status.signOffs, "sign-off"))"
    ]
    var table = TextTable(["gender", "students"], rightAligned: [1])
    for (state, count) in states where count > 0 {
      table.append([state.rawValue.split(separator: "_").joined(separator: " "), "\(count)"])
    }
    var text = sums + table.lines.map { "  " + $0 }
    if let run = status.currentRun {
      text.append("Review of run r\(run): \(ToDecide.words(toDo, heldBack: status.heldBack)).")
      text += answers?.lines.map { "  " + $0 } ?? []
    }
    if status.missingWithoutHeight > 0 {
      text.append(
        "\(Numbers.count(status.missingWithoutHeight, "student has", "students have")) neither gender "
          + "nor usable height: decide with studentdb review decide."
      )
    }
    if status.rejectedRows > 0 {
      text.append("\(Numbers.count(status.rejectedRows, "line was", "lines were")) rejected.")
    }
    text.append("Next: " + Self.next(status, toDo: toDo))
    report = Answer(
      json: .object([
        .init("students", .count(status.students)),
        .init("imports", .count(status.imports)),
        .init("reverted_imports", .count(status.revertedImports)),
        .init("runs", .count(status.runs)),
        .init("sign_offs", .count(status.signOffs)),
        .init("states", .object(states.map { .init($0.0.rawValue, .count($0.1)) })),
        .init("run", .optional(status.currentRun.map { "r\($0)" })),
        .init(
          "queue",
          .object(
            QueueItem.State.allCases.map { .init($0.rawValue, .count(status.queue[$0] ?? 0)) }
          )
        ),
        .init("held_back", .count(status.heldBack)),
        .init("blind", answers?.json ?? .null),
        .init("missing_without_height", .count(status.missingWithoutHeight)),
        .init("rejected_rows", .count(status.rejectedRows)),
        .init("head", .text(status.head.description)),
      ]),
      text: text
    )
  }

  private static func next(_ status: SchoolStatus, toDo: Int) -> String {
    if status.students == 0 { return "studentdb import FILE" }
    if status.currentRun == nil {
      return (status.states[.inDoubt] ?? 0) > 0 ? "studentdb check" : "studentdb impute"
    }
    if toDo > 0 { return "studentdb review" }
    if status.queue.values.reduce(0, +) == 0 { return "studentdb export FILE" }
    return status.signOffs == 0
      ? "studentdb review sign-off --name NAME --role ROLE" : "studentdb export FILE"
  }
}

/// A list of students.
package struct ListRendering {
  package let report: ListAnswer<ListedStudent>

  package init(_ students: [ListedStudent]) {
    report = ListAnswer(
      rows: students,
      columns: TextTable.Columns(
        ["student", "id", "name", "group", "age", "height cm", "gender", "basis", "suggestion"],
        rightAligned: [0, 4, 5],
        meaning: { column, cell in
          switch column {
          case 7: cell.hasPrefix("in_doubt") ? .warning : nil
          case 8: .suggestion
          default: nil
          }
        }
      ),
      cells: Self.cells,
      json: Self.json,
      closing: ["\(Numbers.count(students.count, "student"))."]
    )
  }

  private static func cells(_ student: ListedStudent) -> [String] {
    let suggestion = student.suggestion.map { "\($0.gender) \(Numbers.percent($0.confidence))" }
    return [
      "\(student.student)", student.schoolID ?? "", student.name, student.group ?? "",
      student.ageYears.map { Numbers.fixed($0, 0) } ?? "",
      student.heightCentimetres.map { Numbers.fixed($0, 1) } ?? "", student.gender ?? "-",
      student.state.rawValue + way(student.path) + (student.signed ? ", signed" : ""),
      suggestion ?? "",
    ]
  }

  private static func json(_ student: ListedStudent) -> JSONValue {
    .object([
      .init("student", .integer(student.student)),
      .init("id", .optional(student.schoolID)),
      .init("name", .text(student.name)),
      .init("group", .optional(student.group)),
      .init("age", .optional(student.ageYears)),
      .init("birthdate", .optional(student.birthDate)),
      .init("height_cm", .optional(student.heightCentimetres)),
      .init("gender", .optional(student.gender)),
      .init("basis", .text(basis(of: student))),
      .init("state", .text(student.state.rawValue)),
      .init("suggested_gender", .optional(student.suggestion?.gender)),
      .init("confidence", .optional(student.suggestion?.confidence)),
      .init("run", .optional(student.suggestion.map { "r\($0.run)" })),
      .init("decided_by", .optional(student.decidedBy)),
      .init("decided_at", .optional(student.decidedAt)),
      .init("decided_how", .optional(student.path?.rawValue)),
      .init("signed", .bool(student.signed)),
    ])
  }

  /// How a decision differs from an individual one.
  private static func way(_ path: DecisionPath?) -> String {
    switch path {
    case .batch: " in a batch"
    case .file: " from a file"
    case .lookedAt, nil: ""
    }
  }

  /// The source of the effective gender; an inference alone is not one.
  private static func basis(of student: ListedStudent) -> String {
    student.state == .inferred ? ListedStudent.State.missing.rawValue : student.state.rawValue
  }
}

/// The trail in words.
package struct LogRendering {
  package let report: Answer

  package init(_ entries: [TrailEntry], isShort: Bool) {
    var text: [String] = []
    for entry in entries {
      let facts = entry.body.facts.map { "\($0.name) \($0.value.plainText ?? "-")" }
      let line = "\(entry.sequence)  \(entry.recordedAt)  \(entry.kind)  \(entry.actor)"
      text.append(SafeText.shown("\(line)  \(facts.joined(separator: ", "))"))
      if !isShort {
        text.append("     hash \(entry.hash.hexadecimal)")
      }
    }
    report = Answer(
      json: .array(entries.map(Self.json)),
      text: text.isEmpty ? ["The log has no matching entries."] : text
    )
  }

  private static func json(_ entry: TrailEntry) -> JSONValue {
    .object([
      .init("sequence", .integer(entry.sequence)),
      .init("time", .text(entry.recordedAt)),
      .init("kind", .text(entry.kind)),
      .init("actor", .text(entry.actor)),
      .init(
        "facts",
        .object(entry.body.facts.map { .init($0.name, .optional($0.value.plainText)) })
      ),
      .init(
        "rows",
        .count(entry.body.rows.count + entry.body.ranges.reduce(0) { $0 + $1.count })
      ),
      .init("previous_hash", .text(entry.previousHash.hexadecimal)),
      .init("hash", .text(entry.hash.hexadecimal)),
    ])
  }
}

/// The findings of `verify`.
package struct VerificationRendering {
  package let report: Answer

  /// The failures shown to people; scripts get all.
  private static let shownFailures = 20

  package init(_ verification: Verification) {
    var text = verification.checks.map { check in
      (check.ok ? StyledLine("ok    ", .good) : StyledLine("FAILED", .failure))
        + StyledLine("  \(SafeText.padded(check.name, to: 12))  \(check.detail)")
    }
    for failure in verification.failures.prefix(Self.shownFailures) {
      text.append(StyledLine("  \(failure.table) \(failure.key): \(failure.message)"))
    }
    if verification.failures.count > Self.shownFailures {
      text.append(
        StyledLine("  and \(verification.failures.count - Self.shownFailures) more failures")
      )
    }
    text += verification.notices.map { StyledLine("note    ", .warning) + StyledLine($0) }
    text.append(StyledLine("head    \(verification.head.description)"))
    text.append(
      verification.ok
        ? StyledLine("Everything is as the trail says.", .good)
        : StyledLine("This file was changed outside studentdb; do not rely on it.", .failure)
    )
    report = Answer(
      json: .object([
        .init("ok", .bool(verification.ok)),
        .init("head", .text(verification.head.description)),
        .init(
          "checks",
          .array(
            verification.checks.map {
              .object([
                .init("name", .text($0.name)), .init("ok", .bool($0.ok)),
                .init("detail", .text($0.detail)),
              ])
            }
          )
        ),
        .init(
          "failures",
          .array(
            verification.failures.map {
              .object([
                .init("table", .text($0.table)), .init("key", .text($0.key)),
                .init("message", .text($0.message)),
              ])
            }
          )
        ),
        .init("notices", .array(verification.notices.map { .text($0) })),
      ]),
      text: text,
      status: verification.ok ? .done : .data
    )
  }
}
