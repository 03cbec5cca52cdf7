import RosterReading
package import StudentStore

/// How a person names a student: `number:245` by studentdb's number, `id:0245` by the school's id, or
/// either alone, or by the name.
package struct StudentReference: Sendable {
  /// What the help of every command says about it.
  package static let help =
    "number:245, id:0245 (the school's id), or one of them alone, or the name."

  private let text: String

  /// What the person typed; `#17` is studentdb's number too.
  package init(_ text: String) {
    self.text = trimmed(text)
  }

  /// Finds the one student who is meant.
  ///
  /// A name is compared without regard to case, accents, spaces and what cannot be seen. It is the
  /// whole name of one student or, where no student has it, words of the name of one: in any order, each
  /// of them whole.
  ///
  /// - Throws: `StoreError.unknown` where no student is meant, `WorkflowError` where several are.
  /// - Complexity: A number and an id take a look-up each. A name is looked for among the bytes of all
  ///   names.
  package func resolve(in database: SchoolDatabase) throws -> Int64 {
    if let number = value(behind: "number:") ?? value(behind: "#") {
      return try self.number(number, in: database)
    }
    if let id = value(behind: "id:") {
      guard let student = try database.student(withID: id) else {
        throw StoreError.unknown(kind: "student with the id", id: id)
      }
      return student
    }
    let byNumber = try plainNumber.flatMap { try database.student(numbered: $0) }
    let byID = try database.student(withID: text)
    switch (byNumber, byID) {
    case (let number?, let id?) where number.id != id:
      // Who does not count is meant only where the number says so.
      if try database.importRevert(of: number.importBatch) != nil { return id }
      throw WorkflowError.numberAndID(
        text,
        number: Choice(number),
        id: Choice(try database.student(id))
      )
    case (let number?, _): return number.id
    case (nil, let id?): return id
    case (nil, nil): return try named(in: database)
    }
  }

  /// A student among whom a person has to choose.
  package struct Choice: Equatable, Sendable {
    package let student: Int64
    package let name: String
    package let group: String?

    fileprivate init(_ student: Student) {
      self.student = student.id
      name = student.name
      group = student.group
    }
  }

  private func value(behind prefix: String) -> String? {
    guard text.lowercased().hasPrefix(prefix) else { return nil }
    return trimmed(String(text.dropFirst(prefix.count)))
  }

  /// Studentdb's numbers have no zeros before them; ids often do.
  private var plainNumber: Int64? {
    Int64(text).flatMap { "\($0)" == text ? $0 : nil }
  }

  private func number(_ text: String, in database: SchoolDatabase) throws -> Int64 {
    // An id with zeros before it is not taken for a number.
    guard let number = Int64(text), "\(number)" == text,
      let student = try database.student(numbered: number)
    else {
      throw StoreError.unknown(kind: "student with the number", id: text)
    }
    return student.id
  }

  private func named(in database: SchoolDatabase) throws -> Int64 {
    let wanted = NameSearch(text)
    var whole: [Int64] = []
    var partly: [Int64] = []
    if wanted.hasLetters {
      try database.forEachName { student, name in
        switch wanted.match(name) {
        case .whole: whole.append(student)
        case .words: partly.append(student)
        case .none: break
        }
      }
    }
    let found = whole.isEmpty ? partly : whole
    guard let first = found.first else { throw StoreError.unknown(kind: "student", id: text) }
    guard found.count == 1 else {
      let shown = try database.students(Array(found.prefix(10)))
      throw WorkflowError.ambiguousName(text, shown.map { Choice($0) }, count: found.count)
    }
    return first
  }
}

extension SchoolDatabase {
  /// The student with a school id, as ids are compared; nil where no student or, with ids that differ only
  /// in what cannot be seen, not one alone has it.
  func student(withID id: String) throws -> Int64? {
    if let student = try student(schoolID: id) { return student }
    let wanted = VisibleText.of(id)
    guard !wanted.isEmpty else { return nil }
    var found = try student(schoolID: wanted).map { [$0] } ?? []
    try forEachUnusualID { student, id in
      if VisibleText.of(id) == wanted, !found.contains(student) { found.append(student) }
    }
    return found.count == 1 ? found[0] : nil
  }
}

/// A name that is looked for among many, by the letters of its skeleton.
private struct NameSearch {
  enum Match {
    case whole
    /// Each word that is looked for is a word of the name.
    case words
    case none
  }

  /// The letters of each word.
  private let words: [[UInt32]]
  private let letters: [UInt32]

  init(_ text: String) {
    words = NameSkeleton.words(of: text.utf8.span)
    letters = words.flatMap(\.self)
  }

  var hasLetters: Bool { !letters.isEmpty }

  func match(_ name: borrowing Span<UInt8>) -> Match {
    var place = 0
    var isWhole = true
    // Of nearly every name the first letter tells.
    var hasFirst = false
    NameSkeleton.forEachLetter(of: name) { letter in
      isWhole = isWhole && place < letters.count && letters[place] == letter
      place += 1
      hasFirst = hasFirst || letter == letters[0]
    }
    if isWhole, place == letters.count { return .whole }
    guard hasFirst, place >= letters.count else { return .none }
    let present = NameSkeleton.words(of: name)
    return words.allSatisfy(present.contains) ? .words : .none
  }
}
