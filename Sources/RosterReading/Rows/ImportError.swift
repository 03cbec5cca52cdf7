import Bytes
package import TextEncoding

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
  /// An option that says nothing about this kind of file.
  case optionWithoutEffect(file: String, option: String, kind: RosterSource.Kind)
  /// The name of an encoding is none that studentdb reads.
  case encodingName(TextEncodingError)
  /// The file's mark is that of an encoding that studentdb does not read, or not the one asked for.
  case unreadableEncoding(file: String, TextEncodingError)
  /// Every second byte is zero, and no mark says that it is UTF-16.
  case unmarkedEncoding(file: String, likely: String)
  /// The text is not UTF-8, and only a person can say what it is: each way to read the samples.
  case undecidedEncoding(file: String, first: String, readings: [String])
  /// No column holds the names.
  case missingColumns(file: String, missing: String, headings: [String])
  /// No column holds the genders or the heights, and nobody said that the file has none.
  case absentColumns(file: String, fields: [StudentField], headings: [String])
  /// No heading names a field, and some columns look like it.
  case likelyColumns(
    file: String,
    field: StudentField,
    candidates: [ColumnQuestion.Candidate]
  )
  /// The columns leave a question open.
  case questions(file: String, questions: [ColumnQuestion])
  /// Bare numbers among the heights, and nothing says in which unit.
  case heightUnit(file: String, heading: String, detail: String)
  /// Codes among the genders that mean different things in different files.
  case genderCodes(file: String, heading: String, codes: [String], answer: String)
  /// Letters among the genders that can be read in more than one way, or in none that is known.
  case genderLetters(file: String, heading: String, letters: [String], answers: [Answer])
  /// More different words than a column of genders has.
  case manyGenders(file: String, heading: String, most: Int, examples: [String])
  /// The words for genders that the caller gave cannot be used.
  case genderWords(GenderWordsError)
  /// There is a line of headings and no student.
  case nothingReadable(file: String, rows: Int, first: String?)
  /// A line was rejected, and the caller wanted none.
  case rejected(file: String, count: Int, first: String)
  /// A line fits more than one student, and the caller wanted to stop there.
  case conflicts(file: String, count: Int, first: String)
  /// The same bytes were imported before, and the options say that they mean something else.
  case importedOtherwise(file: String, importBatch: Int64, date: String, options: [String])
  /// The file's bytes changed between the first and the second reading.
  case changedMeanwhile(file: String)

  /// One way to answer a question.
  package struct Answer: Equatable, Sendable {
    /// What the answer says.
    package let meaning: String
    /// The whole command that gives it.
    package let command: String
  }
}

extension ImportError: CustomStringConvertible {
  /// What, where, why, and what to do.
  package var description: String {
    switch self {
    case .empty(let file):
      return "\(file): the file is empty; export the list again, with headings in its first line"
    case .several(let errors):
      return errors.map(\.description).joined(separator: "\n")
    case .oneRoster(let file, let missing):
      return
        "\(file): there is no \(missing) in it; a OneRoster export (--oneroster) has users.csv and "
        + "demographics.csv"
    case .oneRosterRoles(let file):
      return
        "\(file): which users are students? users.csv has no column \"role\" (OneRoster 1.1) "
        + "and there is no roles.csv with one (1.2); put roles.csv beside it, or say --all-students "
        + "where every user is one"
    case .noWorkbook(let file):
      return "\(file): --sheet is for workbooks (.xlsx), and this is a text file; leave it out"
    case .optionWithoutEffect(let file, let option, let kind):
      return "\(file): \(option) is for text files, and this is \(kind.rawValue); leave it out"
    case .encodingName(let error):
      return "--encoding: \(error)"
    case .unreadableEncoding(let file, let error):
      return "\(file): \(error)"
    case .unmarkedEncoding(let file, let likely):
      return "\(file): every second byte is zero, as in UTF-16, but no mark at its start says so; "
        + "say --encoding \(likely), or save it as \"CSV UTF-8\""
    case .undecidedEncoding(let file, let first, let readings):
      return
        "\(file): the text is not UTF-8, and the file does not name its encoding. It can be read as\n"
        + readings.map { "  \($0)\n" }.joined()
        + "say which is right, for example --encoding \(first); with --encoding utf-8 the lines that "
        + "are not UTF-8 are rejected one by one"
    case .missingColumns(let file, let missing, let headings):
      let found = headings.map { "\"\($0)\"" }.joined(separator: ", ")
      return "\(file): \(missing); say which column it is with --map FIELD=HEADING (fields: id, "
        + "name, gender, height, group, age), or where the headings are with --header-row N. "
        + "Headings found: \(found)"
    case .absentColumns(let file, let fields, let headings):
      let found = headings.map { "\"\($0)\"" }.joined(separator: ", ")
      let names = listed(fields.map { "the \($0.rawValue)s" }, "or")
      let maps = fields.map { "--map \($0.rawValue)=HEADING" }.joined(separator: " ")
      let flags = fields.map { "--no-\($0.rawValue)" }.joined(separator: " ")
      return
        "\(file): no column holds \(names); say which it is with \(maps), or import without: "
        + "\(flags). Headings found: \(found)"
    case .likelyColumns(let file, let field, let candidates):
      let names = candidates.map { "\"\($0.heading)\" (column \($0.column))" }
      let answers = candidates.map { candidate in
        let isAlone = candidates.count { $0.heading == candidate.heading } == 1
        return "--map \(field.rawValue)="
          + (candidate.heading.isEmpty || !isAlone
            ? "'#\(candidate.column)'" : ShellWord.quoted(candidate.heading))
      }
      return
        "\(file): no heading names the \(field.rawValue)s, but \(listed(names, "or")) may hold "
        + "them; say \(listed(answers, "or")), or --no-\(field.rawValue) where the file has none"
    case .questions(let file, let questions):
      return questions.map { "\(file): \($0.message)" }.joined(separator: "\n")
    case .heightUnit(let file, let heading, let detail):
      return
        "\(file), column \"\(heading)\": \(detail); say it with --height-unit cm, m, mm, in or "
        + "ft-in"
    case .genderCodes(let file, let heading, let codes, let answer):
      return
        "\(file), column \"\(heading)\": \(Self.list(codes)) can mean different genders in "
        + "different files, so they are not guessed; say for each whether it is male, female, missing or declined:\n  \(answer)"
    case .genderLetters(let file, let heading, let letters, let answers):
      let what = letters.count == 1 ? "the letter" : "the letters"
      return
        "\(file), column \"\(heading)\": \(what) \(Self.list(letters)) can stand for different "
        + "genders in different languages, so they are not guessed; run the line that is right:\n"
        + answers.map { "  \($0.command)   (\($0.meaning))" }.joined(separator: "\n")
    case .manyGenders(let file, let heading, let most, let examples):
      return "\(file), column \"\(heading)\": it holds more than \(most) different words, such as "
        + "\(Self.list(examples.map { excerpt(of: $0) })); is this the column of the genders? Name the "
        + "right one with --map gender=HEADING, say --map gender= if there is none, or say what the "
        + "words mean with --gender-words WORD=GENDER,…"
    case .genderWords(let error):
      return "--gender-words: \(error)"
    case .nothingReadable(let file, let rows, let first):
      let what = rows == 0 ? "there are headings but no students" : "no line could be read"
      return "\(file): \(what)" + (first.map { "; the first problem: \($0)" } ?? "")
    case .rejected(let file, let count, let first):
      return "\(file): \(count) \(count == 1 ? "line" : "lines") could not be read and --strict "
        + "asks for all or nothing; nothing was imported. First: \(first)"
    case .conflicts(let file, let count, let first):
      return
        "\(file): \(count) \(count == 1 ? "line conflicts" : "lines conflict") with what is recorded, and "
        + "--on-conflict stop was given; nothing was imported. First: \(first)"
    case .importedOtherwise(let file, let importBatch, let date, let options):
      return
        "\(file): already imported as i\(importBatch) on \(date), with other options than those "
        + "given now: \(options.joined(separator: ", ")). Nothing was changed; to have it read anew, "
        + "take that import back with studentdb revert i\(importBatch) -m WHY, then import it again"
    case .changedMeanwhile(let file):
      return "\(file): the file changed while it was being read; nothing was imported: try again"
    }
  }
}

extension ImportError {
  private static func list(_ words: [String]) -> String {
    words.map { "\"\($0)\"" }.joined(separator: ", ")
  }

  /// The question which encoding it is, with the cells in question as each likely one reads them.
  static func unknownEncoding(file: String, _ encoding: UnknownEncoding) -> ImportError {
    let samples = encoding.samples
    let likely = LikelyReadings(
      of: samples.map(\.bytes),
      beside: encoding.furtherSamples.map(\.bytes)
    ).readings
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
