import Bytes
import FoundationEssentials

/// The columns of an import's file by what they mean.
package struct ImportColumns: Sendable {
  /// What a column holds, the same in every file that has it.
  package enum Meaning: Hashable, Sendable {
    /// A field that studentdb understands, by its name: one column in a file.
    case field(String)
    /// Anything else, by its heading; of several equal headings, the first is 1.
    case heading(String, Int)
  }

  package let headings: [String]
  package let meanings: [Meaning]
  /// The columns whose values are those of a student; the cells of all others are kept unchanged.
  package let aspects: [Int: StudentAspect]
  /// The columns in `student.other_cells`, in order.
  package let others: [Int]

  /// The columns of a file with these headings.
  ///
  /// `map`: the column of each field that was understood.
  package init(headings: [String], map: [String: Int]) {
    self.headings = headings
    let names = Dictionary(map.map { ($0.value, $0.key) }, uniquingKeysWith: { min($0, $1) })
    var seen: [String: Int] = [:]
    meanings = headings.indices.map { column in
      if let name = names[column] { return .field(name) }
      seen[headings[column], default: 0] += 1
      return .heading(headings[column], seen[headings[column]] ?? 1)
    }
    let aspects = names.compactMapValues { StudentAspect(rawValue: $0) }
    self.aspects = aspects
    others = headings.indices.filter { aspects[$0] == nil }
  }

  /// - Throws: `StoreError.malformed` if the stored record cannot be understood.
  package init(_ batch: ImportBatch) throws(StoreError) {
    guard let headings = JSONTextArray.texts(in: batch.headings),
      let map = try? JSONDecoder().decode([String: Int].self, from: Data(batch.columnMap.utf8)),
      map.values.allSatisfy({ headings.indices.contains($0) })
    else { throw .malformed(table: "import_batch", detail: "row \(batch.id)") }
    self.init(headings: headings.map { String(decoding: $0, as: UTF8.self) }, map: map)
  }

  /// The column with an aspect of a student; nil if the file has none.
  package func column(of aspect: StudentAspect) -> Int? {
    aspects.first { $0.value == aspect }?.key
  }

  /// The column with a meaning; nil if the file has none.
  package func column(of meaning: Meaning) -> Int? { meanings.firstIndex(of: meaning) }

  /// Each understood field with its heading, in the order of the fields.
  package var namedColumns: [(field: String, heading: String)] {
    StudentAspect.allCases.compactMap { aspect in
      column(of: aspect).map { (aspect.rawValue, headings[$0]) }
    }
  }

  /// For each column, that of another file with the same meaning; nil if that file lacks one.
  package func places(in other: ImportColumns) -> [Int]? {
    if meanings == other.meanings { return Array(meanings.indices) }
    var places: [Int] = []
    for meaning in meanings {
      guard let place = other.column(of: meaning) else { return nil }
      places.append(place)
    }
    return places
  }

  /// The cells of the line that brought a student.
  ///
  /// `student`: as imported. `otherCells`: as stored.
  package func cells(of student: Student, otherCells: [[UInt8]]) throws(StoreError) -> [[UInt8]] {
    guard otherCells.count == others.count else {
      throw .malformed(table: "student", detail: "student \(student.id) has too few other cells")
    }
    var cells = [[UInt8]](repeating: [], count: headings.count)
    for (column, cell) in zip(others, otherCells) { cells[column] = cell }
    for (column, aspect) in aspects {
      cells[column] = Array((student.writtenText(of: aspect) ?? "").utf8)
    }
    return cells
  }
}

extension Student {
  /// The text of an aspect as the student's file has it; nil where it is blank.
  package func writtenText(of aspect: StudentAspect) -> String? {
    switch aspect {
    case .gender: genderText
    case .height: heightText ?? height.centimetres.map { "\($0)" }
    default: text(of: aspect)
    }
  }
}
