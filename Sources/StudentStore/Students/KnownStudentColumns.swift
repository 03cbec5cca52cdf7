/// The columns of `student` that an import reads of each known student, and their places in a row.
struct KnownStudentColumns {
  /// Of `StudentColumn.all`, in that order.
  private let read: [Int]

  let id: Int
  let importBatch: Int
  let name: Int
  let otherCells: Int
  let isNoPerson: Int
  let hasLeft: Int
  let sameAs: Int
  // Nil where the file has no such column.
  let schoolID: Int?
  let group: Int?
  let birthDate: Int?
  let height: Int?
  let heightText: Int?
  /// Those that the file can change, and whether they say how a value was written.
  let values: [(place: Int, isText: Bool)]

  /// The columns for a file.
  init(for file: ImportColumns, hashed: HashedColumns) {
    let always = [
      "id", "import_batch", "name", "other_cells", "not_a_person", "has_left", "same_as",
    ]
    let aspects = Set(file.aspects.values)
    let all = StudentColumn.all
    let read = all.indices.filter { column in
      always.contains("\(all[column].name)") || hashed.has(column)
        || all[column].aspect.map { aspects.contains($0) } ?? false
    }
    func place(of name: String) -> Int? { read.firstIndex { "\(all[$0].name)" == name } }
    func certainPlace(of name: String) -> Int {
      guard let place = place(of: name) else {
        preconditionFailure("\(name) is a column of student")
      }
      return place
    }
    self.read = read
    id = certainPlace(of: "id")
    importBatch = certainPlace(of: "import_batch")
    name = certainPlace(of: "name")
    otherCells = certainPlace(of: "other_cells")
    isNoPerson = certainPlace(of: "not_a_person")
    hasLeft = certainPlace(of: "has_left")
    sameAs = certainPlace(of: "same_as")
    schoolID = place(of: "school_id")
    group = place(of: "group_name")
    birthDate = aspects.contains(.birthdate) ? place(of: "birth_date") : nil
    height = place(of: "height_cm")
    heightText = place(of: "height_text")
    values = read.indices.filter { hashed.has(read[$0]) }.map { ($0, all[read[$0]].isText) }
  }

  /// The names of the columns.
  var names: [StaticString] { read.map { StudentColumn.all[$0].name } }

  /// The places of an aspect's text and value; nil where they are not read.
  func places(of aspect: StudentAspect) -> (text: Int?, value: Int?) {
    let places = read.indices.filter { StudentColumn.all[read[$0]].aspect == aspect }
    let value = places.first {
      if case .value = StudentColumn.all[read[$0]].meaning { true } else { false }
    }
    return (places.first { StudentColumn.all[read[$0]].isText }, value)
  }
}
