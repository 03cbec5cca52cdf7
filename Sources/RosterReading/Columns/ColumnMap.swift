/// Which column of a file holds which field.
package struct ColumnMap: Sendable, Equatable {
  /// The index of each field's column, counted from 0; fields that the file does not have are left
  /// out.
  package let columns: [StudentField: Int]
  /// The columns that make up the name: one, or the first and the last name in this order, joined
  /// with a space.
  ///
  /// Empty if the file has none.
  package let nameColumns: [Int]
  /// The unit that the heading of the heights names.
  package let headingUnit: HeightUnit?

  /// Finds the fields in the headings of a file.
  ///
  /// The user's choice has priority. A heading that the user names is matched exactly, or else
  /// ignoring case, accents and units; `#3` is the third column, and an empty text removes the
  /// field. Every other heading denotes the field that it is a synonym of. If two headings denote
  /// the same field, the user is asked.
  ///
  /// A name in two columns is read as first and last name. "Name" together with "Vorname" (Nom,
  /// Naam, Namn with the first name) is the last name. "Nome" together with "Cognome" (Nombre, Name
  /// with the last name) is the first name. If all three columns exist, the name is the full name.
  ///
  /// `remembered`: the columns of an earlier file with the same headings; they hold for every field
  /// that the user does not name.
  ///
  /// - Throws: `RosterError.questions` with every open question, in the order of the fields.
  package static func decide(
    file: String,
    headings: [String],
    overrides: [StudentField: String] = [:],
    remembered: [StudentField: Int]? = nil
  ) throws(RosterError) -> ColumnMap {
    let parsed = headings.map { Heading($0) }
    var columns: [StudentField: Int] = [:]
    var questions: [ColumnQuestion] = []
    for field in StudentField.allCases {
      guard let wanted = overrides[field], !wanted.isEmpty else { continue }
      let matches = indices(of: wanted, in: headings, parsed)
      if matches.count == 1 {
        if let other = columns.first(where: { $0.value == matches[0] })?.key {
          questions.append(
            .sameColumn(heading: headings[matches[0]], fields: [other, field].sorted())
          )
        }
        columns[field] = matches[0]
      } else if matches.isEmpty {
        questions.append(
          .unknownHeading(
            field: field,
            heading: wanted,
            nearest: nearestNames(to: wanted, in: headings)
          )
        )
      } else {
        questions.append(.candidates(field: field, columns: candidates(matches, headings)))
      }
    }
    let taken = Set(columns.values)
    for field in StudentField.allCases where overrides[field] == nil {
      if let remembered {
        columns[field] = remembered[field].flatMap { taken.contains($0) ? nil : $0 }
        continue
      }
      let matches = parsed.indices.filter { parsed[$0].field == field && !taken.contains($0) }
      if matches.count > 1 {
        questions.append(.candidates(field: field, columns: candidates(matches, headings)))
      }
      columns[field] = matches.first
    }
    guard questions.isEmpty else { throw .questions(file: file, questions: questions) }
    return ColumnMap(columns: columns, parsed: parsed)
  }

  private init(columns: [StudentField: Int], parsed: [Heading]) {
    self.columns = columns
    headingUnit = columns[.height].flatMap { parsed[$0].unit }
    switch (columns[.name], columns[.givenName], columns[.familyName]) {
    case (let name?, let given?, nil) where Self.familyNames.contains(parsed[name].words):
      nameColumns = [given, name]
    case (let name?, nil, let family?) where Self.givenNames.contains(parsed[name].words):
      nameColumns = [name, family]
    case (let name?, _, _):
      nameColumns = [name]
    case (nil, let given, let family):
      nameColumns = [given, family].compactMap { $0 }
    }
  }

  /// Headings of the full name, or of the last name if there is a first-name column.
  private static let familyNames: Set<String> = ["name", "nom", "naam", "namn"]
  /// Headings of the full name, or of the first name if there is a last-name column.
  private static let givenNames: Set<String> = ["name", "nome", "nombre", "naam", "namn"]

  private static func candidates(
    _ indices: [Int],
    _ headings: [String]
  ) -> [ColumnQuestion.Candidate] {
    indices.map { ColumnQuestion.Candidate(heading: headings[$0], column: $0 + 1) }
  }

  /// The columns that the user's word for a heading can mean.
  package static func columns(named wanted: String, in headings: [String]) -> [Int] {
    indices(of: wanted, in: headings, headings.map { Heading($0) })
  }

  private static func indices(
    of wanted: String,
    in headings: [String],
    _ parsed: [Heading]
  ) -> [Int] {
    let exact = headings.indices.filter { headings[$0] == wanted }
    if !exact.isEmpty { return exact }
    if wanted.hasPrefix("#"), let number = Int(wanted.dropFirst()),
      headings.indices.contains(number - 1)
    {
      return [number - 1]
    }
    let alike = headings.indices.filter { folded(headings[$0]) == folded(wanted) }
    if !alike.isEmpty { return alike }
    let words = Heading(wanted).words
    return words.isEmpty ? [] : headings.indices.filter { parsed[$0].words == words }
  }
}

/// Something about the columns of a file that only the user can tell.
package enum ColumnQuestion: Sendable, Equatable {
  /// A column that might be meant.
  package struct Candidate: Sendable, Equatable {
    /// Its heading, exactly as in the file.
    package let heading: String
    /// Its place, counted from 1.
    package let column: Int
  }

  /// More than one column can be the field.
  case candidates(field: StudentField, columns: [Candidate])
  /// The user names a heading that the file does not have.
  case unknownHeading(field: StudentField, heading: String, nearest: [String])
  /// The user names one column for two fields.
  case sameColumn(heading: String, fields: [StudentField])
}
