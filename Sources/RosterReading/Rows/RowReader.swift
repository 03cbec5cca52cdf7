import Bytes
package import CSV
import TextEncoding
import Workbook

/// Converts one record into a student's row, or gives the reason why it cannot.
package struct RowReader: Sendable {
  /// The result for a record.
  package enum Outcome {
    /// The row is in `row`.
    case student
    case rejected(RejectedLine)
  }

  private let layout: RosterLayout
  private let repeatedHeading: RepeatedHeading
  package private(set) var row = RosterRow()
  /// The bytes that the row's ranges refer to, if not the record's own: the record's bytes followed
  /// by a joined name.
  package private(set) var extendedCells: [UInt8]?
  /// The content of the height cell; nil for a file without heights.
  package private(set) var heightReading: HeightReading?
  /// The content of the cell of the birth date; nil for a file without them.
  package private(set) var birthDateReading: DateReading?
  /// The genders of this row and of all rows so far.
  package private(set) var genders = GenderReader()
  private var heights = HeightCache()

  /// Positions and bytes in the original file; must receive each piece of text before it is read.
  package var original: OriginalText
  private let notCalculated = Array(CellNote.notCalculated.utf8)

  /// Starts with the first record.
  ///
  /// `reach`: the maximum bytes of a record. `origin`: the origin of generated text.
  package init(_ layout: RosterLayout, reach: Int, origin: (any TextOrigin)? = nil) {
    self.layout = layout
    repeatedHeading = RepeatedHeading(layout.headings, nameColumn: layout.columns.name[0])
    original = OriginalText(layout.opening.text, reach: reach, origin: origin)
  }

  package mutating func read(_ record: borrowing CSVRecord) -> Outcome {
    if let fault = record.fault {
      return .rejected(rejected(record, for: fault))
    }
    let expected = layout.headings.count
    guard record.fieldCount == expected else {
      let found = record.fieldCount
      let orphan = original.origin?.reasonToReject(line: record.line)
      return .rejected(
        rejected(
          record,
          orphan.map { .orphan($0, found: found, expected: expected) }
            ?? .cells(found: found, expected: expected)
        )
      )
    }
    if record.isEmptyCell(0), (1..<expected).allSatisfy({ record.isEmptyCell($0) }) {
      return .rejected(rejected(record, .blank))
    }
    if repeatedHeading.matches(record) {
      return .rejected(rejected(record, .repeatedHeadings))
    }
    row.clear()
    row.line = Int64(original.line(of: record))
    if extendedCells != nil { extendedCells = nil }
    if layout.sheet != nil, let column = notCalculated(in: record) {
      return .rejected(
        rejected(record, .formula(heading: layout.heading(of: column)), column: column)
      )
    }
    readName(record)
    if let rejected = readGender(record) { return .rejected(rejected) }
    if let rejected = readHeight(record) { return .rejected(rejected) }
    row.schoolID = layout.columns.id.flatMap {
      record.isInvisibleCell($0) ? nil : record.range(of: $0)
    }
    for (index, column) in layout.columns.plainTexts.enumerated() {
      row.plainTexts[index] = text(column, of: record)
    }
    readAge(record)
    readBirthDate(record)
    keepOthers(record)
    let hasHeights = layout.height != nil
    if let extendedCells {
      row.isNoPerson = row.nameIsNoPerson(in: extendedCells.span, hasHeights: hasHeights)
    } else {
      row.isNoPerson = row.nameIsNoPerson(in: record.bytes.span, hasHeights: hasHeights)
    }
    return .student
  }

  /// Swaps the row's texts that are not ranges with others, which are overwritten.
  package mutating func exchange(otherCells: inout [UInt8], quoting: inout [UInt8]) {
    swap(&row.otherCells, &otherCells)
    swap(&row.quoting, &quoting)
  }

  /// Counts the gender word of the last row, which became a student or an update.
  package mutating func countGender() { genders.countRow() }

  /// The first known column with a formula whose value is not stored in the workbook.
  private func notCalculated(in record: borrowing CSVRecord) -> Int? {
    (0..<record.fieldCount).first { column in
      !layout.columns.others.contains(column)
        && record.bytes[record.range(of: column)].elementsEqual(notCalculated)
    }
  }

  private mutating func readName(_ record: borrowing CSVRecord) {
    let columns = layout.columns.name
    guard columns.count > 1 else {
      row.name = record.range(of: columns[0])
      return
    }
    var cells = record.bytes
    let start = cells.count
    for column in columns where !record.isEmptyCell(column) {
      if cells.count > start { cells.append(UInt8(ascii: " ")) }
      cells.append(contentsOf: record.bytes[record.range(of: column)])
    }
    row.name = start..<cells.count
    extendedCells = cells
  }

  private mutating func readGender(_ record: borrowing CSVRecord) -> RejectedLine? {
    guard let column = layout.columns.gender else { return nil }
    guard let code = genders.read(record, column: column, layout: layout, into: &row) else {
      return nil
    }
    return rejected(
      record,
      .genderCode(heading: layout.heading(of: column), code: code),
      column: column
    )
  }

  private mutating func readHeight(_ record: borrowing CSVRecord) -> RejectedLine? {
    guard let column = layout.columns.height, let decision = layout.height else { return nil }
    let range = record.range(of: column)
    let cell = record.bytes.span.extracting(range)
    let code = CellCode(cell)
    if let code, let height = heights.height(of: code) {
      heightReading = .number(height.number)
      row.height = .measured(centimetres: height.centimetres)
      row.heightText = height.keepsText ? range : nil
      return nil
    }
    row.heightText = range.isEmpty ? nil : range
    let reading = HeightGrammar.reading(of: cell)
    heightReading = reading
    switch decision.centimetres(for: reading) {
    case .none: row.height = .missing
    case .doubt: row.height = .doubt
    case .value(let centimetres):
      row.height = .measured(centimetres: centimetres)
      if decision.unit == .centimetres, isShortestDecimal(cell) { row.heightText = nil }
      if let code, case .number(let number) = reading {
        let keepsText = row.heightText != nil
        heights.keep(
          .init(number: number, centimetres: centimetres, keepsText: keepsText),
          for: code
        )
      }
    case .unreadable:
      return rejected(
        record,
        .height(heading: layout.heading(of: column), text: record.excerpt(column)),
        column: column
      )
    }
    return nil
  }

  private mutating func readAge(_ record: borrowing CSVRecord) {
    guard let range = text(layout.columns.age, of: record) else { return }
    row.ageText = range
    row.ageYears = years(record.bytes.span.extracting(range)).flatMap {
      (0...150).contains($0) ? $0 : nil
    }
  }

  private mutating func readBirthDate(_ record: borrowing CSVRecord) {
    guard let column = layout.columns.birthdate, let decision = layout.birthDates else { return }
    let range = record.range(of: column)
    let cell = record.bytes.span.extracting(range)
    let reading = DateReading(cell)
    birthDateReading = reading
    row.birthDate = decision.date(for: reading)
    row.birthText = range.isEmpty ? nil : range
    if row.birthDate != nil, isISODate(cell) { row.birthText = nil }
    if let born = row.birthDate, let day = layout.columns.measuredOn {
      row.ageYears = born.age(on: day)
    }
  }

  private func text(_ column: Int?, of record: borrowing CSVRecord) -> Range<Int>? {
    guard let column else { return nil }
    let range = record.range(of: column)
    return range.isEmpty ? nil : range
  }

  private mutating func keepOthers(_ record: borrowing CSVRecord) {
    if !layout.columns.others.isEmpty {
      for column in layout.columns.others {
        JSONTextArray.append(
          record.bytes.span.extracting(record.range(of: column)),
          to: &row.otherCells
        )
      }
      JSONTextArray.close(&row.otherCells)
    }
    if !record.isCanonical {
      row.quoting = record.quotingFlags
    }
  }
}

extension RowReader {
  /// The rejected line of a record, because of the line or one of its cells.
  package mutating func rejected(
    _ record: borrowing CSVRecord,
    _ reason: LineRejection,
    column field: Int? = nil
  ) -> RejectedLine {
    RejectedLine(
      place: original.place(of: record, field: field),
      reason: reason,
      record: original.bytes(of: record)
    )
  }

  /// The rejected line of a record that cannot be parsed.
  private mutating func rejected(_ record: borrowing CSVRecord, for fault: CSVFault) -> RejectedLine
  {
    RejectedLine(
      place: original.place(of: record, fault: fault),
      reason: .fault(LineDamage(fault.code), encoding: layout.opening.text.encoding.name),
      record: original.bytes(of: record)
    )
  }
}
