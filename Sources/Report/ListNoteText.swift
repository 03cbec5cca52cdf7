package import RosterReading

extension ListNote {
  /// The note in a sentence, in small letters and without a full stop.
  package var phrase: Phrase {
    switch self {
    case .otherUnit(let unit, let before, let source):
      Phrase(
        "bare heights are in \(unit.rawValue) here, and were in \(before.rawValue) in \(source), "
          + "which has the same headings",
        "Größen ohne Einheit sind hier in \(HeightText.dative(unit)), und in \(source) mit denselben "
          + "Überschriften waren sie in \(HeightText.dative(before))"
      )
    case .oddAges(let kind, let heading, let count, let examples):
      ages(kind, heading, count, examples)
    case .agesComputed(let day):
      Phrase(
        "ages are computed from the birth dates, as of \(day.text)",
        "das Alter wird aus den Geburtsdaten berechnet, für den \(day.text)"
      )
    case .agesFromKnownDates(let day):
      Phrase(
        "no column holds birth dates; ages as of \(day.text) are computed where the birth date is known",
        "keine Spalte enthält Geburtsdaten; das Alter für den \(day.text) wird berechnet, wo das Geburtsdatum "
          + "bekannt ist"
      )
    case .measuredOnUnused:
      Phrase(
        "--measured-on has no effect: the file has ages of its own",
        "der Tag der Messung ändert nichts: die Liste hat selbst Altersangaben"
      )
    case .agesPossible:
      Phrase(
        "no ages; with --measured-on DATE they follow from the birth dates",
        "keine Altersangaben; mit dem Tag der Messung folgen sie aus den Geburtsdaten"
      )
    case .sheetChosen(let name):
      Phrase(
        "the sheet \"\(name)\" was chosen: no other sheet has the headings of a list of students",
        "das Blatt „\(name)“ wurde gewählt: kein anderes hat die Überschriften einer Klassenliste"
      )
    case .sheetsLeftOut(let sheets): leftOut(sheets)
    case .cell(let sheet, let cell, let oddity, let english):
      Phrase(english, german(oddity, sheet: sheet, cell: cell))
    case .usersLeftOut, .studentsLeftOut, .demographicsLeftOut: ofOneRoster
    }
  }

  private func ages(
    _ kind: OddAges,
    _ heading: String,
    _ count: Int,
    _ examples: [Example]
  ) -> Phrase {
    let pupils = [AgeNotes.pupils.lowerBound, AgeNotes.pupils.upperBound].map { "\(Int($0))" }
    let isDate = kind != .unreadable && kind != .unlikely
    let what =
      switch kind {
      case .unreadable:
        Phrase("cannot be read as years, kept as text", "nicht als Jahre lesbar, als Text behalten")
      case .unborn:
        Phrase(
          "after the day of measurement, without an age",
          "nach dem Tag der Messung, ohne Alter"
        )
      case .unlikely:
        Phrase(
          "outside \(pupils.joined(separator: " to ")) years, a pupil's age; kept, correct what is wrong",
          "außerhalb von \(pupils.joined(separator: " bis ")) Jahren, dem Alter von Schulkindern; behalten, "
            + "berichtigen Sie, was falsch ist"
        )
      case .unreadableDates:
        Phrase("cannot be read as a day, kept as text", "nicht als Tag lesbar, als Text behalten")
      case .impossibleDates:
        Phrase(
          "cannot be one: no day of the calendar, after today, or more than "
            + "\(BirthDateDecision.mostYears) years ago; kept as text",
          "unmöglich: kein Tag des Kalenders, nach heute oder mehr als \(BirthDateDecision.mostYears) Jahre her; "
            + "als Text behalten"
        )
      }
    let more = count > examples.count ? " …" : ""
    let english = examples.map { "line \($0.line) \"\($0.text)\"" }.joined(separator: ", ")
    let german = examples.map { "Zeile \($0.line) „\($0.text)“" }.joined(separator: ", ")
    let nouns =
      isDate
      ? (count == 1 ? "Geburtsdatum" : "Geburtsdaten")
      : (count == 1 ? "Altersangabe" : "Altersangaben")
    return Phrase(
      "column \"\(heading)\": \(Numbers.count(count, isDate ? "birth date" : "age")) \(what.english): "
        + "\(english)\(more)",
      "Spalte „\(heading)“: \(count) \(nouns) \(what.german): \(german)\(more)"
    )
  }

  private func leftOut(_ sheets: [LeftOutSheet]) -> Phrase {
    let english = sheets.map { "\"\($0.name)\"\($0.kind.words.english)" }.joined(separator: ", ")
    let german = sheets.map { "„\($0.name)“\($0.kind.words.german)" }.joined(separator: ", ")
    let isOne = sheets.count == 1
    return Phrase(
      "left out: the \(isOne ? "sheet" : "sheets") \(english); --sheet NAME reads another one",
      "nicht gelesen: \(isOne ? "das Blatt" : "die Blätter") \(german)"
    )
  }

  private func german(_ oddity: CellOddity, sheet: String, cell: String) -> String {
    let place = "\(sheet)!\(cell)"
    return switch oddity {
    case .formulaWithoutValue:
      "\(place): eine Formel ohne gespeicherten Wert; öffnen Sie die Arbeitsmappe in einem Tabellenprogramm, "
        + "speichern Sie sie einmal, und lesen Sie sie noch einmal ein"
    case .formulaPerhapsStale:
      "\(place): eine Formel, deren gespeicherter Wert veraltet sein kann, weil die Arbeitsmappe neu berechnet "
        + "werden will; öffnen Sie sie in einem Tabellenprogramm, speichern Sie sie einmal, und lesen Sie sie noch "
        + "einmal ein"
    case .longNumber(let digits):
      "\(place): eine Zahl mit \(digits) Ziffern; Tabellenprogramme behalten die ersten 15 und verlieren die "
        + "übrigen, vergleichen Sie sie also mit ihrer Quelle; eine so lange Nummer muss als Text gespeichert sein"
    case .merged(let last):
      "\(place):\(last): verbundene Zellen; nur \(cell) hat den Wert, die anderen werden als leer gelesen"
    }
  }

  private var ofOneRoster: Phrase {
    switch self {
    case .usersLeftOut(let count):
      Phrase(
        "\(count) \(count == 1 ? "user is not a student and was" : "users are not students and were") "
          + "left out, by the roles of the export",
        "\(count) \(count == 1 ? "Person ist kein Schulkind und wurde" : "Personen sind keine Schulkinder und wurden") "
          + "nach den Rollen des Exports nicht gelesen"
      )
    case .studentsLeftOut(let reason, let names):
      Phrase(
        "\(names.count) \(names.count == 1 ? "student with \(reason.words) was" : "students with \(reason.words) were") "
          + "left out: \(Self.first(names).english)",
        "\(names.count) \(names.count == 1 ? "Kind" : "Kinder") mit \(reason.germanWords) nicht gelesen: "
          + Self.first(names).german
      )
    case .demographicsLeftOut(let names):
      Phrase(
        "\(names.count) \(names.count == 1 ? "line" : "lines") of demographics.csv with the status tobedeleted left out: "
          + Self.first(names).english,
        "\(names.count) \(names.count == 1 ? "Zeile" : "Zeilen") von demographics.csv mit dem Status tobedeleted nicht gelesen: "
          + Self.first(names).german
      )
    default: Phrase("", "")
    }
  }

  /// Names for a message; beyond a few, their number.
  private static func first(_ names: [String]) -> Phrase {
    let shown = names.prefix(10).joined(separator: ", ")
    let more = names.count - 10
    return more > 0
      ? Phrase("\(shown) and \(more) more", "\(shown) und \(more) weitere") : Phrase(shown, shown)
  }
}

extension OneRosterFacts.Reason {
  fileprivate var words: String {
    switch self {
    case .toBeDeleted: "the status tobedeleted"
    case .notEnabled: "enabledUser=false"
    }
  }

  fileprivate var germanWords: String {
    switch self {
    case .toBeDeleted: "dem Status tobedeleted"
    case .notEnabled: "enabledUser=false"
    }
  }
}

extension ListNote.LeftOutSheet.Kind {
  fileprivate var words: Phrase {
    switch self {
    case .table: Phrase("", "")
    case .noTable: Phrase(" (no table)", " (keine Tabelle)")
    case .hidden: Phrase(" (hidden)", " (ausgeblendet)")
    case .veryHidden: Phrase(" (hidden from the menus, too)", " (auch aus den Menüs ausgeblendet)")
    }
  }
}
