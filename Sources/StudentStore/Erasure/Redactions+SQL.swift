import SQLite

/// Texts to be taken out of rows that stay: an import's row, a reason, a label.
struct Redactions {
  /// New values for some columns of a row.
  struct Redacted {
    let table: CoveredTable
    let key: Int64
    private let update: SQL
    private let values: [SQLiteValue]

    fileprivate init(_ text: NamedText, _ key: Int64, _ values: [SQLiteValue]) {
      table = text.table
      self.key = key
      update = text.update
      self.values = values
    }

    /// Writes the values, and a new salt.
    func apply(to connection: Connection, salt: [UInt8]) throws {
      try connection.run(update, values + [.blob(salt), .integer(key)])
    }
  }

  /// What stands in the place of a text.
  static let replacement = "(erased)"

  private(set) var rows: [Redacted] = []
  private let names: ErasedNames

  init(_ request: ErasureRequest, _ scope: ErasureScope, in connection: Connection) throws {
    names = ErasedNames(scope.names)
    for text in NamedText.redactable {
      var statement = try connection.prepare(text.select)
      try statement.forEachRow { row in
        guard try names.areMentioned(in: row.text(at: 1)) else { return }
        rows.append(Redacted(text, try row.integer(at: 0), [.text(Self.replacement)]))
      }
    }
    try redactImports(request.importBatch, scope, in: connection)
  }

  /// The same without rows that are removed altogether.
  func without(_ removed: [FoundRows]) -> Redactions {
    var redactions = self
    redactions.rows.removeAll { row in
      removed.contains { found in
        found.table.name == row.table.name && found.rows.contains { $0.key == row.key }
      }
    }
    return redactions
  }

  /// Takes the students' own words out of the rows of their imports, and what comes from the file out
  /// of the row of one that is erased as a whole.
  private mutating func redactImports(
    _ erased: Int64?,
    _ scope: ErasureScope,
    in connection: Connection
  ) throws {
    let ownTexts = scope.ownGenderTexts
    var select = try connection.prepare(NamedText.importTexts.select)
    try select.forEachRow { row in
      let id = try row.integer(at: 0)
      let texts = try ImportTexts(reading: row)
      var left = texts
      if id == erased {
        let hasStudents = try scope.leavesStudents(of: id, in: connection)
        left.forget(keepingColumns: hasStudents)
      } else {
        if names.areMentioned(in: texts.sourceName) { left.sourceName = Self.replacement }
        if let sheet = texts.sheet, names.areMentioned(in: sheet) { left.sheet = Self.replacement }
      }
      if scope.imports.contains(id) || id == erased { left.forget(genderTexts: ownTexts) }
      if left != texts { rows.append(Redacted(NamedText.importTexts, id, left.values)) }
    }
  }

  /// Texts about somebody else that hold a name.
  func mentionsLeft(in connection: Connection) throws -> [ErasedData.Mention] {
    try NamedText.others.compactMap { text in
      var statement = try connection.prepare(text.select)
      var count = 0
      try statement.forEachRow { row in
        let isMentioned =
          switch try row.value(at: 1) {
          case .text(let text): names.areMentioned(in: text)
          case .blob(let bytes): names.areMentioned(in: bytes)
          default: false
          }
        if isMentioned { count += 1 }
      }
      return count == 0
        ? nil : ErasedData.Mention(table: text.table.name, column: text.column, rows: count)
    }
  }
}

/// A column in which somebody may have written a student's name.
private struct NamedText {
  let table: CoveredTable
  let column: String
  /// The key and the text.
  let select: SQL
  /// Sets the text and the salt of a row.
  let update: SQL

  private init(_ table: CoveredTable, _ columns: [StaticString], where condition: SQL? = nil) {
    self.table = table
    column = columns[0].description
    let name = SQL(table.staticName)
    let key = SQL(table.keyColumn)
    select = "SELECT \(key), \(SQL.columns(columns)) FROM \(name) WHERE \(condition ?? "TRUE")"
    update = "UPDATE \(name) SET \(SQL.assignments(columns + ["salt"])) WHERE \(key) = ?"
  }

  private init(_ table: CoveredTable, _ column: StaticString) {
    self.init(table, [column], where: "\(SQL(column)) IS NOT NULL")
  }

  /// Rows that a single entry covers, and that may be covered anew.
  static let redactable = [
    NamedText(.importRevert, "reason"), NamedText(.studentJoin, "reason"),
    NamedText(.joinRevert, "reason"), NamedText(.reviewBatch, "reason"),
    NamedText(.imputationRun, "label"), NamedText(.erasure, "reason"),
  ]

  /// Rows about others, whose words are theirs; their own names may be the same.
  static let others = [
    NamedText(.student, "other_cells"), NamedText(.studentChange, "reason"),
    NamedText(.reviewDecision, "reason"), NamedText(.signOffVoid, "reason"),
    NamedText(.importBatch, "header_record"), NamedText(.importBatch, "line_layout"),
    NamedText(.signOff, "printed_name"), NamedText(.signOff, "statement"),
  ]

  static let importTexts = NamedText(
    .importBatch,
    [
      "source_name", "sheet", "sha256", "header_record", "line_layout", "headings", "column_map",
      "gender_words", "gender_readings",
    ]
  )
}

/// What the row of an import has from its file.
private struct ImportTexts: Equatable {
  var sourceName: String
  var sheet: String?
  var sha256: [UInt8]
  var headerRecord: [UInt8]
  var lineLayout: [UInt8]?
  var headings: String
  var columnMap: String
  var genderWords: String?
  var genderReadings: String

  init(reading row: borrowing Row) throws {
    sourceName = try row.text("source_name")
    sheet = try row.optionalText("sheet")
    sha256 = try row.blob("sha256")
    headerRecord = try row.blob("header_record")
    lineLayout = try row.optionalBlob("line_layout")
    headings = try row.text("headings")
    columnMap = try row.text("column_map")
    genderWords = try row.optionalText("gender_words")
    genderReadings = try row.text("gender_readings")
  }

  /// In the order of the columns.
  var values: [SQLiteValue] {
    [
      .text(sourceName), .optional(sheet), .blob(sha256), .blob(headerRecord),
      lineLayout.map { .blob($0) } ?? .null, .text(headings), .text(columnMap),
      .optional(genderWords), .text(genderReadings),
    ]
  }

  /// Forgets the file; `keepingColumns`: not what the lines of students who stay are read by.
  mutating func forget(keepingColumns: Bool) {
    sourceName = Redactions.replacement
    sheet = sheet.map { _ in Redactions.replacement }
    sha256 = [UInt8](repeating: 0, count: sha256.count)
    guard !keepingColumns else { return }
    (headerRecord, lineLayout) = ([], nil)
    (headings, columnMap) = ("[]", "{}")
    (genderWords, genderReadings) = (nil, "[]")
  }

  /// Forgets words for a gender.
  mutating func forget(genderTexts: Set<String>) {
    if let words = GenderWordCount.readings(in: genderReadings) {
      genderReadings = GenderWordCount.json(of: words.filter { !genderTexts.contains($0.text) })
    }
  }
}
