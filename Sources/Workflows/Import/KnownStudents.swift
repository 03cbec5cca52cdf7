import Bytes
import RosterReading
import StudentStore

/// The existing students before an import, by how a line can identify them.
///
/// By the id if there is one; otherwise by name, group and birth date, by name and birth date, or by
/// the name within the group; all without invisible characters. Swift hashes texts by canonical equivalence, so that a name typed with combining
/// accents is the same name.
///
/// Numbers and hashes alone are held, some 70 bytes a student and no text; what a line changes is
/// compared with the database by `KnownLines`.
struct KnownStudents: Sendable {
  /// The student that a line is about.
  enum Match: Equatable {
    /// No known student.
    case unknown
    /// By the place in these tables.
    case student(Int)
    /// Several by their numbers, or one who was already matched by another line of the file.
    case ambiguous([Int64])
    /// Those whom the name fits and another birth date does not.
    case bornOtherwise([Int64])
  }

  /// The identity of a line: the places of its texts, which are hashed when they are asked for.
  struct Identity {
    let cells: [UInt8]
    let schoolID: Range<Int>?
    let name: Range<Int>
    let group: Range<Int>?
    /// In ISO form.
    let birthDate: String?
    let isNoPerson: Bool

    fileprivate var isNamed: Bool { !name.isEmpty }
    fileprivate var nameHash: UInt64 { hash(name) }

    fileprivate func hash(_ text: Range<Int>) -> UInt64 {
      VisibleText.hash(cells.span.extracting(text))
    }
  }

  private var tables: KnownStudentTables
  /// How many ids are not from before a correction.
  private let ownIDs: Int
  /// The places of the students who have the further names, those from before corrections.
  private var correctedHolders: [Int] = []
  /// The ids that lines gave to students who had none.
  private var newIDs: [UInt64: Int] = [:]

  /// Reads them all once.
  ///
  /// `layout`: of the file. `blankCells`: what its empty cells say.
  init(_ database: SchoolDatabase, for layout: RosterLayout, blankCells: BlankCells) throws {
    tables = try KnownStudentTables(database, for: layout)
    ownIDs = tables.ids.count
    let scan = try KnownStudentScan(
      database,
      for: layout.meanings,
      hashed: layout.hashedColumns,
      hash: VisibleText.hash
    )
    try takeLaterLines(scan, blankCells)
    try takeCorrected(database)
    // Names are looked up rarely in a file with ids; their tables are built then.
    tables.ids.close()
  }

  /// The number of a student in these tables.
  func number(of place: Int) -> Int64 { tables.numbers[place] }

  /// How many there are.
  var count: Int { tables.numbers.count }

  /// The import with a stored line about a student that says what this line says; nil where the line
  /// has to be compared.
  func base(of line: LineHash, about place: Int) -> Int64? {
    tables.bases[place] > 0 && tables.lines[place] == line ? Int64(tables.bases[place]) : nil
  }

  /// Finds the student of a line, and marks them as matched.
  ///
  /// A new id and a group may be additions to a student known only by name.
  ///
  /// `hasGroup`: whether the file has groups; otherwise only the name is compared. Returns the
  /// match.
  mutating func match(_ line: Identity, hasGroup: Bool) -> Match {
    let id = line.schoolID.map { line.hash($0) }
    if let id, let place = holder(of: id), !isOfAnother(line, who: place) { return take(place) }
    let name = line.nameHash
    let group = hasGroup ? line.group.map { line.hash($0) } : nil
    if id == nil, line.birthDate == nil, line.isNamed, !line.isNoPerson,
      let entry = onlyEntry(name: name, group: group, hasGroup: hasGroup)
    {
      return take(holder(ofEntry: entry))
    }
    var candidates = hasGroup ? places(name: name, group: group) : places(name: name)
    if candidates.isEmpty, hasGroup, line.group != nil {
      candidates = places(name: name, group: nil)
    }
    // If a person has the same name, the line is ambiguous.
    if line.isNoPerson, candidates.allSatisfy({ tables.marks[$0].contains(.isNoPerson) }) {
      // Lines of totals share one name and are matched in order.
      let next = candidates.first { !tables.marks[$0].contains(.isMatched) }
      return next.map { take($0) } ?? .unknown
    }
    if line.schoolID != nil {
      // A student with an id of another kind is another student.
      candidates = candidates.filter { !tables.marks[$0].contains(.hasID) }
    }
    if let birthDate = line.birthDate, line.isNamed {
      let told = tellApart(candidates, line, bornOn: VisibleText.hash(birthDate))
      if told.isEmpty, !candidates.isEmpty {
        return .bornOtherwise(candidates.map { tables.numbers[$0] })
      }
      candidates = told
    }
    candidates = oneRow(of: candidates)
    guard line.isNamed else {
      return candidates.isEmpty ? .unknown : .ambiguous(candidates.map { tables.numbers[$0] })
    }
    switch candidates.count {
    case 0: return .unknown
    case 1:
      // The id is now taken, in case a further line of the file has it.
      if let id { newIDs[id] = candidates[0] }
      return take(candidates[0])
    default: return .ambiguous(candidates.map { tables.numbers[$0] })
    }
  }

  /// One row where all are rows of one child: the first that no line was matched with, beginning with
  /// the one that counts.
  private func oneRow(of candidates: [Int]) -> [Int] {
    guard candidates.count > 1, !tables.roots.isEmpty else { return candidates }
    func root(of place: Int) -> Int64 { tables.roots[place] ?? tables.numbers[place] }
    guard Set(candidates.map(root)).count == 1 else { return candidates }
    let inOrder =
      candidates.filter { tables.roots[$0] == nil } + candidates.filter { tables.roots[$0] != nil }
    return [inOrder.first { !tables.marks[$0].contains(.isMatched) } ?? inOrder[0]]
  }

  /// Those of the line's name who may be born on its day: first in its group, then anywhere, who has
  /// moved, and at last those of the group whose birth date is not known.
  private mutating func tellApart(
    _ inGroup: [Int],
    _ line: Identity,
    bornOn birthDate: UInt64
  ) -> [Int] {
    let born = places(name: line.nameHash, birthDate: birthDate).filter {
      line.schoolID == nil || !tables.marks[$0].contains(.hasID)
    }
    let here = born.filter { inGroup.contains($0) }
    if !here.isEmpty { return here }
    return born.isEmpty ? inGroup.filter { tables.mayBeBorn($0, on: birthDate) } : born
  }

  /// The students whom an id and a name fit.
  mutating func students(id: String?, name: String) -> [Int64] {
    if let id, let place = holder(of: VisibleText.hash(id)) { return [tables.numbers[place]] }
    return places(name: VisibleText.hash(name)).map { tables.numbers[$0] }
  }

  private mutating func take(_ place: Int) -> Match {
    tables.marks[place].insert(.isMatched)
      .inserted ? .student(place) : .ambiguous([tables.numbers[place]])
  }

  /// Whether the id of a student who left is now that of a person with another name.
  private func isOfAnother(_ line: Identity, who place: Int) -> Bool {
    guard let names = tables.namesOfLeavers[place] else { return false }
    let name = String(copying: line.cells.span.extracting(line.name))
    return !names.contains { SamePerson.mayHave($0, name) }
  }
}

// MARK: - Looking up

extension KnownStudents {
  /// Who has an id: not one who left, if another has it too, nor one who had it before a correction.
  private func holder(of id: UInt64) -> Int? {
    if let place = newIDs[id] { return place }
    var found: Int?
    tables.ids.forEach(of: id) { entry in
      let place = Int(tables.idHolders[entry])
      if found == nil || entry < ownIDs && !tables.marks[place].contains(.hasLeft) { found = place }
    }
    return found
  }

  private mutating func places(name: UInt64, birthDate: UInt64) -> [Int] {
    tables.namesWithBirthDates.close()
    let hash = KnownStudentTables.hash(name: name, birthDate: birthDate)
    var places: [Int] = []
    tables.namesWithBirthDates.forEach(of: hash) {
      places.append(Int(tables.birthDateHolders[$0]))
    }
    return places.count > 1 ? Set(places).sorted() : places
  }

  private mutating func places(name: UInt64, group: UInt64?) -> [Int] {
    tables.namesInGroups.close()
    return holders {
      tables.namesInGroups.forEach(of: KnownStudentTables.hash(name: name, group: group), $0)
    }
  }

  private mutating func places(name: UInt64) -> [Int] {
    tables.names.close()
    return holders { tables.names.forEach(of: name, $0) }
  }

  /// The entry of a name, if there is exactly one, as of most names.
  private mutating func onlyEntry(name: UInt64, group: UInt64?, hasGroup: Bool) -> Int? {
    guard hasGroup else {
      tables.names.close()
      return tables.names.only(name)
    }
    tables.namesInGroups.close()
    return tables.namesInGroups.only(KnownStudentTables.hash(name: name, group: group))
  }

  /// The student of an entry of names.
  private func holder(ofEntry entry: Int) -> Int {
    entry < tables.numbers.count ? entry : correctedHolders[entry - tables.numbers.count]
  }

  /// The students of some entries of names, each once.
  private func holders(_ forEachEntry: ((Int) -> Void) -> Void) -> [Int] {
    var places: [Int] = []
    var isCorrected = false
    forEachEntry { entry in
      places.append(holder(ofEntry: entry))
      if entry >= tables.numbers.count { isCorrected = true }
    }
    return isCorrected ? Set(places).sorted() : places
  }

  /// Takes the newest stored line about a student in place of the one that brought them.
  private mutating func takeLaterLines(
    _ scan: KnownStudentScan,
    _ blankCells: BlankCells
  ) throws {
    try scan.forEachLater { student, importBatch, cells in
      guard let place = tables.place(of: student) else { return }
      tables.marks[place].insert(.hasLaterLine)
      // An empty cell that clears is compared with every line before.
      guard let cells, blankCells == .keep, !tables.marks[place].contains(.hasLeft) else {
        tables.bases[place] = 0
        return
      }
      tables.lines[place].cells = cells
      tables.bases[place] = UInt32(exactly: importBatch) ?? 0
    }
    // Their row no longer says what their first line said.
    try scan.forEachChanged { student in
      guard let place = tables.place(of: student), !tables.marks[place].contains(.hasLaterLine)
      else { return }
      tables.bases[place] = 0
    }
  }

  /// A corrected student can still be matched by the uncorrected values.
  private mutating func takeCorrected(_ database: SchoolDatabase) throws {
    let corrected = try database.correctedStudents()
    for (number, student) in corrected.sorted(by: { $0.key < $1.key }) {
      guard let place = tables.place(of: number) else { continue }
      if student.aspects.contains(.person) { tables.marks[place].insert(.isNoPerson) }
      for version in student.versions {
        let name = VisibleText.hash(version.name)
        if let id = version.schoolID { tables.add(id: VisibleText.hash(id), of: place) }
        tables.add(name: name, group: version.group.map { VisibleText.hash($0) })
        tables.add(
          birthDate: version.birthDate.map { VisibleText.hash($0) },
          name: name,
          of: place
        )
        correctedHolders.append(place)
        tables.namesOfLeavers[place]?.append(version.name)
      }
    }
  }
}
