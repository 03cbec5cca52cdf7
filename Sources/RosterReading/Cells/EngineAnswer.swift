import Bytes
import CSV

/// What an engine answered to a statement of this program: a text file with known headings.
///
/// Separator, line ends and encoding are those of whatever wrote the file, as at an import; all else is
/// read as strictly as a list is read kindly. Nobody typed it, so that a line which is not what the
/// statement gives means another statement, a damaged file or an edited one.
package enum EngineAnswer: Hashable, Sendable {
  /// The cells of `model count-sql`.
  case cells
  /// The counts of `model sql --receipt`.
  case receipt

  var headings: [String] {
    switch self {
    case .cells: ["signature", "gender", "group_name", "age", "height_mm", "students"]
    case .receipt:
      ["signature", "stratum", "height_mm", "gender", "may_be_proposed", "students"]
    }
  }

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - source: The file.
  ///   - observer: Sees every byte.
  ///   - take: Takes the cells of each line, in the order of the headings, and the line's number.
  /// - Returns: How many bytes were read, and the observer that has seen them.
  /// - Throws: `CellsError` naming the first line that cannot be read; what `take` throws as a fault
  ///   of its line.
  func read<Observer: ByteObserver>(
    _ source: RosterSource,
    observer: Observer,
    _ take: ([String], Int) throws(CellFault) -> Void
  ) throws -> (byteCount: Int, observer: Observer) {
    let opening = try Self.opening(source)
    var text = try RosterText(source, opening.text, observer: observer)
    var parser = CSVParser(dialect: opening.dialect)
    var columns: [Int]?
    var fieldCount = 0
    func line(_ record: borrowing CSVRecord) throws {
      guard !record.isBlank else { return }
      let number = record.line
      if let fault = record.fault {
        throw CellsError.line(file: source.name, line: number, .damage(LineDamage(fault.code)))
      }
      var cells: [String] = []
      cells.reserveCapacity(record.fieldCount)
      for field in 0..<record.fieldCount { cells.append(record.text(field)) }
      guard let columns else {
        columns = try self.columns(cells, line: number, of: source.name)
        fieldCount = cells.count
        return
      }
      guard cells.count == fieldCount else {
        throw CellsError.line(
          file: source.name,
          line: number,
          .cells(found: cells.count, expected: fieldCount)
        )
      }
      do throws(CellFault) {
        try take(columns.map { cells[$0] }, number)
      } catch {
        throw CellsError.line(file: source.name, line: number, error)
      }
    }
    while let piece = try text.next() { try parser.parse(piece, line) }
    try parser.finish(line)
    return (text.byteCount, text.observer)
  }

  private static func opening(_ source: RosterSource) throws -> RosterOpening {
    do {
      return try RosterOpening(source, options: ImportOptions())
    } catch RosterError.unmarkedEncoding, RosterError.unreadableEncoding {
      throw CellsError.encoding(file: source.name)
    }
  }

  /// The places of the columns; nil for a line before the headings that names the separator.
  private func columns(_ cells: [String], line: Int, of file: String) throws -> [Int]? {
    if line == 1, cells.count <= 2, folded(cells[0]).hasPrefix("sep=") { return nil }
    let written = cells.map { folded($0) }
    let places = headings.map { written.firstIndex(of: $0) }
    let missing = zip(headings, places).filter { $0.1 == nil }.map(\.0)
    guard missing.isEmpty else {
      throw CellsError.columns(self, file: file, line: line, missing: missing, headings: cells)
    }
    return places.compactMap(\.self)
  }

  /// A number of digits alone, which `Int` would also take with a sign.
  static func wholeNumber(_ text: String) -> Int? {
    text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
  }

  /// A count of students, which is one at least.
  static func count(_ text: String) throws(CellFault) -> Int {
    guard let count = wholeNumber(text), count > 0 else { throw .count(text) }
    return count
  }

  /// A height in millimetres, or ``RawCell/missing`` or ``RawCell/outside``.
  static func height(_ text: String) throws(CellFault) -> Int {
    switch text {
    case "": return RawCell.missing
    case "-1": return RawCell.outside
    default:
      guard let height = wholeNumber(text), CellsFile.millimetres.contains(height) else {
        throw .height(text)
      }
      return height
    }
  }
}
