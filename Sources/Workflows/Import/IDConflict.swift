import RosterReading
import StudentStore

/// Why a line with a student's id may be about another student.
struct IDConflict {
  let reason: LineRejection

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
    if !present.utf8.elementsEqual(id.utf8), VisibleText.of(present) == visible,
      present != id
    {
      reason = .idLooksLikeThatOf(student: student.id, id: visible)
      return
    }
    let names = [student.name] + (corrected?.versions.map(\.name) ?? [])
    guard !names.contains(where: { SamePerson.mayHave($0, row.name) }) else { return nil }
    reason = .idOfAnother(student: student.id, id: visible)
  }
}

/// The ids of a file by comparison form, each with its first spelling.
///
/// Used only if one has surrounding spaces or other invisible characters; otherwise the database's
/// index finds all equal ones.
struct WrittenIDs: Sendable {
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
