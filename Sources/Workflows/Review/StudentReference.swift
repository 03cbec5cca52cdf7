import RosterReading
package import StudentStore

/// How the user names a student: `number:245` by studentdb's number, `id:0245` by the school's id,
/// or either alone, or by the name.
package struct StudentReference: Sendable {
  /// Its description in the help of every command.
  package static let help =
    "number:245, id:0245 (the school's id), or one of them alone, or the name."

  private let text: String

  /// The typed text; `#17` is studentdb's number too.
  package init(_ text: String) {
    self.text = trimmed(text)
  }

  /// Finds the student.
  ///
  /// A name is compared ignoring case, accents, spaces and invisible characters. It must be the
  /// full name of one student or, if no student has it, whole words of exactly one name, in any
  /// order.
  ///
  /// - Throws: `StoreError.unknown` if no student matches, `WorkflowError` if several do.
  /// - Complexity: One look-up for a number or an id. A name is searched in the bytes of all names.
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
    if byNumber == nil, byID == nil, let plainNumber {
      try requireStored(plainNumber, in: database)
    }
    switch (byNumber, byID) {
    case (let number?, let id?) where number.id != id:
      // An inactive student can be named only by number.
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

  /// A candidate among whom the user has to choose.
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

  /// Studentdb's numbers have no leading zeros; ids often do.
  private var plainNumber: Int64? {
    Int64(text).flatMap { "\($0)" == text ? $0 : nil }
  }

  private func number(_ text: String, in database: SchoolDatabase) throws -> Int64 {
    // An id with leading zeros is not a number.
    if let number = Int64(text) { try requireStored(number, in: database) }
    guard let number = Int64(text), "\(number)" == text,
      let student = try database.student(numbered: number)
    else {
      throw StoreError.unknown(kind: "student with the number", id: text)
    }
    return student.id
  }

  /// Says of a number whose student was erased that this is so.
  private func requireStored(_ number: Int64, in database: SchoolDatabase) throws {
    guard let erasure = try database.erasure(of: number) else { return }
    throw StoreError.erased(student: number, erasure: erasure.id, at: erasure.erasedAt)
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
  /// The student with a school id, compared ignoring invisible characters; nil if there is no such
  /// student or more than one.
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

/// A name to search for, by the letters of its skeleton.
private struct NameSearch {
  enum Match {
    case whole
    /// Every searched word is a word of the name.
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
    // For nearly every name the first letter decides.
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
