extension SampleStatement {
  /// The names of the bands of confidence, from the least on.
  package static var bandNames: [String] { bands.map(\.name) }

  /// The columns of a sample that say of which part of the table a student was drawn: the stratum, the band,
  /// and how many students that part has.
  package static let partColumns = ["studentdb_stratum", "studentdb_band", "studentdb_in_band"]

  /// The place of a confidence among the bands.
  package static func band(of confidence: Double) -> Int {
    bands.firstIndex { band in band.bound.flatMap(Double.init).map { confidence < $0 } ?? true }
      ?? bands.count - 1
  }
}
