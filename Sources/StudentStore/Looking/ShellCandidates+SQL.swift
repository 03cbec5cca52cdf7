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
  /// The candidates of a kind, ids newest first; of students those whose number begins as `typed`.
  package func shellCandidates(_ kind: ShellCandidates, typed: String) throws -> [String] {
    switch kind {
    case .student: return try studentNumbers(beginningWith: typed)
    case .group:
      return try texts(
        """
        SELECT DISTINCT group_name AS candidate FROM student
        WHERE group_name IS NOT NULL ORDER BY group_name LIMIT ?
        """
      )
    case .gender:
      return try texts(
        """
        SELECT DISTINCT gender AS candidate FROM student
        WHERE gender IS NOT NULL ORDER BY gender LIMIT ?
        """
      )
    case .run:
      return try texts(
        "SELECT 'r' || id AS candidate FROM imputation_run ORDER BY id DESC LIMIT ?"
      )
    case .importBatch:
      return try texts(
        "SELECT 'i' || id AS candidate FROM import_batch ORDER BY id DESC LIMIT ?"
      )
    case .signOff:
      return try texts("SELECT 's' || id AS candidate FROM sign_off ORDER BY id DESC LIMIT ?")
    case .batch:
      return try texts("SELECT 'b' || id AS candidate FROM review_batch ORDER BY id DESC LIMIT ?")
    case .decision:
      return try texts(
        "SELECT 'd' || id AS candidate FROM review_decision ORDER BY id DESC LIMIT ?"
      )
    case .join:
      return try texts("SELECT 'j' || id AS candidate FROM student_join ORDER BY id DESC LIMIT ?")
    }
  }

  private func texts(_ sql: SQL) throws -> [String] {
    var statement = try connection.prepare(sql)
    return try statement.map(binding: .integer(Int64(ShellCandidates.limit))) { row in
      try row.text("candidate")
    }
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
