import Bytes

/// Two hashes of a line about a student: of its cells, and of the values that were read from it.
///
/// A later line with both hashes of what is stored says what is stored: no cell differs, and no value.
/// The hashes have 64 bits and a random key of their process, and are only compared between lines that
/// are about the same student, so that two unlike lines are taken for one in 1 of 10^19 comparisons,
/// which nobody can bring about. They are never stored.
package struct LineHash: Equatable, Sendable {
  package var cells: UInt64
  package var values: UInt64

  package init(cells: UInt64, values: UInt64) {
    self.cells = cells
    self.values = values
  }
}

/// The columns of `student` that a file can change: those of the fields that it has.
package struct HashedColumns: Sendable {
  enum Part {
    case none
    case value
    /// A text as written, which matters only where no value was made of it.
    case text
  }

  /// For each of `StudentColumn.all`.
  let parts: [Part]

  /// The columns of a file.
  ///
  /// `computesAges`: whether ages are computed, from birth dates that may be another file's; then the line
  /// of a student with a birth date that it does not give is not one that says what is stored.
  package init(_ columns: ImportColumns, computesAges: Bool) {
    // Every file has names, which may be in two columns, and a line may be no person's.
    var aspects = Set(columns.aspects.values).union([.name, .person])
    if computesAges { aspects.formUnion([.age, .birthdate]) }
    parts = StudentColumn.all.map { column in
      guard let aspect = column.aspect, aspects.contains(aspect) else { return .none }
      return column.isText ? .text : .value
    }
  }

  func has(_ place: Int) -> Bool { if case .none = parts[place] { false } else { true } }
}

/// Hashes the cells of a line, in the order of the file's columns.
package struct CellHashing {
  private var hasher = Hasher()

  package init() {}

  package mutating func add(_ cell: borrowing Span<UInt8>) { hasher.combine(counted: cell) }

  package consuming func finish() -> UInt64 { hasher.finish() }
}

extension StudentDraft {
  /// The hash of the values that a line gives.
  ///
  /// `cells`: the bytes that the draft's ranges refer to.
  package func valueHash(_ columns: HashedColumns, cells: borrowing Span<UInt8>) -> UInt64 {
    var hashing = ValueHashing(columns: columns)
    var bytes = OutputSpan<UInt8>()
    var row = OutputSpan<UInt64>()
    visitColumns(&hashing, cells, &bytes, &row)
    return hashing.hasher.finish()
  }
}

/// Hashes the values of a draft in the order of the columns, as `KnownStudentScan` those of a row.
private struct ValueHashing: StudentColumnVisitor {
  let columns: HashedColumns
  var hasher = Hasher()
  private var place = 0
  private var hasValue = false

  init(columns: HashedColumns) {
    self.columns = columns
  }

  @inline(__always)
  mutating func visit(
    _ column: StudentColumn,
    _ value: StudentValue<Range<Int>>,
    _ cells: borrowing Span<UInt8>,
    _ bytes: inout OutputSpan<UInt8>,
    _ row: inout OutputSpan<UInt64>
  ) {
    let part = columns.parts[place]
    place += 1
    switch part {
    case .none: return
    case .text where hasValue: return
    case .text, .value: break
    }
    switch value {
    case .text(let range?): hasher.add(text: cells.extracting(range))
    case .word(let word?): hasher.add(text: word.utf8.span)
    case .bytes(let bytes) where !bytes.isEmpty: hasher.add(text: bytes.span)
    case .real(let real?): hasher.add(real: real)
    case .integer(let integer), .number(let integer?): hasher.add(integer: integer)
    case .mark(true): hasher.add(integer: 1)
    case .text, .word, .bytes, .real, .mark, .number:
      hasher.addNothing()
      hasValue = false
      return
    }
    hasValue = true
  }
}

extension Hasher {
  mutating func addNothing() { combine(0 as UInt8) }

  mutating func add(text: borrowing Span<UInt8>) {
    combine(1 as UInt8)
    combine(counted: text)
  }

  mutating func add(real: Double) {
    combine(2 as UInt8)
    combine(real.bitPattern)
  }

  mutating func add(integer: Int64) {
    combine(3 as UInt8)
    combine(integer)
  }
}

extension [UInt8] {
  /// Becomes a height as it stood in the file, which is how Swift writes the number.
  ///
  /// Most have one decimal at most, and are written without a text for each.
  mutating func overwrite(withHeight number: Double) {
    removeAll(keepingCapacity: true)
    let tenths = (number * 10).rounded()
    guard tenths >= 0, tenths < 100_000, tenths / 10 == number, number.sign == .plus else {
      append(contentsOf: "\(number)".utf8)
      return
    }
    let digits = Int(tenths)
    if digits >= 10_000 { append(UInt8(ascii: "0") + UInt8(digits / 10_000)) }
    if digits >= 1000 { append(UInt8(ascii: "0") + UInt8(digits / 1000 % 10)) }
    if digits >= 100 { append(UInt8(ascii: "0") + UInt8(digits / 100 % 10)) }
    append(UInt8(ascii: "0") + UInt8(digits / 10 % 10))
    append(UInt8(ascii: "."))
    append(UInt8(ascii: "0") + UInt8(digits % 10))
  }
}
