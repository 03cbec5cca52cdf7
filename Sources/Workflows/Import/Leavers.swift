import RosterReading
import StudentStore

/// The students of the groups in a file who are not in it.
package struct Leavers: Sendable {
  /// One of them.
  package struct Leaver: Equatable, Sendable {
    package let student: Int64
    package let schoolID: String?
    package let name: String
    package let group: String?
  }

  /// The first of them, in order of number.
  package internal(set) var students: [Leaver] = []
  /// The number of them.
  package internal(set) var count = 0
  /// Whether they are marked as left.
  package internal(set) var areMarked = false
  /// Rejected lines that may be about one of them, so that nobody is marked.
  package internal(set) var unclearLines = 0

  /// The most students in a report; the count includes all.
  package static let listed = 20_000

  package init() {}

  /// Finds them.
  ///
  /// A group is in the file if a student is who has it after the import; a school without groups is
  /// one.
  ///
  /// `present`: the students in the file.
  static func numbers(
    in database: SchoolDatabase,
    besides present: StudentSet
  ) throws -> [Int64] {
    var groups: Set<String?> = []
    var absent: [String?: [Int64]] = [:]
    try database.forEachGroup { student, group in
      let group = group.map { VisibleText.of($0) }
      if present.contains(student) {
        groups.insert(group)
      } else {
        absent[group, default: []].append(student)
      }
    }
    return absent.filter { groups.contains($0.key) }.flatMap(\.value).sorted()
  }

  /// Takes the students for the report.
  mutating func list(_ numbers: [Int64], in database: SchoolDatabase) throws {
    count = numbers.count
    students = try database.students(Array(numbers.prefix(Self.listed))).map {
      Leaver(student: $0.id, schoolID: $0.schoolID, name: $0.name, group: $0.group)
    }
  }
}
