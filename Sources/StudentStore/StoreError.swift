/// What can go wrong with a studentdb file, apart from what SQLite itself reports.
package enum StoreError: Error, Equatable {
  /// The file is an SQLite database of another program.
  case foreignDatabase(path: String)
  /// The file was written by a later version of studentdb.
  case newerDatabase(path: String, version: Int, supported: Int)
  /// The file is there and holds nothing yet.
  case emptyDatabase(path: String)
  /// A migration that the file remembers is not the one that this program ships.
  case alteredMigration(path: String, version: Int, detail: String)
  /// A table, index, trigger or view is not as the migrations make it.
  case differentSchema(path: String, [SchemaDifference])
  /// Where one of the program's tables should be there is something else.
  case notATable(path: String, table: String)
  /// The file lacks migrations, and was opened for reading only.
  case olderDatabase(path: String, version: Int, supported: Int)
  /// No row has this id.
  case unknown(kind: String, id: String)
  /// Another person decided about the student in the meantime.
  case decidedMeanwhile(DecisionConflict)
  /// The student's gender is recorded, declined or not to be inferred, so there is nothing to
  /// decide.
  case nothingToDecide(student: Int64, status: String)
  /// There is nothing to undo.
  case nothingToUndo(detail: String)
  /// There is nothing to redo.
  case nothingToRedo(detail: String)
  /// The act would break a signature that stands.
  case wouldBreakSignature(student: Int64, signOffs: [Int64])
  /// The student came with an import that was reverted, and does not count.
  case reverted(student: Int64, importBatch: Int64)
  /// Another student has the school id.
  case idTaken(student: Int64, by: Int64)
  /// Later imports say something about the students of one that is to be reverted.
  case importSupportsLater(importBatch: Int64, later: [Int64])
  /// Signatures stand on what an import said that is to be reverted.
  case importIsSigned(importBatch: Int64, students: [Int64], signOffs: [Int64])
  /// A number of students differs from the one that the caller expected.
  case unexpectedCount(expected: Int, actual: Int)
  /// The run proposes nothing: its gate refused.
  case runProposesNothing(run: Int64)
  /// The students changed between the reading of the evidence and the writing of the run.
  case evidenceChanged
  /// More genders are recorded than a model can tell apart.
  case tooManyGenders(most: Int)
  /// Open items stand in the way of a signature.
  case openItems(open: Int, later: Int)
  /// The file lost its name, or another one took its place, while it was written; what was written is
  /// gone with it.
  case fileGone(path: String)
  /// A stored value is not what the program writes: the file was changed by other means.
  case malformed(table: String, detail: String)
}

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
      return "\(path): file version \(version) is older than this program's \(supported); run a "
        + "writing command or \"studentdb migrate\" once"
    case .unknown(let kind, let id):
      return
        "there is no \(kind) \(id); \"studentdb list\" and \"studentdb log\" show what there is"
    case .decidedMeanwhile(let conflict): return conflict.description
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
        "student \(student) came with import i\(importBatch), which was reverted, and counts no "
        + "longer; \"studentdb list\" shows who does"
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
    case .importIsSigned(let importBatch, let students, let signOffs):
      let names = signOffs.map { "s\($0)" }.joined(separator: ", ")
      let first = students.prefix(10).map { "\($0)" }.joined(separator: ", ")
      return
        "\(students.count == 1 ? "student \(first)" : "\(students.count) students") of i\(importBatch) "
        + "\(students.count == 1 ? "is" : "are") signed (\(names)"
        + (students.count == 1 ? "" : "; \(first)\(students.count > 10 ? " …" : "")")
        + "); to revert it all the same, say --void-sign-off"
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
    case Student.noPerson: "none, because the row is no person (if it is one: correct --person)"
    case "in_doubt": "a word that nobody knows (\"studentdb correct\" settles it)"
    default: status
    }
  }
}
