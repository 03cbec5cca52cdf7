import Mixture
import Report
import RosterReading
import StudentStore
import Workflows

/// What can go wrong on a page: what happened, and what to do there.
///
/// What only a command can cause has no phrase here; then the program's own English sentence is shown, which
/// names the command.
extension Phrase {
  static func error(_ error: any Error) -> Phrase? {
    switch error {
    case let error as StoreError: store(error)
    case let error as RosterError: roster(error)
    case let error as WorkflowError: workflow(error)
    case let error as ImputeError: impute(error)
    default: DatabaseFailure(error).flatMap { database($0) }
    }
  }

  private static func store(_ error: StoreError) -> Phrase? {
    switch error {
    case .decidedMeanwhile: decidedMeanwhile
    case .wouldBreakSignature: wouldBreakSignature
    case .openItems(let open, let later): openItems(open + later)
    case .unexpectedCount(_, let actual): unexpectedCount(actual)
    case .unknown(kind: "list", _): noListYet
    case .unknown:
      Phrase(
        "This is no longer in the file, or never was. Go back to the start and look at what is stored.",
        "Das steht nicht mehr in der Datei oder stand nie darin. Gehen Sie zum Start zurück und sehen Sie nach, was gespeichert ist."
      )
    case .nothingToDecide(let student, _):
      Phrase(
        "Student \(student): there is no missing gender to decide. Nothing was changed.",
        "Kind \(student): Hier fehlt kein Geschlecht, über das zu entscheiden wäre. Nichts wurde geändert."
      )
    case .nothingToUndo, .nothingToRedo:
      Phrase(
        "There is nothing to take back or to repeat. Nothing was changed.",
        "Es gibt nichts zurückzunehmen oder zu wiederholen. Nichts wurde geändert."
      )
    case .reverted(let student, let importBatch):
      Phrase(
        "Student \(student) came with list i\(importBatch), which was taken back, so nothing was changed.",
        "Kind \(student) kam mit der Liste i\(importBatch), die zurückgenommen wurde; deshalb wurde nichts geändert."
      )
    case .idTaken(let student, let owner):
      Phrase(
        "Student \(student) cannot have this id: student \(owner) has it. Correct one of them first.",
        "Kind \(student) kann diese Nummer nicht haben: Kind \(owner) hat sie. Berichtigen Sie erst eines von beiden."
      )
    case .runProposesNothing:
      Phrase(
        "This computation suggests nothing, so there is nothing to accept. Decide the gender yourself.",
        "Diese Berechnung schlägt nichts vor, also gibt es nichts zu übernehmen. Entscheiden Sie das Geschlecht selbst."
      )
    case .evidenceChanged:
      Phrase(
        "The students changed during the computation. Nothing was stored; start it again.",
        "Während der Berechnung haben sich die Kinder geändert. Nichts wurde gespeichert; starten Sie sie noch einmal."
      )
    case .tooManyGenders(let most):
      Phrase(
        "More than \(most) different genders are recorded, which nothing can tell apart. Perhaps another column was read as the gender.",
        "Mehr als \(most) verschiedene Geschlechter sind angegeben; die kann nichts unterscheiden. Vielleicht wurde eine andere Spalte als Geschlecht gelesen."
      )
    case .erased(let student, _, let time):
      Phrase(
        "Student \(student) was erased on \(time.prefix(10)). Nothing of this student is in the file.",
        "Kind \(student) wurde am \(time.prefix(10)) gelöscht. Von diesem Kind steht nichts mehr in der Datei."
      )
    case .fileGone:
      Phrase(
        "The database file was removed or replaced. Nothing of this is in the file that is there now; start the program again.",
        "Die Datenbankdatei wurde entfernt oder ersetzt. Nichts davon steht in der Datei, die jetzt da ist; starten Sie das Programm neu."
      )
    case .actFailed(_, let isFull, _, let fate): failed(fate, isFull: isFull)
    case .notAnchored(let entry, _, _):
      Phrase(
        "It was stored, as entry \(entry.sequence) of the history, but its head could not be kept outside the file. Do not repeat it; note \(entry.description).",
        "Es wurde gespeichert, als Eintrag \(entry.sequence) des Verlaufs, aber sein Kopf ließ sich nicht außerhalb der Datei festhalten. Wiederholen Sie es nicht; notieren Sie \(entry.description)."
      )
    case .otherAnchor(let name, _, _):
      Phrase(
        "The newest head in \(SafeText.shown(name)) is not in this file: an older copy may have taken its place. Nothing was changed.",
        "Der neueste Kopf in \(SafeText.shown(name)) steht nicht in dieser Datei: Vielleicht liegt hier eine ältere Kopie. Nichts wurde geändert."
      )
    case .malformed:
      Phrase(
        "The file was changed by another program. Look at it under \"History\" with \"Check the file\", and restore a backup.",
        "Die Datei wurde von einem anderen Programm verändert. Prüfen Sie sie unter „Verlauf“, und spielen Sie eine Sicherung zurück."
      )
    // Told at the terminal before a browser opens, or caused by commands that the page does not have.
    case .foreignDatabase, .newerDatabase, .emptyDatabase, .alteredMigration, .differentSchema,
      .notATable, .olderDatabase, .reasonHoldsName, .importSupportsLater, .importIsJoined,
      .importIsSigned:
      nil
    }
  }

  private static func failed(_ fate: ActFate, isFull: Bool) -> Phrase {
    let what =
      isFull
      ? Phrase("The disk is full. ", "Die Platte ist voll. ")
      : Phrase("Reading or writing failed. ", "Lesen oder Schreiben ist fehlgeschlagen. ")
    return switch fate {
    case .nothingKept:
      what
        + Phrase(
          "Nothing of this was stored. Make room or check the disk, and try again.",
          "Nichts davon wurde gespeichert. Schaffen Sie Platz oder prüfen Sie die Platte, und versuchen Sie es noch einmal."
        )
    case .kept(let entry, _):
      what
        + Phrase(
          "It was stored all the same, as entry \(entry.sequence) of the history. Do not repeat it; look there once the disk is in order.",
          "Gespeichert wurde es trotzdem, als Eintrag \(entry.sequence) des Verlaufs. Wiederholen Sie es nicht; sehen Sie dort nach, wenn die Platte in Ordnung ist."
        )
    case .unknown:
      what
        + Phrase(
          "It is not known whether this was stored. Look into the history before you repeat it.",
          "Ob das gespeichert wurde, ist nicht bekannt. Sehen Sie im Verlauf nach, bevor Sie es wiederholen."
        )
    }
  }

  private static func workflow(_ error: WorkflowError) -> Phrase? {
    switch error {
    case .recordedIsNeverInferred(let student):
      Phrase(
        "Student \(student): a gender is recorded, and a recorded gender is never inferred.",
        "Kind \(student): Ein Geschlecht ist angegeben, und ein angegebenes wird nie hergeleitet."
      )
    case .noSuggestion(let student):
      Phrase(
        "Student \(student): there is no suggestion to accept now. Decide the gender yourself.",
        "Kind \(student): Es gibt jetzt keinen Vorschlag zu übernehmen. Entscheiden Sie das Geschlecht selbst."
      )
    case .missingCharacter(let detail):
      Phrase(
        "The list cannot be written in its file's own encoding: \(detail). Take it out for Excel or as a workbook.",
        "Die Liste lässt sich nicht in der Kodierung ihrer Datei schreiben: \(detail). Holen Sie sie für Excel oder als Arbeitsmappe heraus."
      )
    case .notImported, .noSexColumn:
      Phrase(
        "This list did not come as OneRoster, so it cannot go back as OneRoster.",
        "Diese Liste kam nicht als OneRoster und kann deshalb nicht als OneRoster zurückgehen."
      )
    case .workbook(let why):
      Phrase(
        "The workbook was not written: \(why).",
        "Die Arbeitsmappe wurde nicht geschrieben: \(why)."
      )
    case .cannotJoin(let first, let second, let obstacle): join(first, second, obstacle)
    // Of commands that the page does not have.
    case .numberAndID, .ambiguousName, .sheetColumnsMissing, .sheetColumnTwice, .laterJoin,
      .sheetLine:
      nil
    }
  }

  private static func join(_ first: Int64, _ second: Int64, _ obstacle: JoinObstacle) -> Phrase {
    let why =
      switch obstacle {
      case .sameStudent: Phrase("that is one student already", "das ist schon ein Kind")
      case .noPerson(let row):
        Phrase("row \(row) is not a person", "Zeile \(row) ist als kein Kind markiert")
      case .isSecond(let row, let of):
        Phrase(
          "number \(row) is the second row of student \(of) already",
          "Nummer \(row) ist schon die zweite Zeile von Kind \(of)"
        )
      case .genders(let one, let other):
        Phrase(
          "one is recorded as \"\(one)\" and the other as \"\(other)\"; correct one of them first",
          "das eine ist als „\(gender(one).german)“ angegeben, das andere als „\(gender(other).german)“; berichtigen Sie erst eines von beiden"
        )
      }
    return Phrase(
      "Student \(first) and student \(second) cannot be joined: ",
      "Kind \(first) und Kind \(second) können nicht verbunden werden: "
    ) + why + Phrase(".", ".")
  }

  private static func impute(_ error: ImputeError) -> Phrase? {
    switch error {
    case .noStudents: noListYet
    case .nothingToLearnFrom(let refusal, let genders),
      .heightsTeachNothing(let refusal, let genders, _):
      Phrase("There is nothing to learn from: ", "Es gibt nichts, woraus zu lernen wäre: ")
        + (refusal == .noHeights ? noHeights : refusal.phrase(genders: genders))
        + Phrase(".", ".")
    case .namesTeachNothing(let known):
      known.map {
        Phrase(
          "There is nothing to learn names from: the only known gender is \($0). Record the gender of at least a few students of another.",
          "Es gibt nichts, woraus Namen zu lernen wären: Das einzige bekannte Geschlecht ist \(gender($0).german). Tragen Sie wenigstens einige Kinder eines anderen ein."
        )
      }
        ?? Phrase(
          "There is nothing to learn names from: no gender is known. Record the gender of at least a few students of each.",
          "Es gibt nichts, woraus Namen zu lernen wären: Kein Geschlecht ist bekannt. Tragen Sie wenigstens einige Kinder jedes Geschlechts ein."
        )
    // Of options that the page does not have.
    case .modelHasNoHeights, .cannotDivide, .referenceWithoutAges, .unknownClasses,
      .modelKnowsNoStratum, .unknownColumn, .nameReferenceLacks, .referenceLacks:
      nil
    }
  }

  private static let noHeights = Phrase(
    "no student has a height; record some heights first, or use the names",
    "kein Kind hat eine Größe; tragen Sie erst Größen ein, oder verwenden Sie die Namen"
  )

  private static func database(_ failure: DatabaseFailure) -> Phrase? {
    switch failure.kind {
    case .busy:
      Phrase(
        "Another program is writing to the file. Nothing was changed; try again in a moment.",
        "Ein anderes Programm schreibt gerade in die Datei. Nichts wurde geändert; versuchen Sie es gleich noch einmal."
      )
    case .full: failed(.nothingKept, isFull: true)
    case .inputOutput: failed(.nothingKept, isFull: false)
    case .outOfMemory:
      Phrase(
        "There is not enough memory. Close other programs, and try again.",
        "Der Arbeitsspeicher reicht nicht. Schließen Sie andere Programme, und versuchen Sie es noch einmal."
      )
    case .permission, .readOnly, .cannotOpen, .notFound:
      Phrase(
        "The file cannot be opened or written here. Check that it and its folder are there and yours.",
        "Die Datei lässt sich hier nicht öffnen oder schreiben. Prüfen Sie, ob sie und ihr Ordner da sind und Ihnen gehören."
      )
    case .damaged, .changedOutside:
      Phrase(
        "The file is damaged, or was changed by another program. Restore a backup.",
        "Die Datei ist beschädigt oder wurde von einem anderen Programm verändert. Spielen Sie eine Sicherung zurück."
      )
    case .interrupted:
      Phrase(
        "Interrupted; nothing of this was stored.",
        "Abgebrochen; nichts davon wurde gespeichert."
      )
    // What has to be reported, or is told at the terminal before a browser opens.
    case .exists, .refusedFile, .writeAheadLog, .notADatabase, .refused, .programmer: nil
    }
  }
}
