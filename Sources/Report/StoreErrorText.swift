import Bytes
package import StudentStore

extension StoreError: CustomStringConvertible {
  /// What happened, where, and what to do, in a sentence or two.
  package var description: String {
    switch self {
    case .foreignDatabase(let path):
      return "\(path): this is another program's database, not a studentdb file; "
        + "name a studentdb file with --db, or import into a new one"
    case .emptyDatabase(let path):
      return "\(path): nothing was imported into this file yet; run \"studentdb import FILE\" first"
    case .newerDatabase(let path, let version, let supported):
      return "\(path): written by a newer studentdb (file version \(version), this program knows "
        + "\(supported)); install the newer program"
    case .alteredMigration(let path, let version, let detail):
      return "\(path): migration \(version) is not the one this program ships (\(detail)); the "
        + "file was altered or made by another build: do not trust it, restore a backup"
    case .differentSchema(let path, let differences):
      if let command = differences.commandAfterAnalyze(path: path) {
        return "\(path): ANALYZE was run on this file and left a table that does not belong to it; "
          + "remove it with: \(command)"
      }
      return "\(path): this file was changed by other means than studentdb (\(differences.words)); "
        + "restore a backup. \"studentdb verify\" lists what differs, and --damaged reads the tables "
        + "all the same"
    case .notATable(let path, let table):
      return
        "\(path): \(table) is not a table that can be read as it stands (it is missing, another "
        + "kind of object, or has computed columns); restore a backup"
    case .olderDatabase(let path, let version, let supported):
      return "\(path): file version \(version) is older than this program's \(supported); "
        + "\"studentdb migrate\" makes a backup and brings it up to date. Until then only migrate, "
        + "verify, backup and query work on it"
    case .unknown(let kind, let id):
      return
        "there is no \(kind) \(id); \"studentdb list\" and \"studentdb log\" show what there is"
    case .decidedMeanwhile(let conflict): return conflict.message
    case .nothingToDecide(let student, let status):
      return "student \(student): the gender is \(Self.words(for: status)), so there is nothing to "
        + "decide; a review only fills genders that are missing"
    case .nothingToUndo(let detail):
      return "nothing to undo: \(detail)"
    case .nothingToRedo(let detail):
      return "nothing to redo: \(detail)"
    case .wouldBreakSignature(let student, let signOffs):
      let names = signOffs.map { "s\($0)" }.joined(separator: ", ")
      return "student \(student) is signed (\(names)); to change it all the same, say "
        + "--void-sign-off and -m with the reason"
    case .reverted(let student, let importBatch):
      return
        "student \(student) came with import i\(importBatch), which was reverted, so the student "
        + "is not active; \"studentdb list\" shows the active ones"
    case .idTaken(let student, let owner):
      return "student \(student) cannot have the id: it is student \(owner)'s; look at both with "
        + "\"studentdb show\", and correct one of them first"
    case .importSupportsLater(let importBatch, let later):
      let names = later.map { "i\($0)" }
      let last = names.last ?? ""
      return "i\(importBatch) cannot be reverted before \(names.joined(separator: ", ")), which "
        + "\(names.count == 1 ? "says" : "say") something about the same students; revert "
        + "\(last) first, then i\(importBatch), and import the other \(names.count == 1 ? "file" : "files") "
        + "again"
    case .importIsJoined(let importBatch, let joins):
      let newest = joins.last.map { "j\($0)" } ?? ""
      return
        "i\(importBatch) cannot be reverted while a student of its is joined with another "
        + "(\(joins.map { "j\($0)" }.joined(separator: ", "))); say \"studentdb revert \(newest) -m WHY\" first"
    case .importIsSigned(let importBatch, let students, let signOffs):
      let names = signOffs.map { "s\($0)" }.joined(separator: ", ")
      let first = students.prefix(10).map { "\($0)" }.joined(separator: ", ")
      return
        "\(students.count == 1 ? "student \(first)" : "\(students.count) students") of i\(importBatch) "
        + "\(students.count == 1 ? "is" : "are") signed (\(names)"
        + (students.count == 1 ? "" : "; \(first)\(students.count > 10 ? " …" : "")")
        + "); to revert it all the same, say --void-sign-off"
    case .erased(let student, let erasure, let time):
      return "student \(student) was erased (e\(erasure), \(time)); nothing of it is in the "
        + "file"
    case .reasonHoldsName:
      return "the reason holds the name that is to be erased, and would stay; write it without the "
        + "name"
    case .unexpectedCount(let expected, let actual):
      return "expected \(expected) students, found \(actual); nothing was changed: look at "
        + "\"studentdb review queue\" and say --expect \(actual) if that is right"
    case .runProposesNothing(let run):
      return "run r\(run) proposes nothing, because its gate refused (see \"studentdb show "
        + "r\(run)\"); decide with --gender, or collect more recorded students and impute again"
    case .evidenceChanged:
      return "the students changed while the model was being fitted; nothing was written: run "
        + "\"studentdb impute\" again"
    case .tooManyGenders(let most):
      return "more than \(most) different genders are recorded, which no model can tell apart; the "
        + "column of genders may be another one, such as an id (\"studentdb list\" shows them): "
        + "revert the import (\"studentdb log\" names it), and import the file with --map "
        + "gender=HEADING"
    case .openItems(let open, let later):
      return "\(open) open and \(later) put off until later are not decided yet; decide them "
        + "with \"studentdb review\", or sign with --allow-open"
    case .fileGone(let path):
      return
        "\(path): the file was removed or replaced while it was written; nothing of this is in "
        + "the file that is there now: run the command again"
    case .actFailed(let path, let isFull, let detail, let fate):
      let place = path.map { "\($0): " } ?? ""
      let what = isFull ? "the disk is full" : "reading or writing failed (\(detail))"
      switch fate {
      case .nothingKept:
        return "\(place)\(what); nothing of this was kept"
          + (isFull ? ": make room and try again" : "")
      case .kept(let entry, let act):
        return
          "Entry \(entry.sequence) of the trail (\(act.rawValue)) was kept, although the disk failed "
          + "immediately afterwards: \(place)\(what). Do not repeat the command: \"studentdb log\" shows the entry; "
          + "a power cut could still undo it, so check once the disk is in order"
      case .unknown:
        return
          "\(place)\(what), and the file cannot be read now, so it is not known whether this was kept; "
          + "once the disk is in order, \"studentdb log\" says it: look before you repeat the command"
      }
    case .notAnchored(let entry, let act, let detail):
      return
        "Entry \(entry.sequence) of the trail (\(act.rawValue)) was kept, but its head could not be kept "
        + "outside the file: \(detail). Do not repeat the command: \"studentdb log\" shows the entry; "
        + "the next act keeps a head that covers it, or note \(entry.description)"
    case .otherAnchor(let name, let kept, let isShorter):
      return
        "\(name): its newest head, \(kept.description), is not in this database; nothing was changed: "
        + (isShorter
          ? "an older copy of the database may have taken its place, or entries were removed"
          : "the history may have been rewritten, or the heads are another database's")
        + "; compare with \"studentdb verify --anchors\", or name another file with --anchor"
    case .malformed(let table, let detail):
      return "table \(table): \(detail); the file was changed by other means: run "
        + "\"studentdb verify\""
    }
  }

  private static func words(for status: String) -> String {
    switch status {
    case "recorded": "recorded in the school's file"
    case "declined": "one the student declined to give"
    case "do_not_infer": "marked as not to be inferred"
    case Student.noPerson: "none, because the row is not a person (if it is one: correct --person)"
    case Student.merged: "that of a child's second row (\"studentdb show\" names the first)"
    case Student.left: "that of a student who left (import the list that has the student again)"
    case "in_doubt": "an unknown word for the gender (\"studentdb correct\" settles it)"
    default: status
    }
  }
}

extension DecisionConflict {
  /// Both decisions, and what to do.
  package var message: String {
    let counts = current.map { current in
      "\(current.reviewer) decided \"\(current.verdict.words)\" (d\(current.id), "
        + "\(current.decidedAt)) in the meantime"
    }
    return
      "student \(student): \(counts ?? "what was seen is no longer current"); "
      + "\"\(refused.words)\" was not kept: look again with \"studentdb show "
      + "\(student)\" and decide anew"
  }
}

extension Verdict {
  /// The verdict in a word or two: the gender if it gives one.
  fileprivate var words: String {
    switch self {
    case .accept(let gender), .correct(let gender): gender
    case .leaveUnknown: "leave unknown"
    case .later: "later"
    case .reopen: "open again"
    }
  }
}

extension DatabaseFailure {
  /// What happened, where, and what to do.
  package var sentence: String {
    let place = path.map { "\($0): " } ?? ""
    let what =
      switch kind {
      case .busy: "another program is writing to the file; try again in a moment"
      case .full: "the disk is full; make room and try again"
      case .inputOutput: "reading or writing failed (\(detail)); check the disk"
      case .outOfMemory: "there is not enough memory; end other programs and try again"
      case .permission: "not permitted; check who owns the file and its folder"
      case .readOnly: "the file can only be read; check its permissions and its folder's"
      case .cannotOpen: "cannot be opened or made (\(detail)); check that the folder exists"
      case .exists: "there is a file already; name another with --db"
      case .notFound: "there is no such file; \"studentdb import FILE\" makes one"
      case .refusedFile: "\(detail); name the database file itself with --db"
      case .writeAheadLog:
        "another program has set this file to keep a write-ahead log, so part of the "
          + "data may be outside this file; set it back with: "
          + ShellWord.line(["sqlite3", path ?? "", detail])
      case .notADatabase:
        "this is not a studentdb file; name one with --db, or import into a new one"
      case .damaged: "the file is damaged (\(detail)); restore a backup"
      case .interrupted: "interrupted; nothing of this was kept"
      case .changedOutside:
        "\(detail); the file was changed by other means: run \"studentdb verify\", "
          + "which names what was changed"
      case .refused: "the database refused: \(detail)"
      case .programmer: "this should not happen, please report it: \(detail)"
      }
    return place + what
  }
}
