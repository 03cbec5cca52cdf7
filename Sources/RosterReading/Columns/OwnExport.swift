package import CSV

/// The columns that studentdb added to a list when it was exported.
///
/// They let an export be imported again without loss: a decided or inferred gender does not become
/// a recorded one. They match no field, are kept with the other cells, and are not exported again.
package struct OwnExport: Equatable, Sendable {
  /// The common prefix of their headings.
  private static let prefix = "studentdb_"
  package static let basisHeading = "studentdb_basis"
  package static let genderHeading = "studentdb_gender"
  /// The column that says that cells of the list have an apostrophe before them, which a spreadsheet
  /// would compute otherwise.
  package static let guardHeading = "studentdb_guarded"

  private static let correctedHeading = "studentdb_corrected"

  private let basis: Int
  private let gender: Int?
  private let corrected: Int?

  /// What stands before the headings of further columns in a OneRoster file.
  package static let extensionPrefix = "metadata."

  private static func plain(_ heading: String) -> String {
    heading.hasPrefix(extensionPrefix + prefix)
      ? String(heading.dropFirst(extensionPrefix.count)) : heading
  }

  /// Nil if the list is not an export of studentdb.
  package init?(headings: [String]) {
    let headings = headings.map(Self.plain)
    guard let basis = headings.firstIndex(of: Self.basisHeading) else { return nil }
    self.basis = basis
    gender = headings.firstIndex(of: Self.genderHeading)
    corrected = headings.firstIndex(of: Self.correctedHeading)
  }

  /// The indices of the columns that studentdb added; empty for any other list.
  package static func columns(in headings: [String]) -> Set<Int> {
    let headings = headings.map(plain)
    guard headings.contains(basisHeading) || headings.contains(guardHeading) else { return [] }
    return Set(headings.indices.filter { headings[$0].hasPrefix(prefix) })
  }

  /// The source of a gender.
  package enum Basis: Equatable {
    /// Recorded; a correction is in the column `gender`, not in the file's own column.
    case recorded(gender: Int, isCorrected: Bool)
    /// Decided by a reviewer or inferred by a run, and written into the file's own column.
    case filled
    /// The file's value was removed by a correction.
    case takenOut
    case declined
    case doNotInfer

    /// The column that says what the cell in the file's own column means, if that cell is used.
    package var explainedBy: Int? {
      if case .recorded(let gender, false) = self { gender } else { nil }
    }
  }

  /// The meaning of a line.
  ///
  /// Nil for a line without these cells, such as one added by hand, and for a gender that was
  /// missing or in doubt, because it may have been filled in since. The gender is then read like
  /// any other.
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

  /// Whether the gender in the file's own column was changed since the export; it is then read like
  /// any other.
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

  /// Whether the gender was corrected, so that the recorded value differs from the file's own cell.
  private func isCorrected(_ record: borrowing CSVRecord) -> Bool {
    guard let corrected, corrected < record.fieldCount, !record.isEmptyCell(corrected) else {
      return false
    }
    let text = record.text(corrected)
    return text.hasPrefix("gender ") || text.contains("; gender ")
  }

  /// The column whose cell is used to count and cache the line's gender.
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
