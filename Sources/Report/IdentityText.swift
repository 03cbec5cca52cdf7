import RosterReading
import Workflows

extension DoubtFinding {
  /// The sentences on who is who.
  var ofIdentity: Phrase {
    switch self {
    case .sameName(let other, let ids) where ids.count == 2:
      other.sameName
        + Phrase(
          ", and another id: \"\(excerpt(of: ids[0]))\" and \"\(excerpt(of: ids[1]))\"",
          " und eine andere Nummer: „\(excerpt(of: ids[0]))“ und „\(excerpt(of: ids[1]))“"
        )
    case .sameName(let other, _):
      other.sameName
        + Phrase(", and no id tells them apart", ", und keine Nummer unterscheidet sie")
    case .twoGenders(let own, let theirs, let other):
      Phrase(
        "is recorded as \(own), and \(other.sameName.english), who is recorded as \(theirs)",
        "ist als \(Phrase.gender(own).german) angegeben und \(other.sameName.german), "
          + "das als \(Phrase.gender(theirs).german) angegeben ist"
      )
    case .lookAlikeName(let of, let name, let difference, let letter):
      Phrase(
        "the name differs from student \(of)'s, \"\(name)\", only \(difference.phrase.english)"
          + (letter.map { ", such as \($0)" } ?? ""),
        "der Name unterscheidet sich von dem des Kindes \(of), „\(name)“, nur \(difference.phrase.german)"
          + (letter.map { ", zum Beispiel \($0)" } ?? "")
      )
    case .sameBirthDate(let other, let name, let relation):
      Phrase(
        "has the birth date of student \(other), \"\(excerpt(of: name))\", and \(relation.phrase.english)",
        "hat das Geburtsdatum von Kind \(other), „\(excerpt(of: name))“, und \(relation.phrase.german)"
      )
    case .genderChanged(let from, let to, let importBatch, let line):
      Phrase(
        "was recorded as \(from) until import i\(importBatch), line \(line), said \(to)",
        "war als \(GenderState.german(from)) angegeben, bis der Import i\(importBatch) in Zeile \(line) "
          + "\(GenderState.german(to)) sagte"
      )
    case .lookAlikeGroup(let group, let students, let usual, let usualStudents):
      Phrase(
        "the class \"\(excerpt(of: group))\" (\(Numbers.count(students, "student"))) differs from "
          + "\"\(excerpt(of: usual))\" (\(usualStudents)) only in capital letters and spaces",
        "die Klasse „\(excerpt(of: group))“ (\(students == 1 ? "1 Kind" : "\(students) Kinder")) unterscheidet "
          + "sich von „\(excerpt(of: usual))“ (\(usualStudents)) nur durch Großschreibung und Leerzeichen"
      )
    case .idReused(let id, let importBatch, let line):
      Phrase(
        "import i\(importBatch), line \(line), gives the id "
          + "\"\(excerpt(of: id))\" to another name; the line was set aside",
        "der Import i\(importBatch) gibt in Zeile \(line) die Nummer „\(excerpt(of: id))“ einem anderen "
          + "Namen; die Zeile wurde nicht übernommen"
      )
    default: Phrase("", "")
    }
  }
}

/// A recorded gender or the lack of one, as a change of it is stored.
private enum GenderState {
  static func german(_ word: String) -> String {
    switch word {
    case "missing": "fehlend"
    case "declined": "keine Angabe gewünscht"
    case "in_doubt": "zweifelhaft"
    case "do_not_infer": "nicht herzuleiten"
    default: Phrase.gender(word).german
    }
  }
}

extension DoubtFinding.Namesake {
  fileprivate var sameName: Phrase {
    let english = "student \(student)" + (group.map { " in \($0)" } ?? "")
    let german = "Kind \(student)" + (group.map { " in \($0)" } ?? "")
    return isOfOneBody
      ? Phrase(
        "has the name, the age and the height of \(english)",
        "hat Namen, Alter und Größe von \(german)"
      )
      : Phrase("has the same name as \(english)", "hat denselben Namen wie \(german)")
  }
}

extension DoubtFinding.NameRelation {
  fileprivate var phrase: Phrase {
    switch self {
    case .same: Phrase("the same name", "denselben Namen")
    case .oneMoreOrLess:
      Phrase("the same name with one more or less", "denselben Namen mit einem mehr oder weniger")
    case .anotherOrder:
      Phrase("the same name in another order", "denselben Namen in anderer Reihenfolge")
    case .anotherLastName:
      Phrase(
        "the same first name with another last name",
        "denselben Vornamen mit einem anderen Nachnamen"
      )
    case .similar: Phrase("a similar name", "einen ähnlichen Namen")
    }
  }
}

extension SpellingDifference {
  fileprivate var phrase: Phrase {
    switch self {
    case .letterCase: Phrase("in capital and small letters", "in der Groß- und Kleinschreibung")
    case .invisible:
      Phrase("in characters that cannot be seen", "in Zeichen, die man nicht sieht")
    case .joints:
      Phrase("in spaces, hyphens or dots", "in Leerzeichen, Bindestrichen oder Punkten")
    case .accents: Phrase("in accents", "in Akzenten")
    case .alphabets:
      Phrase(
        "in letters of another alphabet that look the same",
        "in Buchstaben eines anderen Alphabets, die gleich aussehen"
      )
    }
  }
}
