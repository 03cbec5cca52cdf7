import SQLite

extension SchoolDatabase {
  /// Checks everything in the file that the trail covers.
  ///
  /// Collects all failures instead of stopping at the first. Only reads.
  ///
  /// `expectedHead`: a head noted elsewhere, such as on a certificate. `anchors`: further ones.
  /// `progress`: is told how many rows were compared with the trail.
  package func verify(
    expectedHead: TrailHead? = nil,
    anchors: [TrailHead] = [],
    progress: (WorkProgress?) -> Void = { _ in }
  ) throws -> Verification {
    try read {
      try verifyInTransaction(
        noted: (expectedHead.map { [$0] } ?? []) + anchors,
        progress: progress
      )
    }
  }

  private func verifyInTransaction(
    noted: [TrailHead],
    progress: (WorkProgress?) -> Void
  ) throws -> Verification {
    let trail = Trail(connection: connection)
    // A head that cannot be read is a failure of the chain, found below.
    let head = (try? trail.head()) ?? TrailHead(sequence: 0, hash: .zero)
    var verification = Verification(head: head)

    guard let schema = try readableSchema(&verification) else { return verification }
    let isSound = try verifyStructure(schema, &verification)

    let chain = try ChainCheck(trail)
    verification.add(
      "chain",
      detail: "\(chain.entryCount) entries, without a gap",
      failures: chain.failures
    )
    for jump in chain.clockJumps {
      verification.notices.append("entry \(jump) has an earlier time than one before it")
    }

    var (rows, erased) = (0, 0)
    var failures: [Verification.Failure] = []
    let originals = try originalValues()
    let all = chain.coveredRowCount
    progress(WorkProgress(.rowsChecked, done: 0, all: all))
    // An older file has fewer tables.
    for table in CoveredTable.all where schema.hasTable(table.name) {
      var check = try CoverageCheck(
        table,
        trail: trail,
        covers: chain.covers[table.name] ?? [],
        originals: table.name == CoveredTable.student.name ? originals : [:]
      )
      try check.readAll(alsoFrom: isSound ? path : nil) {
        progress(WorkProgress(.rowsChecked, done: rows + $0, all: all))
      }
      try check.finish()
      rows += check.rowCount
      erased += check.erasedCount
      failures += check.failures
    }
    failures += try strayMarks(chain: chain, trail: trail)
    verification.add(
      "rows",
      detail: "\(rows) rows, each covered by exactly one entry"
        + (erased == 0 ? "" : "; \(erased) were erased"),
      failures: failures
    )

    verification.add(
      "changes",
      detail: "every student is what the last change says",
      failures: try changeFailures()
    )

    // Where rows were changed, their counts differ, too, and say nothing more.
    let hasOwnViews = schema.differences.isEmpty || !differences.isEmpty
    if hasOwnViews, !verification.failed(["chain", "rows", "changes"]),
      schema.hasTable("student_count")
    {
      verification.add(
        "counts",
        detail: "the counts of students are those of their rows",
        failures: try KeptCounts(self).failures()
      )
    }

    let signatures = try SignatureCheck(connection, hashes: chain.hashes)
    verification.add(
      "signatures",
      detail: signatures.detail,
      failures: signatures.failures
    )
    verification.notices += signatures.notices

    verification.add(noted: noted, hashes: chain.hashes)
    return verification
  }

  /// Compares the schema, and says so; nil where a table cannot be read, so that nothing further can
  /// be checked.
  func readableSchema(_ verification: inout Verification) throws -> SchemaCheck? {
    let schema = try SchemaCheck(
      connection,
      version: migrationPlan().knownVersion,
      scripts.migrations
    )
    verification.add(
      "schema",
      detail:
        "\(schema.objectCount) definitions of tables, indexes, triggers and views as built in",
      failures: schema.differences.map(\.failure)
    )
    guard let table = try tablesNotReadable(schema.builtIn).first else { return schema }
    verification.notices.append("nothing further was checked: \(table) cannot be read as a table")
    return nil
  }

  /// SQLite's own checks.
  ///
  /// If tables or indexes differ, they are limited to the program's tables and evaluate no
  /// expression from the file.
  ///
  /// - Returns: whether definitions, pages and the types of values are as they have to be, so that rows can
  ///   be read in any order.
  private func verifyStructure(
    _ schema: SchemaCheck,
    _ verification: inout Verification
  ) throws -> Bool {
    let isWhole = schema.differences.allSatisfy(\.isWithoutRows)
    let tables = schema.builtIn.objects.filter { $0.type == "table" }.map(\.name)
    let messages =
      isWhole
      ? try connection.integrityMessages()
      : try tables.flatMap { try connection.quickIntegrityMessages(of: $0) }
    verification.add(
      "integrity",
      detail: isWhole
        ? "pages, indexes and constraints hold"
        : "pages hold; indexes and constraints were not asked, for definitions differ",
      failures: messages.map { .init(table: "file", key: "integrity", message: $0) }
    )
    let violations =
      isWhole
      ? try connection.foreignKeyViolations()
      : try tables.flatMap { try connection.foreignKeyViolations(of: $0) }
    verification.add(
      "foreign_keys",
      detail: "every reference has its row",
      failures: violations.map {
        .init(
          table: $0.table,
          key: $0.rowID.map { "row \($0)" } ?? "a row",
          message: "it refers to a row of \($0.parent) that is not there"
        )
      }
    )
    return schema.differences.isEmpty && differences.isEmpty && messages.isEmpty
  }

  /// Marks that belong to no range of any entry.
  private func strayMarks(chain: ChainCheck, trail: Trail) throws -> [Verification.Failure] {
    var known: Set<String> = []
    for (table, covers) in chain.covers {
      for cover in covers {
        if case .range = cover.commitment { known.insert("\(cover.entry) \(table)") }
      }
    }
    return try trail.locatedRanges().compactMap { located in
      guard !known.contains("\(located.entry) \(located.table)") else { return nil }
      return .init(
        table: "trail_locator",
        key: "entry \(located.entry), \(located.table)",
        message: "no entry of the trail has these marks"
      )
    }
  }

  /// The first value of every field that changed, by student: what the import's entry commits to.
  ///
  /// `all`: whether for all students, or only for those with a change that did not come from a
  /// file.
  func originalValues(ofAll all: Bool = true) throws -> [Int64: [String: SQLiteValue]] {
    var originals: [Int64: [String: SQLiteValue]] = [:]
    var statement = try connection.prepare(
      """
      SELECT student, field, old_value FROM student_change AS change
      WHERE id = (SELECT min(id) FROM student_change
                  WHERE student = change.student AND field = change.field)
        AND (?1 OR student IN (SELECT student FROM student_change WHERE import_batch IS NULL))
      """
    )
    try statement.forEachRow(binding: .integer(all ? 1 : 0)) { row in
      originals[try row.integer("student"), default: [:]][try row.text("field")] = try row.value(
        "old_value"
      )
    }
    return originals
  }

  /// Students whose value differs from their newest change, and changes whose old value differs
  /// from the change before.
  func changeFailures() throws -> [Verification.Failure] {
    var failures: [Verification.Failure] = []
    var stale = try connection.prepare(StudentTable.selectStale)
    try stale.forEachRow { row in
      failures.append(
        .init(
          table: "student",
          key: "\(try row.integer("student"))",
          message: "its \(try row.text("field")) is not what its last change says"
        )
      )
    }
    var broken = try connection.prepare(
      """
      SELECT change.id, change.student, change.field FROM student_change AS change
      WHERE change.old_value IS NOT (
        SELECT earlier.new_value FROM student_change AS earlier
        WHERE earlier.student = change.student AND earlier.field = change.field
          AND earlier.id < change.id
        ORDER BY earlier.id DESC LIMIT 1)
      AND EXISTS (
        SELECT 1 FROM student_change AS earlier
        WHERE earlier.student = change.student AND earlier.field = change.field
          AND earlier.id < change.id)
      """
    )
    try broken.forEachRow { row in
      failures.append(
        .init(
          table: "student_change",
          key: "\(try row.integer("id"))",
          message: "its old \(try row.text("field")) is not the new value of the change before it"
        )
      )
    }
    return failures
  }
}
