import Bytes
import CSV
import FoundationEssentials
package import RosterReading
package import StudentStore

/// The columns of an import's file by field, as stored by the import.
package struct ExportColumns {
  package let headings: [String]
  /// The known columns; the cells of all others are kept unchanged.
  package let fields: [Int: StudentField]
  private let others: [Int]
  let gender: Int?

  package init(_ batch: ImportBatch) throws {
    let malformed = StoreError.malformed(table: "import_batch", detail: "row \(batch.id)")
    guard let headings = JSONTextArray.texts(in: batch.headings),
      let map = try? JSONDecoder().decode([String: Int].self, from: Data(batch.columnMap.utf8))
    else { throw malformed }
    self.headings = headings.map { String(decoding: $0, as: UTF8.self) }
    var fields: [Int: StudentField] = [:]
    for (name, column) in map {
      guard let field = StudentField(rawValue: name), headings.indices.contains(column) else {
        throw malformed
      }
      if field.aspect != nil { fields[column] = field }
    }
    self.fields = fields
    gender = fields.first { $0.value == .gender }?.key
    others = headings.indices.filter { fields[$0] == nil }
  }

  /// Each understood field with its heading, in the order of the fields.
  var namedColumns: [(field: String, heading: String)] {
    fields.sorted { $0.value < $1.value }.map { ($0.value.rawValue, headings[$0.key]) }
  }

  /// A student's cells in the order of the columns.
  func cells(of exported: ExportedStudent) throws -> [[UInt8]] {
    if let line = exported.wholeLine {
      guard line.count == headings.count else {
        throw StoreError.malformed(table: "student_line", detail: "a line has too few cells")
      }
      return line
    }
    guard exported.otherCells.count == others.count else {
      throw StoreError.malformed(
        table: "student",
        detail: "student \(exported.student.id) has too few other cells"
      )
    }
    let written = exported.amendment?.original ?? exported.student
    var cells = [[UInt8]](repeating: [], count: headings.count)
    for (column, cell) in zip(others, exported.otherCells) { cells[column] = cell }
    for (column, field) in fields {
      cells[column] = Array((text(of: field, written) ?? "").utf8)
    }
    return cells
  }

  /// The cell of a field in the file, for a student with the values of that file.
  package func text(of field: StudentField, _ student: Student) -> String? {
    switch field {
    case .gender: student.genderText
    case .height: student.heightText ?? student.height.centimetres.map { "\($0)" }
    default: field.aspect.flatMap { student.text(of: $0) }
    }
  }
}

extension ExportedStudent {
  /// The corrected values: `height 172.5 cm; group 7b`.
  ///
  /// The file's own cells are exported unchanged, so corrections are listed here.
  var corrections: String {
    guard let corrected = amendment?.corrected else { return "" }
    return StudentAspect.allCases.filter { corrected.contains($0) }
      .map { "\($0.rawValue) \(value(of: $0))" }.joined(separator: "; ")
  }

  private func value(of aspect: StudentAspect) -> String {
    let none = "none"
    switch aspect {
    case .person: return student.isNoPerson ? "no" : "yes"
    case .gender: return student.gender.word ?? student.gender.status
    case .height:
      return student.height.centimetres.map { "\(plainCentimetres($0)) cm" } ?? "missing"
    default: return student.text(of: aspect) ?? none
    }
  }
}

/// The combined columns of several files: the first file's, then those added by each further one.
struct MergedColumns {
  private(set) var headings: [String] = []
  /// For each file, the place of each of its columns; nil for a column that is not written.
  private(set) var places: [[Int?]] = []
  /// Whether all files have the same columns, each of which is written.
  let isUniform: Bool

  init(_ layouts: [ExportColumns]) {
    isUniform = layouts.allSatisfy {
      $0.headings == layouts[0].headings && OwnExport.columns(in: $0.headings).isEmpty
    }
    if isUniform {
      headings = layouts[0].headings
      places = layouts.map { Array($0.headings.indices) }
      return
    }
    for layout in layouts {
      // Two columns of one file may have the same heading; each has its own place.
      var taken: Set<Int> = []
      // Columns added by an earlier export are not exported again.
      let own = OwnExport.columns(in: layout.headings)
      places.append(
        layout.headings.enumerated().map { column, heading -> Int? in
          guard !own.contains(column) else { return nil }
          let known = headings.indices.first { headings[$0] == heading && !taken.contains($0) }
          let place = known ?? headings.count
          if known == nil { headings.append(heading) }
          taken.insert(place)
          return place
        }
      )
    }
  }
}
