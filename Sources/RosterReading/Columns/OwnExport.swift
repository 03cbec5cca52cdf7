package import CSV

/// The columns that studentdb added to a list when it was exported.
///
/// They are how an export comes back as what it was: a gender that was decided or inferred is not a
/// recorded one. They are matched with no field, kept with the other cells, and not exported again.
package struct OwnExport: Equatable, Sendable {
  /// What all of their headings begin with.
  private static let prefix = "studentdb_"
  package static let basisHeading = "studentdb_basis"
  package static let genderHeading = "studentdb_gender"

  private static let correctedHeading = "studentdb_corrected"

  private let basis: Int
  private let gender: Int?
  private let corrected: Int?

  /// Nil for a list that is no export of studentdb's.
  package init?(headings: [String]) {
    guard let basis = headings.firstIndex(of: Self.basisHeading) else { return nil }
    self.basis = basis
    gender = headings.firstIndex(of: Self.genderHeading)
    corrected = headings.firstIndex(of: Self.correctedHeading)
  }

  /// The places of the columns that studentdb wrote; none in a list that it did not.
  package static func columns(in headings: [String]) -> Set<Int> {
    guard headings.contains(basisHeading) else { return [] }
    return Set(headings.indices.filter { headings[$0].hasPrefix(prefix) })
  }

  /// What a gender rests on.
  package enum Basis: Equatable {
    /// It is recorded; a person's correction is in the column `gender` rather than in the file's.
    case recorded(gender: Int, isCorrected: Bool)
    /// A person or a run said it, and the file's column was filled with it.
    case filled
    /// A person took out what the file says.
    case takenOut
    case declined
    case doNotInfer

    /// The column that says what the cell in the file's own column means, where that cell counts.
    package var explainedBy: Int? {
      if case .recorded(let gender, false) = self { gender } else { nil }
    }
  }

  /// What a line says.
  ///
  /// Nil for one that says nothing of itself, as one that was added by hand does, and
  /// for a gender that was missing or in doubt: a person may have written it in since. Then the
  /// gender is read like any other.
  package func basis(of record: borrowing CSVRecord) -> Basis? {
    guard basis < record.fieldCount else { return nil }
    let cell = record.bytes.span.extracting(record.range(of: basis))
    if cell.equals("recorded") {
      guard let gender, gender < record.fieldCount, !record.isEmptyCell(gender) else { return nil }
      return .recorded(gender: gender, isCorrected: isCorrected(record))
    }
    if cell.equals("missing"), isCorrected(record) { return .takenOut }
    if cell.equals("decided") || cell.equals("inferred") { return .filled }
    if cell.equals("declined") { return .declined }
    return cell.equals("do_not_infer") ? .doNotInfer : nil
  }

  /// Whether a person has written another gender into the file's own column since the export, which
  /// is read like any other then.
  package func isEdited(
    _ record: borrowing CSVRecord,
    _ basis: Basis,
    column: Int,
    words: GenderWords
  ) -> Bool {
    let cell = record.bytes.span.extracting(record.range(of: column))
    guard case .gender(let word) = words.reading(of: cell) else { return false }
    switch basis {
    case .recorded, .takenOut: return false
    case .filled: return gender.map { record.text($0) != word } ?? false
    case .declined, .doNotInfer: return true
    }
  }

  /// Whether a person corrected the gender, so that the file's own cell is not what is recorded.
  private func isCorrected(_ record: borrowing CSVRecord) -> Bool {
    guard let corrected, corrected < record.fieldCount, !record.isEmptyCell(corrected) else {
      return false
    }
    let text = record.text(corrected)
    return text.hasPrefix("gender ") || text.contains("; gender ")
  }

  /// The column of the cell that a line's gender is remembered and counted by.
  package func column(for basis: Basis) -> Int {
    if case .recorded(let column, _) = basis { column } else { self.basis }
  }
}

extension Span<UInt8> {
  fileprivate func equals(_ word: String) -> Bool {
    let bytes = word.utf8.span
    guard count == bytes.count else { return false }
    for index in indices where self[index] != bytes[index] { return false }
    return true
  }
}
