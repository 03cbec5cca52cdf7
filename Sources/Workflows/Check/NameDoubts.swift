import RosterReading
import StudentStore
import TextEncoding

/// The doubts about identity: students who seem to be the same person, and names that look alike.
///
/// Two students may be the same person if they have the same name in the same group, or the same
/// name, age and height. This includes students with two ids, because a second export may have
/// renumbered them. The later one of each pair is listed.
struct NameDoubts {
  private let database: SchoolDatabase
  private let keys: NameKeys
  private let codes: Set<DoubtCode>

  init(_ database: SchoolDatabase, keys: NameKeys, codes: Set<DoubtCode>) {
    self.database = database
    self.keys = keys
    self.codes = codes
  }

  /// Visits the doubts.
  func forEachDoubt(_ visit: (Doubt) -> Void) throws {
    try keys.inGroup.forEachRun { ids in
      // Equal keys are only a hint: the names themselves are compared.
      for cluster in try clusters(of: ids, by: { $0.group ?? "" }) {
        check(cluster, visit)
      }
    }
    try keys.byBody.forEachRun { ids in
      for cluster in try clusters(of: ids, by: { "\($0.ageYears ?? -1) \($0.height)" }) {
        checkAcrossGroups(cluster, visit)
      }
    }
  }

  /// The students with the same name skeleton and the same mark, in order of number.
  private func clusters(of ids: [Int64], by mark: (Student) -> String) throws -> [[Student]] {
    var clusters: [[String]: [Student]] = [:]
    for student in try database.students(ids.sorted()) {
      clusters[[NameSkeleton.of(student.name), mark(student)], default: []].append(student)
    }
    return clusters.values.filter { $0.count > 1 }.sorted { $0[0].id < $1[0].id }
  }

  /// Students of one group whose names have no visible difference.
  private func check(_ cluster: [Student], _ visit: (Doubt) -> Void) {
    // The first student with each spelling; Swift compares by canonical equivalence, so that
    // composed accents are not a different spelling.
    var spellings: [String: EarlierStudents] = [:]
    for student in cluster {
      if let other = spellings[student.name]?.doubtful(beside: student, inOtherGroup: false) {
        visitPair(student, other, isOfOneBody: false, visit)
      } else if spellings[student.name] == nil, student.id != cluster[0].id,
        codes.contains(.lookAlikeName)
      {
        visit(Self.lookAlike(student, cluster[0]))
      }
      spellings[student.name, default: EarlierStudents()].append(student)
    }
  }

  /// Students of several groups with the same name, age and height.
  private func checkAcrossGroups(_ cluster: [Student], _ visit: (Doubt) -> Void) {
    var spellings: [String: EarlierStudents] = [:]
    for student in cluster {
      if let other = spellings[student.name]?.doubtful(beside: student, inOtherGroup: true) {
        visitPair(student, other, isOfOneBody: true, visit)
      }
      spellings[student.name, default: EarlierStudents()].append(student)
    }
  }

  private func visitPair(
    _ student: Student,
    _ other: Student,
    isOfOneBody: Bool,
    _ visit: (Doubt) -> Void
  ) {
    let namesake = DoubtFinding.Namesake(
      student: other.id,
      group: other.group,
      isOfOneBody: isOfOneBody
    )
    if codes.contains(.duplicateStudent) {
      var doubt = Doubt(
        .duplicateStudent,
        of: student,
        beside: other,
        .sameName(namesake, ids: Self.ids(student, other))
      )
      doubt.partner = other.id
      visit(doubt)
    }
    if codes.contains(.contradictoryGender), let first = other.gender.word,
      let second = student.gender.word, first != second
    {
      visit(
        Doubt(
          .contradictoryGender,
          of: student,
          beside: other,
          .twoGenders(own: second, other: first, namesake)
        )
      )
    }
  }

  /// The ids of two students who seem to be the same person; none if one of them has none.
  private static func ids(_ student: Student, _ other: Student) -> [String] {
    guard let id = student.schoolID, let otherID = other.schoolID else { return [] }
    return [id, otherID]
  }

  private static func lookAlike(_ student: Student, _ other: Student) -> Doubt {
    let difference = SpellingDifference(between: other.name, and: student.name)
    let foreign =
      difference == .alphabets
      ? (student.name + other.name).unicodeScalars
        .first(where: LookAlikeLetters.isOfAnotherAlphabet) : nil
    return Doubt(
      .lookAlikeName,
      of: student,
      beside: other,
      .lookAlikeName(
        of: other.id,
        name: other.name,
        difference,
        letter: foreign.map { "\($0.codePoint)" }
      )
    )
  }
}

/// Candidates among the students with one name: two are enough to find a match for a later one, in
/// another group if required.
private struct EarlierStudents {
  /// The first two of different groups.
  private var students: [Student] = []

  mutating func append(_ student: Student) {
    guard students.count < 2, students.allSatisfy({ $0.group != student.group }) else { return }
    students.append(student)
  }

  /// The first possible match for a later student.
  func doubtful(beside student: Student, inOtherGroup: Bool) -> Student? {
    students.first { !inOtherGroup || $0.group != student.group }
  }
}
