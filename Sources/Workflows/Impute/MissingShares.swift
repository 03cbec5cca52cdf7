import Mixture
import StudentStore

/// Where genders are missing: by class, by age and by height, among the students with a height.
///
/// If it is more of the tall than of the short who did not say, the recorded shares are not those
/// of the missing, and a school should know.
struct MissingShares {
  let all: [MissingShare]

  init(_ census: EvidenceCensus) {
    var all: [MissingShare] = []
    for division in census.divisions where division.stratification != .none {
      let kind: MissingShare.Kind = division.stratification == .group ? .group : .age
      var counts = division.names.map { _ in Count() }
      for cell in division.evidence.cells { counts[cell.stratum].add(cell) }
      all += zip(division.names, counts).map { name, count in
        MissingShare(
          by: kind,
          name: name ?? "",
          students: count.students,
          missing: count.missing
        )
      }
    }
    if let first = census.divisions.first {
      var bands: [Int: Count] = [:]
      for cell in first.evidence.cells {
        bands[Int(nearest: (cell.height / 10).rounded(.down)), default: Count()].add(cell)
      }
      all += bands.sorted { $0.key < $1.key }.map { band, count in
        MissingShare(
          by: .height,
          name: "\(band * 10)-\(band * 10 + 9) cm",
          students: count.students,
          missing: count.missing
        )
      }
    }
    self.all = all
  }
}

/// Students of a part of the school, and those of them without a gender.
private struct Count {
  var students = 0
  var missing = 0

  mutating func add(_ cell: FoldedCell) {
    students += cell.count
    if cell.label == nil { missing += cell.count }
  }
}
