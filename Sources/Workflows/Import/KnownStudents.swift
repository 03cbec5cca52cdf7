import Bytes
import RosterReading
import StudentStore

/// The existing students before an import, by how a line can identify them.
///
/// By the id if there is one, otherwise by the name within the group; both without invisible
/// characters. Swift hashes texts by canonical equivalence, so that a name typed with combining
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
  }

  /// The identity of a line.
  struct Identity {
    let schoolID: String?
    let name: String
    let group: String?
    let isNoPerson: Bool
  }

  fileprivate struct Marks: OptionSet, Sendable {
    let rawValue: UInt8
    static let hasID = Marks(rawValue: 1)
    static let isNoPerson = Marks(rawValue: 2)
    static let hasLeft = Marks(rawValue: 4)
    /// A line of the file was matched with the student.
    static let isMatched = Marks(rawValue: 8)
    /// A line about the student is stored whole.
    static let hasLaterLine = Marks(rawValue: 16)
  }

  // One element a student, in order of number.
  private var numbers: [Int64] = []
  private var marks: [Marks] = []
  private var lines: [LineHash] = []
  /// The import whose line about the student `lines` is about; 0 where there is none to compare with.
  private var bases: [UInt32] = []

  /// The ids, and the places of the students who have them.
  private var ids = HashIndex()
  private var idHolders: [UInt32] = []
  /// How many of them are not from before a correction.
  private var ownIDs = 0
  /// The names within their groups: first one of each student, then those from before corrections.
  private var namesInGroups = HashIndex()
  private var correctedHolders: [Int] = []
  /// The names alone, of the same entries; a table is made of them when it is needed.
  private var nameHashes: [UInt64] = []
  private var names: HashIndex?
  /// The names of the students who left, by place.
  private var namesOfLeavers: [Int: [String]] = [:]
  /// The ids that lines gave to students who had none.
  private var newIDs: [UInt64: Int] = [:]

  /// Reads them all once.
  ///
  /// `columns`: those of the file. `blankCells`: what its empty cells say.
  init(_ database: SchoolDatabase, columns: ImportColumns, blankCells: BlankCells) throws {
    var scan = try KnownStudentScan(database, for: columns)
    try scan.forEachStudent { student in
      let place = numbers.count
      numbers.append(student.number)
      marks.append(Marks(student))
      if student.hasLeft { namesOfLeavers[place] = [student.name] }
      if let id = student.schoolID { add(id: id, of: place) }
      add(name: student.name, group: student.group)
      lines.append(LineHash(cells: student.cells ?? 0, values: student.values))
      bases.append(
        student.cells == nil || student.hasLeft ? 0 : UInt32(exactly: student.importBatch) ?? 0
      )
    }
    ownIDs = ids.count
    try takeLaterLines(scan, blankCells)
    try takeCorrected(database)
    ids.close()
    namesInGroups.close()
  }

  /// The number of a student in these tables.
  func number(of place: Int) -> Int64 { numbers[place] }

  /// The import with a stored line about a student that says what this line says; nil where the line
  /// has to be compared.
  func base(of line: LineHash, about place: Int) -> Int64? {
    bases[place] > 0 && lines[place] == line ? Int64(bases[place]) : nil
  }

  /// Finds the student of a line, and marks them as matched.
  ///
  /// A new id and a group may be additions to a student known only by name.
  ///
  /// `hasGroup`: whether the file has groups; otherwise only the name is compared. Returns the
  /// match.
  mutating func match(_ line: Identity, hasGroup: Bool) -> Match {
    let id = line.schoolID.map { Self.hash(id: $0) }
    if let id, let place = holder(of: id), !isOfAnother(line, who: place) { return take(place) }
    var candidates: [Int]
    if hasGroup {
      candidates = places(name: line.name, group: line.group)
      if candidates.isEmpty, line.group != nil {
        candidates = places(name: line.name, group: nil)
      }
    } else {
      candidates = places(name: line.name)
    }
    // If a person has the same name, the line is ambiguous.
    if line.isNoPerson, candidates.allSatisfy({ marks[$0].contains(.isNoPerson) }) {
      // Lines of totals share one name and are matched in order.
      let next = candidates.first { !marks[$0].contains(.isMatched) }
      return next.map { take($0) } ?? .unknown
    }
    if line.schoolID != nil {
      // A student with an id of another kind is another student.
      candidates = candidates.filter { !marks[$0].contains(.hasID) }
    }
    guard !line.name.isEmpty else {
      return candidates.isEmpty ? .unknown : .ambiguous(candidates.map { numbers[$0] })
    }
    switch candidates.count {
    case 0: return .unknown
    case 1:
      // The id is now taken, in case a further line of the file has it.
      if let id { newIDs[id] = candidates[0] }
      return take(candidates[0])
    default: return .ambiguous(candidates.map { numbers[$0] })
    }
  }

  /// The students whom an id and a name fit.
  mutating func students(id: String?, name: String) -> [Int64] {
    if let id, let place = holder(of: Self.hash(id: id)) { return [numbers[place]] }
    return places(name: name).map { numbers[$0] }
  }

  private mutating func take(_ place: Int) -> Match {
    marks[place].insert(.isMatched)
      .inserted ? .student(place) : .ambiguous([numbers[place]])
  }

  /// Whether the id of a student who left is now that of a person with another name.
  private func isOfAnother(_ line: Identity, who place: Int) -> Bool {
    guard let names = namesOfLeavers[place] else { return false }
    return !names.contains { SamePerson.mayHave($0, line.name) }
  }
}

// MARK: - The tables

extension KnownStudents {
  private static func hash(id: String) -> UInt64 {
    var hasher = Hasher()
    hasher.combine(VisibleText.of(id))
    return hasher.finish()
  }

  private static func hash(name: String) -> UInt64 { hash(id: name) }

  private static func hash(name: String, group: String?) -> UInt64 {
    var hasher = Hasher()
    hasher.combine(VisibleText.of(name))
    hasher.combine(group.map { VisibleText.of($0) })
    return hasher.finish()
  }

  private mutating func add(id: String, of place: Int) {
    ids.append(Self.hash(id: id))
    idHolders.append(UInt32(place))
  }

  private mutating func add(name: String, group: String?) {
    namesInGroups.append(Self.hash(name: name, group: group))
    nameHashes.append(Self.hash(name: name))
  }

  /// Who has an id: not one who left, if another has it too, nor one who had it before a correction.
  private func holder(of id: UInt64) -> Int? {
    if let place = newIDs[id] { return place }
    var found: Int?
    ids.forEach(of: id) { entry in
      let place = Int(idHolders[entry])
      if found == nil || entry < ownIDs && !marks[place].contains(.hasLeft) { found = place }
    }
    return found
  }

  private func places(name: String, group: String?) -> [Int] {
    holders { namesInGroups.forEach(of: Self.hash(name: name, group: group), $0) }
  }

  private mutating func places(name: String) -> [Int] {
    if names == nil {
      var index = HashIndex()
      for hash in nameHashes { index.append(hash) }
      index.close()
      names = index
    }
    return holders { names?.forEach(of: Self.hash(name: name), $0) }
  }

  /// The students of some entries of names, each once.
  private func holders(_ forEachEntry: ((Int) -> Void) -> Void) -> [Int] {
    var places: [Int] = []
    var isCorrected = false
    forEachEntry { entry in
      if entry < numbers.count {
        places.append(entry)
      } else {
        places.append(correctedHolders[entry - numbers.count])
        isCorrected = true
      }
    }
    return isCorrected ? Set(places).sorted() : places
  }

  /// The place of a student; nil for one who is not active.
  private func place(of number: Int64) -> Int? {
    var (low, high) = (0, numbers.count)
    while low < high {
      let middle = (low + high) / 2
      if numbers[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low < numbers.count && numbers[low] == number ? low : nil
  }

  /// Takes the newest stored line about a student in place of the one that brought them.
  private mutating func takeLaterLines(
    _ scan: KnownStudentScan,
    _ blankCells: BlankCells
  ) throws {
    try scan.forEachLater { student, importBatch, cells in
      guard let place = place(of: student) else { return }
      marks[place].insert(.hasLaterLine)
      // An empty cell that clears is compared with every line before.
      guard let cells, blankCells == .keep, !marks[place].contains(.hasLeft) else {
        bases[place] = 0
        return
      }
      lines[place].cells = cells
      bases[place] = UInt32(exactly: importBatch) ?? 0
    }
    // Their row no longer says what their first line said.
    try scan.forEachChanged { student in
      guard let place = place(of: student), !marks[place].contains(.hasLaterLine) else { return }
      bases[place] = 0
    }
  }

  /// A corrected student can still be matched by the uncorrected values.
  private mutating func takeCorrected(_ database: SchoolDatabase) throws {
    let corrected = try database.correctedStudents()
    for (number, student) in corrected.sorted(by: { $0.key < $1.key }) {
      guard let place = place(of: number) else { continue }
      if student.aspects.contains(.person) { marks[place].insert(.isNoPerson) }
      for version in student.versions {
        if let id = version.schoolID { add(id: id, of: place) }
        add(name: version.name, group: version.group)
        correctedHolders.append(place)
        namesOfLeavers[place]?.append(version.name)
      }
    }
  }
}

extension KnownStudents.Marks {
  fileprivate init(_ student: KnownStudent) {
    self = student.schoolID == nil ? [] : .hasID
    if student.isNoPerson { insert(.isNoPerson) }
    if student.hasLeft { insert(.hasLeft) }
  }
}
