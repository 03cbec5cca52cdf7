import RosterReading

/// Why a load stops early; thrown to roll it back, and never shown.
enum LoadEnded: Error {
  /// The layout of the whole file differs from that of its beginning.
  case layoutChanged(RosterLayout)
  /// The same file was already imported, which is known only at its end.
  case alreadyImported(Int64)
}
