/// Students who are alike in all that a model sees, as an engine has counted them.
package struct CountedCell: Sendable {
  /// What is known of their gender.
  package enum Gender: Hashable, Sendable {
    case recorded(String)
    case missing
    case declined
  }

  /// What is known of their height.
  package enum Height: Hashable, Sendable {
    /// In centimetres.
    case measured(Double)
    case missing
    /// Outside 50 to 260 cm, or far from the other heights.
    case doubt
  }

  package var gender: Gender
  /// The class or grade as it is written; nil without one.
  package let group: String?
  /// In completed years; nil where it is not known.
  package let age: Int?
  package var height: Height
  /// How many they are.
  package let students: Int
}

/// What every line of a file of cells says about the query that counted them.
package struct CellSignature: Hashable, Sendable {
  /// The whole text.
  package let text: String
  /// The fewest students of a cell; smaller cells were merged.
  package let minimum: Int
  /// The engine's dialect of SQL.
  package let dialect: String
  /// SHA-256 of the query, in hexadecimal digits, computed with zeros in their place.
  package let queryDigest: String

  /// Reads a signature; nil where the text is none.
  package init?(_ text: String) {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 7, words[..<4].elementsEqual(["studentdb", "cells", "1", "mm"]),
      let minimum = Self.value("minimum", of: words[4]).flatMap({ Int($0) }), minimum >= 1,
      let dialect = Self.value("dialect", of: words[5]), Self.dialects.contains(dialect),
      let digest = Self.value("sha256", of: words[6]), digest.utf8.count == 64,
      digest.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
    else { return nil }
    self.text = text
    self.minimum = minimum
    self.dialect = dialect
    queryDigest = digest
  }

  private static let dialects = ["postgres", "spark", "duckdb", "sqlite"]

  private static func value(_ key: String, of word: Substring) -> String? {
    word.hasPrefix(key + "=") ? String(word.dropFirst(key.count + 1)) : nil
  }
}

/// Why a file is not what an engine answers to a statement of this program.
package enum CellsError: Error, Equatable {
  /// A column is missing.
  case columns(EngineAnswer, file: String, line: Int, missing: [String], headings: [String])
  /// The file has no bytes.
  case empty(file: String)
  /// There are headings and no cell.
  case noCells(file: String)
  /// One line cannot be used.
  case line(file: String, line: Int, CellFault)
  /// Words for genders that no list has, with how many students have each.
  case unknownWords(file: String, [CountedWord], answer: String)
  /// The file does not have the rows that were counted.
  case rows(file: String, said: Int, found: Int)
  /// The query that was named is not the one that counted.
  case otherQuery(file: String, query: String)
  /// The text is in another encoding than UTF-8.
  case encoding(file: String)
  /// Every height is one that nobody has, as in another unit.
  case heightsOutside(file: String, students: Int)
}

/// A word and how many students have it.
package struct CountedWord: Hashable, Sendable {
  package let text: String
  package let students: Int
}

/// What is wrong with a line of cells.
package enum CellFault: Error, Hashable {
  case damage(LineDamage)
  case cells(found: Int, expected: Int)
  case noSignature(EngineAnswer, String)
  case otherSignature
  case count(String)
  case height(String)
  case age(String)
  /// The same cell stands in an earlier line.
  case duplicate(earlier: Int)
  /// Another class differs from it by nothing that can be seen.
  case lookAlike(String)
  /// Fewer students than the query leaves in a cell.
  case small(students: Int, minimum: Int)
  /// More classes than a model has strata.
  case manyGroups(most: Int)
  /// More cells than any school, or country, has.
  case manyCells(most: Int)
  /// Neither 0 nor 1.
  case flag(String)
  /// All together are more than can be counted exactly.
  case tooMany
}
