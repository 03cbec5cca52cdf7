import SQLite

/// Some thousand imputations, packed for the database and committed to for the trail.
///
/// A batch is made without the database, so that one core packs and hashes while another inserts
/// the batch before.
package struct ImputationBatch: Sendable {
  /// Student and cell.
  private(set) var rows = PackedRows(columnCount: 2)
  /// 32 bytes a row.
  private(set) var leaves: [UInt8] = []
  /// How the students stand with them.
  fileprivate(set) var standings = ImputedStandings()
}

/// The imputations of one run, made batch by batch of the students that were kept while counting.
package struct ImputationBatches: Sequence, Sendable {
  private let blocks: [MissingStudents.Block]
  /// For each evidence the number of its cell; 0 where it has none.
  private let cells: [Int64]
  /// For each evidence whether it is without a height.
  private let lackHeight: [Bool]
  /// For each cell, counted from one, whether the run proposes a gender there.
  private let isProposed: [Bool]
  private let draw: BlindSample
  /// What stands between salt and student in the content of every leaf.
  private let tableAndRun: [UInt8]

  /// The batches of a run.
  ///
  /// `missing`: the students. `cells`: for each evidence the number of its cell; 0 where it has none.
  init(run: Int64, draft: RunDraft, missing: MissingStudents, cells: [Int64]) {
    blocks = missing.blocks
    self.cells = cells
    lackHeight = missing.evidence.map { $0.height == nil }
    isProposed = draft.cells.map(\.isProposed)
    draw = BlindSample(run: run, of: draft.run.imputed)
    var constant = CanonicalBytes()
    constant.append(CoveredTable.imputation.name)
    constant.append(run)
    tableAndRun = constant.bytes
  }

  package func makeIterator() -> some IteratorProtocol<ImputationBatch> {
    blocks.lazy.map(batch).makeIterator()
  }

  private func batch(of block: MissingStudents.Block) -> ImputationBatch {
    var batch = ImputationBatch()
    var canonical = CanonicalBytes()
    for place in block.numbers.indices {
      // Without a cell there is no model of the stratum; whoever is missing is noticed at the end.
      let evidence = Int(block.evidence[place])
      let cell = cells[evidence]
      guard cell > 0 else { continue }
      let student = block.numbers[place]
      let salt = block.salts.span.extracting(block.salt(place))
      batch.append(student, cell, salt, tableAndRun, &canonical)
      let isMade = isProposed[Int(cell) - 1]
      batch.standings.add(
        student,
        lacksHeight: lackHeight[evidence],
        isMade ? (draw.holds(student) ? .drawn : .made) : .heldBack
      )
    }
    return batch
  }
}

extension ImputationBatch {
  fileprivate mutating func append(
    _ student: Int64,
    _ cell: Int64,
    _ salt: borrowing Span<UInt8>,
    _ tableAndRun: [UInt8],
    _ canonical: inout CanonicalBytes
  ) {
    rows.append(student)
    rows.append(cell)
    // The leaf as LeafHasher computes it from `CoveredTable.imputation`.
    canonical.removeAll()
    canonical.appendRaw(MerkleTree.leafTag)
    canonical.appendRaw(salt)
    canonical.appendRaw(tableAndRun)
    canonical.append(student)
    canonical.append(cell)
    canonical.appendDigest(to: &leaves)
  }
}
