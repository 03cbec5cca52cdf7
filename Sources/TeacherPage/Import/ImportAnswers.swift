import Report
import RosterReading
import Workflows

/// The answers to the questions of an import, as the forms send them.
///
/// A field that a form does not have keeps its earlier answer; one that is sent empty takes it back.
struct ImportAnswers: Sendable {
  private var values: [String: String] = [:]

  /// The names of the fields.
  enum Field: String, CaseIterable {
    case sheet, encoding, delimiter, decimal, unit, order
    case headerLine = "header"
    case measuredOn = "measured"
    case onConflict = "conflict"
    case blankCells = "blank"
    case complete, implausible, fresh, everybody
  }

  /// A column is named by its heading, or by `#3`; this says that the list has none.
  static let none = "-"
  /// Before a word for a gender.
  static let wordPrefix = "word:"
  /// Before a field whose column is named.
  static let mapPrefix = "map:"

  subscript(field: Field) -> String? { values[field.rawValue] }

  /// The column that was named for a field.
  func column(of field: StudentField) -> String? { values[Self.mapPrefix + field.rawValue] }

  /// Takes what a form says.
  mutating func take(_ form: FormFields) {
    let known = Set(Field.allCases.map(\.rawValue))
    for (name, value) in form.pairs
    where known.contains(name) || name.hasPrefix(Self.wordPrefix) || name.hasPrefix(Self.mapPrefix)
    {
      values[name] = value.allSatisfy(\.isWhitespace) ? nil : value
    }
    // A box that is not ticked is not sent; its form says which boxes it has.
    for name in form.all("boxes") where form.text(name) == nil { values[name] = nil }
    // A gender that has no word here is written out.
    for (name, value) in form.pairs where name.hasPrefix("other:") {
      let word = String(name.dropFirst("other:".count))
      if !value.allSatisfy(\.isWhitespace) { values[Self.wordPrefix + word] = value }
    }
  }

  var sheet: String? { self[.sheet] }
  var headerLine: Int? { self[.headerLine].flatMap { Int($0) }.flatMap { $0 >= 1 ? $0 : nil } }
  var everybody: Bool { self[.everybody] != nil }

  /// The columns that were named.
  var headings: [StudentField: String] {
    var headings: [StudentField: String] = [:]
    for field in StudentField.allCases {
      guard let column = column(of: field), column != Self.none || !Self.canBeAbsent(field) else {
        continue
      }
      headings[field] = column == Self.none ? "" : column
    }
    return headings
  }

  /// Whether a list without the field is asked about.
  private static func canBeAbsent(_ field: StudentField) -> Bool {
    field == .gender || field == .height
  }

  /// The answers as an import takes them.
  ///
  /// - Throws: `ImportAnswerError` for one that cannot be meant, `RosterError` for an encoding that
  ///   nobody knows.
  func options() throws -> ImportOptions {
    var options = ImportOptions()
    options.headings = headings
    for field in [StudentField.gender, .height] where column(of: field) == Self.none {
      options.absent.insert(field)
    }
    if let encoding = self[.encoding] { try options.readAs(encoding: encoding) }
    options.delimiter =
      switch self[.delimiter] {
      case "tab": 0x09
      case let text?: text.utf8.first
      case nil: nil
      }
    options.decimal = self[.decimal].flatMap(DecimalSign.init(rawValue:))
    options.heightUnit = self[.unit].flatMap(HeightUnit.init(rawValue:))
    options.dateOrder = self[.order].flatMap(DateOrder.init(rawValue:))
    if let text = self[.headerLine], headerLine == nil { throw ImportAnswerError.line(text) }
    options.headerLine = headerLine
    if let text = self[.measuredOn] {
      guard let day = CalendarDate(iso: text) else { throw ImportAnswerError.day(text) }
      options.measuredOn = day
    }
    let words = values.filter { $0.key.hasPrefix(Self.wordPrefix) }.sorted { $0.key < $1.key }
    let pairs = words.flatMap { key, meaning -> [(word: String, meaning: String)] in
      let word = String(key.dropFirst(Self.wordPrefix.count))
      // A gender that is in no list is named by a pair of its own.
      let isKnown = GenderWords().reading(of: meaning) != .unknown(meaning)
      return [(word, meaning)] + (isKnown || word == meaning ? [] : [(meaning, meaning)])
    }
    if !pairs.isEmpty { options.genderWords = [GenderWordOption.argument(pairs)] }
    options.onConflict =
      self[.onConflict].flatMap(ImportOptions.OnConflict.init(rawValue:)) ?? .update
    options.blankCells =
      self[.blankCells].flatMap(ImportOptions.BlankCells.init(rawValue:)) ?? .keep
    options.isComplete = self[.complete] != nil
    options.keepsImplausible = self[.implausible] != nil
    options.isFresh = self[.fresh] != nil
    return options
  }
}

/// An answer that cannot be meant.
enum ImportAnswerError: Error, Equatable {
  case line(String)
  case day(String)

  var phrase: Phrase {
    switch self {
    case .line(let text):
      Phrase(
        "\"\(text)\" is not the number of a line; lines are counted from 1.",
        "„\(text)“ ist keine Zeilennummer; Zeilen werden ab 1 gezählt."
      )
    case .day(let text):
      Phrase(
        "\"\(text)\" is not a day; write it as 2026-09-01.",
        "„\(text)“ ist kein Tag; schreiben Sie ihn so: 2026-09-01."
      )
    }
  }
}
