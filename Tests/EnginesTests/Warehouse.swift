import Engines
import SQLite
import TestSupport
import Testing

/// A student as a warehouse has one.
struct WarehouseRow {
  var gender: String?
  var group: String?
  var age: Int?
  var height: Double?
}

/// A line of the result of a count.
struct Cell: Hashable {
  var gender: String?
  var group: String?
  var age: Int?
  var millimetres: Int?
}

/// A table in SQLite, as a warehouse of its own.
struct Warehouse {
  let connection: Connection

  /// A table `student` with the columns g, c, a, h and id.
  init(_ rows: [WarehouseRow]) throws {
    connection = try .inMemory()
    try connection.execute(
      "CREATE TABLE student(id INTEGER PRIMARY KEY, g TEXT, c TEXT, a INTEGER, h REAL)"
    )
    for row in rows {
      try connection.run(
        "INSERT INTO student(g, c, a, h) VALUES(?, ?, ?, ?)",
        row.gender.map { .text($0) } ?? .null,
        row.group.map { .text($0) } ?? .null,
        row.age.map { .integer(Int64($0)) } ?? .null,
        row.height.map { .real($0) } ?? .null
      )
    }
  }

  /// The table with its columns under these names.
  static func table(
    _ map: String,
    _ needed: WarehouseField...,
    in dialect: Dialect = .sqlite
  ) throws -> WarehouseTable {
    try WarehouseTable(table: "student", map: [map], needed: needed, dialect: dialect)
  }

  /// What the statement counts, and how many lines it has.
  func count(_ map: String, minimum: Int) throws -> (cells: [Cell: Int], lines: Int) {
    let statement = try CountStatement(Self.table(map), minimum: minimum)
    var cells: [Cell: Int] = [:]
    var lines = 0
    var compiled = try connection.prepare(SQL(typed: statement.unsigned))
    try compiled.forEachRow { row in
      lines += 1
      let cell = Cell(
        gender: try row.optionalText(at: 1),
        group: try row.optionalText(at: 2),
        age: try row.optionalInteger(at: 3).map { Int($0) },
        millimetres: try row.optionalInteger(at: 4).map { Int($0) }
      )
      cells[cell, default: 0] += Int(try row.integer(at: 5))
    }
    return (cells, lines)
  }

  /// Students of every kind: known, missing and unknown words, heights that are missing, in doubt and
  /// at the ends, in few or many groups.
  static func rows(seed: UInt64) -> [WarehouseRow] {
    var generator = SeededGenerator(seed: seed)
    func pick<T>(_ values: [T]) -> T {
      values[Int.random(in: 0..<values.count, using: &generator)]
    }
    let groups = pick([1, 3, 40])
    let spread = pick([5.0, 25, 90])
    return (0..<pick([0, 1, 9, 60, 400, 1_500])).map { _ in
      let odd = Int.random(in: 0..<10, using: &generator) == 0
      let deviation = (0..<3).map { _ in Double.random(in: -1...1, using: &generator) }.reduce(0, +)
      return WarehouseRow(
        gender: odd
          ? "w\(Int.random(in: 0..<20, using: &generator))"
          : pick(["F", "M", "F", "M", nil, "", "it's"]),
        group: pick([nil, ""] + (0..<groups).map { "g\($0)" }),
        age: pick([10, 10, 10, 11, 11, nil, -1, 151]),
        height: odd
          ? pick([nil, 0, -3, 1.72, 49.96, 50, 260, 260.04, 1_725, 1e300, 259.99])
          : 160 + spread * deviation
      )
    }
  }
}

/// A simple count in dictionaries, with the merging as the guide states it.
struct SimpleCount {
  let minimum: Int

  /// The cells of rows; `group` and `age` say whether the count divides by them.
  static func cells(_ rows: [WarehouseRow], group: Bool, age: Bool) -> [Cell: Int] {
    var cells: [Cell: Int] = [:]
    for row in rows {
      let height = row.height.map { 50...260 ~= $0 ? Int(($0 * 10 + 0.5).rounded(.down)) : -1 }
      let cell = Cell(
        gender: row.gender == "" ? nil : row.gender,
        group: !group || row.group == "" ? nil : row.group,
        age: age ? row.age.flatMap { 0...150 ~= $0 ? $0 : nil } : nil,
        millimetres: height
      )
      cells[cell, default: 0] += 1
    }
    return cells
  }

  func merged(_ cells: [Cell: Int]) -> [Cell: Int] {
    guard minimum > 1 else { return cells }
    var (kept, left) = round(cells)
    for (cell, count) in left {
      kept[Cell(gender: cell.gender, millimetres: cell.millimetres), default: 0] += count
    }
    (kept, left) = round(kept)
    for (cell, count) in left {
      kept[Cell(gender: cell.gender, millimetres: -1), default: 0] += count
    }
    return kept
  }

  /// The cells that stay, and those that find no place.
  private func round(_ cells: [Cell: Int]) -> (kept: [Cell: Int], left: [Cell: Int]) {
    var kept: [Cell: Int] = [:]
    var left: [Cell: Int] = [:]
    let parts = Dictionary(grouping: cells) {
      Cell(gender: $0.key.gender, group: $0.key.group, age: $0.key.age)
    }
    for (part, cells) in parts {
      var places: [Int?: Int?] = [:]
      for (cell, count) in cells where count >= minimum {
        places[cell.millimetres] = .some(cell.millimetres)
      }
      func waits(_ cell: Cell) -> Int? {
        places[cell.millimetres] == nil ? cell.millimetres.flatMap { $0 > 0 ? $0 : nil } : nil
      }
      for width in [5, 10, 50, 200] {
        var sums: [Int: Int] = [:]
        let waiting = cells.compactMap { cell, count in
          waits(cell).flatMap { $0 < 2_600 ? ($0, count) : nil }
        }
        for (height, count) in waiting { sums[height / width, default: 0] += count }
        for (height, _) in waiting where sums[height / width, default: 0] >= minimum {
          places[height] = .some(height / width * width + width / 2)
        }
      }
      let ends = Set(places.values.compactMap { $0 }.filter { $0 > 0 }).sorted()
      for (cell, count) in cells {
        var place = places[cell.millimetres]
        if let height = waits(cell),
          let nearest = ends.min(by: { abs($0 - height) < abs($1 - height) })
        {
          place = .some(nearest)
        }
        if let place {
          let cell = Cell(gender: part.gender, group: part.group, age: part.age, millimetres: place)
          kept[cell, default: 0] += count
        } else {
          left[cell] = count
        }
      }
    }
    return (kept, left)
  }
}
