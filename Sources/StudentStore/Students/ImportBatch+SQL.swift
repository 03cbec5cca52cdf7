import Bytes
import SQLite

/// Reads and writes the row of `import_batch`; `CoveredTable.importBatch` lists the columns.
extension ImportBatch {
  /// The values by column.
  var values: [String: SQLiteValue] {
    func number(_ count: Int) -> SQLiteValue { .integer(Int64(count)) }
    return [
      "id": .integer(id), "source_name": .text(sourceName), "sheet": .optional(sheet),
      "sha256": .blob(sha256.bytes), "byte_count": number(byteCount), "encoding": .text(encoding),
      "byte_order_mark": .integer(hasByteOrderMark ? 1 : 0), "delimiter": .text(delimiter),
      "line_ending": .text(lineEnding), "final_newline": .integer(hasFinalNewline ? 1 : 0),
      "decimal_sign": .optional(decimalSign), "height_unit": .optional(heightUnit),
      "header_line": number(headerLine), "header_record": .blob(headerRecord),
      "line_layout": lineLayout.map { .blob($0) } ?? .null, "headings": .text(headings),
      "column_map": .text(columnMap), "gender_words": .optional(genderWords),
      "gender_readings": .text(GenderWordCount.json(of: genderReadings)),
      "blank_cells": .text(blankCells.rawValue), "date_form": .optional(dateForm),
      "measured_on": .optional(measuredOn),
      "unit_given": .integer(isUnitGiven ? 1 : 0),
      "first_student": .optional(students?.lowerBound),
      "last_student": .optional(students?.upperBound), "row_count": number(counts.rows),
      "added": number(counts.added), "updated": number(counts.updated),
      "unchanged": number(counts.unchanged), "conflicts": number(counts.conflicts),
      "rejected": number(counts.rejected), "doubts": number(counts.doubts),
      "missing_gender": number(counts.missingGender),
      "declined_gender": number(counts.declinedGender),
      "doubt_gender": number(counts.doubtGender), "missing_height": number(counts.missingHeight),
      "not_a_person": number(counts.notAPerson), "voided": number(counts.voided),
      "blank_lines": number(counts.blankLines), "actor": .text(actor),
      "imported_at": .text(importedAt), "program_version": .text(programVersion),
    ]
  }

  init(reading row: borrowing Row) throws {
    let id = try row.integer("id")
    guard let digest = Digest(reading: try row.blob("sha256")) else {
      throw StoreError.malformed(table: "import_batch", detail: "row \(id)")
    }
    var students: ClosedRange<Int64>?
    if let first = try row.optionalInteger("first_student"),
      let last = try row.optionalInteger("last_student"),
      first <= last
    {
      students = first...last
    }
    guard let readings = GenderWordCount.readings(in: try row.text("gender_readings")),
      let blankCells = BlankCells(rawValue: try row.text("blank_cells"))
    else { throw StoreError.malformed(table: "import_batch", detail: "row \(id)") }
    self.init(
      id: id,
      sourceName: try row.text("source_name"),
      sha256: digest,
      byteCount: try row.count("byte_count"),
      encoding: try row.text("encoding"),
      hasByteOrderMark: try row.integer("byte_order_mark") == 1,
      delimiter: try row.delimiter("delimiter"),
      lineEnding: try row.word("line_ending", of: ["lf", "crlf", "cr", "mixed"]),
      hasFinalNewline: try row.integer("final_newline") == 1,
      decimalSign: try row.isNull("decimal_sign")
        ? nil : try row.word("decimal_sign", of: [".", ","]),
      heightUnit: try row.optionalText("height_unit"),
      headerLine: try row.count("header_line"),
      headerRecord: try row.blob("header_record"),
      headings: try row.text("headings"),
      columnMap: try row.text("column_map"),
      genderWords: try row.optionalText("gender_words"),
      students: students,
      counts: try ImportBatch.Counts(reading: row),
      actor: try row.text("actor"),
      importedAt: try row.text("imported_at"),
      programVersion: try row.text("program_version"),
      sheet: try row.optionalText("sheet"),
      lineLayout: try row.optionalBlob("line_layout")
    )
    (genderReadings, self.blankCells) = (readings, blankCells)
    dateForm = try row.optionalText("date_form")
    measuredOn = try row.optionalText("measured_on")
    isUnitGiven = try row.integer("unit_given") == 1
  }
}

extension GenderWordCount {
  /// The form in `gender_readings`: an array with four texts for each word: the word, the gender, why there
  /// is none, and how often it came.
  static func json(of words: [GenderWordCount]) -> String {
    JSONTextArray.text(
      of: words.flatMap {
        [$0.text, $0.reading.word ?? "", $0.reading.absence ?? "", "\($0.count)"]
      }
    )
  }

  static func readings(in array: String) -> [GenderWordCount]? {
    guard let texts = JSONTextArray.texts(in: array), texts.count.isMultiple(of: 4) else {
      return nil
    }
    let parts = texts.map { String(decoding: $0, as: UTF8.self) }
    return stride(from: 0, to: parts.count, by: 4).reduce(into: [GenderWordCount]?([])) {
      guard let count = Int(parts[$1 + 3]),
        let reading = try? RecordedGender(
          absence: parts[$1 + 2].isEmpty ? nil : parts[$1 + 2],
          word: parts[$1 + 1].isEmpty ? nil : parts[$1 + 1]
        )
      else {
        $0 = nil
        return
      }
      $0?.append(GenderWordCount(text: parts[$1], reading: reading, count: count))
    }
  }
}

extension ImportBatch.Counts {
  fileprivate init(reading row: borrowing Row) throws {
    self.init()
    rows = try row.count("row_count")
    added = try row.count("added")
    updated = try row.count("updated")
    unchanged = try row.count("unchanged")
    conflicts = try row.count("conflicts")
    rejected = try row.count("rejected")
    doubts = try row.count("doubts")
    missingGender = try row.count("missing_gender")
    declinedGender = try row.count("declined_gender")
    doubtGender = try row.count("doubt_gender")
    missingHeight = try row.count("missing_height")
    notAPerson = try row.count("not_a_person")
    voided = try row.count("voided")
    blankLines = try row.count("blank_lines")
  }
}
