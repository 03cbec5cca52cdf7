import CSV

/// What an engine says it made of a lookup table: how many students without a gender it gave which
/// suggestion, at each height.
package struct ReceiptFile: Sendable {
  /// Students at one height of one stratum, or without a height.
  package struct Row: Hashable, Sendable {
    /// What they have in common.
    package struct Place: Hashable, Sendable {
      package let stratum: String
      /// In millimetres; nil without a height that is believed by the query.
      package let millimetres: Int?
      /// Whether there is a height outside 50 to 260 cm.
      package let isOutside: Bool

      package init(stratum: String, millimetres: Int?, isOutside: Bool = false) {
        self.stratum = stratum
        self.millimetres = millimetres
        self.isOutside = isOutside
      }
    }

    package let place: Place
    /// The suggestion; nil where the lookup table has none.
    package let gender: String?
    package let mayBeProposed: Bool
    package let students: Int
  }

  /// Its name in messages.
  package let name: String
  /// The digest of the students that the run was fitted to, in hexadecimal digits, as all lines say.
  package let inputDigest: String
  package let rows: [Row]

  /// Reads a file.
  ///
  /// - Throws: `CellsError` naming the first line that cannot be used.
  package init(_ source: RosterSource) throws {
    var rows: [Row] = []
    var signature: (text: String, digest: String)?
    var lines: [Row.Place: Int] = [:]
    _ = try EngineAnswer.receipt.read(source, observer: NoObserver()) {
      (record, columns) throws(CellFault) in
      let cells = columns.map { record.text($0) }
      if let known = signature {
        guard known.text == cells[0] else { throw .otherSignature }
      } else {
        guard let digest = Self.digest(in: cells[0]) else { throw .noSignature(.receipt, cells[0]) }
        signature = (cells[0], digest)
      }
      let height = try record.millimetres(columns[2])
      guard ["", "0", "1"].contains(cells[4]) else { throw .flag(cells[4]) }
      let place = Row.Place(
        stratum: cells[1],
        millimetres: height > 0 ? height : nil,
        isOutside: height == RawCell.outside
      )
      if let earlier = lines.updateValue(record.line, forKey: place) {
        throw .duplicate(earlier: earlier)
      }
      rows.append(
        Row(
          place: place,
          gender: cells[3].isEmpty ? nil : cells[3],
          mayBeProposed: cells[4] == "1",
          students: try record.students(columns[5])
        )
      )
    }
    guard let signature else { throw CellsError.noCells(file: source.name) }
    name = source.name
    inputDigest = signature.digest
    self.rows = rows
  }

  /// The digest that a signature names: `studentdb receipt 1 input=… minimum=… dialect=…`.
  private static func digest(in signature: String) -> String? {
    let words = signature.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 6, words[..<3].elementsEqual(["studentdb", "receipt", "1"]),
      words[3].hasPrefix("input="), words[3].utf8.count == 6 + 64
    else { return nil }
    return String(words[3].dropFirst(6))
  }
}
