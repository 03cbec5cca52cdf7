import CSV
import RosterReading
import StudentStore

/// Writes the students of an export, one line each.
struct ExportRow {
  let plan: ExportPlan
  let options: ExportOptions
  let stored: StoredLines
  let run: Int64?
  let saysHow: Bool
  let saysCorrections: Bool
  /// Whether a column says which lines have apostrophes before formulas.
  let saysGuards: Bool

  /// What became of a student's gender.
  struct Outcome {
    /// Whether a blank gender was filled.
    let isFilled: Bool
    /// Whether a decided gender has no column of the school's to be written to.
    let isUnreached: Bool
  }

  /// The exported gender and its source.
  struct Value {
    let gender: String?
    let basis: String
    var confidence: Double?
    /// Whether it is not what is recorded.
    var isFilled = false
  }

  /// Writes the cells of a line as they are, but for the gender that was missing, and leaves the line
  /// open.
  func write(_ line: borrowing UnchangedLine, to writer: inout CSVWriter) -> Outcome {
    let value = Self.value(
      of: line.gender,
      status: line.isNoPerson ? Student.noPerson : line.gender.status,
      line.decided,
      line.suggestion,
      options
    )
    let word = value.isFilled ? value.gender.map(plan.form.word) : nil
    for place in plan.ownPlaces ?? [] {
      let isGender = place == plan.genderPlace
      write(
        isGender ? word.map { Array($0.utf8)[...] } ?? line.cell(place) : line.cell(place),
        written: place < line.quoting.count ? line.quoting[place] : 0,
        to: &writer
      )
    }
    if options.columns == .all {
      writeAdded(value, line.decided, signOff: line.signOff, corrections: "", to: &writer)
    }
    if saysGuards { writer.field(writer.guardedFields.inRecord > 0 ? "yes" : "") }
    return Outcome(
      isFilled: value.isFilled && plan.genderPlace != nil,
      isUnreached: value.basis == "decided" && plan.genderPlace == nil
    )
  }

  /// Writes a cell.
  ///
  /// `written`: the digit of its form, where 1 is quotes and 2 a missing apostrophe; see
  /// `CSVRecord.quotingFlags`.
  private func write(_ cell: ArraySlice<UInt8>, written: UInt8, to writer: inout CSVWriter) {
    writer.field(
      cell,
      quoting: written & 1 == 1 ? .always : .minimal,
      unguarded: written & 2 == 2 && !options.isForExcel
    )
  }

  /// Writes the cells of a student, and leaves the line open.
  func write(_ exported: ExportedStudent, to writer: inout CSVWriter) throws -> Outcome {
    let value = Self.value(of: exported, options)
    var isFilled = value.isFilled
    var hasColumn = false
    let student = self.student(of: exported)
    let ownCells = plan.lines?.id == plan.form.batch.id ? exported.ownCells : nil
    for column in plan.columns {
      let own = column.place.flatMap { place in ownCells.map { $0[place] } }
      var cell = own ?? []
      if !plan.isAsItCame || own == nil {
        cell = try self.cell(column, of: exported, student, own: own)
      }
      if column.aspect == .gender {
        hasColumn = true
        if value.isFilled, let gender = value.gender {
          cell = Array(column.form.word(for: gender).utf8)
        } else if !plan.isAsItCame, student.gender.word != nil, let own,
          own.allSatisfy({ $0 == 0x20 })
        {
          // The file is blank where an earlier file or a correction has a value.
          isFilled = true
        }
      }
      let written = column.place.flatMap { place in
        quoting(of: exported).flatMap { place < $0.count ? $0[place] : nil }
      }
      write(cell[...], written: written ?? 0, to: &writer)
    }
    if options.columns == .all {
      writeAdded(
        value,
        exported.decided,
        signOff: exported.signOff,
        corrections: exported.corrections,
        to: &writer
      )
    }
    if saysGuards { writer.field(writer.guardedFields.inRecord > 0 ? "yes" : "") }
    return Outcome(
      isFilled: isFilled && hasColumn,
      isUnreached: value.basis == "decided" && !hasColumn
    )
  }

  /// The quotes of the student's line in the file whose form is used.
  private func quoting(of exported: ExportedStudent) -> [UInt8]? {
    if let lines = plan.lines { return lines.id == plan.form.batch.id ? exported.quoting : nil }
    return exported.student.importBatch == plan.form.batch.id ? exported.quoting : nil
  }

  /// The values to write: with corrections, or only those of files.
  private func student(of exported: ExportedStudent) -> Student {
    guard options.fill == .none, let last = exported.correction?.versions.last else {
      return exported.student
    }
    return last
  }

  private func cell(
    _ column: ExportPlan.Column,
    of exported: ExportedStudent,
    _ student: Student,
    own: [UInt8]?
  ) throws -> [UInt8] {
    if let aspect = column.aspect {
      let text = own.map { String(decoding: $0, as: UTF8.self) }
      return Array(column.form.text(of: aspect, student, own: text).utf8)
    }
    let lines =
      exported.lines.isEmpty ? try stored.linesOfChild(exported.student) : exported.lines
    guard let part = NamePart(column.meaning) else {
      return try stored.latest(column.meaning, in: lines) ?? []
    }
    return try name(part, of: student, lines)
  }

  /// A part of the name.
  private enum NamePart: String {
    case given = "given_name"
    case family = "family_name"

    init?(_ meaning: ImportColumns.Meaning) {
      guard case .field(let name) = meaning else { return nil }
      self.init(rawValue: name)
    }
  }

  /// The parts of a name are never guessed: a name that no file has in parts is written whole.
  private func name(
    _ part: NamePart,
    of student: Student,
    _ lines: [StoredLine]
  ) throws -> [UInt8] {
    let given = try stored.latest(.field(NamePart.given.rawValue), in: lines) ?? []
    let family = try stored.latest(.field(NamePart.family.rawValue), in: lines) ?? []
    let joined = String(decoding: given + [0x20] + family, as: UTF8.self)
    if VisibleText.of(trimmed(joined)) == VisibleText.of(student.name) {
      return part == .given ? given : family
    }
    return part == .given ? [] : Array(student.name.utf8)
  }

  /// The gender of a student, and its source.
  static func value(of exported: ExportedStudent, _ options: ExportOptions) -> Value {
    let student = exported.student
    return value(
      of: student.gender,
      status: student.status,
      exported.decided,
      exported.suggestion,
      options
    )
  }

  private static func value(
    of gender: RecordedGender,
    status: String,
    _ decided: ExportedStudent.Decided?,
    _ suggestion: (gender: String, confidence: Double)?,
    _ options: ExportOptions
  ) -> Value {
    guard status != Student.noPerson else { return Value(gender: nil, basis: status) }
    guard gender == .missing else { return Value(gender: gender.word, basis: status) }
    let hasLeft = status == Student.left
    if let decided, options.fill != .none {
      return Value(
        gender: decided.gender,
        basis: hasLeft ? status : "decided",
        confidence: suggestion?.gender == decided.gender ? suggestion?.confidence : nil,
        isFilled: true
      )
    }
    if options.fill == .inferred, !hasLeft, let suggestion {
      return Value(
        gender: suggestion.gender,
        basis: "inferred",
        confidence: suggestion.confidence,
        isFilled: true
      )
    }
    return Value(gender: nil, basis: status)
  }

  private func writeAdded(
    _ value: Value,
    _ decided: ExportedStudent.Decided?,
    signOff: Int64?,
    corrections: String,
    to writer: inout CSVWriter
  ) {
    let isDecided = value.isFilled && value.basis != "inferred"
    writer.field(value.gender ?? "")
    writer.field(value.basis)
    writer.field(value.confidence.map { "\($0)" } ?? "")
    writer.field(value.confidence == nil ? "" : run.map { "r\($0)" } ?? "")
    writer.field(isDecided ? decided?.by ?? "" : "")
    writer.field(isDecided ? decided?.at ?? "" : "")
    writer.field(isDecided ? signOff.map { "s\($0)" } ?? "" : "")
    if saysHow { writer.field(isDecided ? decided?.path.rawValue ?? "" : "") }
    if saysCorrections { writer.field(corrections) }
  }
}

extension ExportedStudent {
  /// The corrected values: `height 172.5 cm; group 7b`.
  fileprivate var corrections: String {
    guard let corrected = correction?.aspects else { return "" }
    return StudentAspect.allCases.filter { corrected.contains($0) }
      .map { "\($0.rawValue) \(value(of: $0))" }.joined(separator: "; ")
  }

  private func value(of aspect: StudentAspect) -> String {
    switch aspect {
    case .person: student.isNoPerson ? "no" : "yes"
    case .gender: student.gender.word ?? student.gender.status
    case .height: student.height.centimetres.map { "\(plainCentimetres($0)) cm" } ?? "missing"
    default: student.text(of: aspect) ?? "none"
    }
  }
}
