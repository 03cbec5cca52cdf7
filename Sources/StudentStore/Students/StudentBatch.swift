import Crypto
import SQLite

/// Some thousand new students, packed for the database and committed to for the trail.
///
/// A batch is made without the database, so that one core reads, checks and hashes while another
/// inserts the batch before.
package struct StudentBatch: Sendable {
  /// What a row adds to the counts of its import.
  struct Facts: OptionSet, Sendable {
    let rawValue: UInt8
    static let missingGender = Facts(rawValue: 1)
    static let declinedGender = Facts(rawValue: 2)
    static let missingHeight = Facts(rawValue: 4)
    static let doubtfulHeight = Facts(rawValue: 8)
  }

  var rows = PackedRows(columnCount: 17)
  /// 32 bytes a row.
  private(set) var leaves: [UInt8] = []
  private(set) var facts: [Facts] = []
  /// The id of the first row; the others follow without a gap.
  let firstID: Int64

  init(firstID: Int64) {
    self.firstID = firstID
  }

  /// How many students.
  package var count: Int { facts.count }

  /// A batch without students.
  package var emptied: StudentBatch { StudentBatch(firstID: firstID) }

  /// The memory that the batch takes, in bytes.
  package var byteCount: Int { rows.byteCount + leaves.count }

  func leaf(_ index: Int) -> ArraySlice<UInt8> {
    leaves[index * 32..<(index + 1) * 32]
  }

  mutating func append(leaf: SHA256.Digest, facts: Facts) {
    leaves.append(contentsOf: leaf)
    self.facts.append(facts)
  }
}

/// Packs drafts into batches, numbers them, salts them and computes their leaves.
package struct StudentPacker: Sendable {
  private let importBatch: Int64
  private var nextID: Int64
  private var salts: SaltSource
  private var canonical = CanonicalBytes(reserving: 512)
  private var batch: StudentBatch

  init(importBatch: Int64, firstID: Int64, salts: SaltSource) {
    self.importBatch = importBatch
    nextID = firstID
    self.salts = salts
    batch = StudentBatch(firstID: firstID)
  }

  /// The students packed since the last batch was taken.
  package var count: Int { batch.count }

  /// The memory that they take, in bytes.
  package var byteCount: Int { batch.byteCount }

  /// Takes the batch out and begins the next.
  package mutating func takeBatch() -> StudentBatch {
    defer { batch = StudentBatch(firstID: nextID) }
    return batch
  }

  /// Packs one student.
  ///
  /// - Parameter cells: the record's bytes that the draft's ranges point into.
  /// - Returns: the id that the student will have.
  package mutating func append(_ draft: borrowing StudentDraft, cells: [UInt8]) throws -> Int64 {
    let place = try salts.next()
    let salt = salts.buffer
    canonical.removeAll()
    canonical.appendRaw(MerkleTree.leafTag)
    canonical.appendRaw(salt.span.extracting(place))
    canonical.append(CoveredTable.student.name)
    append(nextID)
    append(importBatch)
    append(draft.line)
    append(draft.schoolID, of: cells)
    append(draft.name, of: cells)
    append(draft.gender.status)
    append(draft.gender.word)
    append(draft.genderText, of: cells)
    append(draft.height.centimetres)
    append(draft.heightText, of: cells)
    append(draft.height.problem)
    append(draft.group, of: cells)
    append(draft.ageYears)
    append(draft.ageText, of: cells)
    append(draft.otherCells.isEmpty ? nil : draft.otherCells.indices, of: draft.otherCells)
    append(draft.quoting.isEmpty ? nil : draft.quoting.indices, of: draft.quoting)
    // The salt goes into the table and not into the commitment's columns: it is its prefix.
    batch.rows.append(blob: salt.span.extracting(place))
    batch.append(leaf: SHA256.hash(data: canonical.bytes), facts: Self.facts(of: draft))
    defer { nextID += 1 }
    return nextID
  }

  private static func facts(of draft: borrowing StudentDraft) -> StudentBatch.Facts {
    var facts: StudentBatch.Facts = []
    switch draft.gender {
    case .missing: facts.insert(.missingGender)
    case .declined: facts.insert(.declinedGender)
    case .recorded, .doNotInfer: break
    }
    switch draft.height {
    case .missing: facts.insert(.missingHeight)
    case .doubt: facts.insert(.doubtfulHeight)
    case .measured: break
    }
    return facts
  }

  private mutating func append(_ integer: Int64) {
    batch.rows.append(integer)
    canonical.append(integer)
  }

  private mutating func append(_ real: Double?) {
    guard let real else { return appendNull() }
    batch.rows.append(real)
    canonical.append(real)
  }

  private mutating func append(_ text: String?) {
    guard let text else { return appendNull() }
    batch.rows.append(text: text)
    canonical.append(text)
  }

  private mutating func append(_ range: Range<Int>?, of bytes: [UInt8]) {
    guard let range else { return appendNull() }
    batch.rows.append(text: bytes.span.extracting(range))
    canonical.append(text: bytes.span.extracting(range))
  }

  private mutating func appendNull() {
    batch.rows.appendNull()
    canonical.append(.null)
  }
}
