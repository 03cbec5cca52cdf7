import Bytes
package import RosterReading

extension CellsError: CustomStringConvertible {
  /// What, where, why, and what to do.
  package var description: String {
    switch self {
    case .columns(let answer, let file, let line, let missing, let headings):
      let found = headings.map { "\"\(excerpt(of: $0))\"" }.joined(separator: ", ")
      return "\(file):\(line): the \(missing.count == 1 ? "column" : "columns") "
        + "\(missing.joined(separator: ", ")) \(missing.count == 1 ? "is" : "are") missing; "
        + answer.again + ". Headings found: \(found)"
    case .empty(let file):
      return "\(file): the file is empty; let the engine write its answer again, with headings"
    case .noCells(let file): return "\(file): there are headings and no cell; was the table empty?"
    case .line(let file, let line, let fault):
      let words = fault.words
      return "\(file):\(line): \(words)\(words.hasSuffix("?") ? "" : ".") Nothing was stored"
    case .unknownWords(let file, let words, let answer):
      let list = words.prefix(Self.mostShown).map {
        "\"\(excerpt(of: $0.text))\" (\($0.students))"
      }
      let more = words.count > list.count ? " and \(words.count - list.count) more" : ""
      return "\(file): words that are on no list of genders, with how many students have each: "
        + list.joined(separator: ", ") + more
        + "; say what they mean (a gender, missing or declined): "
        + answer
    case .rows(let file, let said, let found):
      return
        "\(file): its cells are \(found) rows, and --rows says \(said); is the file cut off, or did "
        + "the table change? Nothing was stored"
    case .otherQuery(let file, let query):
      return
        "\(file): these cells were not counted by the query in \(query) (its digest is another "
        + "one); name the file that \"studentdb model count-sql\" printed, unchanged"
    case .encoding(let file): return "\(file): the text is not UTF-8; write the cells as UTF-8"
    case .heightsOutside(let file, let students):
      return
        "\(file): no height is one from 50 to 260 cm, of \(students) students; is the column in "
        + "another unit, or a text? Count a view that gives centimetres as numbers"
    }
  }

  private static let mostShown = 20
}

extension EngineAnswer {
  /// What to do about a file that is none.
  fileprivate var again: String {
    switch self {
    case .cells:
      "count again with the query of \"studentdb model count-sql\", and keep all its columns (a list of "
        + "students is read with \"studentdb import\")"
    case .receipt:
      "let the engine answer the query of \"studentdb model sql --receipt\", and keep all its columns"
    }
  }
}

extension CellFault {
  fileprivate var words: String {
    switch self {
    case .damage(.unclosedQuote): "a quote is opened and never closed"
    case .damage(.strayQuote): "a quote stands inside a cell without quotes"
    case .damage(.tooLong): "the line is too long"
    case .damage(.nulByte): "the line contains a NUL byte"
    case .damage(.badEncoding): "the line is not UTF-8; write the cells as UTF-8"
    case .cells(let found, let expected):
      "the line has \(found) cells and the headings are \(expected); is the file cut off?"
    case .noSignature(let answer, let text):
      "\"\(excerpt(of: text))\" is not the signature of this query; \(answer.again)"
    case .otherSignature:
      "the signature is another one than in the lines before; read the answer of one query at a time"
    case .count(let text):
      "the count \"\(excerpt(of: text))\" is not a whole number from 1 on, in digits alone"
    case .height(let text):
      "the height \"\(excerpt(of: text))\" is not a whole number of millimetres from 500 to 2600, -1 or "
        + "empty; is the column in another unit?"
    case .age(let text):
      "the age \"\(excerpt(of: text))\" is not a whole number of years from 0 to 150, or empty"
    case .duplicate(let earlier):
      "the same cell stands in line \(earlier) (an empty cell and NULL are the same); was the file "
        + "joined from two?"
    case .lookAlike(let text):
      "the class \"\(excerpt(of: text))\" is written with other bytes than a class before that looks the "
        + "same; make them one in the table (NFC)"
    case .small(let students, let minimum):
      "the cell has \(students) students, and the query says that cells below \(minimum) were merged; "
        + EngineAnswer.cells.again
    case .manyGroups(let most):
      "more than \(most) classes, and a model is divided by at most that many; is the column of the group "
        + "a key of the students?"
    case .manyCells(let most):
      "more than \(most) cells; is the column of the group a key of the students?"
    case .flag(let text): "may_be_proposed is \"\(excerpt(of: text))\", not 0, 1 or empty"
    case .tooMany: "all cells together have more than 2^53 students"
    }
  }
}
