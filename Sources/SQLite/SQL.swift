/// The text of one statement, made only of literals in the program's source.
///
/// A `String` cannot be interpolated, so that no cell of a file and no argument can become part of
/// a statement: values are bound. Only other SQL can be interpolated, such as the list of a table's
/// columns:
///
///     let select: SQL = "SELECT \(Student.columns) FROM student WHERE id = ?"
package struct SQL: Sendable {
  private enum Text: Sendable {
    /// Its address in the program, so that comparing two need not read their characters.
    case literal(StaticString)
    case composed(String)
  }

  private let content: Text

  /// The text for SQLite.
  package var text: String {
    switch content {
    case .literal(let literal): literal.description
    case .composed(let text): text
    }
  }

  private init(composed text: String) {
    content = .composed(text)
  }

  /// The name of a table or column.
  package init(_ name: StaticString) {
    content = .literal(name)
  }

  /// SQL typed by the user or built by a test, for a connection that is restricted to reading.
  package init(typed text: String) {
    content = .composed(text)
  }
}

extension SQL: ExpressibleByStringInterpolation {
  package init(stringLiteral literal: StaticString) {
    content = .literal(literal)
  }

  package init(stringInterpolation parts: Interpolation) {
    content = .composed(parts.text)
  }

  /// Accepts literals and other SQL.
  package struct Interpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    package init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + 64 * interpolationCount)
    }

    package mutating func appendLiteral(_ literal: StaticString) {
      text += literal.description
    }

    package mutating func appendInterpolation(_ part: SQL) {
      text += part.text
    }
  }
}

extension SQL: Hashable {
  package static func == (left: SQL, right: SQL) -> Bool {
    switch (left.content, right.content) {
    case (.literal(let left), .literal(let right)):
      left.address == right.address && left.utf8CodeUnitCount == right.utf8CodeUnitCount
        || left.description == right.description
    default: left.text == right.text
    }
  }

  package func hash(into hasher: inout Hasher) {
    // Equal texts at two addresses have one length.
    switch content {
    case .literal(let literal): hasher.combine(literal.utf8Length)
    case .composed(let text): hasher.combine(text.utf8.count)
    }
  }
}

extension StaticString {
  /// The address of the text; 0 for a single character, which has none.
  var address: UInt {
    hasPointerRepresentation ? UInt(bitPattern: unsafe utf8Start) : 0
  }

  /// How many bytes the text has.
  var utf8Length: Int {
    hasPointerRepresentation ? utf8CodeUnitCount : description.utf8.count
  }
}

// MARK: - Lists

extension SQL {
  /// The names of columns, one after the other.
  ///
  /// `table`: the qualifier before each name.
  package static func columns(_ names: [StaticString], of table: StaticString? = nil) -> SQL {
    let prefix = table.map { "\($0)." } ?? ""
    return SQL(composed: names.map { "\(prefix)\($0)" }.joined(separator: ", "))
  }

  /// A parameter for each of some columns.
  package static func parameters(_ count: Int) -> SQL {
    SQL(composed: repeatElement("?", count: count).joined(separator: ", "))
  }

  /// Columns that are each set to a parameter.
  package static func assignments(_ names: [StaticString]) -> SQL {
    SQL(composed: names.map { "\($0) = ?" }.joined(separator: ", "))
  }

  /// Columns that are each equal to a parameter.
  package static func conditions(_ names: [StaticString]) -> SQL {
    SQL(composed: names.map { "\($0) = ?" }.joined(separator: " AND "))
  }

  /// The first columns of the table `packed_rows`.
  package static func packedColumns(_ count: Int) -> SQL {
    SQL(composed: (0..<count).map { "c\($0)" }.joined(separator: ", "))
  }

  /// A row of an expression for each of some words: `WHEN 'name' THEN student.name` and so on.
  package static func cases(_ names: [StaticString], of table: StaticString) -> SQL {
    SQL(composed: names.map { "WHEN '\($0)' THEN \(table).\($0)" }.joined(separator: " "))
  }
}
