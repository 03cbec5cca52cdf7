import RosterReading
import StudentStore

/// The students who were there before an import, by how a line can name them.
///
/// With an id, the id. Without, the name within the group; both as they can be seen. Swift compares texts by canonical
/// equivalence, so that a name typed with combining accents is the same name.
struct KnownStudents: Sendable {
  /// Whom a line is about.
  enum Match: Equatable {
    /// No known student.
    case unknown
    case student(Int64)
    /// More than one, or one whom another line of the same file named already.
    case ambiguous
  }

  private struct NameInGroup: Hashable {
    let name: String
    let group: String?

    init(name: String, group: String?) {
      self.name = VisibleText.of(name)
      self.group = group.map { VisibleText.of($0) }
    }
  }

  private var byID: [String: Int64] = [:]
  private var byName: [NameInGroup: [Int64]] = [:]
  /// The groups in which a name occurs.
  private var groups: [String: [String?]] = [:]
  private var students: [Int64: Student] = [:]
  private var named: Set<Int64> = []
  private var corrected: [Int64: CorrectedStudent] = [:]

  init(_ database: SchoolDatabase) throws {
    try database.forEachStudent { student in
      if let id = student.schoolID { byID[VisibleText.of(id)] = student.id }
      let key = NameInGroup(name: student.name, group: student.group)
      if byName[key] == nil { groups[key.name, default: []].append(key.group) }
      byName[key, default: []].append(student.id)
      students[student.id] = student
    }
    corrected = try database.correctedStudents().filter { students[$0.key] != nil }
    for (id, student) in corrected.sorted(by: { $0.key < $1.key }) {
      for version in student.versions { add(version, as: id) }
    }
  }

  /// The student as recorded now.
  subscript(_ id: Int64) -> Student? { students[id] }

  /// What the files said of a student before a person corrected it; nil where no one did.
  func corrected(_ id: Int64) -> CorrectedStudent? { corrected[id] }

  /// A corrected student is still known by what the files said.
  private mutating func add(_ version: Student, as id: Int64) {
    if let schoolID = version.schoolID.map({ VisibleText.of($0) }), byID[schoolID] == nil {
      byID[schoolID] = id
    }
    let key = NameInGroup(name: version.name, group: version.group)
    if byName[key] == nil { groups[key.name, default: []].append(key.group) }
    if !byName[key, default: []].contains(id) { byName[key, default: []].append(id) }
  }

  /// Finds whom a row is about, and remembers that it was named.
  ///
  /// An id that no student has yet, and a group, may be news about a student known by name alone.
  ///
  /// `hasGroup`: whether the file has groups at all; without them the name alone counts.
  /// Returns whom the row is about.
  mutating func match(_ row: Student, hasGroup: Bool) -> Match {
    let id = row.schoolID.map { VisibleText.of($0) }
    if let id, let student = byID[id] { return name(student) }
    var candidates: [Int64]
    if hasGroup {
      candidates = byName[NameInGroup(name: row.name, group: row.group)] ?? []
      if candidates.isEmpty, row.group != nil {
        candidates = byName[NameInGroup(name: row.name, group: nil)] ?? []
      }
    } else {
      candidates = groups[VisibleText.of(row.name), default: []].flatMap {
        byName[NameInGroup(name: row.name, group: $0)] ?? []
      }
      // Who was moved to another group by a correction is known in both.
      if candidates.count > 1 { candidates = Set(candidates).sorted() }
    }
    // Where a person has the name, too, it is not known whom the line means.
    let areTotals = candidates.allSatisfy {
      students[$0]?.isNoPerson == true || corrected[$0]?.aspects.contains(.person) == true
    }
    if row.isNoPerson, areTotals {
      // Lines of totals have one name: the first is the first, the next one the next.
      let next = candidates.first { !named.contains($0) }
      return next.map { name($0) } ?? .unknown
    }
    if row.schoolID != nil {
      // A student with an id of another kind is another student.
      candidates = candidates.filter { students[$0]?.schoolID == nil }
    }
    guard !row.name.isEmpty else { return candidates.isEmpty ? .unknown : .ambiguous }
    switch candidates.count {
    case 0: return .unknown
    case 1:
      // The id is taken from here on, should a further line of the file have it too.
      if let id { byID[id] = candidates[0] }
      return name(candidates[0])
    default: return .ambiguous
    }
  }

  private mutating func name(_ student: Int64) -> Match {
    named.insert(student).inserted ? .student(student) : .ambiguous
  }
}

/// Why a line with a student's id is not for certain about that student.
struct IDConflict {
  let code: String
  let message: String

  /// Nil where the line is about the student.
  ///
  /// A name that a person corrected since is the student's too.
  ///
  /// `sameIDs`: the ids, as they are compared, of which a person said that they are one person's.
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
