import RosterReading
import StudentStore

/// Why a line with a student's id is not for certain about that student.
struct IDConflict {
  let code: String
  let message: String

  /// Nil where the line is about the student.
  ///
  /// A name that a person corrected since is the student's too.
  ///
  /// `sameIDs`: the ids, as they are compared, of which somebody said that they are one person's.
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

/// The ids of a file as they are compared, each as it was written first.
///
/// Kept where one of them has spaces around it, or something else that cannot be seen: else the
/// database's index finds all that are equal.
struct WrittenIDs: Sendable {
  /// Why a line is set aside that comes with another writing.
  static let message =
    "the id differs from that of an earlier line only in spaces or in characters that cannot be seen; "
    + "give each student an id of their own"

  private var written: [String: String] = [:]

  /// Takes an id; false where an earlier line has the same in another writing.
  mutating func take(_ id: String) -> Bool {
    let visible = VisibleText.of(id)
    guard let first = written[visible] else {
      written[visible] = id
      return true
    }
    return first == id
  }
}
