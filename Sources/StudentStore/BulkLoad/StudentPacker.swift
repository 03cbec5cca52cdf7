import Bytes
import Crypto
import SQLite

/// Builds batches of drafts: assigns numbers and salts, and prepares their leaves.
///
/// For a bulk load, a row is written once: its canonical bytes, which are hashed for the leaf,
/// contain the same bytes of texts and numbers that the database stores.
package struct StudentPacker: Sendable {
  private let importBatch: Int64
  private let way: LoadingWay
  private var nextID: Int64
  private var salts: SaltSource
  private var batch: StudentBatch
  private let tableName = CoveredTable.student.name

  init(importBatch: Int64, firstID: Int64, salts: SaltSource, way: LoadingWay = .bulk) {
    self.importBatch = importBatch
    self.way = way
    nextID = firstID
    self.salts = salts
    batch = StudentBatch(firstID: firstID)
  }

  /// The students packed since the last batch.
  package var count: Int { batch.count }

  /// The memory that they take, in bytes.
  package var byteCount: Int { batch.byteCount }

  /// Returns the batch and starts the next.
  package mutating func takeBatch() -> StudentBatch {
    defer { batch = StudentBatch(firstID: nextID, after: batch) }
    return batch
  }

  /// Packs one student.
  ///
  /// `cells`: the record's bytes that the draft's ranges refer to. Returns the student's future id.
  package mutating func append(
    _ draft: borrowing StudentDraft,
    cells: borrowing Span<UInt8>
  ) throws -> Int64 {
    let salt = try salts.next()
    switch way {
    case .plain: appendPlain(draft, cells: cells, salt: salt)
    case .bulk: appendPacked(draft, cells: cells, salt: salt)
    }
    defer { nextID += 1 }
    return nextID
  }

  private mutating func appendPlain(
    _ draft: borrowing StudentDraft,
    cells: borrowing Span<UInt8>,
    salt: Range<Int>
  ) {
    var measure = Measure()
    draft.visitColumns(&measure)
    let facts = StudentBatch.Facts(of: draft, fillsMore: measure.fillsMore)
    // A range is converted to a text without capturing the span, which a closure could keep.
    let bytes = [UInt8](capacity: cells.count) { $0.append(copying: cells) }
    var student = draft.map { String(decoding: bytes[$0], as: UTF8.self) }
    student.id = nextID
    student.importBatch = importBatch
    batch.append(student.values.map(\.value) + [.blob(Array(salts.buffer[salt]))], facts: facts)
  }

  private mutating func appendPacked(
    _ draft: borrowing StudentDraft,
    cells: borrowing Span<UInt8>,
    salt: Range<Int>
  ) {
    let salts = salts.buffer
    let (id, importBatch, tableName) = (nextID, importBatch, tableName)
    let fixed = 256  // tag, salt, the table's name, heads, numbers and the gender's absence
    var measure = Measure()
    draft.visitColumns(&measure)
    let facts = StudentBatch.Facts(of: draft, fillsMore: measure.fillsMore)
    if facts.contains(.more) { batch.widen() }
    let isWide = batch.isWide
    batch.append(facts: facts, bytesAtMost: fixed + measure.textBytes) { bytes, row, start in
      LeafLayout.begin(tableName, salt: salts.span.extracting(salt), &bytes)
      let saltPlace = start + LeafLayout.saltStart
      row.appendBlobCell(saltPlace..<saltPlace + salt.count)
      var packing = Packing(id: id, importBatch: importBatch, isWide: isWide, start: start)
      draft.visitColumns(&packing, cells, &bytes, &row)
    }
  }
}

/// Lays out one row: its canonical bytes, and the cells that point into them.
private struct Packing: StudentColumnVisitor {
  let id: Int64
  let importBatch: Int64
  let isWide: Bool
  /// The place in the batch where the row's bytes begin.
  let start: Int

  // Always inlined, so that constants of a column cost nothing per row.
  @inline(__always)
  mutating func visit(
    _ column: StudentColumn,
    _ value: StudentValue<Range<Int>>,
    _ cells: borrowing Span<UInt8>,
    _ bytes: inout OutputSpan<UInt8>,
    _ row: inout OutputSpan<UInt64>
  ) {
    switch column.use {
    case .number: bytes.appendCanonical(id)
    case .importNumber: bytes.appendCanonical(importBatch)
    case .rare where !isWide: bytes.append(CBOR.null)
    case .rare, .common: bytes.append(value, of: cells, start: start, &row)
    }
  }
}

/// Measures a draft before its layout.
private struct Measure: StudentColumnVisitor {
  /// The number of bytes of the row's texts.
  var textBytes = 0
  /// Whether a rare column is filled.
  var fillsMore = false

  @inline(__always)
  mutating func visit(
    _ column: StudentColumn,
    _ value: StudentValue<Range<Int>>,
    _ cells: borrowing Span<UInt8>,
    _ bytes: inout OutputSpan<UInt8>,
    _ row: inout OutputSpan<UInt64>
  ) {
    let isFilled: Bool
    switch value {
    case .text(let place):
      textBytes += place?.count ?? 0
      isFilled = place != nil
    case .word(let word):
      textBytes += word?.utf8.count ?? 0
      isFilled = word != nil
    case .bytes(let bytes):
      textBytes += bytes.count
      isFilled = !bytes.isEmpty
    case .real(let real): isFilled = real != nil
    case .mark(let mark): isFilled = mark
    case .number(let number): isFilled = number != nil
    case .integer: isFilled = true
    }
    if case .rare = column.use, isFilled { fillsMore = true }
  }
}

extension OutputSpan<UInt8> {
  /// Appends a value's canonical bytes, and to the row a cell that points into them.
  ///
  /// `start`: the place in the batch where this row's bytes begin.
  @inline(__always)
  fileprivate mutating func append(
    _ value: StudentValue<Range<Int>>,
    of cells: borrowing Span<UInt8>,
    start: Int,
    _ row: inout OutputSpan<UInt64>
  ) {
    switch value {
    case .integer(let integer):
      appendCanonical(integer)
      row.appendCell(integer)
    case .real(let real?):
      appendCanonical(real)
      row.appendRealCell(at: start + count - 8)
    case .text(let place?):
      append(text: cells.extracting(place), start: start, &row)
    case .word(let word?):
      append(text: word.utf8.span, start: start, &row)
    case .bytes(let bytes) where !bytes.isEmpty:
      append(text: bytes.span, start: start, &row)
    case .mark(true):
      appendCanonical(Int64(1))
      row.appendCell(1)
    case .number(let number?):
      appendCanonical(number)
      row.appendCell(number)
    case .real, .text, .word, .bytes, .mark, .number:
      append(CBOR.null)
      row.appendNullCell()
    }
  }

  @inline(__always)
  private mutating func append(
    text: borrowing Span<UInt8>,
    start: Int,
    _ row: inout OutputSpan<UInt64>
  ) {
    appendCanonical(text: text)
    let end = start + count
    row.appendTextCell(end - text.count..<end)
  }
}

extension StudentBatch.Facts {
  fileprivate init(of draft: borrowing StudentDraft, fillsMore: Bool) {
    self = fillsMore ? .more : []
    if draft.schoolID != nil { insert(.schoolID) }
    if draft.isNoPerson {
      insert(.notAPerson)
      return
    }
    switch draft.gender {
    case .missing: insert(.missingGender)
    case .declined: insert(.declinedGender)
    case .inDoubt: insert(.doubtGender)
    case .doNotInfer: insert(.doNotInfer)
    case .recorded: break
    }
    switch draft.height {
    case .missing: insert(.missingHeight)
    case .doubt: insert(.doubtfulHeight)
    case .measured: break
    }
  }
}

/// Generates 16-byte salts: the keystream of ChaCha20 with one random key.
///
/// One system call gives the key for a whole import; a call for each of a million students would
/// cost more than their inserts. The key is discarded with the source, so that a salt reveals
/// nothing about any other.
struct SaltSource: Sendable {
  static let saltLength = 16
  static let keyLength = 32
  private static let bufferLength = 1 << 16

  private let key: SymmetricKey
  private var block: UInt64 = 0
  private(set) var buffer: [UInt8] = []
  private var position = 0

  /// - Parameter key: 32 unpredictable bytes.
  init(key: [UInt8]) {
    precondition(key.count == Self.keyLength, "the key has 32 bytes")
    self.key = SymmetricKey(data: key)
  }

  init(_ context: WorkContext) throws {
    self.init(key: try context.randomBytes(Self.keyLength))
  }

  /// Moves to the next salt and returns its place in `buffer`.
  mutating func next() throws -> Range<Int> {
    if position == buffer.count { try refill() }
    defer { position += Self.saltLength }
    return position..<position + Self.saltLength
  }

  /// The next salt by itself, for a row that is not packed with the buffer at hand.
  mutating func nextSalt() throws -> [UInt8] {
    let place = try next()
    return Array(buffer[place])
  }

  private mutating func refill() throws {
    var nonce = [UInt8](repeating: 0, count: 12)
    for byte in 0..<8 { nonce[byte] = UInt8(truncatingIfNeeded: block >> UInt64(8 * byte)) }
    block += 1
    // Encrypting zeros gives the keystream itself.
    let zeros = [UInt8](repeating: 0, count: Self.bufferLength)
    let sealed = try ChaChaPoly.seal(zeros, using: key, nonce: ChaChaPoly.Nonce(data: nonce))
    buffer = Array(sealed.ciphertext)
    position = 0
  }
}
