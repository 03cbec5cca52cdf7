/// A trail entry's range of rows while those rows are read.
struct OpenCover {
  let cover: ChainCheck.Cover
  private let marks: [UInt8]
  /// Whether there is a mark for every row that the entry covers together.
  private let hasMarks: Bool
  /// What is left of erased rows, in the order of their places.
  private var erased: ArraySlice<ErasedLeaf>
  private var tree = MerkleTree()
  private var accused = 0
  /// The offset between marks and rows: plus one for each missing row, minus one for each inserted
  /// row.
  private var shift = 0

  /// The most rows named for one entry; a completely rewritten table is not listed row by row.
  private static let listed = 100

  init(_ cover: ChainCheck.Cover, marks: [UInt8], erased: [ErasedLeaf]) {
    self.cover = cover
    self.marks = marks
    // The count may be forged and of any size.
    hasMarks =
      if case .range(let range) = cover.commitment {
        marks.count.isMultiple(of: 2) && marks.count / 2 == range.count
      } else {
        false
      }
    self.erased = erased[...]
  }

  /// Puts the hashes of erased rows where the rows were.
  private mutating func takeErased() {
    while let next = erased.first, next.position == tree.count {
      if hasMarks, !fits((next.leaf.bytes[0], next.leaf.bytes[1]), at: tree.count + shift) {
        accused += 1
      }
      tree.append(next.leaf)
      erased.removeFirst()
    }
  }

  /// The row whose values are in the entry, if any.
  var committedRow: TrailBody.CommittedRow? {
    if case .row(let row) = cover.commitment { row } else { nil }
  }

  /// Checks the leaf of the next row, 32 bytes; returns what is wrong with it, if detectable.
  mutating func take(_ leaf: borrowing Span<UInt8>) -> String? {
    if !erased.isEmpty { takeErased() }
    let position = tree.count
    tree.append(leaf)
    if hasMarks {
      guard accused < Self.listed else { return nil }
      return compare((leaf[0], leaf[1]), with: position + shift)
    }
    guard case .row(let row) = cover.commitment else { return nil }
    guard position == 0 else {
      accused += 1
      return "a second row is where entry \(cover.entry) knows one"
    }
    guard tree.root() != row.leaf else { return nil }
    accused += 1
    return "it is not what entry \(cover.entry) committed to: it was changed"
  }

  /// Compares a row's mark with the stored ones.
  ///
  /// A row that matches the next mark follows a missing row; a row that matches the previous mark
  /// follows an inserted one.
  private mutating func compare(_ mark: (UInt8, UInt8), with place: Int) -> String? {
    if fits(mark, at: place) { return nil }
    accused += 1
    if fits(mark, at: place + 1) {
      shift += 1
      return "a row that entry \(cover.entry) added just before it is gone"
    }
    if accused > 1, fits(mark, at: place - 1) {
      shift -= 1
      accused -= 1
      return nil
    }
    return "it is not what entry \(cover.entry) committed to: it was changed or inserted"
  }

  private func fits(_ mark: (UInt8, UInt8), at place: Int) -> Bool {
    place >= 0 && place * 2 + 1 < marks.count
      && marks[place * 2] == mark.0 && marks[place * 2 + 1] == mark.1
  }

  /// What is wrong with the range as a whole, after its last row.
  mutating func closing(table: CoveredTable) -> [Verification.Failure] {
    takeErased()
    let stray = erased.map { $0.failure("it has no place among the rows of entry \(cover.entry)") }
    return stray + closingRows(table: table)
  }

  private func closingRows(table: CoveredTable) -> [Verification.Failure] {
    switch cover.commitment {
    case .row(let row):
      guard tree.count == 0 else { return [] }
      let message = "entry \(cover.entry) added it, and it is gone"
      return [.init(table: table.name, key: "\(row.key)", message: message)]
    case .range(let range):
      return closing(range, table: table)
    }
  }

  private func closing(
    _ range: TrailBody.CommittedRange,
    table: CoveredTable
  ) -> [Verification.Failure] {
    let (first, last) = (range.keys.lowerBound, range.keys.upperBound)
    let keys =
      (table.isKeyedByRun ? "run " : "") + (first == last ? "\(first)" : "\(first) to \(last)")
    let markPlace = "entry \(cover.entry), \(table.name)"
    var failures: [Verification.Failure] = []
    if !hasMarks {
      let message = "holds \(marks.count / 2) marks for \(range.count) rows"
      failures.append(.init(table: "trail_locator", key: markPlace, message: message))
    }
    if tree.count != range.count {
      let message = "entry \(cover.entry) covers \(range.count) rows, \(tree.count) are there"
      failures.append(.init(table: table.name, key: keys, message: message))
    } else if tree.root() != range.root {
      // One change in 65,536 has the same mark; then only the range can be named.
      let message = "these rows are not what entry \(cover.entry) committed to"
      failures.append(.init(table: table.name, key: keys, message: message))
    } else if accused > 0 {
      let message = "the rows named above are whole; their marks were changed"
      failures.append(.init(table: "trail_locator", key: markPlace, message: message))
    }
    return failures
  }
}

/// Two bytes of every leaf of a range, in blocks, so that a changed row can be named.
///
/// The root of a range proves that one of a million rows was changed, but not which. A mark is not
/// a proof (one change in 65,536 has the same mark, and then the whole range is named). It costs
/// two bytes per row, in addition to the row's own 60 to 100.
enum LocatorMarks {
  /// Rows per block, so that memory stays constant.
  static let blockRows = 4096
}
