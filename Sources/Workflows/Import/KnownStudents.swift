import StudentStore

/// The students who were there before an import, by how a line can name them.
///
/// With an id, the id. Without, the name within the group; Swift compares texts by canonical
/// equivalence, so that a name typed with combining accents is the same name.
struct KnownStudents: Sendable {
  /// Whom a line is about.
  enum Match: Equatable {
    /// Nobody who is known.
    case nobody
    case student(Int64)
    /// More than one, or one whom another line of the same file named already.
    case ambiguous
  }

  private struct NameInGroup: Hashable {
    let name: String
    let group: String?
  }

  private var byID: [String: Int64] = [:]
  private var byName: [NameInGroup: [Int64]] = [:]
  private var students: [Int64: Student] = [:]
  private var named: Set<Int64> = []

  init(_ database: SchoolDatabase) throws {
    try database.forEachStudent { student in
      if let id = student.schoolID { byID[id] = student.id }
      byName[NameInGroup(name: student.name, group: student.group), default: []].append(student.id)
      students[student.id] = student
    }
  }

  /// The student as recorded now.
  subscript(_ id: Int64) -> Student? { students[id] }

  /// Finds whom a row is about, and remembers that it was named.
  ///
  /// `hasGroup`: whether the file has groups at all; without them the name alone counts.
  mutating func match(_ row: Student, hasGroup: Bool) -> Match {
    if let id = row.schoolID {
      guard let student = byID[id] else { return .nobody }
      return named.insert(student).inserted ? .student(student) : .ambiguous
    }
    let candidates: [Int64]
    if hasGroup {
      candidates = byName[NameInGroup(name: row.name, group: row.group)] ?? []
    } else {
      candidates = byName.filter { $0.key.name == row.name }.flatMap(\.value)
    }
    guard !row.name.isEmpty else { return candidates.isEmpty ? .nobody : .ambiguous }
    switch candidates.count {
    case 0: return .nobody
    case 1: return named.insert(candidates[0]).inserted ? .student(candidates[0]) : .ambiguous
    default: return .ambiguous
    }
  }
}
