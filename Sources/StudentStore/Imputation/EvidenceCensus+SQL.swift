import SQLite

extension SchoolDatabase {
  /// Counts the whole school's heights by recorded gender, in one pass.
  ///
  /// Counting in the program while stepping is several times faster than GROUP BY, which sorts.
  package func evidenceCensus() throws -> EvidenceCensus {
    var counter = CellCounter()
    var notInferable: [String: Int] = [:]
    var statement = try connection.prepare(
      "SELECT gender, height_cm, gender_status, height_problem FROM standing_student"
    )
    try statement.forEachRow { row in
      if row.isNull(at: 0) {
        let status = try row.text(at: 2)
        guard status == "missing" else {
          notInferable[status, default: 0] += 1
          return
        }
        guard let height = try row.optionalReal(at: 1) else {
          let doubt = try row.optionalText(at: 3) == "doubt"
          notInferable[doubt ? "height_in_doubt" : "no_height", default: 0] += 1
          return
        }
        counter.count(height, gender: 0)
      } else if let height = try row.optionalReal(at: 1) {
        let gender = try row.withBytes(at: 0) { counter.index(of: $0) } ?? 0
        counter.count(height, gender: gender)
      }
    }
    return EvidenceCensus(cells: counter.cells, notInferable: notInferable)
  }

  /// A number that changes when another connection commits.
  package func dataVersion() throws -> Int64 {
    try connection.dataVersion()
  }
}

/// Counts students by height and gender.
private struct CellCounter {
  private struct Key: Hashable {
    let height: UInt64
    let gender: Int
  }

  private var counts: [Key: Int] = [:]
  /// The genders met so far; 0 stands for missing.
  private var genders: [[UInt8]] = [[]]

  mutating func count(_ height: Double, gender: Int) {
    counts[Key(height: height.bitPattern, gender: gender), default: 0] += 1
  }

  mutating func index(of gender: borrowing Span<UInt8>) -> Int {
    candidates: for index in genders.indices.dropFirst() where genders[index].count == gender.count
    {
      for place in gender.indices where genders[index][place] != gender[place] {
        continue candidates
      }
      return index
    }
    var bytes: [UInt8] = []
    for place in gender.indices { bytes.append(gender[place]) }
    genders.append(bytes)
    return genders.count - 1
  }

  var cells: [EvidenceCensus.Cell] {
    let names = genders.map { String(decoding: $0, as: UTF8.self) }
    return counts.map { key, count in
      EvidenceCensus.Cell(
        height: Double(bitPattern: key.height),
        gender: key.gender == 0 ? nil : names[key.gender],
        count: count
      )
    }.sorted { ($0.height, $0.gender ?? "") < ($1.height, $1.gender ?? "") }
  }
}
