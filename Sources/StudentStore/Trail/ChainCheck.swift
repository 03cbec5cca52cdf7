/// Checks the trail: numbers without a gap, correct hashes, each entry with the hash of the
/// previous one, and readable bodies.
///
/// Collects the rows and ranges that each entry covers.
struct ChainCheck {
  /// What one entry commits to, by table.
  struct Cover {
    let entry: Int64
    let keys: ClosedRange<Int64>
    let commitment: Commitment
  }

  enum Commitment {
    case row(TrailBody.CommittedRow)
    case range(TrailBody.CommittedRange)
  }

  /// How many rows the entries cover.
  var coveredRowCount: Int {
    covers.values.joined().reduce(0) { sum, cover in
      // A count that somebody made up must not end the program.
      switch cover.commitment {
      case .row: sum &+ 1
      case .range(let range): sum &+ range.count
      }
    }
  }

  private(set) var failures: [Verification.Failure] = []
  private(set) var covers: [String: [Cover]] = [:]
  private(set) var entryCount = 0
  private(set) var hashes: [Int64: Digest] = [:]
  private(set) var clockJumps: [Int64] = []

  init(_ trail: Trail) throws {
    var expected: Int64 = 1
    var previous = Digest.zero
    var latest = ""
    try trail.forEachEntry { sequence, entry in
      entryCount += 1
      if sequence != expected {
        fail(sequence, "entry \(expected) is missing before it")
      }
      if entry.previousHash != previous.bytes {
        fail(sequence, "it does not name the hash of the entry before it")
      }
      let hash = TrailEntry.hash(
        sequence: sequence,
        recordedAt: entry.recordedAt,
        kind: entry.kind,
        actor: entry.actor,
        body: entry.body,
        previous: Digest(reading: entry.previousHash) ?? .zero
      )
      if entry.hash != hash.bytes {
        fail(sequence, "its content does not give its hash: it was changed")
      }
      do throws(StoreError) {
        collect(try TrailBody(reading: entry.body), of: sequence)
      } catch {
        fail(sequence, "its body cannot be read")
      }
      if entry.recordedAt < latest { clockJumps.append(sequence) }
      latest = max(latest, entry.recordedAt)
      hashes[sequence] = hash
      previous = Digest(reading: entry.hash) ?? .zero
      // A forged number may be the maximum; the next one is then certainly missing.
      expected = sequence &+ 1
    }
    if entryCount == 0 {
      failures.append(.init(table: "trail", key: "entry 1", message: "the trail is empty"))
    }
  }

  private mutating func fail(_ sequence: Int64, _ message: String) {
    failures.append(.init(table: "trail", key: "entry \(sequence)", message: message))
  }

  private mutating func collect(_ body: TrailBody, of sequence: Int64) {
    for row in body.rows {
      covers[row.table, default: []].append(
        Cover(entry: sequence, keys: row.key...row.key, commitment: .row(row))
      )
    }
    for range in body.ranges {
      covers[range.table, default: []].append(
        Cover(entry: sequence, keys: range.keys, commitment: .range(range))
      )
    }
  }
}
