import Crypto
import FoundationEssentials
import SQLite

/// The rows of one student, with what shows that the trail committed to them: a file that can be
/// checked without the database.
///
/// A row of a bulk act comes with the hashes beside its way to the root of its range; the entries
/// from there to the head come with their bodies where they commit to one of the rows, else with the
/// body's digest alone. So it tells nothing of any other student but that there are some.
package struct StudentProof: Codable, Sendable {
  /// What says that a file is one.
  package static let format = "studentdb proof 1"

  /// One row, as the trail committed to it.
  package struct CommittedRow: Codable, Sendable {
    package let table: String
    package let key: Int64
    /// The entry that added it.
    package let entry: Int64
    /// The 16 bytes that keep the row from being guessed, in hexadecimal; empty in a table without.
    package let salt: String
    /// Every column in the order of the leaf.
    package let columns: [Column]
    /// The number of rows before it in its range; nil for a row that its entry gives by itself.
    package let position: Int?
    /// The hashes beside it on each level of the tree, from the leaves to the root.
    package let path: [Level]
  }

  /// A column with its value, of which one kind is given; none is NULL.
  package struct Column: Codable, Sendable {
    package let name: String
    package var integer: Int64?
    package var real: Double?
    package var text: String?
    package var blob: String?
  }

  /// The other hashes of one node.
  package struct Level: Codable, Sendable {
    package let before: [String]
    package let after: [String]
  }

  /// One entry of the chain.
  package struct Link: Codable, Sendable {
    package let sequence: Int64
    package let time: String
    package let kind: String
    package let actor: String
    /// Of an entry that commits to one of the rows.
    package var body: String?
    /// Of every other one: the SHA-256 of its body.
    package var bodyDigest: String?

    private enum CodingKeys: String, CodingKey {
      case sequence, time, kind, actor, body
      case bodyDigest = "body_sha256"
    }
  }

  package let format: String
  package let student: Int64
  /// The newest entry, `SEQ:HEX`.
  package let head: String
  package let rows: [CommittedRow]
  /// The hash of the entry before the first of `entries`.
  package let previousHash: String
  /// Every entry from the first that commits to a row up to the head.
  package let entries: [Link]

  private enum CodingKeys: String, CodingKey {
    case format, student, head, rows, entries
    case previousHash = "previous_hash"
  }

  init(student: Int64, head: TrailHead, rows: [CommittedRow], previous: Digest, entries: [Link]) {
    format = Self.format
    self.student = student
    self.head = head.description
    self.rows = rows
    previousHash = previous.hexadecimal
    self.entries = entries
  }

  /// Reads a proof; nil for anything else.
  package init?(reading bytes: [UInt8]) {
    guard let proof = try? JSONDecoder().decode(Self.self, from: Data(bytes)),
      proof.format == Self.format
    else { return nil }
    self = proof
  }
}

extension StudentProof.Column {
  init(_ name: String, _ value: SQLiteValue) {
    self.name = name
    switch value {
    case .null: break
    case .integer(let number): integer = number
    case .real(let number): real = number
    case .text(let words): text = words
    case .blob(let bytes): blob = Hexadecimal.text(bytes)
    }
  }

  /// The value; nil for two of them, or for a blob that is not hexadecimal.
  var value: SQLiteValue? {
    var values: [SQLiteValue] = []
    if let integer { values.append(.integer(integer)) }
    if let real { values.append(.real(real)) }
    if let text { values.append(.text(text)) }
    if let blob {
      guard let bytes = Hexadecimal.bytes(blob) else { return nil }
      values.append(.blob(bytes))
    }
    return values.count < 2 ? values.first ?? .null : nil
  }

  /// The value for people; nil for NULL.
  package var shown: String? { value?.plainText }
}
