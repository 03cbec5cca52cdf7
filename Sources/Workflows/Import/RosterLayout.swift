import CSV
import StudentStore

/// How a file's rows are to be understood: found out by the survey, used by the load.
struct RosterLayout: Sendable {
  /// Columns by what they hold.
  struct Columns: Sendable {
    var id: Int?
    /// One column, or first and last name in two.
    var name: [Int]
    var gender: Int?
    var height: Int?
    var group: Int?
    var age: Int?
    /// Every column that is kept as it is, in order.
    var others: [Int]

    /// The columns by the names of their fields, as the import remembers them; of a name in two
    /// columns, both.
    var byField: [String: Int] {
      var columns: [StudentField: Int?] = [
        .id: id, .gender: gender, .height: height, .group: group, .age: age,
      ]
      if name.count == 1 { columns[.name] = name[0] }
      if name.count == 2 {
        columns[.givenName] = name[0]
        columns[.familyName] = name[1]
      }
      return Dictionary(
        uniqueKeysWithValues: columns.compactMap { field, column in
          column.map { (field.rawValue, $0) }
        }
      )
    }
  }

  let fileName: String
  let opening: RosterOpening
  let headings: [String]
  let headerLine: Int
  let headerRecord: [UInt8]
  let map: ColumnMap
  let columns: Columns
  let height: HeightDecision?
  let genders: GenderWords
  /// Whether ids are compared one by one, because some have what cannot be seen.
  let hasUnclearIDs: Bool
  let sha256: Digest
  let byteCount: Int
  let lineEnding: CSVLineEnding
  let endsWithNewline: Bool

  /// The sheet of a workbook that this is; nil for a file of text.
  var sheet: String? { opening.sheet }

  /// Each understood field with its heading.
  var namedColumns: [(field: String, heading: String)] {
    map.columns.sorted { $0.key < $1.key }.map { ($0.key.rawValue, headings[$0.value]) }
  }

  /// Whether another layout of the same file reads every cell alike.
  func agrees(with other: RosterLayout) -> Bool {
    opening == other.opening && headings == other.headings && headerLine == other.headerLine
      && height?.unit == other.height?.unit && height?.decimal == other.height?.decimal
      && genders.refusesMale == other.genders.refusesMale && hasUnclearIDs == other.hasUnclearIDs
  }

  /// The heading of a column, for messages.
  func heading(of column: Int?) -> String {
    guard let column, headings.indices.contains(column) else { return "" }
    return headings[column]
  }

  static func columns(of map: ColumnMap, count: Int) -> Columns {
    // A name in two columns is put together for people; its cells are kept with the others.
    let single = map.nameColumns.count == 1 ? map.nameColumns : []
    let used = Set(
      single + [.id, .gender, .height, .group, .age].compactMap { map.columns[$0] }
    )
    return Columns(
      id: map.columns[.id],
      name: map.nameColumns,
      gender: map.columns[.gender],
      height: map.columns[.height],
      group: map.columns[.group],
      age: map.columns[.age],
      others: (0..<count).filter { !used.contains($0) }
    )
  }
}
