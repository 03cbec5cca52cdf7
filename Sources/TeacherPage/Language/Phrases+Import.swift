import Report
import RosterReading

/// The texts of choosing and reading a list.
extension Phrase {
  static let stepImport = Phrase("List", "Liste")
  static let chooseList = Phrase("Choose the list", "Die Liste auswählen")
  static let chooseExplained = Phrase(
    "A CSV file or a workbook (.xlsx) with a line for each student: the name, and columns for gender and height as far as there are some. First you see what was understood; nothing is stored until you say so.",
    "Eine CSV-Datei oder eine Arbeitsmappe (.xlsx) mit einer Zeile je Kind: der Name, dazu Spalten für Geschlecht und Größe, soweit es sie gibt. Zuerst sehen Sie, was verstanden wurde; gespeichert wird erst, wenn Sie es sagen."
  )
  static let listFile = Phrase("The file, or several", "Die Datei, oder mehrere")
  static let oneRosterHint = Phrase(
    "A OneRoster export: choose users.csv and demographics.csv together, or its ZIP file.",
    "Ein OneRoster-Export: users.csv und demographics.csv zusammen auswählen, oder die ZIP-Datei."
  )
  static let lookAtIt = Phrase("Look at it", "Ansehen")
  static let givenList = Phrase("The list you named", "Die genannte Liste")
  static let anotherList = Phrase("Another list", "Eine andere Liste")
  static let noFileChosen = Phrase(
    "No file was chosen. Choose one and try again.",
    "Es wurde keine Datei ausgewählt. Wählen Sie eine aus und versuchen Sie es noch einmal."
  )
  static let leftList = Phrase(
    "The list was not imported; nothing was stored.",
    "Die Liste wurde nicht eingelesen; nichts wurde gespeichert."
  )
  static let understood = Phrase("This was understood of", "Das wurde verstanden von")
  static let notYetImported = Phrase(
    "Nothing is stored yet. Compare with your list; below you can say what is to be read otherwise.",
    "Noch ist nichts gespeichert. Vergleichen Sie mit Ihrer Liste; unten können Sie sagen, was anders zu lesen ist."
  )
  static let alreadyImported = Phrase("Imported before:", "Schon eingelesen:")
  static func alreadyImportedAs(_ id: Int64, _ day: String) -> Phrase {
    Phrase(
      "This very file was imported on \(day) (i\(id)). Nothing was changed.",
      "Genau diese Datei wurde am \(day) eingelesen (i\(id)). Nichts wurde geändert."
    )
  }
  static let importNow = Phrase("Import the list", "Liste einlesen")
  static let leaveList = Phrase("Do not import it", "Nicht einlesen")
  static let imported = Phrase("Imported:", "Eingelesen:")
  static let saveRejects = Phrase(
    "Save the lines that could not be read, to repair them and import them",
    "Die nicht lesbaren Zeilen speichern, um sie zu berichtigen und einzulesen"
  )
  static let nextList = Phrase("The next list:", "Die nächste Liste:")

  static let importCounts = Phrase("The lines of the list", "Die Zeilen der Liste")
  static let rowsRead = Phrase("read", "gelesen")
  static let rowsAdded = Phrase("new students", "neue Kinder")
  static let rowsUpdated = Phrase(
    "with changes of known students",
    "mit Änderungen bei bekannten Kindern"
  )
  static let rowsUnchanged = Phrase("without a change", "ohne Änderung")
  static let rowsConflicting = Phrase(
    "set aside: they contradict what is recorded, or fit several students",
    "beiseitegelegt: Sie widersprechen dem Gespeicherten oder passen zu mehreren Kindern"
  )
  static let rowsRejected = Phrase("could not be read", "konnten nicht gelesen werden")
  static let missingGender = Phrase("without a gender", "ohne Geschlecht")
  static let declinedGender = Phrase(
    "gender not stated on purpose",
    "Geschlecht bewusst nicht angegeben"
  )
  static let doubtGender = Phrase(
    "with an unknown word for the gender",
    "mit unbekanntem Wort für das Geschlecht"
  )
  static let missingHeight = Phrase("without a height", "ohne Größe")
  static let doubtHeight = Phrase(
    "with a doubtful height, which is not used",
    "mit zweifelhafter Größe, die nicht verwendet wird"
  )
  static let notPersons = Phrase(
    "totals, averages or headings: no persons",
    "Summen, Mittelwerte oder Überschriften: keine Kinder"
  )
  static let voidedSignatures = Phrase(
    "students for whom a signature is void, because the list changed what was signed",
    "Kinder, für die eine Unterschrift ungültig ist, weil die Liste Unterschriebenes ändert"
  )

  static let columnsUnderstood = Phrase("What the columns hold", "Was die Spalten enthalten")
  static func field(_ field: StudentField) -> Phrase {
    switch field {
    case .id: Phrase("The school's id", "Nummer der Schule")
    case .name: Phrase("Name", "Name")
    case .gender: Phrase("Gender", "Geschlecht")
    case .height: Phrase("Height", "Größe")
    case .group: Phrase("Class", "Klasse")
    case .age: Phrase("Age", "Alter")
    case .birthdate: Phrase("Birth date", "Geburtsdatum")
    case .givenName: Phrase("First name", "Vorname")
    case .familyName: Phrase("Family name", "Familienname")
    }
  }
  static func noColumnOf(_ field: StudentField) -> Phrase {
    Phrase(
      "No column is read as \(self.field(field).english.lowercased()).",
      "Keine Spalte wird als \(self.field(field).german) gelesen."
    )
  }
  static let otherColumnsKept = Phrase(
    "All other columns are kept as they are and come back when you take the list out.",
    "Alle anderen Spalten bleiben, wie sie sind, und kommen zurück, wenn Sie die Liste mitnehmen."
  )
  static let heightUnitIs = Phrase("Unit of the heights", "Einheit der Größen")
  static func unit(_ unit: String) -> Phrase {
    switch unit {
    case "cm": Phrase("centimetres (172)", "Zentimeter (172)")
    case "m": Phrase("metres (1.72)", "Meter (1,72)")
    case "mm": Phrase("millimetres (1720)", "Millimeter (1720)")
    case "in": Phrase("inches (68)", "Zoll (68)")
    case "ft-in": Phrase("feet and inches (5'8\")", "Fuß und Zoll (5'8\")")
    default: Phrase(unit, unit)
    }
  }
  static let decimalSignIs = Phrase("Decimal sign", "Dezimalzeichen")
  static let comma = Phrase("comma", "Komma")
  static let point = Phrase("point", "Punkt")
  static let sheetIs = Phrase("Sheet", "Tabellenblatt")
  static let headerLineIs = Phrase("Line of the headings", "Zeile der Überschriften")
  static let encodingIs = Phrase("Encoding", "Zeichenkodierung")
  static let dateFormIs = Phrase("Birth dates", "Geburtsdaten")
  static let measuredOnIs = Phrase("Ages as of", "Alter am")
  static func column(_ heading: String, _ number: Int) -> Phrase {
    Phrase("\"\(heading)\" (column \(number))", "„\(heading)“ (Spalte \(number))")
  }
  static func columnNumber(_ number: Int) -> Phrase {
    Phrase("column \(number)", "Spalte \(number)")
  }

  static let wordsUnderstood = Phrase("Words for genders", "Wörter für Geschlechter")
  static let wordHeading = Phrase("In the list", "In der Liste")
  static let readAs = Phrase("Read as", "Gelesen als")
  static let linesHeading = Phrase("Lines", "Zeilen")
  static let emptyCell = Phrase("(empty)", "(leer)")
  static let readAsMissing = Phrase("missing", "nicht angegeben")
  static let readAsDeclined = Phrase("not stated on purpose", "bewusst nicht angegeben")
  static let readAsDoubt = Phrase("unknown, no gender", "unbekannt, kein Geschlecht")

  static let doubtfulHeights = Phrase("Doubtful heights", "Zweifelhafte Größen")
  static let rejectedHeading = Phrase(
    "Lines that could not be read",
    "Zeilen, die nicht gelesen werden konnten"
  )
  static let lineNumber = Phrase("Line", "Zeile")
  static let lineHeading = Phrase("Text", "Text")
  static let writtenHeading = Phrase("Written", "Geschrieben")
  static let whyHeading = Phrase("Why", "Warum")
  static func andMore(_ count: Int) -> Phrase {
    Phrase("and \(count) more", "und \(count) weitere")
  }
  static let changesHeading = Phrase(
    "Changes of known students",
    "Änderungen bei bekannten Kindern"
  )
  static let studentHeading = Phrase("Student", "Kind")
  static let fieldHeading = Phrase("Field", "Feld")
  static let beforeHeading = Phrase("Before", "Vorher")
  static let afterHeading = Phrase("Now", "Jetzt")
  static func leaversAre(_ count: Int, areMarked: Bool) -> Phrase {
    areMarked
      ? Phrase(
        "\(students(count).english) of these classes \(count == 1 ? "is" : "are") not in the list and marked as having left:",
        "\(students(count).german) dieser Klassen \(count == 1 ? "steht" : "stehen") nicht in der Liste und \(count == 1 ? "gilt" : "gelten") als abgegangen:"
      )
      : Phrase(
        "\(students(count).english) of these classes \(count == 1 ? "is" : "are") not in the list; nothing changes for them:",
        "\(students(count).german) dieser Klassen \(count == 1 ? "steht" : "stehen") nicht in der Liste; für sie ändert sich nichts:"
      )
  }
  static let notesHeading = Phrase("Notes", "Hinweise")
}

/// The questions of an import, and their answers.
extension Phrase {
  static let questionsAbout = Phrase("Please answer about", "Bitte beantworten Sie zu")
  static let questionsExplained = Phrase(
    "The list leaves something open. Nothing is guessed and nothing is stored yet.",
    "Die Liste lässt etwas offen. Nichts wird geraten, und noch ist nichts gespeichert."
  )
  static let cannotImport = Phrase("This cannot be imported:", "Das kann nicht eingelesen werden:")
  static let whichSheet = Phrase(
    "Which sheet of the workbook is the list?",
    "Welches Tabellenblatt ist die Liste?"
  )
  static let whichIsName = Phrase(
    "Which column holds the names?",
    "Welche Spalte enthält die Namen?"
  )
  static let orHeaderLine = Phrase(
    "Or the line of the headings, where they are farther down",
    "Oder die Zeile der Überschriften, falls sie weiter unten stehen"
  )
  static func whichColumn(_ field: StudentField) -> Phrase {
    Phrase(
      "Which column holds: \(self.field(field).english)?",
      "Welche Spalte enthält: \(self.field(field).german)?"
    )
  }
  static let listHasNone = Phrase("The list has none", "Die Liste hat keine")
  static func whichUnit(_ heading: String) -> Phrase {
    Phrase("In which unit is \"\(heading)\"?", "In welcher Einheit steht „\(heading)“?")
  }
  static func whichOrder(_ heading: String) -> Phrase {
    Phrase(
      "How are the dates in \"\(heading)\" written?",
      "Wie sind die Daten in „\(heading)“ geschrieben?"
    )
  }
  static func orderMeans(_ order: DateOrder, _ cell: String, _ day: String) -> Phrase {
    switch order {
    case .dayFirst:
      Phrase("the day first: \(cell) is \(day)", "der Tag zuerst: \(cell) ist \(day)")
    case .monthFirst:
      Phrase("the month first: \(cell) is \(day)", "der Monat zuerst: \(cell) ist \(day)")
    case .yearFirst:
      Phrase("the year first: \(cell) is \(day)", "das Jahr zuerst: \(cell) ist \(day)")
    }
  }
  static func whatWordsMean(_ heading: String) -> Phrase {
    Phrase("What do these mean in \"\(heading)\"?", "Was bedeuten diese in „\(heading)“?")
  }
  static func wordMeans(_ word: String) -> Phrase {
    Phrase("\"\(word)\" means", "„\(word)“ bedeutet")
  }
  static let pleaseChoose = Phrase("please choose", "bitte auswählen")
  static func otherGender(_ word: String) -> Phrase {
    Phrase("or another gender for \"\(word)\"", "oder ein anderes Geschlecht für „\(word)“")
  }
  static func tooManyWords(_ heading: String) -> Phrase {
    Phrase(
      "\"\(heading)\" holds too many different words for a column of genders.",
      "„\(heading)“ enthält zu viele verschiedene Wörter für eine Spalte mit Geschlechtern."
    )
  }
  static let genderColumnIs = Phrase(
    "Heading of the right column",
    "Überschrift der richtigen Spalte"
  )
  static func unknownHeading(_ heading: String) -> Phrase {
    Phrase("No column is headed \"\(heading)\".", "Keine Spalte heißt „\(heading)“.")
  }
  static func sameColumn(_ heading: String) -> Phrase {
    Phrase(
      "\"\(heading)\" is named for two fields; one column holds one field.",
      "„\(heading)“ ist für zwei Felder genannt; eine Spalte enthält ein Feld."
    )
  }
  static let whichEncoding = Phrase(
    "The file does not say how its letters are encoded. Which of these reads right?",
    "Die Datei sagt nicht, wie ihre Buchstaben kodiert sind. Was davon liest sich richtig?"
  )
  static let whoIsStudent = Phrase(
    "The export does not say which users are students.",
    "Der Export sagt nicht, welche Personen Schülerinnen und Schüler sind."
  )
  static let everybodyIsStudent = Phrase("All of them are students", "Alle sind es")

  static let readOtherwise = Phrase("Read the list otherwise", "Die Liste anders lesen")
  static let howRead = Phrase("How it is read", "Wie gelesen wird")
  static let asFound = Phrase("as found", "wie gefunden")
  static let measuredOnAsked = Phrase(
    "Day on which the heights were measured (ages follow from the birth dates)",
    "Tag, an dem gemessen wurde (das Alter folgt aus den Geburtsdaten)"
  )
  static let onConflictAsked = Phrase(
    "If a line contradicts what is recorded",
    "Wenn eine Zeile dem Gespeicherten widerspricht"
  )
  static let conflictUpdate = Phrase("take the list's value", "den Wert der Liste nehmen")
  static let conflictKeep = Phrase(
    "keep what is recorded, set the line aside",
    "das Gespeicherte behalten, die Zeile beiseitelegen"
  )
  static let blankAsked = Phrase(
    "An empty cell of a known student",
    "Eine leere Zelle bei einem bekannten Kind"
  )
  static let blankKeep = Phrase("says nothing: the value stays", "sagt nichts: Der Wert bleibt")
  static let blankClear = Phrase("says that the value is gone", "sagt, dass der Wert wegfällt")
  static let listIsComplete = Phrase(
    "The list has everybody of its classes: who is not in it has left",
    "Die Liste enthält alle ihrer Klassen: Wer fehlt, ist abgegangen"
  )
  static let keepImplausible = Phrase(
    "Take heights far from all others, too",
    "Auch Größen nehmen, die weit von allen anderen abliegen"
  )
  static let forgetEarlier = Phrase(
    "Do not use the answers given for an earlier list with the same headings",
    "Antworten zu einer früheren Liste mit denselben Überschriften nicht verwenden"
  )
  static let lookAgainAtIt = Phrase("Look at it again", "Noch einmal ansehen")
}
