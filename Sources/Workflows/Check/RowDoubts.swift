import RosterReading
import StudentStore

/// The doubts about whom or what a row is about: rows that are no persons, and ids that a later file
/// gave to somebody of another name.
struct RowDoubts {
  private let database: SchoolDatabase
  private let corrected: [Int64: CorrectedStudent]
  private let codes: Set<DoubtCode>

  init(
    _ database: SchoolDatabase,
    corrected: [Int64: CorrectedStudent],
    codes: Set<DoubtCode>
  ) {
    self.database = database
    self.corrected = corrected
    self.codes = codes
  }

  /// Visits the doubts.
  ///
  /// A row of which a person said that it is none is settled. So is an id whose student got another
  /// name or id since, or whom a later file names again.
  func forEachDoubt(_ visit: (Doubt) -> Void) throws {
    if codes.contains(.notAPerson) {
      for student in try database.students(try database.rowsOfNoPerson())
      where corrected[student.id]?.aspects.contains(.person) != true {
        visit(
          Doubt(
            .notAPerson,
            of: student.id,
            name: student.name,
            group: student.group,
            message:
              "the name is a word for a total, an average or a class, or a number, and there is "
              + "neither an id nor a gender; it is in no run unless it is a person"
          )
        )
      }
    }
    if codes.contains(.idReused) {
      for reuse in try database.reusedIDs() {
        let student = try database.student(reuse.student)
        visit(
          Doubt(
            .idReused,
            of: student.id,
            name: student.name,
            group: student.group,
            message: "import i\(reuse.importBatch), line \(reuse.line), gives the id "
              + "\"\(excerpt(of: student.schoolID ?? ""))\" to another name; the line was set aside"
          )
        )
      }
    }
  }
}
