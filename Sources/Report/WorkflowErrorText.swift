import RosterReading
import StudentStore
package import Workflows

extension WorkflowError: CustomStringConvertible {
  /// What, where, why, and what to do.
  package var description: String {
    switch self {
    case .recordedIsNeverInferred(let student):
      return
        "student \(student): a gender is recorded, and a recorded gender is never inferred; to take it "
        + "out of the records as well, say --gender declined, which is never inferred either"
    case .numberAndID(let text, let number, let id):
      return "\(text) is the number of one student and the school's id of another; say which:"
        + "\n  number:\(text)  \(Self.words(number))\n  id:\(text)  \(Self.words(id))"
    case .ambiguousName(let text, let students, let count):
      let lines = students.map { "\n  number:\($0.student)  \(Self.words($0))" }
      let more = count > students.count ? "\n  and \(count - students.count) more" : ""
      return "\"\(text)\" fits \(count) students; say which:" + lines.joined() + more
    case .noSuggestion(let student):
      return
        "student \(student): there is no current suggestion for this student to accept; "
        + "decide with --gender G or --leave-unknown"
    case .missingCharacter(let detail):
      return
        "the list cannot be written in its file's own encoding: \(detail) with --encoding utf-8"
    case .sheetColumnsMissing(let file, let columns):
      let names = columns.map { "\"\($0)\"" }.joined(separator: ", ")
      return
        "\(file): the \(columns.count == 1 ? "column" : "columns") \(names) cannot be found; apply a "
        + "file that \"studentdb review export\" wrote, with its headings, and nothing was changed"
    case .sheetColumnTwice(let file, let column):
      return "\(file): two columns are called \"\(column)\"; take one of them out"
    case .notImported(let file):
      return
        "\(file): exactly these files are not imported, so it is not known what to fill in; run "
        + "\"studentdb import --oneroster\" with them first"
    case .noSexColumn(let file):
      return "\(file)/demographics.csv: it has no columns sourcedId and sex to fill in"
    case .workbook(let why): return "the workbook was not written: \(why)"
    case .sheetLine(let reason): return reason.message
    case .cannotJoin(let first, let second, let obstacle):
      return "student \(first) and student \(second) cannot be joined: \(obstacle.words)"
    case .laterJoin(let join, let later):
      return
        "j\(join) cannot be taken back before j\(later), which joined the same rows with another "
        + "student; revert j\(later) first"
    }
  }

  private static func words(_ choice: StudentReference.Choice) -> String {
    choice.name + (choice.group.map { ", \($0)" } ?? "")
  }
}

extension JoinObstacle {
  fileprivate var words: String {
    switch self {
    case .sameStudent: "that is one student already"
    case .noPerson(let row): "row \(row) is not a person (if it is one: correct --person)"
    case .isSecond(let row, let of): "number \(row) is the second row of student \(of) already"
    case .genders(let one, let other):
      "one is recorded as \"\(excerpt(of: one))\" and the other as \"\(excerpt(of: other))\"; if it is "
        + "one child, correct one of them first (studentdb correct STUDENT --gender G -m WHY)"
    }
  }
}

extension SheetConflict.Reason {
  /// What and why, in a sentence that names no pupil.
  package var message: String {
    switch self {
    case .fault(let fault): return "the line cannot be read: \(fault.words)"
    case .noNumber(let text): return "\"\(excerpt(of: text))\" is not a student's number"
    case .overwritten(let text, let column):
      return "\"\(excerpt(of: text))\" in the column \"\(column)\" was changed; leave "
        + "that column unchanged"
    case .noSuchStudent(let number):
      return "there is no student \(number), or the student's import was reverted"
    case .otherStudent(let number):
      return
        "student \(number) has another name in the database; the file is another school's or was "
        + "mixed up, or the name was corrected since: export it anew"
    case .twice(let line): return "line \(line) has another decision about the student"
    case .unknownWord(let word, let nearest):
      let hint = nearest.map { "did you mean \"\($0)\"? " } ?? ""
      return
        "\"\(excerpt(of: word))\" is neither a decision nor a gender of this school; \(hint)write accept, "
        + "later, leave unknown or a gender; decide a new gender with \"studentdb review "
        + "decide\""
    case .unclearWord(let word):
      return
        "\"\(excerpt(of: word))\" may mean unknown or still to be asked; write "
        + "\"leave unknown\" or \"later\""
    case .declinedWord(let word):
      return
        "\"\(excerpt(of: word))\" is a correction, not a decision: \"studentdb correct STUDENT --gender "
        + "declined -m WHY\""
    case .genderCode(let word):
      return "\"\(excerpt(of: word))\" can mean different genders; write the word"
    case .hasLeft: return "the student has left since, so there is nothing to decide"
    case .noPerson: return "the row is now marked as not a person, so there is nothing to decide"
    case .notMissing(let gender):
      return "the gender is \(gender.words), so there is nothing to decide"
    case .hiddenSuggestion: return "the suggestion was hidden, so write the gender that you know"
    case .noSuggestion: return "no run suggests anything, so write the gender that you know"
    case .otherSuggestion(let written):
      return
        "the file suggests \"\(excerpt(of: written))\" and the run does not; write what you decide into "
        + "the column \"decision\""
    case .decidedMeanwhile(let conflict): return conflict.message
    case .signed(let student, let signOffs):
      return StoreError.wouldBreakSignature(student: student, signOffs: signOffs).description
    }
  }
}

extension LineFault {
  fileprivate var words: String {
    switch self {
    case .badEncoding:
      "it is not UTF-8; say --encoding windows-1252 if an older spreadsheet saved it, or save it as "
        + "UTF-8"
    case .loneQuote(let code): "an unpaired quote (\(code))"
    case .tooLong: "it is too long"
    case .nulByte: "it holds a NUL byte"
    }
  }
}

extension Student.RecordedGender {
  fileprivate var words: String {
    switch self {
    case .recorded: "recorded"
    case .missing: "missing"
    case .declined: "declined"
    case .doNotInfer: "not to be inferred"
    case .inDoubt: "in doubt"
    }
  }
}
