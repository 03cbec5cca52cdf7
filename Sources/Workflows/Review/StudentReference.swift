package import StudentStore

/// How a person names a student: by studentdb's number, by the school's id, or by the whole name.
package struct StudentReference: Sendable {
  private let text: String

  /// What the person typed; `#17` is always studentdb's number.
  package init(_ text: String) {
    self.text = text
  }

  /// Finds the one student who is meant.
  ///
  /// A plain number is studentdb's own, unless only the school's ids know it.
  ///
  /// - Throws: `StoreError.unknown` where nobody is meant, `AmbiguousStudent` where several are.
  package func resolve(in database: SchoolDatabase) throws -> Int64 {
    if let number = Int64(text.hasPrefix("#") ? String(text.dropFirst()) : text),
      !text.hasPrefix("0")
    {
      if (try? database.student(number)) != nil { return number }
    }
    if let student = try database.student(schoolID: text) { return student }
    let named = try database.students(named: text)
    guard let first = named.first else { throw StoreError.unknown(kind: "student", id: text) }
    guard named.count == 1 else { throw AmbiguousStudent(name: text, students: named) }
    return first
  }
}

/// A name that several students have.
package struct AmbiguousStudent: Error, Equatable, CustomStringConvertible {
  package let name: String
  package let students: [Int64]

  package var description: String {
    let numbers = students.map(String.init).joined(separator: ", ")
    return "\"\(name)\" is the name of students \(numbers); say which by number"
  }
}
