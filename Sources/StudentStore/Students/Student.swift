/// What is recorded of one person, as it is read from a file or from the table `student`.
///
/// This file is the one list of that table's columns: to add one, give it a property, a line in
/// `visitColumns`, one in `init(reading:)` and one each in `map` and `clear`. Binding, hashing,
/// history, updates and `verify` follow from the list.
///
/// `Text`: a `String` for a stored student, a place in the record's bytes for a draft.
package struct StudentRecord<Text: Sendable>: Sendable {
  /// The number that studentdb gave the student; 0 before.
  package var id: Int64 = 0
  /// The import that brought the student.
  package var importBatch: Int64 = 0
  /// The line of that file, counted from 1.
  package var line: Int64 = 0
  /// The school's own id, as written.
  package var schoolID: Text?
  /// As written.
  package var name: Text
  /// Whether the row is a line of totals or the like, and no person.
  package var isNoPerson = false
  package var gender: RecordedGender = .missing
  /// The gender cell as written; nil where it was empty or not there.
  package var genderText: Text?
  package var height: RecordedHeight = .missing
  /// The height cell as written, where it differs from the centimetres.
  package var heightText: Text?
  /// Class or grade.
  package var group: Text?
  package var ageYears: Double?
  /// The age cell as written.
  package var ageText: Text?
  /// The other columns' cells, a JSON array of texts in UTF-8; empty where there are none, and in a
  /// student who was read: only an export asks for them.
  package var otherCells: [UInt8] = []
  /// One "1" or "0" a cell, where the quotes are not as few as could be; else empty.
  package var quoting: [UInt8] = []
  /// Whether the student is in the school's files no longer.
  package var hasLeft = false
  /// The day in ISO form: `2012-03-07`.
  package var birthDate: String?
  /// The cell of the birth date as written, where it differs from the day in ISO form.
  package var birthText: Text?
  /// The number of the student whose second row this is; nil for a row of its own.
  package var sameAs: Int64?
}

/// One person of the school, as recorded now.
package typealias Student = StudentRecord<String>

/// A row that is about to become a student: values that were read, and places in the row's cells,
/// so that a million rows pass from the file to the database without a million strings in between.
package typealias StudentDraft = StudentRecord<Range<Int>>

extension StudentRecord: Equatable where Text: Equatable {}

// MARK: - The parts

/// A part of what is recorded of a student that changes as a whole: a value with what goes with it.
///
/// The names are those of the fields of a file, where one says it.
package enum StudentAspect: String, Sendable, CaseIterable {
  case id
  case name
  case person
  case gender
  case height
  case group
  case age
  case birthdate
  case left
  case same

  /// Those of which the text is kept, and nothing more is made of it.
  package static let plainTexts: [StudentAspect] = [.group]
}

extension Student {
  /// One of `StudentAspect.plainTexts`; nil where there is none.
  package subscript(text aspect: StudentAspect) -> String? {
    get {
      switch aspect {
      case .group: group
      default: nil
      }
    }
    set {
      switch aspect {
      case .group: group = newValue
      default: preconditionFailure("the \(aspect.rawValue) is more than a text")
      }
    }
  }

  /// The text of an aspect; nil where there is none, and for those that are more than a text.
  package func text(of aspect: StudentAspect) -> String? {
    switch aspect {
    case .id: schoolID
    case .name: name
    case .age:
      ageText ?? ageYears.map { years in Int(exactly: years).map { "\($0)" } ?? "\(years)" }
    case .birthdate: birthText ?? birthDate
    case .same: sameAs.map { "\($0)" }
    default: self[text: aspect]
    }
  }
}

// MARK: - The columns

extension StudentRecord {
  /// The columns in the order of a leaf, of the packed rows and of a history.
  ///
  /// `cells`, `bytes`, `row`: for a visitor that packs the values, where the texts are, and where the
  /// row is laid out; they pass through here because no closure may keep them.
  @inline(__always)
  func visitColumns<Visitor: StudentColumnVisitor>(
    _ visitor: inout Visitor,
    _ cells: borrowing Span<UInt8>,
    _ bytes: inout OutputSpan<UInt8>,
    _ row: inout OutputSpan<UInt64>
  ) where Visitor.Text == Text {
    visitor.visit(.init("id", .number, .origin), .integer(id), cells, &bytes, &row)
    visitor.visit(
      .init("import_batch", .importNumber, .origin),
      .integer(importBatch),
      cells,
      &bytes,
      &row
    )
    visitor.visit(.init("line", .common, .origin), .integer(line), cells, &bytes, &row)
    visitor.visit(.init("school_id", .rare, .value(of: .id)), .text(schoolID), cells, &bytes, &row)
    visitor.visit(.init("name", .common, .value(of: .name)), .text(name), cells, &bytes, &row)
    visitor.visit(
      .init("gender_absence", .common, .detail(of: .gender)),
      .word(gender.absence),
      cells,
      &bytes,
      &row
    )
    visitor.visit(
      .init("gender", .common, .value(of: .gender)),
      .word(gender.word),
      cells,
      &bytes,
      &row
    )
    visitor.visit(
      .init("gender_text", .common, .text(of: .gender)),
      .text(genderText),
      cells,
      &bytes,
      &row
    )
    visitor.visit(
      .init("height_cm", .common, .value(of: .height)),
      .real(height.centimetres),
      cells,
      &bytes,
      &row
    )
    visitor.visit(
      .init("height_text", .rare, .text(of: .height)),
      .text(heightText),
      cells,
      &bytes,
      &row
    )
    visitor.visit(
      .init("height_problem", .rare, .detail(of: .height)),
      .word(height.problem),
      cells,
      &bytes,
      &row
    )
    visitor.visit(.init("group_name", .rare, .value(of: .group)), .text(group), cells, &bytes, &row)
    visitor.visit(.init("age_years", .rare, .value(of: .age)), .real(ageYears), cells, &bytes, &row)
    visitor.visit(.init("age_text", .rare, .text(of: .age)), .text(ageText), cells, &bytes, &row)
    visitor.visit(.init("other_cells", .rare, .cells), .bytes(otherCells), cells, &bytes, &row)
    visitor.visit(.init("quoting", .rare, .cells), .bytes(quoting), cells, &bytes, &row)
    visitor.visit(
      .init("not_a_person", .rare, .detail(of: .person)),
      .mark(isNoPerson),
      cells,
      &bytes,
      &row
    )
    visitor.visit(.init("has_left", .rare, .detail(of: .left)), .mark(hasLeft), cells, &bytes, &row)
    visitor.visit(
      .init("birth_date", .rare, .value(of: .birthdate)),
      .word(birthDate),
      cells,
      &bytes,
      &row
    )
    visitor.visit(
      .init("birth_text", .rare, .text(of: .birthdate)),
      .text(birthText),
      cells,
      &bytes,
      &row
    )
    visitor.visit(
      .init("same_as", .rare, .detail(of: .same)),
      .number(sameAs),
      cells,
      &bytes,
      &row
    )
  }

  /// The columns, for a visitor that packs nothing.
  @inline(__always)
  func visitColumns<Visitor: StudentColumnVisitor>(_ visitor: inout Visitor)
  where Visitor.Text == Text {
    let none: [UInt8] = []
    var bytes = OutputSpan<UInt8>()
    var row = OutputSpan<UInt64>()
    visitColumns(&visitor, none.span, &bytes, &row)
  }

  /// The record with its texts made into others.
  package func map<Other>(_ text: (Text) -> Other) -> StudentRecord<Other> {
    StudentRecord<Other>(
      id: id,
      importBatch: importBatch,
      line: line,
      schoolID: schoolID.map(text),
      name: text(name),
      isNoPerson: isNoPerson,
      gender: gender,
      genderText: genderText.map(text),
      height: height,
      heightText: heightText.map(text),
      group: group.map(text),
      ageYears: ageYears,
      ageText: ageText.map(text),
      otherCells: otherCells,
      quoting: quoting,
      hasLeft: hasLeft,
      birthDate: birthDate,
      birthText: birthText.map(text),
      sameAs: sameAs
    )
  }
}

extension Student {
  /// Reads what a row, or another source, has under the columns' names.
  init(reading source: borrowing some StudentSource & ~Copyable) throws {
    self.init(
      id: try source.integer("id"),
      importBatch: try source.integer("import_batch"),
      line: try source.integer("line"),
      schoolID: try source.optionalText("school_id"),
      name: try source.text("name"),
      isNoPerson: try source.optionalInteger("not_a_person") != nil,
      gender: try RecordedGender(
        absence: try source.optionalText("gender_absence"),
        word: try source.optionalText("gender")
      ),
      genderText: try source.optionalText("gender_text"),
      height: try RecordedHeight(
        centimetres: try source.optionalCentimetres("height_cm"),
        problem: try source.optionalText("height_problem")
      ),
      heightText: try source.optionalText("height_text"),
      group: try source.optionalText("group_name"),
      ageYears: try source.optionalYears("age_years"),
      ageText: try source.optionalText("age_text"),
      hasLeft: try source.optionalInteger("has_left") != nil,
      birthDate: try source.optionalText("birth_date"),
      birthText: try source.optionalText("birth_text"),
      sameAs: try source.optionalInteger("same_as")
    )
  }
}

extension StudentDraft {
  /// A draft of nothing.
  package init() {
    self.init(name: 0..<0)
  }

  /// The draft as values that can be compared with a stored student.
  package func student(id: Int64, importBatch: Int64, cells: [UInt8]) -> Student {
    var student = map { String(decoding: cells[$0], as: UTF8.self) }
    student.id = id
    student.importBatch = importBatch
    student.otherCells = []
    student.quoting = []
    return student
  }
}
