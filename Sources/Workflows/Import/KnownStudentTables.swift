import Bytes
import RosterReading
import StudentStore

/// What an import keeps of each known student: numbers and hashes, and no text but the names of those
/// who left.
///
/// A large school is read by two threads, each half with a connection of its own.
struct KnownStudentTables: Sendable {
  struct Marks: OptionSet, Sendable {
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
  private(set) var numbers: [Int64] = []
  var marks: [Marks] = []
  var lines: [LineHash] = []
  /// The import whose line about the student `lines` is about; 0 where there is none to compare with.
  var bases: [UInt32] = []

  /// The ids, and the places of the students who have them.
  var ids = HashIndex()
  private(set) var idHolders: [UInt32] = []
  /// The names: first one of each student, then those from before corrections.
  var names = HashIndex()
  /// The names within their groups, of the same entries; empty where the file has no groups.
  var namesInGroups = HashIndex()
  /// The names with the birth dates, and the places of the students who have them, those included from
  /// before corrections; nobody where the file has no birth dates.
  var namesWithBirthDates = HashIndex()
  private(set) var birthDateHolders: [UInt32] = []
  /// The birth dates, by place: 0 where none is known, and nothing where the file has no such column.
  private var birthDates: [UInt64] = []
  private let hasGroups: Bool
  private let hasBirthDates: Bool
  /// The names of the students who left, by place.
  var namesOfLeavers: [Int: [String]] = [:]
  /// The numbers of the students whose second rows some are, by place.
  private(set) var roots: [Int: Int64] = [:]

  /// Reads all students; called inside the transaction of the import.
  ///
  /// The transaction keeps everybody else from writing, and itself has changed no student yet, so that
  /// a second connection sees the same ones.
  init(_ database: SchoolDatabase, for layout: RosterLayout) throws {
    let numbers = try database.studentNumbers() ?? 0...0
    guard let path = database.path, database.differences.isEmpty, SecondReader.reads(numbers)
    else {
      try self.init(database, layout, numbers)
      return
    }
    let middle = numbers.lowerBound + (numbers.upperBound - numbers.lowerBound) / 2
    let upper = (middle + 1)...numbers.upperBound
    let (other, own) = try runConcurrently(
      { try KnownStudentTables(try SchoolDatabase.reader(of: path), layout, upper) },
      { try KnownStudentTables(database, layout, numbers.lowerBound...middle) }
    )
    self = own
    append(other)
  }

  private init(
    _ database: SchoolDatabase,
    _ layout: RosterLayout,
    _ range: ClosedRange<Int64>
  ) throws {
    hasGroups = layout.hasGroups
    hasBirthDates = layout.columns.birthdate != nil
    var scan = try KnownStudentScan(
      database,
      for: layout.meanings,
      hashed: layout.hashedColumns,
      hash: VisibleText.hash
    )
    try scan.forEachStudent(in: range) { student in
      let place = numbers.count
      numbers.append(student.number)
      marks.append(Marks(student))
      if let name = student.nameOfLeaver { namesOfLeavers[place] = [name] }
      if let root = student.sameAs { roots[place] = root }
      if let id = student.schoolID { add(id: id, of: place) }
      add(name: student.name, group: student.group)
      lines.append(LineHash(cells: student.cells ?? 0, values: student.values))
      let isCompared = student.cells == nil || student.nameOfLeaver != nil
      bases.append(isCompared ? 0 : UInt32(exactly: student.importBatch) ?? 0)
      if hasBirthDates { birthDates.append(student.birthDate ?? 0) }
      add(birthDate: student.birthDate, name: student.name, of: place)
    }
  }

  /// Appends students with larger numbers.
  private mutating func append(_ other: KnownStudentTables) {
    let first = numbers.count
    numbers += other.numbers
    marks += other.marks
    lines += other.lines
    bases += other.bases
    ids.append(contentsOf: other.ids)
    idHolders += other.idHolders.map { $0 + UInt32(first) }
    names.append(contentsOf: other.names)
    namesInGroups.append(contentsOf: other.namesInGroups)
    namesWithBirthDates.append(contentsOf: other.namesWithBirthDates)
    birthDateHolders += other.birthDateHolders.map { $0 + UInt32(first) }
    birthDates += other.birthDates
    for (place, names) in other.namesOfLeavers { namesOfLeavers[first + place] = names }
    for (place, root) in other.roots { roots[first + place] = root }
  }

  mutating func add(id: UInt64, of place: Int) {
    ids.append(id)
    idHolders.append(UInt32(place))
  }

  mutating func add(name: UInt64, group: UInt64?) {
    names.append(name)
    if hasGroups { namesInGroups.append(Self.hash(name: name, group: group)) }
  }

  /// Adds a birth date, where there is one and the file has such a column.
  mutating func add(birthDate: UInt64?, name: UInt64, of place: Int) {
    guard hasBirthDates, let birthDate else { return }
    namesWithBirthDates.append(Self.hash(name: name, birthDate: birthDate))
    birthDateHolders.append(UInt32(place))
  }

  /// Whether no other birth date of a student is known.
  func mayBeBorn(_ place: Int, on birthDate: UInt64) -> Bool {
    birthDates[place] == 0 || birthDates[place] == birthDate
  }

  /// The place of a student; nil for one who is not active.
  func place(of number: Int64) -> Int? {
    var (low, high) = (0, numbers.count)
    while low < high {
      let middle = (low + high) / 2
      if numbers[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low < numbers.count && numbers[low] == number ? low : nil
  }

  static func hash(name: UInt64, birthDate: UInt64) -> UInt64 {
    var hasher = Hasher()
    hasher.combine(name)
    hasher.combine(birthDate)
    return hasher.finish()
  }

  static func hash(name: UInt64, group: UInt64?) -> UInt64 {
    var hasher = Hasher()
    hasher.combine(name)
    hasher.combine(group)
    return hasher.finish()
  }
}

extension VisibleText {
  static func hash(_ text: String) -> UInt64 { hash(text.utf8.span) }
}

extension KnownStudentTables.Marks {
  fileprivate init(_ student: KnownStudent) {
    self = student.schoolID == nil ? [] : .hasID
    if student.isNoPerson { insert(.isNoPerson) }
    if student.nameOfLeaver != nil { insert(.hasLeft) }
  }
}
