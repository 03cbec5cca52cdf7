import CSV

extension LookupTable {
  /// Writes all rows as CSV with headings, the form that every engine loads: commas, quotes where they
  /// are needed, line feeds.
  ///
  /// A confidence is written with the fewest digits that give back the same number.
  package func write(to sink: ([UInt8]) throws -> Void) throws {
    var writer = CSVWriter(dialect: .comma)
    for heading in Self.headings { writer.field(heading) }
    writer.endRecord()
    try forEachRow { row in
      writer.field(row.stratum)
      writer.field("\(row.millimetres)")
      writer.field(row.gender)
      writer.field("\(row.confidence)")
      writer.field(row.mayBeProposed ? "1" : "0")
      writer.endRecord()
      if writer.bytes.count >= 1 << 16 {
        try sink(writer.bytes)
        writer.bytes.removeAll(keepingCapacity: true)
      }
    }
    try sink(writer.bytes)
  }
}
