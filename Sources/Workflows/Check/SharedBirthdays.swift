import Bytes
import RosterReading
import StudentStore

/// The doubts about pairs of students with one birth date who may be one child.
///
/// The names of a pair have to share a word, and more besides:
/// - all words of one are in the other: first and last name in another order, one name more or less;
/// - each word of one is a word of the other but for a typing error;
/// - the first name is the same, and no last name is: a child whose last name changed.
///
/// Twins share the last name alone, and are no pair. The last two are none either where one file has
/// both students, because it knows them apart, or where their recorded genders differ.
struct SharedBirthdays {
  /// A day that more students have stands for something else, such as 1 January for an unknown one.
  private static let mostStudents = 1000

  private let database: SchoolDatabase

  init(_ database: SchoolDatabase) {
    self.database = database
  }

  /// A student of the birthday at hand.
  fileprivate struct Person {
    let id: Int64
    let importBatch: Int64
    let name: String
    /// The words of the name as numbers, in its order.
    let words: [Int]
    /// The place behind the word with a comma, of `Müller, Anna`; nil without one.
    let comma: Int?
  }

  /// Visits the doubts, each about the later student of a pair, at most one a student.
  ///
  /// The students of one day are in memory, not the school.
  func forEachDoubt(_ visit: (Doubt) -> Void) throws {
    var order = NameOrderCount()
    try database.forEachBirthday { student, importBatch, _, name in
      if order.needsMore { order.add(Person(id: student, importBatch: importBatch, name: name)) }
    }
    var files = FilesOfStudents(database)
    var day: [UInt8] = []
    var people: [Person] = []
    func close() throws {
      if people.count > 1, people.count <= Self.mostStudents {
        try forEachPair(of: people, isFamilyFirst: order.isFamilyFirst, &files, visit)
      }
      people.removeAll(keepingCapacity: true)
    }
    try database.forEachBirthday { student, importBatch, birthday, name in
      let isSame = birthday.count == day.count && day.indices.allSatisfy { day[$0] == birthday[$0] }
      if !isSame {
        try close()
        day = [UInt8](capacity: birthday.count) { $0.append(copying: birthday) }
      }
      people.append(Person(id: student, importBatch: importBatch, name: name))
    }
    try close()
  }

  private func forEachPair(
    of people: [Person],
    isFamilyFirst: Bool,
    _ files: inout FilesOfStudents,
    _ visit: (Doubt) -> Void
  ) throws {
    for (place, later) in people.enumerated() {
      for earlier in people[..<place]
      where later.words.contains(where: { earlier.words.contains($0) }) {
        guard let why = try reason(earlier, later, isFamilyFirst: isFamilyFirst, &files) else {
          continue
        }
        let (first, second) = (try database.student(earlier.id), try database.student(later.id))
        // Who left and did not come back is no doubt about the school of today.
        if first.hasLeft, second.hasLeft { continue }
        var doubt = Doubt(
          .possibleSameStudent,
          of: second,
          beside: first,
          .sameBirthDate(as: first.id, name: first.name, why)
        )
        doubt.partner = first.id
        visit(doubt)
        break
      }
    }
  }

  /// Why two students with one birth date may be one child; nil if they are not likely to be.
  private func reason(
    _ earlier: Person,
    _ later: Person,
    isFamilyFirst: Bool,
    _ files: inout FilesOfStudents
  ) throws -> DoubtFinding.NameRelation? {
    let (few, many) =
      earlier.words.count <= later.words.count
      ? (earlier.words, later.words) : (later.words, earlier.words)
    if few.count > 1 || many.count == 1, few.allSatisfy(many.contains) {
      if few.count < many.count { return .oneMoreOrLess }
      return earlier.words == later.words ? .same : .anotherOrder
    }
    guard few.count > 1 else { return nil }
    let isMarried = earlier.hasNewFamilyName(later, isFamilyFirst: isFamilyFirst)
    guard isMarried || Self.areAlike(earlier.name, later.name),
      try !files.hasBoth(earlier.id, later.id, since: later.importBatch)
    else { return nil }
    let genders = try database.students([earlier.id, later.id]).compactMap(\.gender.word)
    if genders.count == 2, genders[0] != genders[1] { return nil }
    return isMarried ? .anotherLastName : .similar
  }

  /// Whether each word of the shorter name is one of the other but for a typing error.
  private static func areAlike(_ first: String, _ second: String) -> Bool {
    var words = [first, second].map { NameSkeleton.words(of: $0.utf8.span) }
    words.sort { $0.count < $1.count }
    return words[0].allSatisfy { word in words[1].contains { SamePerson.areAlike(word, $0) } }
  }
}

extension SharedBirthdays.Person {
  init(id: Int64, importBatch: Int64, name: borrowing Span<UInt8>) {
    var words: [Int] = []
    var hash = Hasher()
    var isInWord = false
    var comma: Int?
    func close() {
      if isInWord { words.append(hash.finalize()) }
      (hash, isInWord) = (Hasher(), false)
    }
    NameSkeleton.forEachLetter(
      of: name,
      atJoint: { close() },
      { letter in
        hash.combine(letter)
        isInWord = true
      }
    )
    close()
    if let place = name.indices.first(where: { name[$0] == UInt8(ascii: ",") }) {
      comma = NameSkeleton.words(of: name.extracting(0..<place)).count
    }
    if comma == 0 || comma == words.count { comma = nil }
    self.init(
      id: id,
      importBatch: importBatch,
      name: String(copying: name),
      words: words,
      comma: comma
    )
  }

  /// The first of the first names, and the last names.
  private func parts(isFamilyFirst: Bool) -> (given: Int, family: ArraySlice<Int>)? {
    guard words.count > 1, let first = words.first, let last = words.last else { return nil }
    if let comma { return (words[comma], words[..<comma]) }
    return isFamilyFirst ? (last, words[..<1]) : (first, words[(words.count - 1)...])
  }

  /// Whether the first name is the same, and no last name of one is in the other.
  fileprivate func hasNewFamilyName(_ other: Self, isFamilyFirst: Bool) -> Bool {
    guard let (given, family) = parts(isFamilyFirst: isFamilyFirst),
      let (otherGiven, otherFamily) = other.parts(isFamilyFirst: isFamilyFirst)
    else { return false }
    return given == otherGiven && !family.contains(where: other.words.contains)
      && !otherFamily.contains(where: words.contains)
  }
}

/// Whether the names of a school begin with the last name: there are more of them than of first
/// names.
private struct NameOrderCount {
  private var first: Set<Int> = []
  private var last: Set<Int> = []

  private var names = 0

  /// Whether more names could tell more than those that were counted.
  var needsMore: Bool { names < 10_000 }

  mutating func add(_ person: SharedBirthdays.Person) {
    names += 1
    guard person.comma == nil, person.words.count > 1, let start = person.words.first,
      let end = person.words.last
    else { return }
    first.insert(start)
    last.insert(end)
  }

  /// Half as many more, of ten at least, so that twins in a small class do not say so.
  var isFamilyFirst: Bool { first.count >= 10 && first.count * 2 > last.count * 3 }
}

/// The students of each file, read once where a pair asks for them.
private struct FilesOfStudents {
  private let database: SchoolDatabase
  private var imports: [Int64]?
  private var students: [Int64: StudentSet] = [:]

  init(_ database: SchoolDatabase) {
    self.database = database
  }

  /// Whether an active import has lines about both students; `since` is the first that can.
  mutating func hasBoth(_ one: Int64, _ other: Int64, since first: Int64) throws -> Bool {
    let active = try imports ?? database.importIDs()
    imports = active
    return try active.contains { importBatch in
      guard importBatch >= first else { return false }
      let students = try self.students(of: importBatch)
      return students.contains(one) && students.contains(other)
    }
  }

  private mutating func students(of importBatch: Int64) throws -> StudentSet {
    if let known = students[importBatch] { return known }
    let read = try database.students(in: try database.importRecord(importBatch))
    students[importBatch] = read
    return read
  }
}
