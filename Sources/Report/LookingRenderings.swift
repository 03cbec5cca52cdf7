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
