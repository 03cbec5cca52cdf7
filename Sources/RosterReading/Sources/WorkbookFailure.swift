import Workbook

/// What went wrong with a workbook or an archive, for the layers that know neither.
package struct WorkbookFailure {
  /// What, where, why, and what to do.
  package let sentence: String
  /// Whether it is the name of the sheet that is missing or wrong, and not the file.
  package let isQuestion: Bool

  /// Nil for any other error.
  package init?(_ error: any Error) {
    guard let error = error as? WorkbookError else { return nil }
    sentence = error.description
    switch error.kind {
    case .noSuchSheet: isQuestion = true
    default: isQuestion = false
    }
  }
}
