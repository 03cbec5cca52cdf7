/// Where the cells of a run come from that an engine has counted: what was read, and what its operator
/// says of how it came about.
///
/// That the engine counted what the query says is nothing that a file can prove: only the file and the
/// query's text are known here. As JSON it is what the table says.
package struct CountedFrom: Codable, Hashable, Sendable {
  /// A word for a gender, what it was read as (`recorded`, `missing` or `declined`), and how many
  /// students have it.
  package struct Word: Codable, Hashable, Sendable {
    package let text: String
    package let reading: String
    /// Nil where no gender is recorded.
    package let gender: String?
    package let students: Int

    package init(text: String, reading: String, gender: String?, students: Int) {
      self.text = text
      self.reading = reading
      self.gender = gender
      self.students = students
    }
  }

  /// The file's name.
  package var file: String
  /// SHA-256 of its bytes, in hexadecimal digits.
  package var sha256: String
  package var bytes: Int
  package var cells: Int
  /// How many students the cells have together, those without a height included.
  package var students: Int
  /// The engine's dialect of SQL, as the file says.
  package var dialect: String
  /// The fewest students of a cell; smaller cells were merged by the engine.
  package var minimum: Int
  /// SHA-256 of the query, as the file says.
  package var querySHA256: String
  /// The query's text, where it was given; it has that digest.
  package var query: String?
  /// What the operator says of engine and time, which nobody has checked.
  package var engineSays: String?
  package var words: [Word]
  /// The heights that are believed, in millimetres; nil where there are too few to tell.
  package var believed: Believed?

  /// The least and the greatest height that is near enough to the others.
  package struct Believed: Codable, Hashable, Sendable {
    package let least: Int
    package let most: Int

    package init(_ millimetres: ClosedRange<Int>) {
      (least, most) = (millimetres.lowerBound, millimetres.upperBound)
    }

    package func contains(_ millimetres: Int) -> Bool {
      least <= millimetres && millimetres <= most
    }
  }

  package init(
    file: String,
    sha256: String,
    bytes: Int,
    cells: Int,
    students: Int,
    dialect: String,
    minimum: Int,
    querySHA256: String,
    query: String?,
    engineSays: String?,
    words: [Word],
    believed: Believed?
  ) {
    self.believed = believed
    self.file = file
    self.sha256 = sha256
    self.bytes = bytes
    self.cells = cells
    self.students = students
    self.dialect = dialect
    self.minimum = minimum
    self.querySHA256 = querySHA256
    self.query = query
    self.engineSays = engineSays
    self.words = words
  }

  private enum CodingKeys: String, CodingKey {
    case file, sha256, bytes, cells, students, dialect, minimum, query, words
    case believed = "believed_mm"
    case querySHA256 = "query_sha256"
    case engineSays = "engine_says"
  }
}
