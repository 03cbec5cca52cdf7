import TextEncoding

/// Why a file could not be imported at all.
///
/// Nothing of it is in the database then.
package indirect enum ImportError: Error, Equatable {
  /// The file has no bytes, or no line with anything in it.
  case empty(file: String)
  /// Several questions at once.
  case several([ImportError])
  /// A OneRoster export lacks one of its files.
  case oneRoster(file: String, missing: String)
  /// No file of a OneRoster export says which users are students.
  case oneRosterRoles(file: String)
  /// A sheet was asked for of a file that is no workbook.
  case noWorkbook(file: String)
  /// The name of an encoding is none that studentdb reads.
  case encodingName(detail: String)
  /// The file's mark is that of an encoding that studentdb does not read, or not the one asked for.
  case unreadableEncoding(file: String, detail: String)
  /// Every second byte is zero, and no mark says that it is UTF-16.
  case unmarkedEncoding(file: String, likely: String)
  /// The text is not UTF-8, and only a person can say what it is: each way to read the samples.
  case undecidedEncoding(file: String, first: String, readings: [String])
  /// No column holds the names, or neither genders nor heights.
  case missingColumns(file: String, missing: String, headings: [String])
  /// The columns leave a question open.
  case questions(file: String, questions: [String])
  /// Bare numbers among the heights, and nothing says in which unit.
  case heightUnit(file: String, heading: String, detail: String)
  /// Codes among the genders that mean different things in different files.
  case genderCodes(file: String, heading: String, codes: [String])
  /// The words for genders that the caller gave cannot be used.
  case genderWords(detail: String)
  /// There is a line of headings and no student.
  case nothingReadable(file: String, rows: Int, first: String?)
  /// A line was rejected, and the caller wanted none.
  case rejected(file: String, count: Int, first: String)
  /// A line fits more than one student, and the caller wanted to stop there.
  case conflicts(file: String, count: Int, first: String)
  /// The file's bytes changed between the first and the second reading.
  case changedMeanwhile(file: String)
}

extension ImportError: CustomStringConvertible {
  /// What, where, why, and what to do.
  package var description: String {
    switch self {
    case .empty(let file):
      return "\(file): there is nothing in it; export the list again, headings first"
    case .several(let errors):
      return errors.map(\.description).joined(separator: "\n")
    case .oneRoster(let file, let missing):
      return
        "\(file): there is no \(missing) in it; a OneRoster export (--oneroster) has users.csv and "
        + "demographics.csv"
    case .oneRosterRoles(let file):
      return
        "\(file): who of the users is a student? users.csv has no column \"role\" (OneRoster 1.1) "
        + "and there is no roles.csv with one (1.2); put roles.csv beside it, or say --all-students "
        + "where every user is one"
    case .noWorkbook(let file):
      return "\(file): --sheet is for workbooks (.xlsx), and this is a file of text; leave it out"
    case .encodingName(let detail):
      return "--encoding: \(detail)"
    case .unreadableEncoding(let file, let detail):
      return "\(file): \(detail)"
    case .unmarkedEncoding(let file, let likely):
      return "\(file): every second byte is zero, as in UTF-16, but no mark at its start says so; "
        + "say --encoding \(likely), or save it as \"CSV UTF-8\""
    case .undecidedEncoding(let file, let first, let readings):
      return "\(file): the text is not UTF-8, and nothing in the file says what it is. It reads\n"
        + readings.map { "  \($0)\n" }.joined()
        + "say which is right, for example --encoding \(first); with --encoding utf-8 the lines that "
        + "are not UTF-8 are rejected one by one"
    case .missingColumns(let file, let missing, let headings):
      let found = headings.map { "\"\($0)\"" }.joined(separator: ", ")
      return "\(file): \(missing); say which column it is with --map FIELD=HEADING (fields: id, "
        + "name, gender, height, group, age), or where the headings are with --header-row N. "
        + "Headings found: \(found)"
    case .questions(let file, let questions):
      return questions.map { "\(file): \($0)" }.joined(separator: "\n")
    case .heightUnit(let file, let heading, let detail):
      return
        "\(file), column \"\(heading)\": \(detail); say it with --height-unit cm, m, mm, in or "
        + "ft-in"
    case .genderCodes(let file, let heading, let codes):
      let example = codes.enumerated().map { index, code in
        "\(code)=\(index == 0 ? "male" : index == 1 ? "female" : "missing")"
      }.joined(separator: ",")
      let list = codes.map { "\"\($0)\"" }.joined(separator: ", ")
      return "\(file), column \"\(heading)\": \(list) can stand for different genders in different "
        + "files, so they are not guessed; say what they mean, for example --gender-words \(example)"
    case .genderWords(let detail):
      return "--gender-words: \(detail)"
    case .nothingReadable(let file, let rows, let first):
      let what = rows == 0 ? "there are headings but no students" : "no line could be read"
      return "\(file): \(what)" + (first.map { "; the first problem: \($0)" } ?? "")
    case .rejected(let file, let count, let first):
      return "\(file): \(count) \(count == 1 ? "line" : "lines") could not be read and --strict "
        + "asks for all or nothing; nothing was imported. First: \(first)"
    case .conflicts(let file, let count, let first):
      return
        "\(file): \(count) \(count == 1 ? "line fits" : "lines fit") more than one student and "
        + "--on-conflict stop was asked for; nothing was imported. First: \(first)"
    case .changedMeanwhile(let file):
      return "\(file): the file changed while it was being read; nothing was imported: try again"
    }
  }
}

extension ImportError {
  static func encoding(file: String, _ error: TextEncodingError) -> ImportError {
    .unreadableEncoding(file: file, detail: error.description)
  }

  /// The question which encoding it is, with the cells in question as each likely one reads them.
  static func unknownEncoding(file: String, samples: [UnknownEncoding.Sample]) -> ImportError {
    let likely = LikelyReadings(of: samples.map(\.bytes)).readings
    return .undecidedEncoding(
      file: file,
      first: likely.first?.encodings.first?.name ?? "windows-1252",
      readings: likely.map { reading in
        let cells = zip(samples, reading.texts).map { "line \($0.line) \"\($1)\"" }
        return cells.joined(separator: ", ") + " in "
          + reading.encodings.map(\.name).joined(separator: " or ")
      }
    )
  }
}
