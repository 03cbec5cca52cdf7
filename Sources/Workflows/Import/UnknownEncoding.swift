import CSV

/// Tells a file in another encoding than UTF-8 from a UTF-8 file with a damaged line.
///
/// Outside of ASCII hardly any text of another encoding is UTF-8 by accident. So where most of the
/// records that are not ASCII are not UTF-8 either, somebody has to say what they are; where it is
/// a few of many, those are damaged, and are rejected one by one.
struct UnknownEncoding: Sendable {
  /// A cell that is not UTF-8.
  struct Sample: Sendable, Equatable {
    let line: Int
    let bytes: [UInt8]
  }

  private static let mostSamples = 4
  private static let longest = 60

  private var readable = 0
  private var unreadable = 0
  private(set) var samples: [Sample] = []

  /// Whether the text is not UTF-8.
  var isLikely: Bool { unreadable > readable }

  /// Takes account of a record that is UTF-8 and not only ASCII.
  mutating func addReadable() {
    readable += 1
  }

  /// Takes account of a record that is not UTF-8.
  mutating func addUnreadable(_ record: borrowing CSVRecord) {
    unreadable += 1
    for field in 0..<record.fieldCount where samples.count < Self.mostSamples {
      let cell = Array(record.bytes[record.range(of: field)].prefix(Self.longest))
      if String(validating: cell, as: UTF8.self) == nil {
        samples.append(Sample(line: record.line(of: field), bytes: cell))
      }
    }
  }
}
