import RosterReading
import StudentStore

/// Why a line with a student's id may be about another student.
struct IDConflict {
  let code: String
  let message: String

  /// Nil if the line is about the student.
  ///
  /// Names from before and after a correction both match.
  ///
  /// `sameIDs`: the ids, in comparison form, that the user confirmed as the same person.
  init?(
    of row: Student,
    with student: Student,
    _ corrected: CorrectedStudent?,
    sameIDs: Set<String>
  ) {
    guard let id = row.schoolID, let present = student.schoolID else { return nil }
    let visible = VisibleText.of(id)
    guard !sameIDs.contains(visible) else { return nil }
    let option = "--same \"id:\(excerpt(of: visible))\""
    if !present.utf8.elementsEqual(id.utf8), VisibleText.of(present) == visible,
      present != id
    {
      code = RejectedRow.lookAlikeIDCode
      message =
        "the id differs from that of student \(student.id) only in spaces or in characters that "
        + "cannot be seen; if it is the same person, take this import back (studentdb revert IMPORT "
        + "-m WHY) and import with \(option)"
      return
    }
    let names = [student.name] + (corrected?.versions.map(\.name) ?? [])
    guard !names.contains(where: { SamePerson.mayHave($0, row.name) }) else { return nil }
    code = RejectedRow.reusedIDCode
    message =
      "the id is that of student \(student.id), who has another name; if it is the same person, take "
      + "this import back (studentdb revert IMPORT -m WHY) and import with \(option), or say "
      + "\"studentdb correct number:\(student.id) --name NAME -m WHY\" first"
  }
}

/// The ids of a file by comparison form, each with its first spelling.
///
/// Used only if one has surrounding spaces or other invisible characters; otherwise the database's
/// index finds all equal ones.
struct WrittenIDs: Sendable {
  /// Why a line with a different spelling is set aside.
  static let message =
    "the id differs from that of an earlier line only in spaces or in characters that cannot be seen; "
    + "give each student an id of their own"

  private var written: [String: String] = [:]

  /// Adds an id; false if an earlier line has it in another spelling.
  mutating func take(_ id: String) -> Bool {
    let visible = VisibleText.of(id)
    guard let first = written[visible] else {
      written[visible] = id
      return true
    }
    return first == id
  }
}
