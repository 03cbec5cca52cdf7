/// A fact about a student that a column of a warehouse holds.
package enum WarehouseField: String, CaseIterable, Sendable {
  /// The word for the gender, as it is written.
  case gender
  /// The height in centimetres.
  case height
  /// The class, the grade or another division of the students.
  case group
  /// The age in years.
  case age
  /// What names a row in the warehouse.
  case key
  /// The student's name.
  case name
}

/// The name of a table, alone or after its schema and catalog, checked for a dialect.
package struct TableName: Sendable {
  /// The dialect for which the name was checked.
  package let dialect: Dialect
  /// The parts from the outermost to the table's own.
  package let parts: [Identifier]

  /// A name as an option has it: `name`, `schema.name`, or with double quotes around a part.
  ///
  /// - Throws: A sentence for a name that the dialect cannot have.
  package init(_ text: String, option: String, dialect: Dialect) throws(EngineRefusal) {
    let split = try NameParts.split(text, at: ["."], option: option)
    guard split.count <= dialect.maximumParts else {
      throw EngineRefusal(
        "\(option) \(text): \(split.count) parts; in \(dialect.title) a table has at most "
          + "\(dialect.maximumParts). A point inside a name stands in double quotes: \"my.table\""
      )
    }
    var parts: [Identifier] = []
    for (part, _) in split {
      parts.append(
        try Identifier(part.text, of: "\(option) \(text): a part of the name", in: dialect)
      )
    }
    self.dialect = dialect
    self.parts = parts
  }

  /// The name for a statement.
  var quoted: String { parts.map { dialect.quoted($0.name) }.joined(separator: ".") }
}

/// The table that an engine reads, and which column is which.
package struct WarehouseTable: Sendable {
  /// The table or view.
  package let table: TableName
  /// The columns that `--map` names.
  package let columns: [WarehouseField: Identifier]

  /// A table as `--table`, `--map` and `--key` name it.
  ///
  /// - Throws: A sentence for a name that the dialect cannot have, an unknown field, a field or a
  ///   column named twice, and a field of `needed` that is missing.
  package init(
    table: String,
    map: [String],
    key: String? = nil,
    needed: [WarehouseField],
    dialect: Dialect
  ) throws(EngineRefusal) {
    self.table = try TableName(table, option: "--table", dialect: dialect)
    var columns = try Self.columns(map, in: dialect)
    if let key {
      let column = try Identifier(key, of: "--key \(key): the column", in: dialect)
      if let mapped = columns.updateValue(column, forKey: .key), mapped != column {
        throw EngineRefusal("--key \(key): --map names another column for key, \(mapped.name)")
      }
    }
    self.columns = columns
    for field in needed where columns[field] == nil {
      throw EngineRefusal(
        "--map names no column for \(field.rawValue); write \(field.rawValue)=COLUMN"
      )
    }
  }

  private static func columns(
    _ map: [String],
    in dialect: Dialect
  ) throws(EngineRefusal) -> [WarehouseField: Identifier] {
    var columns: [WarehouseField: Identifier] = [:]
    for pairs in map {
      let option = "--map \(pairs)"
      var parts = try NameParts.split(pairs, at: [",", "="], option: "--map")[...]
      while let (word, end) = parts.popFirst() {
        guard end == "=", let (column, next) = parts.popFirst(), next != "=" else {
          throw EngineRefusal(
            "\(option): write FIELD=COLUMN,FIELD=COLUMN; a comma or = inside a column's name stands in double "
              + "quotes: height=\"height, cm\""
          )
        }
        let fields = WarehouseField.allCases.map(\.rawValue).joined(separator: ", ")
        guard let field = WarehouseField(rawValue: word.text) else {
          throw EngineRefusal(
            "\(option): there is no field \"\(word.text)\"; there are \(fields)"
          )
        }
        guard columns[field] == nil else {
          throw EngineRefusal("\(option): \(field.rawValue) has a column already; name it once")
        }
        let identifier = try Identifier(
          column.text,
          of: "\(option): the column of \(field.rawValue)",
          in: dialect
        )
        // A key may be the name; one column for two of the counted facts is a mistake.
        let counted: [WarehouseField] = [.gender, .height, .group, .age]
        if counted.contains(field), let other = counted.first(where: { columns[$0] == identifier })
        {
          throw EngineRefusal(
            "\(option): \(other.rawValue) and \(field.rawValue) are one column, \(identifier.name)"
          )
        }
        columns[field] = identifier
      }
    }
    return columns
  }

  /// The dialect for which the names were checked.
  package var dialect: Dialect { table.dialect }

  /// The table's name for the statement.
  var quotedTable: String { table.quoted }

  /// A column of the table, which the statement calls `t`; nil where `--map` names none.
  ///
  /// Its table stands before it: SQLite reads a lone `"x"` that is no column as a text, and an alias
  /// of the same name would win elsewhere.
  func column(_ field: WarehouseField) -> String? {
    columns[field].map { "t." + dialect.quoted($0.name) }
  }
}
