import RosterReading
import StudentStore
import Workflows

/// What any error of the layers below says, for whoever shows it.
package enum ErrorSentence {
  /// The sentence; nil for an error that should not happen.
  package static func of(_ error: any Error) -> String? {
    switch error {
    case let error as StoreError: error.description
    case let error as NotAList: error.description
    case let error as RosterError: error.description
    case let error as CellsError: error.description
    case let error as ImputeError: error.description
    case let error as RerunError: error.description
    case let error as WorkflowError: error.description
    default: DatabaseFailure(error)?.sentence ?? WorkbookFailure(error)?.sentence
    }
  }
}
