import Crypto
import SQLite

/// Compares one table with the trail in both directions: exactly one entry covers every row, and
/// every entry's rows are unchanged.
struct CoverageCheck {
  private(set) var failures: [Verification.Failure] = []
  private(set) var rowCount = 0

  private let table: CoveredTable
  private let trail: Trail
  private let covers: [ChainCheck.Cover]
  private var open: OpenCover?
  private var next = 0
  private var uncovered = 0

  /// The most failures listed per kind and table; further ones are only counted, so that a
  /// completely rewritten file does not give a million lines.
  private static let listed = 100

  /// Checks the table.
  ///
  /// `originals`: for students, the first value of each field that changed since.
  init(
    _ table: CoveredTable,
    trail: Trail,
    covers: [ChainCheck.Cover],
    originals: [Int64: [String: SQLiteValue]]
  ) throws {
    self.table = table
    self.trail = trail
    self.covers = covers.sorted { $0.keys.lowerBound < $1.keys.lowerBound }
    for (cover, following) in zip(self.covers, self.covers.dropFirst())
    where following.keys.lowerBound <= cover.keys.upperBound {
      fail(
        "entries \(cover.entry) and \(following.entry)",
        "both claim the same rows from \(following.keys.lowerBound) on"
      )
    }
    var hasher = LeafHasher(table)
    var statement = try trail.connection.prepare(table.selectRows)
    try statement.forEachRow(binding: .integer(.min), .integer(.max)) { row in
      rowCount += 1
      let key = try row.integer(at: 0)
      try advance(to: key)
      let name = try identity(of: row, key: key)
      guard open != nil else {
        uncovered += 1
        if uncovered <= Self.listed {
          fail(name, "no entry of the trail covers it: it was added outside studentdb")
        }
        return
      }
      let leaf = try hasher.leaf(of: row, replacing: originals[key])
      var problem = open?.take(leaf, key: key)
      if problem != nil, let committed = open?.committedRow {
        problem = try difference(of: row, from: committed) ?? problem
      }
      if let problem { fail(name, problem) }
    }
    try advance(to: nil)
    if uncovered > Self.listed {
      fail("\(uncovered - Self.listed) further rows", "no entry of the trail covers them")
    }
  }

  private mutating func fail(_ key: String, _ message: String) {
    failures.append(.init(table: table.name, key: key, message: message))
  }

  /// Closes ranges that end before a key and opens the one that contains it; nil closes all.
  private mutating func advance(to key: Int64?) throws {
    while let current = open {
      if let key, current.cover.keys.contains(key) { return }
      failures += current.closing(table: table)
      open = nil
    }
    while next < covers.count {
      if let key, covers[next].keys.lowerBound > key { return }
      let cover = covers[next]
      next += 1
      let marks =
        if case .range = cover.commitment {
          try trail.marks(entry: cover.entry, table: table.name)
        } else {
          [UInt8]()
        }
      let opened = OpenCover(cover, marks: marks)
      if let key, cover.keys.contains(key) {
        open = opened
        return
      }
      failures += opened.closing(table: table)
    }
  }

  /// The difference between a row in the entry and the table, in words.
  private func difference(
    of row: borrowing Row,
    from committed: TrailBody.CommittedRow
  ) throws -> String? {
    let now = try trail.openColumns(of: row, table: table)
    for (column, value) in committed.openColumns {
      guard let present = now.first(where: { $0.name == column }) else { continue }
      if present.value != value {
        return "\(column) is \(Self.words(present.value)), the trail says \(Self.words(value))"
      }
    }
    return nil
  }

  private static func words(_ value: SQLiteValue) -> String {
    switch value {
    case .null: "NULL"
    case .integer(let integer): "\(integer)"
    case .real(let real): "\(real)"
    case .text(let text): "\"\(text)\""
    case .blob(let blob): "\(blob.count) bytes"
    }
  }

  private func identity(of row: borrowing Row, key: Int64) throws -> String {
    var name = "\(table.isKeyedByRun ? "run " : "")\(key)"
    for wanted in table.identity {
      guard let index = table.columnNames.firstIndex(of: wanted) else { continue }
      switch try row.value(at: LeafHasher.leadingColumns + index) {
      case .real(let real): name += ", \(wanted) \(real)"
      case .text(let text): name += ", \(wanted) \(text.isEmpty ? "(all)" : text)"
      case .integer(let integer): name += ", \(wanted) \(integer)"
      default: break
      }
    }
    return name
  }
}
