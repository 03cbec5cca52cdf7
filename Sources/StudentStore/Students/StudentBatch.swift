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
  /// `cells`: the record's bytes that the draft's ranges point into.
  /// Returns the id that the student will have.
  package mutating func append(_ draft: borrowing StudentDraft, cells: [UInt8]) throws -> Int64 {
    let place = try salts.next()
    let salt = salts.buffer
    canonical.removeAll()
    canonical.appendRaw(MerkleTree.leafTag)
    canonical.appendRaw(salt.span.extracting(place))
    canonical.append(CoveredTable.student.name)
    commit(to: draft, cells: cells)
    pack(draft, cells: cells)
    // The salt goes into the table and not into the commitment's columns: it is its prefix.
    batch.rows.append(blob: salt.span.extracting(place))
    batch.append(leaf: SHA256.hash(data: canonical.bytes), facts: Self.facts(of: draft))
    defer { nextID += 1 }
    return nextID
  }

  /// The columns in the order of `CoveredTable.student`, which is that of the table.
  private mutating func commit(to draft: borrowing StudentDraft, cells: [UInt8]) {
    let fixed = 17 * 9 + 64  // tags, lengths and numbers, and the two words
    let texts = cells.count + draft.otherCells.count + draft.quoting.count
    let gender = draft.gender.word
    let (id, importBatch) = (nextID, importBatch)
    canonical.append(addingCapacity: fixed + texts * 2 + (gender?.utf8.count ?? 0)) { output in
      output.appendCanonical(id)
      output.appendCanonical(importBatch)
      output.appendCanonical(draft.line)
      output.appendCanonical(draft.schoolID, of: cells)
      output.appendCanonical(draft.name, of: cells)
      output.appendCanonical(draft.gender.status)
      output.appendCanonical(gender)
      output.appendCanonical(draft.genderText, of: cells)
      output.appendCanonical(draft.height.centimetres)
      output.appendCanonical(draft.heightText, of: cells)
      output.appendCanonical(draft.height.problem)
      output.appendCanonical(draft.group, of: cells)
      output.appendCanonical(draft.ageYears)
      output.appendCanonical(draft.ageText, of: cells)
      output.appendCanonical(whole: draft.otherCells)
      output.appendCanonical(whole: draft.quoting)
    }
  }

  private mutating func pack(_ draft: borrowing StudentDraft, cells: [UInt8]) {
    batch.rows.append(nextID)
    batch.rows.append(importBatch)
    batch.rows.append(draft.line)
    pack(draft.schoolID, of: cells)
    pack(draft.name, of: cells)
    batch.rows.append(text: draft.gender.status)
    pack(draft.gender.word)
    pack(draft.genderText, of: cells)
    pack(draft.height.centimetres)
    pack(draft.heightText, of: cells)
    pack(draft.height.problem)
    pack(draft.group, of: cells)
    pack(draft.ageYears)
    pack(draft.ageText, of: cells)
    pack(draft.otherCells.isEmpty ? nil : draft.otherCells.indices, of: draft.otherCells)
    pack(draft.quoting.isEmpty ? nil : draft.quoting.indices, of: draft.quoting)
  }

  private mutating func pack(_ real: Double?) {
    guard let real else { return batch.rows.appendNull() }
    batch.rows.append(real)
  }

  private mutating func pack(_ text: String?) {
    guard let text else { return batch.rows.appendNull() }
    batch.rows.append(text: text)
  }

  private mutating func pack(_ range: Range<Int>?, of bytes: [UInt8]) {
    guard let range else { return batch.rows.appendNull() }
    batch.rows.append(text: bytes.span.extracting(range))
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
}

extension OutputSpan<UInt8> {
  @inline(__always)
  fileprivate mutating func appendCanonical(_ real: Double?) {
    if let real { appendCanonical(real) } else { appendCanonicalNull() }
  }

  @inline(__always)
  fileprivate mutating func appendCanonical(_ text: String?) {
    if let text { appendCanonical(tag: 3, text.utf8.span) } else { appendCanonicalNull() }
  }

  @inline(__always)
  fileprivate mutating func appendCanonical(_ range: Range<Int>?, of bytes: [UInt8]) {
    if let range {
      appendCanonical(tag: 3, bytes.span.extracting(range))
    } else {
      appendCanonicalNull()
    }
  }

  @inline(__always)
  fileprivate mutating func appendCanonical(whole bytes: [UInt8]) {
    if bytes.isEmpty { appendCanonicalNull() } else { appendCanonical(tag: 3, bytes.span) }
  }
}
