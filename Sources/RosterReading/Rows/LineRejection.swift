import CSV

/// Why a line of a list is not taken, with the values that a sentence about it needs.
package enum LineRejection: Equatable, Sendable {
  /// The line cannot be cut into cells; `encoding`: the one in which the file is read.
  case fault(LineDamage, encoding: String)
  case cells(found: Int, expected: Int)
  /// A line of a second file of the list that belongs to nobody in the first; the cells are those
  /// where both are joined.
  case orphan(OneRosterOrphan, found: Int, expected: Int)
  /// Every cell is empty.
  case blank
  case repeatedHeadings
  /// A formula in a workbook without a stored value.
  case formula(heading: String)
  /// A code for a gender that nobody said the meaning of.
  case genderCode(heading: String, code: String)
  case height(heading: String, text: String)
  /// Another line has the id.
  case idTaken(heading: String, id: String)
  /// Another line has the id but for spaces or characters that cannot be seen.
  case idLooksAlike
  /// The same of a student known before; `id`: the visible form of the id.
  case idLooksLikeThatOf(student: Int64, id: String)
  /// The id is that of a student with another name; `id`: the visible form of the id.
  case idOfAnother(student: Int64, id: String)
  /// The line fits more than one student.
  case ambiguous
  /// The name is that of students with another birth date.
  case bornOtherwise(students: [Int64])
  /// The line says otherwise than what is recorded of a student.
  case contradicts(student: Int64)
}

/// Why a line cannot be cut into cells; see `CSVFault`, which says where.
package enum LineDamage: Equatable, Sendable {
  case unclosedQuote
  case strayQuote
  case tooLong
  case nulByte
  case badEncoding

  init(_ fault: CSVFault.Code) {
    self =
      switch fault {
      case .unclosedQuote: .unclosedQuote
      case .strayQuote: .strayQuote
      case .tooLong: .tooLong
      case .nulByte: .nulByte
      case .badEncoding: .badEncoding
      }
  }

  fileprivate var code: CSVFault.Code {
    switch self {
    case .unclosedQuote: .unclosedQuote
    case .strayQuote: .strayQuote
    case .tooLong: .tooLong
    case .nulByte: .nulByte
    case .badEncoding: .badEncoding
    }
  }
}

/// Why a line of demographics.csv belongs to no student.
package enum OneRosterOrphan: Equatable, Sendable {
  case unreadable
  case cells(found: Int, expected: Int)
  case repeatedID
  case noUser
}

extension LineRejection {
  /// The code, which is a contract with scripts.
  package var code: String {
    switch self {
    case .fault(let damage, _): damage.code.rawValue
    case .cells(let found, let expected), .orphan(_, let found, let expected):
      found > expected ? "extra-cell" : "missing-cell"
    case .blank: "blank-row"
    case .repeatedHeadings: "repeated-heading"
    case .formula, .genderCode, .height: "type-error"
    case .idTaken: "duplicate-student"
    case .idLooksAlike, .idLooksLikeThatOf: "look-alike-id"
    case .idOfAnother: "id_reused"
    case .ambiguous, .bornOtherwise: "ambiguous-student"
    case .contradicts: "recorded-otherwise"
    }
  }

  /// What, why and what to do, as it is stored with the line.
  package var message: String {
    switch self {
    case .fault(let damage, let encoding): Self.words(of: damage, encoding: encoding)
    case .cells(let found, let expected), .orphan(.cells(let found, let expected), _, _):
      "the line has \(found) cells where the headings have \(expected)"
    case .orphan(.unreadable, _, _): "the line cannot be read"
    case .orphan(.repeatedID, _, _): "an earlier line has the same sourcedId"
    case .orphan(.noUser, _, _): "no line of users.csv has the sourcedId of this line"
    case .blank: "every cell of the line is empty"
    case .repeatedHeadings: "the line repeats the headings, so it is not a student"
    case .formula(let heading):
      "column \"\(heading)\": a formula without a stored value; open the "
        + "workbook in a spreadsheet program, save it once, and import it again"
    case .genderCode(let heading, let code):
      "column \"\(heading)\": \"\(code)\" can mean different genders; say "
        + "what it means with --gender-words \(code)=male, female, missing or declined"
    case .height(let heading, let text):
      "column \"\(heading)\": \"\(text)\" is not a height in "
        + "centimetres, metres, inches or feet and inches; correct it and import the file again"
    case .idTaken(let heading, let id):
      "column \"\(heading)\": another line has the id \"\(id)\"; give each student an id "
        + "of their own"
    case .idLooksAlike:
      "the id differs from that of an earlier line only in spaces or in characters that cannot be seen; "
        + "give each student an id of their own"
    case .idLooksLikeThatOf(let student, let id):
      "the id differs from that of student \(student) only in spaces or in characters that "
        + "cannot be seen; if it is the same person, take this import back (studentdb revert IMPORT "
        + "-m WHY) and import with --same \"id:\(excerpt(of: id))\""
    case .idOfAnother(let student, let id):
      "the id is that of student \(student), who has another name; if it is the same person, take "
        + "this import back (studentdb revert IMPORT -m WHY) and import with --same \"id:\(excerpt(of: id))\", or say "
        + "\"studentdb correct number:\(student) --name NAME -m WHY\" first"
    case .ambiguous:
      "the line fits more than one student; give the students ids, or name the group"
    case .bornOtherwise(let students):
      "the line has the name of student \(students.map { "\($0)" }.joined(separator: ", ")) and another birth date; if it is the same child, say "
        + "\"studentdb correct number:\(students.first ?? 0) --birthdate DATE -m WHY\" first; if it is another "
        + "one, give the students ids"
    case .contradicts(let student):
      "the line contradicts what is recorded of student \(student); to take "
        + "the file's values, import with --on-conflict update"
    }
  }

  private static func words(of damage: LineDamage, encoding: String) -> String {
    switch damage {
    case .unclosedQuote:
      "a quote is opened and never closed; this line was rejected and reading continued after it"
    case .strayQuote:
      "a quote inside an unquoted cell; put the cell in quotes and double the quote"
    case .tooLong: "the line is longer than a record of students can be"
    case .nulByte: "the line contains a NUL byte"
    case .badEncoding:
      "the line has bytes that are not text in \(encoding); correct it, or "
        + "save the file as \"CSV UTF-8\", and import it again"
    }
  }
}
