import SQLite
import Testing

@testable import StudentStore

/// What `status` says without counting anybody is what the views say who count everybody.
@Suite struct KeptCountsTests {
  /// 2,600 pupils are in three blocks.
  private static func pupils(_ count: Int, from first: Int = 0) -> [Pupil] {
    (first..<first + count).map { number in
      var pupil = Pupil("P\(number)", .recorded(number.isMultiple(of: 2) ? "female" : "male"))
      pupil.height = .measured(centimetres: Double(150 + number % 40))
      switch number % 13 {
      case 1, 2: pupil.gender = .missing
      case 3: pupil.gender = .declined
      case 4: pupil.gender = .inDoubt
      case 5: pupil.gender = .doNotInfer
      case 6: pupil.isNoPerson = number % 26 == 6
      case 7: (pupil.gender, pupil.height) = (.missing, .missing)
      case 8: pupil.height = .doubt
      default: break
      }
      return pupil
    }
  }

  /// The counts as the views have them, and what a whole count finds different.
  private static func expectSame(
    _ school: TestSchool,
    _ step: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let status = try school.database.status()
    func counted(_ question: String) throws -> [String: Int] {
      var counts: [String: Int] = [:]
      var statement = try school.connection.prepare(SQL(typed: question))
      try statement.forEachRow { row in
        counts[try row.text(at: 0)] = Int(try row.integer(at: 1))
      }
      return counts
    }
    let states = try counted(
      """
      SELECT CASE WHEN basis = 'missing' AND EXISTS (
                SELECT 1 FROM inference JOIN current_run USING (run)
                WHERE inference.student = effective_student.student AND is_proposed = 1)
              THEN 'inferred' ELSE basis END AS state, count(*)
      FROM effective_student GROUP BY state
      """
    )
    let kept = Dictionary(
      uniqueKeysWithValues: status.states.filter { $0.value > 0 }.map {
        ($0.key.rawValue, $0.value)
      }
    )
    #expect(kept == states, "\(step)", sourceLocation: sourceLocation)
    let queue = try counted("SELECT state, count(*) FROM review_queue GROUP BY state")
    let keptQueue = Dictionary(
      uniqueKeysWithValues: status.queue.filter { $0.value > 0 }.map { ($0.key.rawValue, $0.value) }
    )
    #expect(keptQueue == queue, "\(step)", sourceLocation: sourceLocation)
    let others = try counted(
      """
      SELECT 'students', count(*) FROM active_student
      UNION ALL
      SELECT 'held back', count(*) FROM review_queue
      WHERE suggested_gender IS NULL AND state IN ('open', 'later')
      UNION ALL
      SELECT 'without height', count(*) FROM effective_student
      WHERE basis = 'missing' AND height_cm IS NULL
      """
    )
    #expect(
      [
        "students": status.students, "held back": status.heldBack,
        "without height": status.missingWithoutHeight,
      ] == others,
      "\(step)",
      sourceLocation: sourceLocation
    )
    if let run = try school.database.currentRun() {
      let draw = try BlindSample(of: run, in: school.database)
      let drawn = try school.connection.texts(
        """
        SELECT CAST(inference.student AS TEXT) FROM inference
        JOIN active_student ON active_student.id = inference.student
        WHERE run = \(run) AND is_proposed = 1
        """
      ).compactMap(Int64.init).filter(draw.holds)
      #expect(
        try school.database.drawnCount(of: run) == drawn.count,
        "\(step)",
        sourceLocation: sourceLocation
      )
    }
    #expect(
      try KeptCounts(school.database).failures().isEmpty,
      "\(step)",
      sourceLocation: sourceLocation
    )
  }

  @Test func `after every act the counts are those of the rows`() throws {
    let school = try TestSchool()
    try Self.expectSame(school, "an empty school")
    try school.add(Self.pupils(2_600), file: "autumn.csv")
    try Self.expectSame(school, "a first file")
    try school.impute(.refused)
    try Self.expectSame(school, "a refused run")
    try school.impute()
    try Self.expectSame(school, "a run")
    try school.add(
      Self.pupils(900, from: 2_600),
      updating: [
        // 2 was missing and is in the run: now the file says it.
        .init(student: 3) { ($0.gender, $0.genderText) = (.recorded("female"), "f") },
        .init(student: 1_030) { $0.hasLeft = true },
      ],
      file: "spring.csv"
    )
    try Self.expectSame(school, "a second file, from the middle of a block on")
    let missing = try school.connection.texts(
      "SELECT CAST(student AS TEXT) FROM review_queue ORDER BY student"
    ).compactMap(Int64.init)
    try #require(missing.count > 300)
    try school.decide(missing[0], .correct(gender: "male"), run: 2, blind: true)
    try Self.expectSame(school, "a decision")
    try school.decide(missing[1], .leaveUnknown, run: 2)
    try school.decide(missing[2], .later, run: 2)
    try school.acceptBatch(Array(missing[10..<200]), run: 2)
    try Self.expectSame(school, "a batch")
    try school.undoFirst(of: missing[0])
    try Self.expectSame(school, "an undo")
    try school.sign(2, allowOpen: true)
    try Self.expectSame(school, "a signature")
    try school.decideVoiding(missing[11], .leaveUnknown, run: 2, reason: "she prefers it")
    try Self.expectSame(school, "a signature that is void")
    try school.impute()
    try Self.expectSame(school, "a run after decisions")
    try school.correct(missing[20]) { $0.gender = .recorded("male") }
    try school.correct(missing[210]) { $0.gender = .declined }
    try Self.expectSame(school, "corrections")
    let join = try school.join(missing[220], missing[221]) { $0.group = "7d" }
    try Self.expectSame(school, "a join")
    try school.part(join)
    try Self.expectSame(school, "a join taken back")
    try school.erase([missing[12], missing[230]])
    try Self.expectSame(school, "an erasure")
    try school.revert(2, voiding: "the wrong file")
    try Self.expectSame(school, "an import taken back")
    try school.impute(.refused)
    try Self.expectSame(school, "a refused run that does not count")
    #expect(try school.database.verify().lines.isEmpty)
  }

  @Test func `an act that is only tried leaves the counts as they were`() throws {
    let school = try TestSchool()
    try school.add(Self.pupils(30))
    let before = try KeptCounts(school.database).total()
    try school.database.write(.import, context: school.context(), mode: .dryRun) { act in
      _ = try school.load(Self.pupils(10, from: 30), act: act)
    }
    #expect(try KeptCounts(school.database).total() == before)
  }

  @Test(arguments: [
    "UPDATE student_count SET students = students + 1 WHERE gender_status = 'missing'",
    "UPDATE student_count SET gender_status = 'declined' WHERE gender_status = 'missing'",
    "UPDATE student_count SET lacks_height = 1 WHERE gender_status = 'missing' AND lacks_height = 0 AND block = 1",
    "UPDATE student_count SET is_decided = 1 WHERE review_state = 'open'",
    "UPDATE student_count SET review_state = 'signed' WHERE review_state = 'open'",
    "UPDATE student_count SET suggestion = 'drawn' WHERE suggestion = 'made'",
    "UPDATE student_count SET block = 7 WHERE block = 1",
    "UPDATE student_count SET gender_status = 'MISSING' WHERE gender_status = 'missing'",
    "UPDATE student_count SET review_state = 'none ', students = 1e9 WHERE review_state = 'open'",
    "UPDATE student_count SET suggestion = 'nothing' WHERE suggestion = 'made'",
    "DELETE FROM student_count",
    "INSERT INTO student_count VALUES (9, 'left', 0, 0, 'none', 'none', 1)",
  ])
  func `counts that another program changed are found, and say which students`(
    _ statement: String
  ) throws {
    let school = try TestSchool()
    try school.add(Self.pupils(1_600))
    try school.impute()
    #expect(try school.database.verify().lines.isEmpty)
    if statement.contains("'drawn'") || statement.contains("lacks_height = 1") {
      // The row that it would become is there already.
      try school.connection.execute(
        "DELETE FROM student_count WHERE suggestion = 'drawn' OR lacks_height = 1"
      )
    }
    try school.connection.enforceChecks(false)
    try school.connection.execute(statement)
    try school.connection.enforceChecks(true)
    let verification = try school.database.verify()
    // What the table's own CHECKs would have stopped is found by SQLite, too.
    #expect(verification.broken.filter { $0 != "integrity" } == ["counts"])
    #expect(
      verification.lines.filter { !$0.hasPrefix("file ") }.allSatisfy {
        $0.contains("student_count block ") && $0.contains("does not count the students")
      }
    )
  }

  @Test(arguments: [
    "DELETE FROM student_count", "DELETE FROM student_count WHERE block = 1",
    "UPDATE student_count SET students = 1 WHERE block = 0 AND gender_status = 'recorded'",
  ])
  func `counts that are not of all students are not shown`(_ statement: String) throws {
    let school = try TestSchool()
    try school.add(Self.pupils(1_600))
    try school.connection.execute(statement)
    let error = #expect(throws: StoreError.self) { try school.database.status() }
    guard case .malformed(table: "student_count", _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func `changed counts do not keep a run from being recorded, which counts anew`() throws {
    let school = try TestSchool()
    try school.add(Self.pupils(1_600))
    try school.connection.execute("DELETE FROM student_count WHERE gender_status = 'missing'")
    try school.impute()
    try Self.expectSame(school, "a run over counts without the missing")
  }
}
