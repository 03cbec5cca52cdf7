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
  ///   - take: Takes each line with the places of its columns, in the order of the headings.
  /// - Returns: How many bytes were read, and the observer that has seen them.
  /// - Throws: `CellsError` naming the first line that cannot be read; what `take` throws as a fault
  ///   of its line.
  func read<Observer: ByteObserver>(
    _ source: RosterSource,
    observer: Observer,
    _ take: (borrowing CSVRecord, [Int]) throws(CellFault) -> Void
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
      guard let columns else {
        var cells: [String] = []
        for field in 0..<record.fieldCount { cells.append(record.text(field)) }
        columns = try self.columns(cells, line: number, of: source.name)
        fieldCount = cells.count
        return
      }
      guard record.fieldCount == fieldCount else {
        throw CellsError.line(
          file: source.name,
          line: number,
          .cells(found: record.fieldCount, expected: fieldCount)
        )
      }
      do throws(CellFault) {
        try take(record, columns)
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
    } catch RosterError.empty {
      throw CellsError.empty(file: source.name)
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
}

extension CSVRecord {
  /// A number of digits alone; nil for anything else, and for more than fit a number.
  func wholeNumber(_ field: Int) -> Int? {
    let cell = bytes.span.extracting(range(of: field))
    guard (1...18).contains(cell.count) else { return nil }
    var number = 0
    for index in cell.indices {
      guard (0x30...0x39).contains(cell[index]) else { return nil }
      number = number * 10 + Int(cell[index] - 0x30)
    }
    return number
  }

  /// A count of students, which is one at least.
  func students(_ field: Int) throws(CellFault) -> Int {
    guard let count = wholeNumber(field), count > 0 else { throw .count(text(field)) }
    return count
  }

  /// A height in millimetres, or ``RawCell/missing`` or ``RawCell/outside``.
  func millimetres(_ field: Int) throws(CellFault) -> Int {
    if range(of: field).isEmpty { return RawCell.missing }
    if let height = wholeNumber(field), CellsFile.millimetres.contains(height) { return height }
    guard text(field) == "-1" else { throw .height(text(field)) }
    return RawCell.outside
  }

  /// An age in completed years; -1 where it is not known.
  func years(_ field: Int) throws(CellFault) -> Int {
    if range(of: field).isEmpty { return -1 }
    guard let age = wholeNumber(field), age <= 150 else { throw .age(text(field)) }
    return age
  }
}
