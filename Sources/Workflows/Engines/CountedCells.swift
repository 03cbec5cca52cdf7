import Mixture
package import RosterReading
package import StudentStore

/// The cells that an engine has counted, with what is kept of where they come from.
package struct CountedCells: Sendable {
  package let source: CountedFrom
  private let file: CellsFile

  /// What the operator says of a file of cells.
  package struct Statement: Sendable {
    /// The query that counted, with the name of its file.
    package var query: (name: String, text: String)?
    /// The rows of the table that was counted.
    package var rows: Int?
    /// Engine, version and time in the operator's words.
    package var engineSays: String?

    package init() {}
  }

  /// Reads a file of cells.
  ///
  /// - Parameters:
  ///   - source: The file.
  ///   - options: How its words are read.
  ///   - statement: What the operator says of it.
  /// - Throws: as `CellsFile.read`; `CellsError` where the query is another one than the cells name, or
  ///   the rows are more or fewer.
  package init(
    _ source: RosterSource,
    options: CellsFile.Options,
    statement: Statement
  ) throws {
    var options = options
    options.mostGroups = EvidenceCensus.mostStrata
    let (file, digest) = try CellsFile.read(source, options: options, observer: RunningDigest())
    if let rows = statement.rows, rows != file.students {
      throw CellsError.rows(file: file.name, said: rows, found: file.students)
    }
    if let query = statement.query {
      guard Self.digest(ofQuery: query.text, signed: file.signature) == file.signature.queryDigest
      else { throw CellsError.otherQuery(file: file.name, query: query.name) }
    }
    self.file = file
    self.source = CountedFrom(
      file: file.name,
      sha256: digest.digest().hexadecimal,
      bytes: file.byteCount,
      cells: file.cellCount,
      students: file.students,
      dialect: file.signature.dialect,
      minimum: file.signature.minimum,
      querySHA256: file.signature.queryDigest,
      query: statement.query?.text,
      engineSays: statement.engineSays,
      words: file.words.map(CountedFrom.Word.init),
      believed: file.believedMillimetres.map(CountedFrom.Believed.init)
    )
  }

  /// The digest of a query as it signs itself: with zeros in the place of its digest.
  private static func digest(ofQuery text: String, signed signature: CellSignature) -> String {
    let zeros = String(repeating: "0", count: signature.queryDigest.utf8.count)
    var unsigned = text.replacing(signature.queryDigest, with: zeros)
    while unsigned.last?.isNewline == true { unsigned.removeLast() }
    return Digest(of: Array(unsigned.utf8)).hexadecimal
  }

  /// The students as a scan of a school's file would count them.
  ///
  /// - Throws: `StoreError.tooManyGenders`.
  func census(
    by stratifications: [Stratification],
    assignment: FoldAssignment
  ) throws -> EvidenceCensus {
    var scan = EvidenceScan(by: stratifications, assignment: assignment)
    try file.forEachCell { try scan.count(EngineCell($0)) }
    return scan.census
  }
}

extension EngineCell {
  fileprivate init(_ cell: CountedCell) {
    let gender: Gender =
      switch cell.gender {
      case .recorded(let gender): .recorded(gender)
      case .missing: .missing
      case .declined: .absent("declined")
      }
    let height: Height =
      switch cell.height {
      case .measured(let centimetres): .measured(centimetres)
      case .missing: .absent("no_height")
      case .doubt: .absent("height_in_doubt")
      }
    self.init(
      gender: gender,
      height: height,
      group: cell.group,
      age: cell.age,
      students: cell.students
    )
  }
}

extension CountedFrom.Word {
  fileprivate init(_ word: ReadGenderWord) {
    let (reading, gender): (String, String?) =
      switch word.gender {
      case .recorded(let gender): ("recorded", gender)
      case .declined: ("declined", nil)
      case .missing, .doNotInfer, .inDoubt: ("missing", nil)
      }
    self.init(text: word.text, reading: reading, gender: gender, students: word.count)
  }
}
