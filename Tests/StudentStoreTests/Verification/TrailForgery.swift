import SQLite

@testable import StudentStore

/// What a person who knows the trail's bytes can do to it.
struct TrailForgery {
  let connection: Connection

  init(_ connection: Connection) {
    self.connection = connection
  }

  /// Gives an entry the hash of its content as it stands, and returns it.
  @discardableResult
  func rehash(_ sequence: Int64) throws -> Digest {
    var statement = try connection.prepare(
      "SELECT recorded_at, kind, actor, body, previous_hash FROM trail WHERE sequence = ?"
    )
    let hash = try statement.first(binding: .integer(sequence)) { row in
      TrailEntry.hash(
        sequence: sequence,
        recordedAt: try row.text(at: 0),
        kind: try row.text(at: 1),
        actor: try row.text(at: 2),
        body: try row.blob(at: 3),
        previous: Digest(reading: try row.blob(at: 4)) ?? .zero
      )
    }
    try connection.run(
      "UPDATE trail SET hash = ? WHERE sequence = ?",
      .blob(hash?.bytes ?? []),
      .integer(sequence)
    )
    return hash ?? .zero
  }

  /// Hashes an entry and all after it anew, so that the chain holds again.
  func rehashAll(from sequence: Int64, to last: Int64) throws {
    for entry in sequence...last {
      let hash = try rehash(entry)
      try connection.run(
        "UPDATE trail SET previous_hash = ? WHERE sequence = ?",
        .blob(hash.bytes),
        .integer(entry + 1)
      )
    }
  }
}
