package import StudentStore

/// Looks for doubts about the data; changes nothing.
package struct CheckWorkflow {
  private let database: SchoolDatabase

  package init(_ database: SchoolDatabase) {
    self.database = database
  }

  /// The doubts, ordered by code, then by student.
  ///
  /// One pass over the students finds those to examine; only they are read again.
  ///
  /// - Parameters:
  ///   - codes: The codes to check.
  ///   - group: Only doubts that concern a student of this class or grade; nil for all.
  /// - Returns: the doubts; those of `suspiciousRecorded` use the current run, if any.
  /// - Throws: what reading the database throws.
  package func run(_ codes: Set<DoubtCode>, group: String? = nil) throws -> [Doubt] {
    try database.read {
      let (keys, heights, groups) = try survey(codes)
      let corrected = try database.correctedStudents()
      var doubts: [Doubt] = []
      func take(_ doubt: Doubt) {
        guard codes.contains(doubt.code) else { return }
        if let group, doubt.group != group, doubt.otherGroup != group { return }
        doubts.append(doubt)
      }
      if Self.concernsHeights(codes) {
        let search = HeightDoubts(database, counts: heights, corrected: corrected)
        try search.forEachDoubt(take)
      }
      if codes.contains(.unknownGenderWord) {
        try UnknownWords(database, group: group).forEachDoubt(take)
      }
      if Self.concernsNames(codes) {
        try NameDoubts(database, keys: keys, codes: codes).forEachDoubt(take)
      }
      for doubt in groups.doubts { take(doubt) }
      if codes.contains(.possibleSameStudent) {
        try SharedBirthdays(database).forEachDoubt(take)
      }
      try RowDoubts(database, corrected: corrected, codes: codes).forEachDoubt(take)
      if codes.contains(.genderChanged) { try changedGenders(corrected, take) }
      if codes.contains(.suspiciousRecorded) {
        try SuspiciousRecords(database, corrected: corrected).forEachDoubt(take)
      }
      let places = Dictionary(
        uniqueKeysWithValues: DoubtCode.allCases.enumerated().map { ($0.element, $0.offset) }
      )
      return doubts.sorted {
        (places[$0.code] ?? 0, $0.student) < (places[$1.code] ?? 0, $1.student)
      }
    }
  }

  private static func concernsHeights(_ codes: Set<DoubtCode>) -> Bool {
    codes.contains(.unitDoubt) || codes.contains(.implausibleHeight)
  }

  private static func concernsNames(_ codes: Set<DoubtCode>) -> Bool {
    !codes.isDisjoint(with: [.duplicateStudent, .contradictoryGender, .lookAlikeName])
  }

  /// One pass over the students: the keys of their names, and the number of students with each
  /// height.
  private func survey(
    _ codes: Set<DoubtCode>
  ) throws -> (keys: NameKeys, heights: [Double: Int], groups: GroupSpellings) {
    let needsNames = Self.concernsNames(codes)
    let needsHeights = Self.concernsHeights(codes)
    var keys = NameKeys()
    var heights: [Double: Int] = [:]
    var groups = GroupSpellings()
    let needsGroups = codes.contains(.lookAlikeGroup)
    guard needsNames || needsHeights || needsGroups else { return (keys, heights, groups) }
    try database.forEachCheckedStudent { student, name, group in
      if needsNames { keys.append(student, name: name, group: group) }
      if needsGroups { groups.append(student.id, name: name, group: group) }
      if needsHeights, let height = student.height { heights[height, default: 0] += 1 }
    }
    keys.sort()
    return (keys, heights, groups)
  }

  /// Students whose recorded gender a later file changed, unless corrected since.
  private func changedGenders(
    _ corrected: [Int64: CorrectedStudent],
    _ take: (Doubt) -> Void
  ) throws {
    for found in try database.changedGenders()
    where corrected[found.student]?.aspects.contains(.gender) != true {
      let student = try database.student(found.student)
      take(
        Doubt(
          .genderChanged,
          of: student.id,
          name: student.name,
          group: student.group,
          .genderChanged(
            from: found.before,
            to: found.after,
            importBatch: found.importBatch,
            line: found.line
          )
        )
      )
    }
  }
}
