extension SampleStatement {
  /// The names of the bands of confidence, from the least on.
  package static var bandNames: [String] { bands.map(\.name) }

  /// The place of a confidence among the bands.
  package static func band(of confidence: Double) -> Int {
    bands.firstIndex { band in band.bound.flatMap(Double.init).map { confidence < $0 } ?? true }
      ?? bands.count - 1
  }
}
