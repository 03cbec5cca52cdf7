import Report
import StudentStore

/// The texts of the start page.
extension Phrase {
  static let whoActs = Phrase("Who is acting?", "Wer handelt?")
  static let whyName = Phrase(
    "Every decision is kept with the name of the person who made it.",
    "Zu jeder Entscheidung wird der Name der Person gespeichert, die sie getroffen hat."
  )
  static let yourName = Phrase("Your name", "Ihr Name")
  static let nameMissing = Phrase(
    "Write your name, at most 200 letters of it.",
    "Schreiben Sie Ihren Namen, höchstens 200 Zeichen."
  )
  static let whereThingsStand = Phrase("Where things stand", "Wie es steht")
  static let nextStep = Phrase("The next step", "Der nächste Schritt")
  static let gendersCaption = Phrase(
    "What is known of the students' genders",
    "Was über das Geschlecht der Kinder bekannt ist"
  )
  static let genderIs = Phrase("The gender is", "Das Geschlecht ist")
  static let studentsHeading = Phrase("Students", "Kinder")

  static func sums(_ school: SchoolStatus) -> Phrase {
    Phrase(
      "\(students(school.students).english) from \(school.imports) imported "
        + (school.imports == 1 ? "list" : "lists")
        + ", \(school.runs) "
        + (school.runs == 1 ? "inference" : "inferences")
        + ", \(school.signOffs) "
        + (school.signOffs == 1 ? "signature." : "signatures."),
      "\(students(school.students).german) aus \(school.imports) "
        + (school.imports == 1 ? "eingelesenen Liste" : "eingelesenen Listen")
        + ", \(school.runs) "
        + (school.runs == 1 ? "Schätzung" : "Schätzungen")
        + ", \(school.signOffs) "
        + (school.signOffs == 1 ? "Unterschrift." : "Unterschriften.")
    )
  }

  static func state(_ state: ListedStudent.State) -> Phrase {
    switch state {
    case .recorded: Phrase("recorded in the list", "in der Liste angegeben")
    case .inferred: Phrase("missing, with a suggestion", "nicht angegeben, mit Vorschlag")
    case .decided: Phrase("decided by a person", "von einem Menschen entschieden")
    case .missing: Phrase("missing, without a suggestion", "nicht angegeben, ohne Vorschlag")
    case .inDoubt: Phrase("in doubt", "zweifelhaft")
    case .declined: Phrase("not stated on purpose", "bewusst nicht angegeben")
    case .doNotInfer: Phrase("not to be inferred", "nicht zu schätzen")
    case .notAPerson: Phrase("(a line that is no person)", "(eine Zeile, die kein Kind ist)")
    case .merged:
      Phrase(
        "(joined with another line of the same child)",
        "(mit einer anderen Zeile desselben Kindes zusammengeführt)"
      )
    case .left: Phrase("(has left the school)", "(nicht mehr an der Schule)")
    }
  }

  static func rejectedLines(_ count: Int) -> Phrase {
    Phrase(
      count == 1
        ? "1 line of the lists could not be read."
        : "\(count) lines of the lists could not be read.",
      count == 1
        ? "1 Zeile der Listen konnte nicht gelesen werden."
        : "\(count) Zeilen der Listen konnten nicht gelesen werden."
    )
  }

  static func withoutHeight(_ count: Int) -> Phrase {
    Phrase(
      "\(students(count).english) \(count == 1 ? "has" : "have") neither a gender nor a usable height.",
      "\(students(count).german) \(count == 1 ? "hat" : "haben") weder ein Geschlecht noch eine brauchbare Größe."
    )
  }

  static let doImport = Phrase("Choose a list", "Liste auswählen")
  static let whyImport = Phrase(
    "There are no students yet. Begin with the school's list.",
    "Es gibt noch keine Kinder. Beginnen Sie mit der Liste der Schule."
  )
  static let doDoubts = Phrase("Answer the doubts", "Zweifel klären")
  static let whyDoubts = Phrase(
    "Some words for genders in the list are not known. Say what they mean before anything is inferred.",
    "Einige Wörter für Geschlechter in der Liste sind nicht bekannt. Sagen Sie, was sie bedeuten, bevor etwas geschätzt wird."
  )
  static let doInfer = Phrase("Infer the missing genders", "Fehlende Geschlechter schätzen")
  static let whyInfer = Phrase(
    "The list is read. Now see what the heights say about those whose gender is missing.",
    "Die Liste ist eingelesen. Sehen Sie jetzt, was die Größen über die Kinder sagen, deren Geschlecht fehlt."
  )
  static let doReview = Phrase("Review the suggestions", "Vorschläge prüfen")
  static func whyReview(_ count: Int) -> Phrase {
    Phrase(
      "\(students(count).english) \(count == 1 ? "is" : "are") still to be decided.",
      "Über \(students(count).german) ist noch zu entscheiden."
    )
  }
  static let doSign = Phrase("Sign what was decided", "Entschiedenes unterschreiben")
  static let whySign = Phrase(
    "Everything is decided. A signature says who takes responsibility for it.",
    "Alles ist entschieden. Eine Unterschrift sagt, wer dafür die Verantwortung übernimmt."
  )
  static let doTakeOut = Phrase("Take the list out", "Liste mitnehmen")
  static let whyTakeOut = Phrase(
    "Everything is decided and signed. The list can be taken back.",
    "Alles ist entschieden und unterschrieben. Die Liste kann zurückgenommen werden."
  )
  static let whyNothingToReview = Phrase(
    "Nobody's gender is missing, so there is nothing to review.",
    "Bei keinem Kind fehlt das Geschlecht, also gibt es nichts zu prüfen."
  )
}
