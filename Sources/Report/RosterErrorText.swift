import Bytes
package import RosterReading

extension RosterError: CustomStringConvertible {
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
        + "and there is no roles.csv with one (1.2); put roles.csv beside it, or use --all-students "
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
        + "name, gender, height, group, age, birthdate), or where the headings are with --header-row N. "
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
      return questions.map { "\(file): \(Self.words(of: $0))" }.joined(separator: "\n")
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
    case .otherGenderWords(let file, let heading, let source, let words, let answer):
      return
        "\(file), column \"\(heading)\": words were explained for \(source), and this file has others: "
        + "\(Self.list(words.map { excerpt(of: $0) })); check each, and run\n  \(answer)\n"
        + "or say --fresh to read the file as if it were the first"
    case .manyGenders(let file, let heading, let most, let examples):
      return "\(file), column \"\(heading)\": it holds more than \(most) different words, such as "
        + "\(Self.list(examples.map { excerpt(of: $0) })); is this the column of the genders? Name the "
        + "right one with --map gender=HEADING, say --map gender= if there is none, or say what the "
        + "words mean with --gender-words WORD=GENDER,…"
    case .genderWords(let error):
      return "--gender-words: \(Self.words(of: error))"
    case .typedHeight(let text, let problem):
      return Self.words(of: problem, typed: text)
    case .typedDate(let text, let problem):
      return DateText.words(of: problem, typed: text)
    case .measuredLater(let day):
      return
        "--measured-on \(day.text): that is after today; give the day on which heights were measured"
    case .dateOrder(let file, let heading, let question):
      return DateText.words(of: question, file: file, heading: heading)
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
    case .notNewest(let file, let importBatch):
      return
        "\(file): already imported as i\(importBatch), and other files came after it, so it does not say "
        + "who left since; import the newest list with --complete"
    case .changedMeanwhile(let file):
      return "\(file): the file changed while it was being read; nothing was imported: try again"
    }
  }
}

extension RosterError {
  private static func list(_ words: [String]) -> String {
    words.map { "\"\($0)\"" }.joined(separator: ", ")
  }

  /// What is wrong with the given words for genders, and what to write.
  package static func words(of problem: GenderWordProblem) -> String {
    switch problem {
    case .notAPair(let part): return "\"\(part)\" is not WORD=GENDER; for example 1=male,2=female"
    case .codeForCode(let code):
      return "\"\(code)\" is itself a code; name a gender, missing or declined"
    case .unknownGender(let word, let nearest):
      let hint = nearest.map { "; did you mean \"\($0)\"?" } ?? "."
      return "\"\(word)\" is not a known gender\(hint) To name a new gender, say "
        + GenderWordOption.argument([(word, word)])
    case .twice(let word): return "\"\(word)\" is given two meanings"
    }
  }

  /// What is wrong with a typed height, and what to type.
  private static func words(of problem: TypedHeightProblem, typed text: String) -> String {
    switch problem {
    case .unreadable:
      return "\"\(text)\" is not a height; write it with its unit, such as \"172 cm\", \"1.72 m\", "
        + "\"68 in\" or \"5'8\\\"\", or \"missing\" if it is unknown"
    case .ambiguous(let meanings):
      let readings = meanings.map { "\($0.words) (\(plainCentimetres($0.centimetres)) cm)" }
      let likely = meanings.first { HeightUnit.fitting($0.centimetres) == .centimetres }
      let example = plainCentimetres((likely ?? meanings.first)?.centimetres ?? 172)
      return
        "\"\(text)\" can be \(readings.joined(separator: " or ")); write it with its unit, such "
        + "as \"\(example) cm\""
    case .impossible:
      return "\"\(text)\" is outside 50 to 260 cm"
    }
  }

  /// A question about the columns, with the option that answers it.
  private static func words(of question: ColumnQuestion) -> String {
    switch question {
    case .candidates(let field, let columns):
      // Columns with the same heading can only be distinguished by position.
      let isAmbiguous = Set(columns.map { folded($0.heading) }).count < columns.count
      let names = columns.map { "\"\($0.heading)\" (column \($0.column))" }
      let answers = columns.map {
        "--map \(field.rawValue)=\(isAmbiguous ? "#\($0.column)" : ShellWord.quoted($0.heading))"
      }
      return """
        \(listed(names, "and")) can both be the \(field.rawValue); \
        say which with \(listed(answers, "or"))
        """
    case .unknownHeading(let field, let heading, let nearest):
      let hint =
        nearest.isEmpty ? "" : "; the nearest is \(listed(nearest.map { "\"\($0)\"" }, "or"))"
      return "no column is headed \"\(heading)\", which --map \(field.rawValue) names\(hint)"
    case .sameColumn(let heading, let fields):
      return """
        \"\(heading)\" is mapped to \(listed(fields.map(\.rawValue), "and")); \
        one column holds one field
        """
    }
  }
}

/// The names as a phrase: "a", "a or b", "a, b or c".
private func listed(_ names: [String], _ conjunction: String) -> String {
  guard names.count > 1, let last = names.last else { return names.first ?? "" }
  return "\(names.dropLast().joined(separator: ", ")) \(conjunction) \(last)"
}
