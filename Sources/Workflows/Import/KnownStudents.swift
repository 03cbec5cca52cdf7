import RosterReading
import StudentStore

/// The existing students before an import, indexed by how a line can identify them.
///
/// By the id if there is one, otherwise by the name within the group; both without invisible
/// characters. Swift compares texts by canonical equivalence, so that a name typed with combining
/// accents is the same name.
struct KnownStudents: Sendable {
  /// The student that a line is about.
  enum Match: Equatable {
    /// No known student.
    case unknown
    case student(Int64)
    /// Several, or one who was already matched by another line of the file.
    case ambiguous([Int64])
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
      if let id = student.schoolID.map({ VisibleText.of($0) }), byID[id] == nil || !student.hasLeft
      {
        byID[id] = student.id
      }
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

  /// The student's values from the files before any correction; nil without corrections.
  func corrected(_ id: Int64) -> CorrectedStudent? { corrected[id] }

  /// A corrected student can still be matched by the uncorrected values.
  private mutating func add(_ version: Student, as id: Int64) {
    if let schoolID = version.schoolID.map({ VisibleText.of($0) }), byID[schoolID] == nil {
      byID[schoolID] = id
    }
    let key = NameInGroup(name: version.name, group: version.group)
    if byName[key] == nil { groups[key.name, default: []].append(key.group) }
    if !byName[key, default: []].contains(id) { byName[key, default: []].append(id) }
  }

  /// Finds the student of a row, and marks them as matched.
  ///
  /// A new id and a group may be additions to a student known only by name.
  ///
  /// `hasGroup`: whether the file has groups; otherwise only the name is compared. Returns the
  /// match.
  mutating func match(_ row: Student, hasGroup: Bool) -> Match {
    let id = row.schoolID.map { VisibleText.of($0) }
    if let id, let student = byID[id], !isOfAnother(row, who: student) { return name(student) }
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
      // A student moved to another group by a correction is known in both.
      if candidates.count > 1 { candidates = Set(candidates).sorted() }
    }
    // If a person has the same name, the line is ambiguous.
    let areTotals = candidates.allSatisfy {
      students[$0]?.isNoPerson == true || corrected[$0]?.aspects.contains(.person) == true
    }
    if row.isNoPerson, areTotals {
      // Lines of totals share one name and are matched in order.
      let next = candidates.first { !named.contains($0) }
      return next.map { name($0) } ?? .unknown
    }
    if row.schoolID != nil {
      // A student with an id of another kind is another student.
      candidates = candidates.filter { students[$0]?.schoolID == nil }
    }
    guard !row.name.isEmpty else {
      return candidates.isEmpty ? .unknown : .ambiguous(candidates)
    }
    switch candidates.count {
    case 0: return .unknown
    case 1:
      // The id is now taken, in case a further line of the file has it.
      if let id { byID[id] = candidates[0] }
      return name(candidates[0])
    default: return .ambiguous(candidates)
    }
  }

  /// The students whom an id and a name fit.
  func students(id: String?, name: String) -> [Int64] {
    if let id, let student = byID[VisibleText.of(id)] { return [student] }
    let name = VisibleText.of(name)
    return groups[name, default: []].flatMap { byName[NameInGroup(name: name, group: $0)] ?? [] }
  }

  /// Whether the id of a student who left is now that of a person with another name.
  private func isOfAnother(_ row: Student, who student: Int64) -> Bool {
    guard let known = students[student], known.hasLeft else { return false }
    let names = [known.name] + (corrected[student]?.versions.map(\.name) ?? [])
    return !names.contains { SamePerson.mayHave($0, row.name) }
  }

  private mutating func name(_ student: Int64) -> Match {
    named.insert(student).inserted ? .student(student) : .ambiguous([student])
  }
}

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
