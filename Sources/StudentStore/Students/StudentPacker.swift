import Bytes
import SQLite

/// Packs drafts into batches, numbers them, salts them and computes their leaves.
///
/// A row is written once: its canonical bytes, which the leaf is the hash of, hold the very bytes
/// of its texts and numbers that the database is to store.
package struct StudentPacker: Sendable {
  private let importBatch: Int64
  private var nextID: Int64
  private var salts: SaltSource
  private var batch: StudentBatch
  private let tableName = CoveredTable.student.name

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
    defer { batch = StudentBatch(firstID: nextID, after: batch) }
    return batch
  }

  /// Packs one student.
  ///
  /// `cells`: the record's bytes that the draft's ranges point into.
  /// Returns the id that the student will have.
  package mutating func append(
    _ draft: borrowing StudentDraft,
    cells: borrowing Span<UInt8>
  ) throws -> Int64 {
    let salt = try salts.next()
    let salts = salts.buffer
    let (id, importBatch) = (nextID, importBatch)
    let (tableName, gender) = (tableName, draft.gender.word)
    let fixed = 256  // tag, salt, the table's name, heads, numbers and the gender's absence
    let facts = Self.facts(of: draft)
    if facts.contains(.more) { batch.widen() }
    let isWide = batch.isWide
    batch.append(
      facts: facts,
      bytesAtMost: fixed + draft.textBytes + (gender?.utf8.count ?? 0)
    ) { bytes, columns, start in
      let row = StudentRow(start: start)
      row.begin(tableName, salt: salts.span.extracting(salt), &bytes, &columns)
      row.appendUnstored(id, &bytes)
      row.appendUnstored(importBatch, &bytes)
      row.append(draft.line, &bytes, &columns)
      let schoolID = row.appendLater(draft.schoolID, of: cells, &bytes)
      row.append(draft.name, of: cells, &bytes, &columns)
      row.append(draft.gender.absence, &bytes, &columns)
      row.append(gender, &bytes, &columns)
      row.append(draft.genderText, of: cells, &bytes, &columns)
      row.append(draft.height.centimetres, &bytes, &columns)
      guard isWide else { return row.appendUnstoredNulls(8, &bytes) }
      row.append(draft.heightText, of: cells, &bytes, &columns)
      row.append(draft.height.problem, &bytes, &columns)
      columns.append(schoolID.bits)
      row.append(draft.group, of: cells, &bytes, &columns)
      row.append(draft.ageYears, &bytes, &columns)
      row.append(draft.ageText, of: cells, &bytes, &columns)
      row.append(whole: draft.otherCells, &bytes, &columns)
      row.append(whole: draft.quoting, &bytes, &columns)
      row.append(mark: draft.isNoPerson, &bytes, &columns)
    }
    nextID += 1
    return id
  }

  private static func facts(of draft: borrowing StudentDraft) -> StudentBatch.Facts {
    var facts: StudentBatch.Facts = draft.fillsMore ? .more : []
    if draft.schoolID != nil { facts.insert(.schoolID) }
    if draft.isNoPerson { return facts.union(.notAPerson) }
    switch draft.gender {
    case .missing: facts.insert(.missingGender)
    case .declined: facts.insert(.declinedGender)
    case .inDoubt: facts.insert(.doubtGender)
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

extension StudentDraft {
  /// How many bytes the texts of the row have.
  fileprivate var textBytes: Int {
    var count = name.count + otherCells.count + quoting.count
    if let genderText { count += genderText.count }
    if let heightText { count += heightText.count }
    if let schoolID { count += schoolID.count }
    if let group { count += group.count }
    if let ageText { count += ageText.count }
    return count
  }

  /// Whether a column is filled that most rows leave empty.
  fileprivate var fillsMore: Bool {
    if schoolID != nil || heightText != nil || group != nil || ageText != nil { return true }
    if isNoPerson || !otherCells.isEmpty || !quoting.isEmpty { return true }
    if case .measured = height { return false }
    return true
  }
}

/// One row in the making: the canonical bytes that `LeafHasher` takes from the stored row, and the
/// cells of `packed_rows`, which point into them.
///
/// The columns come in the order of `CoveredTable.student`. The cells have the salt before them, and
/// neither the id nor the import, which the statement supplies; the school id stands with those that
/// only a wide row has.
private struct StudentRow {
  /// Where the row begins in the bytes of its batch.
  let start: Int

  @inline(__always)
  func begin(
    _ tableName: String,
    salt: borrowing Span<UInt8>,
    _ bytes: inout OutputSpan<UInt8>,
    _ columns: inout OutputSpan<UInt64>
  ) {
    bytes.append(MerkleTree.leafTag)
    let place = start + bytes.count
    bytes.append(copying: salt)
    columns.appendBlobCell(place..<place + salt.count)
    bytes.appendCanonical(text: tableName.utf8.span)
  }

  @inline(__always)
  func appendUnstored(_ integer: Int64, _ bytes: inout OutputSpan<UInt8>) {
    bytes.appendCanonical(integer)
  }

  @inline(__always)
  func appendUnstoredNulls(_ count: Int, _ bytes: inout OutputSpan<UInt8>) {
    bytes.append(repeating: CBOR.null, count: count)
  }

  /// Appends a text, and returns the cell that is to be appended behind others.
  @inline(__always)
  func appendLater(
    _ range: Range<Int>?,
    of cells: borrowing Span<UInt8>,
    _ bytes: inout OutputSpan<UInt8>
  ) -> PackedCell {
    guard let range else {
      bytes.append(CBOR.null)
      return .null
    }
    bytes.appendCanonical(text: cells.extracting(range))
    let end = start + bytes.count
    return .text(end - range.count..<end)
  }

  @inline(__always)
  func append(
    _ integer: Int64,
    _ bytes: inout OutputSpan<UInt8>,
    _ columns: inout OutputSpan<UInt64>
  ) {
    bytes.appendCanonical(integer)
    columns.appendCell(integer)
  }

  @inline(__always)
  func append(
    _ real: Double?,
    _ bytes: inout OutputSpan<UInt8>,
    _ columns: inout OutputSpan<UInt64>
  ) {
    guard let real else { return appendNull(&bytes, &columns) }
    bytes.appendCanonical(real)
    columns.appendRealCell(at: start + bytes.count - 8)
  }

  @inline(__always)
  func append(
    _ text: borrowing Span<UInt8>,
    _ bytes: inout OutputSpan<UInt8>,
    _ columns: inout OutputSpan<UInt64>
  ) {
    bytes.appendCanonical(text: text)
    let end = start + bytes.count
    columns.appendTextCell(end - text.count..<end)
  }

  @inline(__always)
  func append(
    _ text: String?,
    _ bytes: inout OutputSpan<UInt8>,
    _ columns: inout OutputSpan<UInt64>
  ) {
    guard let text else { return appendNull(&bytes, &columns) }
    append(text.utf8.span, &bytes, &columns)
  }

  @inline(__always)
  func append(
    _ range: Range<Int>?,
    of cells: borrowing Span<UInt8>,
    _ bytes: inout OutputSpan<UInt8>,
    _ columns: inout OutputSpan<UInt64>
  ) {
    guard let range else { return appendNull(&bytes, &columns) }
    append(cells.extracting(range), &bytes, &columns)
  }

  @inline(__always)
  func append(
    whole text: [UInt8],
    _ bytes: inout OutputSpan<UInt8>,
    _ columns: inout OutputSpan<UInt64>
  ) {
    if text.isEmpty {
      appendNull(&bytes, &columns)
    } else {
      append(text.span, &bytes, &columns)
    }
  }

  /// Appends a 1, or nothing.
  @inline(__always)
  func append(
    mark: Bool,
    _ bytes: inout OutputSpan<UInt8>,
    _ columns: inout OutputSpan<UInt64>
  ) {
    if mark {
      append(Int64(1), &bytes, &columns)
    } else {
      appendNull(&bytes, &columns)
    }
  }

  @inline(__always)
  private func appendNull(
    _ bytes: inout OutputSpan<UInt8>,
    _ columns: inout OutputSpan<UInt64>
  ) {
    bytes.append(CBOR.null)
    columns.appendNullCell()
  }
}
