import RosterReading
import StudentStore

extension ImportWorkflow {
  /// The missing fields that need no question: the students are known, so that the file brings other
  /// facts about them.
  func settled(
    _ absent: AbsentColumns
  ) throws -> [StudentField: AbsentColumns.Settlement] {
    guard !absent.students.isEmpty, try database.studentCount() > 0,
      try areKnown(absent.students)
    else { return [:] }
    return Dictionary(absent.fields.map { ($0, .studentsAreKnown) }) { first, _ in first }
  }

  /// Whether at least half of some students are known, by id or else by name.
  private func areKnown(_ students: [(id: String, name: String)]) throws -> Bool {
    let byID = try students.count {
      try !$0.id.isEmpty && database.student(schoolID: $0.id) != nil
    }
    if byID * 2 >= students.count { return true }
    let ids = Set(students.map { VisibleText.of($0.id) })
    let names = Set(students.map { VisibleText.of($0.name) })
    var knownIDs: Set<String> = []
    var knownNames: Set<String> = []
    try database.forEachStudent { student in
      if let id = student.schoolID.map({ VisibleText.of($0) }), ids.contains(id) {
        knownIDs.insert(id)
      }
      let name = VisibleText.of(student.name)
      if names.contains(name) { knownNames.insert(name) }
    }
    let known = students.count {
      $0.id.isEmpty
        ? knownNames.contains(VisibleText.of($0.name)) : knownIDs.contains(VisibleText.of($0.id))
    }
    return known * 2 >= students.count
  }
}
