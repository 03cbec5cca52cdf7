/// A column of `student`.
struct StudentColumn: Sendable {
  /// How often it is filled; a rare column costs nothing in a batch without values.
  enum Use: Sendable {
    /// The student's number, assigned by the load.
    case number
    /// The import's number, also assigned by the load.
    case importNumber
    case common
    case rare
  }

  /// Its content.
  enum Meaning: Sendable {
    /// The origin of the student; never changes.
    case origin
    /// Cells used only by an export; never change.
    case cells
    /// A fact about the person.
    case value(of: StudentAspect)
    /// Why it is missing, or what else goes with it.
    case detail(of: StudentAspect)
    /// How it was written.
    case text(of: StudentAspect)
  }

  let name: StaticString
  let use: Use
  let meaning: Meaning

  @inline(__always)
  init(_ name: StaticString, _ use: Use, _ meaning: Meaning) {
    self.name = name
    self.use = use
    self.meaning = meaning
  }

  /// The aspect that it belongs to; nil if it never changes.
  var aspect: StudentAspect? {
    switch meaning {
    case .value(let aspect), .detail(let aspect), .text(let aspect): aspect
    case .origin, .cells: nil
    }
  }

  /// Whether it says how a value was written.
  var isText: Bool {
    if case .text = meaning { true } else { false }
  }
}

/// The value of a column, before it is bound or hashed.
enum StudentValue<Text> {
  case integer(Int64)
  case real(Double?)
  case text(Text?)
  /// One of the program's own words, the school's word for a gender, or a day in ISO form.
  case word(String?)
  /// A text in UTF-8; NULL if empty.
  case bytes([UInt8])
  /// A 1 or NULL.
  case mark(Bool)
  /// Another row, or NULL.
  case number(Int64?)
}

/// The visitor of the columns.
protocol StudentColumnVisitor {
  associatedtype Text

  mutating func visit(
    _ column: StudentColumn,
    _ value: StudentValue<Text>,
    _ cells: borrowing Span<UInt8>,
    _ bytes: inout OutputSpan<UInt8>,
    _ row: inout OutputSpan<UInt64>
  )
}

extension StudentAspect {
  /// The columns of `student` that belong to it.
  package var fields: [String] {
    StudentColumn.changing.filter { $0.aspect == self }.map { "\($0.name)" }
  }

  /// The aspect that a column of `student` belongs to; nil for a column that never changes.
  package init?(field: String) {
    guard let aspect = Self.byField[field] else { return nil }
    self = aspect
  }

  private static let byField: [String: StudentAspect] = {
    var aspects: [String: StudentAspect] = [:]
    for column in StudentColumn.changing { aspects["\(column.name)"] = column.aspect }
    return aspects
  }()
}
