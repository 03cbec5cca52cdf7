package import RosterReading
package import StudentStore

/// A run's cells held against what an engine says it made of the lookup table: counts, cell by cell,
/// never sums of confidences, which differ in their last digits from engine to engine.
package struct Reconciliation: Sendable {
  /// One cell that differs.
  package struct Difference: Hashable, Sendable {
    /// What is said of the cell.
    package struct Said: Hashable, Sendable {
      package let gender: String?
      package let mayBeProposed: Bool
      package let students: Int
    }

    package let stratum: String
    /// Nil for the students without a height that counts.
    package let millimetres: Int?
    /// What the run says; nil where it has no such cell.
    package let here: Said?
    /// What the receipt says; nil where it has no such cell.
    package let there: Said?
  }

  package let run: ImputationRun
  /// The cells that were compared.
  package private(set) var compared = 0
  /// The students of the receipt.
  package let students: Int
  /// Those that differ, in order of stratum and height.
  package private(set) var differences: [Difference] = []

  /// Whether everything agrees.
  package var isSame: Bool { differences.isEmpty }

  /// Compares a receipt with a run.
  ///
  /// - Throws: `ReceiptError` where it is another run's; as `LookupTable`.
  package init(
    _ receipt: ReceiptFile,
    with number: Int64,
    in database: SchoolDatabase,
    context: WorkContext
  ) throws {
    let table = try LookupTable(number, in: database, context: context)
    run = table.run
    guard receipt.inputDigest == run.inputDigest.hexadecimal else {
      throw ReceiptError.otherRun(file: receipt.name, run: number)
    }
    students = receipt.rows.reduce(0) { $0 + $1.students }
    let cells = try database.cells(of: number)
    let expected = Self.expected(cells, table)
    var found: [ReceiptFile.Row.Place: Difference.Said] = [:]
    // The query counts those without a height, and heights far from the others; the run has no cells
    // of them.
    var without = ["no_height": 0, "height_in_doubt": 0, "no_model_for_stratum": 0]
    for row in receipt.rows {
      switch row.place.millimetres {
      case nil:
        without[row.place.isOutside ? "height_in_doubt" : "no_height", default: 0] += row.students
      case let millimetres? where !(run.countedFrom?.believed?.contains(millimetres) ?? true):
        without["height_in_doubt", default: 0] += row.students
      case _ where row.gender == nil: without["no_model_for_stratum", default: 0] += row.students
      default:
        found[row.place] = Difference.Said(
          gender: row.gender,
          mayBeProposed: row.mayBeProposed,
          students: row.students
        )
      }
    }
    compare(expected, found)
    // Of a school's own list, doubts and joined students are not what a table can say.
    if run.countedFrom != nil { compare(without) }
  }

  private mutating func compare(
    _ expected: [ReceiptFile.Row.Place: Difference.Said],
    _ found: [ReceiptFile.Row.Place: Difference.Said]
  ) {
    let places = Set(expected.keys).union(found.keys)
    compared = places.count
    for place in places.sorted(by: Self.order) where expected[place] != found[place] {
      differences.append(
        Difference(
          stratum: place.stratum,
          millimetres: place.millimetres,
          here: expected[place],
          there: found[place]
        )
      )
    }
  }

  private mutating func compare(_ without: [String: Int]) {
    func said(_ students: Int) -> Difference.Said? {
      students == 0 ? nil : Difference.Said(gender: nil, mayBeProposed: false, students: students)
    }
    for (reason, students) in without.sorted(by: { $0.key < $1.key }) {
      let here = run.notImputed[reason] ?? 0
      compared += 1
      guard here != students else { continue }
      differences.append(
        Difference(stratum: reason, millimetres: nil, here: said(here), there: said(students))
      )
    }
  }

  private static func order(_ a: ReceiptFile.Row.Place, _ b: ReceiptFile.Row.Place) -> Bool {
    (a.stratum, a.millimetres ?? 0) < (b.stratum, b.millimetres ?? 0)
  }

  /// What the receipt has to say of the cells of the run.
  private static func expected(
    _ cells: [EvidenceCell],
    _ table: LookupTable
  ) -> [ReceiptFile.Row.Place: Difference.Said] {
    var students: [ReceiptFile.Row.Place: Int] = [:]
    for cell in cells {
      guard let height = cell.height else { continue }
      let place = ReceiptFile.Row.Place(
        stratum: cell.stratum ?? LookupTable.everybody,
        millimetres: CellHeights.millimetres(of: height)
      )
      students[place, default: 0] += cell.students
    }
    var expected: [ReceiptFile.Row.Place: Difference.Said] = [:]
    table.forEachRow { row in
      let place = ReceiptFile.Row.Place(stratum: row.stratum, millimetres: row.millimetres)
      guard let count = students[place] else { return }
      expected[place] = Difference.Said(
        gender: row.gender,
        mayBeProposed: row.mayBeProposed,
        students: count
      )
    }
    return expected
  }
}

/// Why a receipt cannot be compared with a run.
package enum ReceiptError: Error, Equatable, CustomStringConvertible {
  case otherRun(file: String, run: Int64)

  package var description: String {
    switch self {
    case .otherRun(let file, let run):
      "\(file): this receipt is of another run than r\(run); name the run whose lookup table the engine "
        + "joined"
    }
  }
}
