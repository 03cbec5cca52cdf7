import Report
import RosterReading
import StudentStore

/// Why a line of a list is not taken: what, and what to do on the page.
extension Phrase {
  static func rejection(_ reason: LineRejection) -> Phrase {
    switch reason {
    case .fault(let fault, let encoding): .fault(fault, encoding)
    case .cells(let found, let expected), .orphan(.cells(let found, let expected), _, _):
      Phrase(
        "The line has \(found) cells where the headings have \(expected).",
        "Die Zeile hat \(found) Zellen, die Überschriften haben \(expected)."
      )
    case .orphan(.unreadable, _, _):
      Phrase("The line cannot be read.", "Die Zeile ist nicht lesbar.")
    case .orphan(.repeatedID, _, _):
      Phrase(
        "An earlier line has the same sourcedId.",
        "Eine frühere Zeile hat dieselbe sourcedId."
      )
    case .orphan(.noUser, _, _):
      Phrase(
        "No line of users.csv has the sourcedId of this line.",
        "Keine Zeile von users.csv hat die sourcedId dieser Zeile."
      )
    case .blank: Phrase("Every cell of the line is empty.", "Jede Zelle der Zeile ist leer.")
    case .repeatedHeadings:
      Phrase(
        "The line repeats the headings, so it is not a student.",
        "Die Zeile wiederholt die Überschriften und ist kein Kind."
      )
    case .formula(let heading):
      Phrase(
        "Column \"\(heading)\": a formula without a stored value. Open the workbook in a spreadsheet program, save it, and choose it again.",
        "Spalte „\(heading)“: eine Formel ohne gespeicherten Wert. Öffnen Sie die Arbeitsmappe in einem Tabellenprogramm, speichern Sie sie und wählen Sie sie noch einmal."
      )
    case .genderCode(let heading, let code):
      Phrase(
        "Column \"\(heading)\": \"\(code)\" can mean different genders. Say below what it means, under \"Read the list otherwise\".",
        "Spalte „\(heading)“: „\(code)“ kann verschiedene Geschlechter bedeuten. Sagen Sie unten unter „Die Liste anders lesen“, was es bedeutet."
      )
    case .height(let heading, let text):
      Phrase(
        "Column \"\(heading)\": \"\(text)\" is not a height in centimetres, metres, inches or feet and inches. Correct it, and import the line again.",
        "Spalte „\(heading)“: „\(text)“ ist keine Größe in Zentimetern, Metern, Zoll oder Fuß und Zoll. Berichtigen Sie sie, und lesen Sie die Zeile noch einmal ein."
      )
    default: ofIdentity(reason)
    }
  }

  /// The reasons that concern who a line is about.
  private static func ofIdentity(_ reason: LineRejection) -> Phrase {
    switch reason {
    case .idTaken(let heading, let id):
      Phrase(
        "Column \"\(heading)\": another line has the id \"\(id)\". Give each student an id of their own.",
        "Spalte „\(heading)“: Eine andere Zeile hat die Nummer „\(id)“. Geben Sie jedem Kind eine eigene."
      )
    case .idLooksAlike:
      Phrase(
        "The id differs from that of an earlier line only in spaces or in characters that cannot be seen. Give each student an id of their own.",
        "Die Nummer unterscheidet sich von der einer früheren Zeile nur in Leerzeichen oder unsichtbaren Zeichen. Geben Sie jedem Kind eine eigene."
      )
    case .idLooksLikeThatOf(let student, _):
      Phrase(
        "The id differs from that of student \(student) only in spaces or in characters that cannot be seen. If it is the same child, write the id as it was, and import the line again.",
        "Die Nummer unterscheidet sich von der von Kind \(student) nur in Leerzeichen oder unsichtbaren Zeichen. Ist es dasselbe Kind, schreiben Sie die Nummer wie zuvor, und lesen Sie die Zeile noch einmal ein."
      )
    case .idOfAnother(let student, _):
      Phrase(
        "The id is that of student \(student), who has another name. If it is the same child, give it its new name under \"Doubts\"; else give this line another id.",
        "Die Nummer ist die von Kind \(student), das einen anderen Namen hat. Ist es dasselbe Kind, geben Sie ihm unter „Zweifel“ den neuen Namen; sonst geben Sie dieser Zeile eine andere Nummer."
      )
    case .ambiguous:
      Phrase(
        "The line fits more than one student. Give the students ids, or write the class.",
        "Die Zeile passt zu mehreren Kindern. Geben Sie den Kindern Nummern, oder schreiben Sie die Klasse dazu."
      )
    case .bornOtherwise(let students):
      Phrase(
        "The line has the name of student \(numbers(students)) and another birth date. Correct the date if it is the same child; give ids if it is another one.",
        "Die Zeile hat den Namen von Kind \(numbers(students)) und ein anderes Geburtsdatum. Berichtigen Sie das Datum, wenn es dasselbe Kind ist; vergeben Sie Nummern, wenn es ein anderes ist."
      )
    case .contradicts(let student):
      Phrase(
        "The line contradicts what is recorded of student \(student). To take the list's values, say so under \"Read the list otherwise\".",
        "Die Zeile widerspricht dem, was zu Kind \(student) gespeichert ist. Sollen die Werte der Liste gelten, sagen Sie es unter „Die Liste anders lesen“."
      )
    default: Phrase(reason.message, reason.message)
    }
  }

  private static func numbers(_ students: [Int64]) -> String {
    students.map { "\($0)" }.joined(separator: ", ")
  }

  private static func fault(_ fault: LineDamage, _ encoding: String) -> Phrase {
    switch fault {
    case .unclosedQuote:
      Phrase(
        "A quote is opened and never closed. This line was left out, and reading went on after it.",
        "Ein Anführungszeichen wird geöffnet und nie geschlossen. Diese Zeile wurde ausgelassen und danach weitergelesen."
      )
    case .strayQuote:
      Phrase(
        "There is a quote inside a cell without quotes. Put the cell in quotes, and double the quote.",
        "In einer Zelle ohne Anführungszeichen steht eines. Setzen Sie die Zelle in Anführungszeichen, und verdoppeln Sie das innere."
      )
    case .tooLong:
      Phrase(
        "The line is longer than a line about a student can be.",
        "Die Zeile ist länger, als eine Zeile über ein Kind sein kann."
      )
    case .nulByte:
      Phrase("The line contains a NUL byte.", "Die Zeile enthält ein NUL-Byte.")
    case .badEncoding:
      Phrase(
        "The line has bytes that are not text in \(encoding). Correct it, or save the file as \"CSV UTF-8\".",
        "Die Zeile enthält Bytes, die kein Text in \(encoding) sind. Berichtigen Sie sie, oder speichern Sie die Datei als „CSV UTF-8“."
      )
    }
  }
}
