import RosterReading
import StudentStore

/// What an export writes: whose students, in the form of which file, in which columns.
struct ExportPlan {
  /// One column of the output.
  struct Column {
    let heading: String
    let meaning: ImportColumns.Meaning
    /// The aspect that it holds; nil for a column that studentdb only keeps.
    let aspect: StudentAspect?
    /// Its place in the file whose form is used; nil for a column that this file lacks.
    let place: Int?
    /// How its values are written.
    let form: ExportForm
  }

  /// The file whose form is used.
  let form: ExportForm
  /// The import whose lines are written; nil for all students of the school.
  let lines: ImportBatch?
  /// Whether the lines are written as they came, without anything later.
  let isAsItCame: Bool
  let columns: [Column]
  /// For each column its place in a line of the file; nil where lines of other forms are written.
  let ownPlaces: [Int]?
  /// The place of the column with genders; nil if the form has none.
  let genderPlace: Int?

  init(_ database: SchoolDatabase, options: ExportOptions) throws {
    let active = try database.importIDs()
    guard let newest = active.last ?? options.importBatch else {
      throw StoreError.unknown(kind: "import", id: "yet: run \"studentdb import FILE\" first")
    }
    let only = active.count == 1 && options.likeImport == nil ? active[0] : nil
    lines = try (options.importBatch ?? only).map { try database.importRecord($0) }
    let forms = try Set(active + [options.importBatch, options.likeImport].compactMap(\.self))
      .sorted().map { try ExportForm(try database.importRecord($0), in: database) }
    let wanted =
      options.likeImport ?? options.importBatch
      ?? forms.last { $0.columns.column(of: .gender) != nil && !$0.columns.headings.isEmpty }?
      .batch.id ?? newest
    guard let form = forms.first(where: { $0.batch.id == wanted }) else {
      throw StoreError.unknown(kind: "import", id: "i\(wanted)")
    }
    self.form = form
    let isOwnForm = lines?.id == form.batch.id
    let isReverted = try lines.map { try database.importRevert(of: $0.id) != nil } ?? false
    isAsItCame = isOwnForm && (isReverted || options.fill == .none)
    // The columns that studentdb added to an export are given back only with that very file.
    let isFile = isAsItCame && options.columns == .original && options.importBatch != nil
    let own = isFile ? [] : OwnExport.columns(in: form.columns.headings)
    var columns = form.columns.headings.indices.filter { !own.contains($0) }.map {
      Column(form, $0, place: $0)
    }
    if options.likeImport == nil, lines == nil {
      columns += Self.further(beyond: form, in: forms.filter { active.contains($0.batch.id) })
    }
    self.columns = columns
    let places = columns.compactMap(\.place)
    ownPlaces = isOwnForm && places.count == columns.count ? places : nil
    genderPlace = columns.first { $0.aspect == .gender }?.place
  }

  /// Whether the heading line is that of the file.
  var hasOriginalHeading: Bool {
    columns.map(\.place) == form.columns.headings.indices.map { $0 }
  }

  /// The columns that other files have; each in the form of the newest file with it.
  private static func further(beyond form: ExportForm, in forms: [ExportForm]) -> [Column] {
    var known = Set(form.columns.meanings)
    var further: [Column] = []
    for other in forms where other.batch.id != form.batch.id {
      let own = OwnExport.columns(in: other.columns.headings)
      for (column, meaning) in other.columns.meanings.enumerated()
      where !own.contains(column) && !known.contains(meaning) {
        known.insert(meaning)
        // The parts of a name are in the name.
        if case .field = meaning, other.columns.aspects[column] == nil { continue }
        if other.columns.aspects[column] == .name { continue }
        let newest = forms.last { $0.columns.column(of: meaning) != nil } ?? other
        further.append(
          Column(newest, newest.columns.column(of: meaning) ?? column, place: nil)
        )
      }
    }
    return further
  }
}

extension ExportPlan.Column {
  fileprivate init(_ form: ExportForm, _ column: Int, place: Int?) {
    heading = form.columns.headings[column]
    meaning = form.columns.meanings[column]
    aspect = form.columns.aspects[column]
    self.place = place
    self.form = form
  }
}
