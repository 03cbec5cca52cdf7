import CSV

/// The laws about records among others: what stands before or behind one has no say in it.
extension CSVLaws {
  /// A reader that begins where some record begins reads that record and all that follow.
  mutating func checkRestart() {
    guard let place = anyRecord() else { return }
    var expected = CSVTranscript(of: input.text)
    forEveryRecord { if $0.byteOffset >= place.byteOffset { expected.append($0) } }
    var found = CSVTranscript(of: input.text)
    read(input.text[place.byteOffset...], at: place, into: &found)
    require(
      found == expected,
      "from byte \(place.byteOffset) on it reads otherwise\nwhole:\n\(expected)\nthen:\n\(found)"
    )
  }

  /// A broken line before some record changes nothing but the places of those behind it.
  ///
  /// For the usual limits only: a line more between an open quote and the limit that gives it up
  /// may change the name of that fault.
  mutating func checkIsolation() {
    guard input.hasUsualLimits, let place = anyRecord() else { return }
    guard input.dialect.delimiter != UInt8(ascii: "x"), input.dialect.delimiter != UInt8(ascii: "y")
    else { return }
    let broken = Array("x\"y\n".utf8)
    let before = input.text[..<place.byteOffset]
    let behind = input.text[place.byteOffset...]
    var expected = CSVTranscript(of: input.text)
    read(before, at: CSVAccount.Place(), into: &expected)
    read(broken[...], at: place, into: &expected)
    let shifted = CSVAccount.Place(
      line: place.line + 1,
      byteOffset: place.byteOffset + broken.count
    )
    read(behind, at: shifted, into: &expected)
    var found = CSVTranscript(of: input.text)
    read((before + broken + behind)[...], at: CSVAccount.Place(), into: &found)
    require(
      found == expected,
      "a broken line at byte \(place.byteOffset) is not alone\nparts:\n\(expected)\nall:\n\(found)"
    )
  }

  /// Good records are written so that they are read again, and those that say so as they stood.
  mutating func checkRoundTrip() {
    let ending = [CSVLineEnding.lf, .crlf, .cr][input.generator.number(below: 3)]
    let quoting = [CSVWriter.Quoting.minimal, .always][input.generator.number(below: 2)]
    var all = CSVWriter(dialect: input.dialect, lineEnding: ending)
    var alone = CSVWriter(dialect: input.dialect, lineEnding: .lf)
    var cells = Cells()
    forEveryRecord { record in
      guard record.fault == nil else { return }
      for field in 0..<record.fieldCount {
        let contents = record.bytes[record.range(of: field)]
        all.field(contents, quoting: quoting)
        alone.field(contents)
      }
      cells.append(record)
      all.endRecord()
      alone.endRecord()
      require(
        alone.bytes.dropLast().elementsEqual(record.raw) == record.isCanonical,
        "canonical is \(record.isCanonical), but \(shown(record.raw)) is written \(shown(alone.bytes))"
      )
      alone.bytes.removeAll(keepingCapacity: true)
    }
    var again = Cells()
    var parser = CSVParser(dialect: input.dialect)
    func keep(_ record: borrowing CSVRecord) {
      require(record.fault == nil, "what was written has a fault: \(shown(all.bytes))")
      again.append(record)
    }
    parser.parse(all.bytes[...], keep)
    parser.finish(keep)
    require(again == cells, "\(shown(all.bytes)) does not read as the cells that were written")
    let isEnded = parser.lineEnding == ending && parser.endsWithNewline
    require(
      cells.lengths.isEmpty || isEnded,
      "lines were not ended as asked for: \(shown(all.bytes))"
    )
  }

  /// The contents of the fields alone.
  private struct Cells: Equatable {
    var bytes: [UInt8] = []
    /// Of each field; behind each record -1.
    var lengths: [Int] = []

    mutating func append(_ record: borrowing CSVRecord) {
      for field in 0..<record.fieldCount {
        let range = record.range(of: field)
        bytes.append(contentsOf: record.bytes[range])
        lengths.append(range.count)
      }
      lengths.append(-1)
    }
  }

  private mutating func anyRecord() -> CSVAccount.Place? {
    places.isEmpty ? nil : places[input.generator.number(below: places.count)]
  }

  private func read(
    _ text: ArraySlice<UInt8>,
    at place: CSVAccount.Place,
    into transcript: inout CSVTranscript
  ) {
    var parser = CSVParser(
      dialect: input.dialect,
      limits: input.limits,
      startingLine: place.line,
      startingByte: place.byteOffset
    )
    parser.parse(text) { transcript.append($0) }
    parser.finish { transcript.append($0) }
  }
}
