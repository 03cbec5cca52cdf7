/// What differs between the engines; nothing else in this target asks which engine it is.
///
/// Each value was tried on the engine itself: DuckDB, PostgreSQL 15, Spark 3.5 and SQLite 3.40.
package struct Dialect: Sendable {
  /// The word after `--dialect`.
  package let name: String
  /// The engine as a sentence names it.
  package let title: String
  /// The quote of identifiers.
  ///
  /// Spark reads `"x"` as the text x, without a word.
  let quote: Character
  /// The longest identifier, in bytes.
  ///
  /// PostgreSQL would cut a longer one off.
  let longestName: Int
  /// Into how many parts a table's name may fall: `catalog.schema.table`.
  let maximumParts: Int
  /// The type of text.
  let text: String
  /// The type of whole numbers of 32 bits.
  let integer: String
  /// The type of whole numbers of 64 bits.
  let wideInteger: String
  /// The type of floating-point numbers of 64 bits.
  let double: String
  /// What rounds a number that is not negative down before the cast to an integer.
  let floor: Rounding
  /// How a text literal holds quotes and backslashes.
  let escape: Escape
  /// What keeps a sub-select from being merged into the query around it, which would compute its
  /// expressions once for every place that uses them.
  let fence: String
  /// Whether each value of a column has a type of its own, as in SQLite: there a cast reads "1,72"
  /// as 1, so that only numbers are taken for numbers.
  let typesAreOfValues: Bool
  /// Whether the engine has `md5`, which draws a sample.
  let hasMD5: Bool
  /// Whether a table can have a primary key.
  let hasKeys: Bool
  /// What follows the columns of a table that is made; without it Spark asks for Hive.
  let storage: String

  /// What rounds down.
  enum Rounding {
    /// The function FLOOR. Casts round in PostgreSQL and DuckDB.
    case function
    /// The cast itself cuts the decimals off; SQLite is often built without FLOOR.
    case cast
  }

  /// How a text literal is written.
  enum Escape {
    /// A quote is doubled; a backslash is a character as any other.
    case doubled
    /// The same, but a literal with a backslash is an `E''`: what a backslash means in the plain
    /// form is a setting of the server.
    case doubledOrMarked
    /// Backslashes before quotes and backslashes. Spark reads `'it''s'` as "its".
    case backslash
  }
}

extension Dialect: CustomStringConvertible {
  /// Its name.
  package var description: String { name }
}

extension Dialect: Equatable {
  /// By their names.
  package static func == (first: Dialect, second: Dialect) -> Bool { first.name == second.name }
}

extension Dialect {
  /// PostgreSQL, from version 12 on.
  package static let postgres = Dialect(
    name: "postgres",
    title: "PostgreSQL",
    quote: "\"",
    longestName: 63,
    maximumParts: 3,
    text: "TEXT",
    integer: "INTEGER",
    wideInteger: "BIGINT",
    double: "DOUBLE PRECISION",
    floor: .function,
    escape: .doubledOrMarked,
    fence: " OFFSET 0",
    typesAreOfValues: false,
    hasMD5: true,
    hasKeys: true,
    storage: ""
  )

  /// Spark SQL, from version 3 on.
  package static let spark = Dialect(
    name: "spark",
    title: "Spark",
    quote: "`",
    longestName: 255,
    maximumParts: 3,
    text: "STRING",
    integer: "INT",
    wideInteger: "BIGINT",
    double: "DOUBLE",
    floor: .function,
    escape: .backslash,
    fence: "",
    typesAreOfValues: false,
    hasMD5: true,
    hasKeys: false,
    storage: " USING PARQUET"
  )

  /// DuckDB, from version 1 on.
  package static let duckdb = Dialect(
    name: "duckdb",
    title: "DuckDB",
    quote: "\"",
    longestName: 255,
    maximumParts: 3,
    text: "VARCHAR",
    integer: "INTEGER",
    wideInteger: "BIGINT",
    double: "DOUBLE",
    floor: .function,
    escape: .doubled,
    fence: "",
    typesAreOfValues: false,
    hasMD5: true,
    hasKeys: true,
    storage: ""
  )

  /// SQLite, from version 3.25 on, which has window functions.
  package static let sqlite = Dialect(
    name: "sqlite",
    title: "SQLite",
    quote: "\"",
    longestName: 1_000,
    maximumParts: 2,
    text: "TEXT",
    integer: "INTEGER",
    wideInteger: "INTEGER",
    double: "REAL",
    floor: .cast,
    escape: .doubled,
    fence: "",
    typesAreOfValues: true,
    hasMD5: false,
    hasKeys: true,
    storage: ""
  )

  /// All, in the order in which the help names them.
  package static let all = [postgres, spark, duckdb, sqlite]

  /// The dialect of a name; nil for another word.
  package init?(named name: String) {
    guard let found = Self.all.first(where: { $0.name == name }) else { return nil }
    self = found
  }
}

extension Dialect {
  /// An identifier in its quotes.
  func quoted(_ name: String) -> String {
    var text = String(quote)
    for scalar in name.unicodeScalars {
      if Character(scalar) == quote { text.append(quote) }
      text.unicodeScalars.append(scalar)
    }
    text.append(quote)
    return text
  }

  /// A text as a literal.
  ///
  /// - Precondition: It has no NUL, which no engine's text can hold.
  func literal(_ text: String) -> String {
    precondition(!text.unicodeScalars.contains("\0"), "a literal has no NUL")
    var written = ""
    var hasBackslash = false
    for scalar in text.unicodeScalars {
      switch scalar {
      case "'": written += escape == .backslash ? "\\'" : "''"
      case "\\":
        hasBackslash = true
        written += escape == .doubled ? "\\" : "\\\\"
      default: written.unicodeScalars.append(scalar)
      }
    }
    return (escape == .doubledOrMarked && hasBackslash ? "E'" : "'") + written + "'"
  }

  /// A number that is not negative, rounded down to an integer.
  func roundedDown(_ number: String) -> String {
    switch floor {
    case .function: "CAST(FLOOR(\(number)) AS \(integer))"
    case .cast: "CAST(\(number) AS \(integer))"
    }
  }
}
