import CSV

/// Finds the delimiter of a file from its first lines.
///
/// Each candidate reads the sample; the one under which most records have the same number of
/// cells, more than one, is it. Of equals the one with more columns wins, then the order comma,
/// semicolon, tab, bar. A file in one column is read with commas.
struct DialectDetection {
  /// How much of a file is looked at, in bytes.
  static let sampleLength = 1 << 16

  private static let candidates: [CSVDialect] = [.comma, .semicolon, .tab, .bar]

  /// The delimiter that the first line names by `sep=;`, as spreadsheets write it.
  let declared: UInt8?
  let dialect: CSVDialect

  init(sample: [UInt8]) {
    declared = Self.declaration(in: sample)
    if let declared {
      dialect = CSVDialect(delimiter: declared)
      return
    }
    let whole = sample[..<(sample.lastIndex { $0 == 0x0A || $0 == 0x0D } ?? sample.endIndex)]
    var best: (score: Score, dialect: CSVDialect)?
    for candidate in Self.candidates {
      let score = Score(of: Array(whole), dialect: candidate)
      if score.columns > 1, best.map({ $0.score < score }) ?? true { best = (score, candidate) }
    }
    dialect = best?.dialect ?? .comma
  }

  private static func declaration(in sample: [UInt8]) -> UInt8? {
    let line = sample.prefix { $0 != 0x0A && $0 != 0x0D }
    guard line.count == 5, String(decoding: line.prefix(4), as: UTF8.self).lowercased() == "sep=",
      let delimiter = line.last, candidates.contains(where: { $0.delimiter == delimiter })
    else { return nil }
    return delimiter
  }

  private struct Score: Comparable {
    let columns: Int
    let agreement: Double

    init(of sample: [UInt8], dialect: CSVDialect) {
      var counts: [Int: Int] = [:]
      var records = 0
      var parser = CSVParser(dialect: dialect)
      let count: (borrowing CSVRecord) -> Void = { record in
        guard !record.isBlank else { return }
        records += 1
        if record.fault == nil { counts[record.fieldCount, default: 0] += 1 }
      }
      parser.parse(sample[...], count)
      parser.finish(count)
      // The most frequent number of cells; of equals the larger.
      let most = counts.max { ($0.value, $0.key) < ($1.value, $1.key) }
      columns = most?.key ?? 0
      agreement = records == 0 ? 0 : Double(most?.value ?? 0) / Double(records)
    }

    static func < (left: Score, right: Score) -> Bool {
      (left.agreement, left.columns) < (right.agreement, right.columns)
    }
  }
}
