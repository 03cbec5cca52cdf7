import SQLite

/// What a shell can offer while somebody types: ids and words of the database.
package enum ShellCandidates: Sendable {
  case student
  case group
  case gender
  case run
  case importBatch
  case signOff
  case batch
  case decision
  case join

  /// More than these nobody reads; they keep a million students from filling a screen.
  package static let limit = 200
}

extension SchoolDatabase {
  /// The candidates of a kind that begin as `typed`, ids newest first.
  package func shellCandidates(_ kind: ShellCandidates, typed: String) throws -> [String] {
    switch kind {
    case .student: return try studentNumbers(beginningWith: typed)
    case .group:
      return try texts(
        """
        SELECT DISTINCT group_name AS candidate FROM student
        WHERE substr(group_name, 1, length(?1)) = ?1 ORDER BY group_name LIMIT ?2
        """,
        typed
      )
    case .gender:
      return try texts(
        """
        SELECT DISTINCT gender AS candidate FROM student
        WHERE substr(gender, 1, length(?1)) = ?1 ORDER BY gender LIMIT ?2
        """,
        typed
      )
    case .run: return try ids("r", of: "imputation_run", typed)
    case .importBatch: return try ids("i", of: "import_batch", typed)
    case .signOff: return try ids("s", of: "sign_off", typed)
    case .batch: return try ids("b", of: "review_batch", typed)
    case .decision: return try ids("d", of: "review_decision", typed)
    case .join: return try ids("j", of: "student_join", typed)
    }
  }

  private func ids(_ letter: String, of table: SQL, _ typed: String) throws -> [String] {
    guard typed.isEmpty || typed.hasPrefix(letter) else { return [] }
    let digits = String(typed.dropFirst())
    return try texts(
      """
      SELECT CAST(id AS TEXT) AS candidate FROM \(table)
      WHERE substr(id, 1, length(?1)) = ?1 ORDER BY id DESC LIMIT ?2
      """,
      digits
    )
    .map { letter + $0 }
  }

  private func texts(_ sql: SQL, _ typed: String) throws -> [String] {
    var statement = try connection.prepare(sql)
    return try statement.map(
      binding: .text(typed),
      .integer(Int64(ShellCandidates.limit))
    ) { row in try row.text("candidate") }
  }

  /// The numbers of students that begin with these digits, by ranges of the table's key: 1 is 1,
  /// 10 to 19, 100 to 199 and so on.
  private func studentNumbers(beginningWith digits: String) throws -> [String] {
    guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return [] }
    var ranges: [ClosedRange<Int64>] = []
    if digits.isEmpty {
      ranges = [1 ... .max]
    } else if var first = Int64(digits), first > 0 {
      var count: Int64 = 1
      // Twelve digits: more students than anybody has.
      while first < 1_000_000_000_000 {
        ranges.append(first...(first + count - 1))
        first *= 10
        count *= 10
      }
    }
    var statement = try connection.prepare(
      "SELECT CAST(id AS TEXT) AS candidate FROM student WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ?"
    )
    var numbers: [String] = []
    for range in ranges where numbers.count < ShellCandidates.limit {
      numbers += try statement.map(
        binding: .integer(range.lowerBound),
        .integer(range.upperBound),
        .integer(Int64(ShellCandidates.limit - numbers.count))
      ) { row in try row.text("candidate") }
    }
    return numbers
  }
}
