/// What to take out, and how.
package struct ExportOptions: Sendable {
  /// Which values may fill a blank gender.
  package enum Fill: String, Sendable, CaseIterable {
    /// None: the file as it came.
    case none
    /// What a person decided.
    case decided
    /// What a person decided, and else what the current run infers.
    case inferred
  }

  /// Which columns to write.
  package enum Columns: String, Sendable, CaseIterable {
    /// The file's own.
    case original
    /// The file's own, and studentdb's behind them.
    case all
  }

  /// In which encoding to write.
  package enum Encoding: String, Sendable, CaseIterable {
    /// The file's own; UTF-8 for files that differ in it.
    case original
    /// UTF-8.
    case utf8 = "utf-8"
  }

  package var fill: Fill = .decided
  package var encoding: Encoding = .original
  package var columns: Columns = .all
  /// One import; nil for all of them, each student once.
  package var importBatch: Int64?
  package var signedOnly = false
  /// Whether the lines of one file that were rejected are put back in their places.
  package var withRejected = false

  /// The defaults.
  package init() {}
}

/// Why a list could not be given back as it was asked for.
package enum ExportError: Error, Equatable {
  /// Something that studentdb adds cannot be written in the file's own encoding.
  case missingCharacter(detail: String)
}

extension ExportError: CustomStringConvertible {
  /// What, why, and what to do.
  package var description: String {
    switch self {
    case .missingCharacter(let detail):
      "the list cannot be written in its file's own encoding: \(detail) with --encoding utf-8"
    }
  }
}
