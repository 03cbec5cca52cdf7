import Report
import RosterReading

/// Why a list cannot be imported, or what was typed cannot be read.
extension Phrase {
  static func roster(_ error: RosterError) -> Phrase? {
    switch error {
    case .empty:
      Phrase(
        "The file is empty. Export the list again, with headings in its first line.",
        "Die Datei ist leer. Exportieren Sie die Liste noch einmal, mit Überschriften in der ersten Zeile."
      )
    case .oneRoster(_, let missing):
      Phrase(
        "There is no \(missing) in it. Choose users.csv and demographics.csv together, or the ZIP file with both.",
        "Es ist keine \(missing) dabei. Wählen Sie users.csv und demographics.csv zusammen aus, oder die ZIP-Datei mit beiden."
      )
    case .nothingReadable(_, let rows, _):
      rows == 0
        ? Phrase(
          "There are headings, but no students below them.",
          "Es gibt Überschriften, aber keine Kinder darunter."
        )
        : Phrase(
          "No line could be read. Perhaps the headings are in another line, or the cells are separated by another sign.",
          "Keine Zeile war lesbar. Vielleicht stehen die Überschriften in einer anderen Zeile, oder ein anderes Zeichen trennt die Zellen."
        )
    case .conflicts(_, let count, _):
      Phrase(
        "\(count) lines say otherwise than what is recorded, and the import was to stop then. Nothing was imported.",
        "\(count) Zeilen sagen anderes als das Gespeicherte, und das Einlesen sollte dann anhalten. Nichts wurde eingelesen."
      )
    case .importedOtherwise(_, let importBatch, let date, _):
      Phrase(
        "This file was already imported as i\(importBatch) on \(date), and read otherwise then. Nothing was changed.",
        "Diese Datei wurde schon am \(date) als i\(importBatch) eingelesen, und damals anders gelesen. Nichts wurde geändert."
      )
    case .notNewest(_, let importBatch):
      Phrase(
        "This file was already imported as i\(importBatch), and others came after it, so it does not say who left. Choose the newest list.",
        "Diese Datei wurde schon als i\(importBatch) eingelesen, und andere kamen danach; sie sagt also nicht, wer abgegangen ist. Wählen Sie die neueste Liste."
      )
    case .changedMeanwhile:
      Phrase(
        "The file changed while it was read. Nothing was imported; choose it again.",
        "Die Datei hat sich beim Lesen geändert. Nichts wurde eingelesen; wählen Sie sie noch einmal aus."
      )
    case .measuredLater(let day):
      Phrase(
        "\(day.text) is after today. Give the day on which the heights were measured.",
        "\(day.text) liegt nach heute. Geben Sie den Tag an, an dem gemessen wurde."
      )
    case .typedHeight(let text, let problem): height(text, problem)
    case .typedDate(let text, let problem): date(text, problem)
    case .genderWords(let problem): word(problem)
    case .manyGenders(_, let heading, let most, _):
      Phrase(
        "Column \"\(heading)\" has more than \(most) different words. Perhaps it is not the column of the genders.",
        "Die Spalte „\(heading)“ hat mehr als \(most) verschiedene Wörter. Vielleicht ist es nicht die Spalte der Geschlechter."
      )
    // Asked as questions with a form, or of options that the page does not have.
    case .several, .oneRosterRoles, .noWorkbook, .optionWithoutEffect, .encodingName,
      .unreadableEncoding, .unmarkedEncoding, .undecidedEncoding, .missingColumns, .absentColumns,
      .likelyColumns, .questions, .heightUnit, .dateOrder, .genderCodes, .genderLetters,
      .otherGenderWords, .rejected:
      nil
    }
  }

  private static func height(_ text: String, _ problem: TypedHeightProblem) -> Phrase {
    switch problem {
    case .unreadable:
      Phrase(
        "\"\(text)\" is not a height. Write it with its unit, such as 172 cm, 1.72 m, 68 in or 5'8\".",
        "„\(text)“ ist keine Größe. Schreiben Sie sie mit ihrer Einheit, zum Beispiel 172 cm oder 1,72 m."
      )
    case .ambiguous(let readings):
      Phrase(
        "\"\(text)\" can be \(HeightMeaning.listed(readings)). Write it with its unit, such as 172 cm.",
        "„\(text)“ kann \(HeightText.german(readings)) sein. Schreiben Sie die Einheit dazu, zum Beispiel 172 cm."
      )
    case .impossible:
      Phrase(
        "\"\(text)\" is outside 50 to 260 cm. Nothing was changed.",
        "„\(text)“ liegt außerhalb von 50 bis 260 cm. Nichts wurde geändert."
      )
    }
  }

  private static func date(_ text: String, _ problem: TypedDateProblem) -> Phrase {
    switch problem {
    case .unreadable:
      Phrase(
        "\"\(text)\" is not a day of the calendar. Write it as year-month-day, such as 2012-03-07.",
        "„\(text)“ ist kein Tag des Kalenders. Schreiben Sie Jahr-Monat-Tag, zum Beispiel 2012-03-07."
      )
    case .ambiguous(let days):
      Phrase(
        "\"\(text)\" can be \(days.map(\.text).joined(separator: " or ")). Write it like that.",
        "„\(text)“ kann \(days.map(\.text).joined(separator: " oder ")) sein. Schreiben Sie es so."
      )
    case .impossible(let day):
      Phrase(
        "On \(day.text) no pupil can be born: it is after today, or too long ago.",
        "Am \(day.text) kann kein Schulkind geboren sein: Der Tag liegt nach heute oder zu lange zurück."
      )
    }
  }

  private static func word(_ problem: GenderWordProblem) -> Phrase {
    switch problem {
    case .notAPair(let part):
      Phrase("\"\(part)\" names no gender.", "„\(part)“ nennt kein Geschlecht.")
    case .codeForCode(let code):
      Phrase(
        "\"\(code)\" is itself a code. Write the gender as a word.",
        "„\(code)“ ist selbst ein Kürzel. Schreiben Sie das Geschlecht als Wort."
      )
    case .unknownGender(let word, let nearest):
      Phrase(
        "\"\(word)\" is not a known gender." + (nearest.map { " Did you mean \"\($0)\"?" } ?? ""),
        "„\(word)“ ist kein bekanntes Geschlecht."
          + (nearest.map { " Meinten Sie „\(gender($0).german)“?" } ?? "")
      )
    case .twice(let word):
      Phrase("\"\(word)\" is given two meanings.", "„\(word)“ hat zwei Bedeutungen bekommen.")
    }
  }
}
