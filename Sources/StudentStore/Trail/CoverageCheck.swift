import SQLite

/// Compares one table with the trail in both directions: exactly one entry covers every row, and
/// every entry's rows are unchanged.
struct CoverageCheck {
  private(set) var failures: [Verification.Failure] = []
  private(set) var rowCount = 0
  /// Rows that were erased.
  private(set) var erasedCount: Int

  let table: CoveredTable
  let trail: Trail
  private let covers: [ChainCheck.Cover]
  let originals: [Int64: [String: SQLiteValue]]
  private var open: OpenCover?
  /// Those of `open`, which is large, and would be copied for each row.
  private var openKeys: ClosedRange<Int64>?
  private var next = 0
  private var erased: ErasedLeaves
  private var uncovered = 0

  /// The most failures listed per kind and table; further ones are only counted, so that a
  /// completely rewritten file does not give a million lines.
  private static let listed = 100

  /// Begins the check of a table; ``read(_:progress:)`` and ``finish()`` follow.
  ///
  /// `after`: the entry before those that cover the rows to check. `originals`: for students, the first
  /// value of each field that changed since.
  init(
    _ table: CoveredTable,
    trail: Trail,
    after entry: Int64 = 0,
    covers: [ChainCheck.Cover],
    originals: [Int64: [String: SQLiteValue]]
  ) throws {
    self.table = table
    self.trail = trail
    self.originals = originals
    erased = try ErasedLeaves(of: table.name, in: trail.connection, after: entry)
    erasedCount = erased.count
    (self.covers, failures) = Self.withoutErased(covers, table: table, &erased)
    for (cover, following) in zip(self.covers, self.covers.dropFirst())
    where following.keys.lowerBound <= cover.keys.upperBound {
      fail(
        "entries \(cover.entry) and \(following.entry)",
        "both claim the same rows from \(following.keys.lowerBound) on"
      )
    }
  }

  /// Checks the rows with these keys, which come after those that were checked.
  ///
  /// `progress`: is told now and then how many rows were read.
  mutating func read(
    _ keys: ClosedRange<Int64> = .min ... .max,
    progress: (Int) -> Void = { _ in }
  ) throws {
    var hasher = LeafHasher(table)
    var leaf: [UInt8] = []
    var statement = try trail.connection.prepare(table.selectRows)
    try statement.forEachRow(binding: .integer(keys.lowerBound), .integer(keys.upperBound)) { row in
      rowCount += 1
      if rowCount.isMultiple(of: WorkProgress.interval) { progress(rowCount) }
      let key = try row.integer(at: 0)
      if openKeys?.contains(key) != true { try advance(to: key) }
      guard openKeys != nil else {
        uncovered += 1
        if uncovered <= Self.listed {
          fail(
            try identity(of: row, key: key),
            "no entry of the trail covers it: it was added outside studentdb"
          )
        }
        return
      }
      leaf.removeAll(keepingCapacity: true)
      try hasher.append(row, replacing: originals[key], to: &leaf)
      guard var problem = open?.take(leaf.span) else { return }
      if let committed = open?.committedRow {
        problem = try difference(of: row, from: committed) ?? problem
      }
      fail(try identity(of: row, key: key), problem)
    }
  }

  /// Takes the rows of a piece that another connection has read, where each is as the trail says.
  ///
  /// Otherwise nothing is taken: the piece has to be read here, where a row is at hand to be named.
  ///
  /// - Returns: whether they were taken.
  mutating func take(_ piece: LeafPiece) -> Bool {
    let before = self
    let leaves = piece.leaves.span
    for (index, key) in piece.keys.enumerated() {
      let isOpen = openKeys?.contains(key) == true || (try? advance(to: key)) != nil
      let start = index * LeafDigest.byteCount
      guard isOpen, openKeys != nil, failures.count == before.failures.count,
        open?.take(leaves.extracting(start..<start + LeafDigest.byteCount)) == nil
      else {
        self = before
        return false
      }
    }
    rowCount += piece.keys.count
    return true
  }

  /// Closes what is open after the last row.
  mutating func finish() throws {
    try advance(to: nil)
    failures += erased.rest.map { $0.failure("no entry of the trail covers such a row") }
    if uncovered > Self.listed {
      fail("\(uncovered - Self.listed) further rows", "no entry of the trail covers them")
    }
  }

  /// The claims on rows that are still there, in order, and what is wrong with the others.
  ///
  /// A row that an entry covers alone and that was erased left its hash. Where only a text was taken
  /// out of it, the erasure's entry covers the row anew, and everything that the first entry states in
  /// the open has to be the same.
  private static func withoutErased(
    _ covers: [ChainCheck.Cover],
    table: CoveredTable,
    _ erased: inout ErasedLeaves
  ) -> ([ChainCheck.Cover], [Verification.Failure]) {
    var failures: [Verification.Failure] = []
    var replaced: [Int64: TrailBody.CommittedRow] = [:]
    var standing: [ChainCheck.Cover] = []
    for cover in covers.sorted(by: {
      ($0.keys.lowerBound, $0.entry) < ($1.keys.lowerBound, $1.entry)
    }) {
      guard case .row(let row) = cover.commitment else {
        standing.append(cover)
        continue
      }
      if let older = replaced[row.key],
        !older.openColumns.elementsEqual(
          row.openColumns,
          by: { $0.name == $1.name && $0.value == $1.value }
        )
      {
        failures.append(
          .init(
            table: table.name,
            key: "\(row.key)",
            message: "entry \(cover.entry) states other values than the entry before it"
          )
        )
      }
      guard let leaf = erased.takeAlone(entry: cover.entry, key: row.key) else {
        standing.append(cover)
        continue
      }
      replaced[row.key] = row
      if leaf.leaf != row.leaf {
        failures.append(leaf.failure("it is not what entry \(cover.entry) committed to"))
      }
    }
    return (standing, failures)
  }

  private mutating func fail(_ key: String, _ message: String) {
    failures.append(.init(table: table.name, key: key, message: message))
  }

  /// Closes the range that ends before a key and opens the one that contains it; nil closes all.
  private mutating func advance(to key: Int64?) throws {
    if var current = open {
      failures += current.closing(table: table)
      (open, openKeys) = (nil, nil)
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
      var opened = OpenCover(cover, marks: marks, erased: erased.takeTogether(entry: cover.entry))
      if let key, cover.keys.contains(key) {
        (open, openKeys) = (opened, cover.keys)
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

extension ErasedLeaf {
  /// A failure of this row of `erased_leaf`.
  func failure(_ message: String) -> Verification.Failure {
    .init(table: "erased_leaf", key: "\(id)", message: message)
  }
}
