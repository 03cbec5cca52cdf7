import RosterReading

/// The heights in whole millimetres that an engine counts and scores.
enum CellHeights {
  static let all = CellsFile.millimetres

  /// A height in centimetres as the engine's query makes millimetres of it.
  static func millimetres(of centimetres: Double) -> Int {
    Int((centimetres * 10 + 0.5).rounded(.down))
  }
}
