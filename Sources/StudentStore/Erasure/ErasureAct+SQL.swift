import SQLite

extension SchoolDatabase {
  /// Removes every value of some students from the file, and what the request says of an import.
  ///
  /// The rows are deleted; the hash by which the trail covers each stays, without its salt, so that the
  /// trail, signatures and every other student remain valid. A row about more than these students, such
  /// as that of an import, loses only the texts that name them, and is covered anew. Two guards of each
  /// table are dropped for this and put back from the program's own text, within the act's transaction.
  ///
  /// `compact(_:context:)` has to follow.
  ///
  /// - Throws: `StoreError.malformed` where the trail does not hold a row.
  package func erase(_ request: ErasureRequest, act: Act) throws -> ErasedData {
    let chain = try ChainCheck(Trail(connection: connection))
    guard chain.failures.isEmpty else {
      throw StoreError.malformed(table: "trail", detail: "it is not whole; nothing was erased")
    }
    let scope = try ErasureScope(request.students, in: connection)
    guard !ErasedNames(scope.names).areMentioned(in: request.reason) else {
      throw StoreError.reasonHoldsName
    }
    var search = ErasedRowSearch(self, scope, covers: chain.covers)
    let found = try search.rows(ofImport: request.importBatch)
    let redactions = try Redactions(request, scope, in: connection).without(found)
    var data = ErasedData()
    data.students = request.students.count
    data.runs = search.runs.sorted()
    data.signOffs = try signOffs(over: request.students)
    data.id = try connection.insert(
      into: .erasure,
      [
        "kind": .text(request.kind.rawValue), "import_batch": .optional(request.importBatch),
        "student_count": .integer(Int64(request.students.count)),
        "actor": .text(act.context.actor), "erased_at": .text(act.time),
        "reason": .text(request.reason), "program_version": .text(act.context.programVersion),
      ],
      salt: try act.context.salt()
    )
    let first = try connection.nextNumber("SELECT coalesce(max(id), 0) + 1 FROM erased_leaf")
    for rows in found {
      try rows.keepLeaves(of: data.id, in: connection)
      if !rows.rows.isEmpty { data.rows[rows.table.name, default: 0] += rows.rows.count }
    }
    for redaction in redactions.rows {
      let rows = try FoundRows(
        in: redaction.table,
        keys: [redaction.key],
        covers: chain.covers[redaction.table.name] ?? [],
        connection: connection
      ) { _, _ in true }
      try rows.keepLeaves(of: data.id, in: connection)
      data.redacted[redaction.table.name, default: 0] += 1
    }
    let touched = found.filter { !$0.rows.isEmpty }.map(\.table.guards.delete)
    let changed = Set(redactions.rows.map(\.table.name)).compactMap {
      CoveredTable.named($0)?.guards.update
    }
    try without(touched + changed) {
      for rows in found { try rows.delete(from: connection) }
      for redaction in redactions.rows {
        try redaction.apply(to: connection, salt: try act.context.salt())
      }
    }
    act.cover(.erasure, row: data.id)
    let next = try connection.nextNumber("SELECT coalesce(max(id), 0) + 1 FROM erased_leaf")
    if next > first { act.cover(.erasedLeaf, keys: first...next - 1) }
    for redaction in redactions.rows { act.cover(redaction.table, row: redaction.key) }
    if let importBatch = request.importBatch {
      try closeImport(importBatch, reason: request.reason, act: act)
    }
    act.note("erasure", .text("e\(data.id)"))
    act.note("students", .integer(Int64(data.students)))
    act.note("rows", .integer(next - first))
    data.mentions = try redactions.mentionsLeft(in: connection)
    return data
  }

  /// Takes back an erased import of which nobody is left, so that nothing reads its columns any more.
  private func closeImport(_ importBatch: Int64, reason: String, act: Act) throws {
    let isOver = try connection.isTrue(
      """
      SELECT NOT EXISTS (SELECT 1 FROM student WHERE import_batch = ?1)
        AND NOT EXISTS (SELECT 1 FROM student_line WHERE import_batch = ?1)
        AND NOT EXISTS (SELECT 1 FROM repeated_line WHERE import_batch = ?1)
        AND NOT EXISTS (SELECT 1 FROM student_change WHERE import_batch = ?1)
        AND NOT EXISTS (SELECT 1 FROM import_revert WHERE import_batch = ?1)
      """,
      .integer(importBatch)
    )
    guard isOver else { return }
    try connection.insert(
      into: .importRevert,
      [
        "import_batch": .integer(importBatch), "actor": .text(act.context.actor),
        "reverted_at": .text(act.time), "reason": .text(reason),
        "program_version": .text(act.context.programVersion),
      ],
      salt: try act.context.salt()
    )
    act.cover(.importRevert, row: importBatch)
  }

  /// The signatures that stand for one of some students.
  private func signOffs(over students: Set<Int64>) throws -> [Int64] {
    var statement = try connection.prepare(
      "SELECT DISTINCT sign_off, student FROM active_signature ORDER BY sign_off"
    )
    var signOffs: Set<Int64> = []
    try statement.forEachRow { row in
      if students.contains(try row.integer("student")) {
        signOffs.insert(try row.integer("sign_off"))
      }
    }
    return signOffs.sorted()
  }

  /// Erasures whose removed bytes may still be in unused parts of the file.
  package func erasuresToCompact() throws -> [Int64] {
    var statement = try connection.prepare(
      """
      SELECT id FROM erasure WHERE id NOT IN (SELECT erasure FROM compaction) ORDER BY id
      """
    )
    return try statement.map { row in try row.integer("id") }
  }

  /// Writes the file anew without the bytes of removed rows, and says so in the trail.
  ///
  /// - Returns: The erasures that this completes; none where nothing was to be done.
  /// - Throws: `SQLiteError`, such as `busy` while another program reads the file; the erasure is kept.
  @discardableResult
  package func compact(context: WorkContext) throws -> [Int64] {
    guard try !erasuresToCompact().isEmpty else { return [] }
    try connection.vacuum()
    return try write(.compact, context: context) { act in
      // Another program may have been first.
      let erasures = try erasuresToCompact()
      for erasure in erasures {
        try connection.insert(
          into: .compaction,
          ["erasure": .integer(erasure), "compacted_at": .text(act.time)]
        )
        act.cover(.compaction, row: erasure)
      }
      if !erasures.isEmpty {
        act.note("erasures", .text(erasures.map { "e\($0)" }.joined(separator: " ")))
      }
      return erasures
    }
  }
}
