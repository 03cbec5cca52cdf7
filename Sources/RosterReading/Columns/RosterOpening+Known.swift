import CSV
import TextEncoding

extension RosterOpening {
  /// Whether text of the file's beginning that is not ASCII is known: its headings, or a name of it.
  ///
  /// `isKnown`: whether one of these names is that of a student.
  package func agreesWithKnownText(
    _ source: RosterSource,
    isKnown: (_ names: Set<String>) throws -> Bool
  ) throws -> Bool {
    guard let remembered else { return false }
    if remembered.headings.contains(where: { !$0.utf8.allSatisfy { $0 < 0x80 } }) { return true }
    let columns = [.name, .givenName, .familyName].compactMap { remembered.columns[$0] }
    var names: Set<String> = []
    var text = try RosterText(source, text, observer: NoObserver())
    var parser = CSVParser(dialect: dialect)
    while text.byteCount < Self.searchedBytes, let piece = try text.next() {
      parser.parse(piece) { record in
        guard record.fault == nil, !record.isASCII,
          columns.allSatisfy({ $0 < record.fieldCount })
        else { return }
        let name = columns.map { record.text($0) }.joined(separator: " ")
        if !name.utf8.allSatisfy({ $0 < 0x80 }) { names.insert(VisibleText.of(name)) }
      }
    }
    parser.finish { _ in }
    return try !names.isEmpty && isKnown(names)
  }

  /// How much of a file is searched for known names.
  private static let searchedBytes = 1 << 20
}
