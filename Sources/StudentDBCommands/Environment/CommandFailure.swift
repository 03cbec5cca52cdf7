import Files
package import Report
import RosterReading
import StudentStore
import Workflows

/// A failure with its exit status and its message.
package struct CommandFailure: Error, Equatable {
  package let status: ExitStatus
  package let message: String

  package init(_ status: ExitStatus, _ message: String) {
    self.status = status
    self.message = message
  }
}

extension CommandFailure {
  /// The status and the message of any error.
  init(_ error: any Error) {
    switch error {
    case let failure as CommandFailure: self = failure
    case let error as StoreError: self.init(Self.status(of: error), error.description)
    case let error as NotAList: self.init(.usage, error.description)
    case let error as FileError: self.init(Self.status(of: error), Self.words(of: error))
    case let error as RosterError: self.init(Self.status(of: error), error.description)
    case let error as CellsError: self.init(.data, error.description)
    case let error as LookupError: self.init(.data, error.description)
    case let error as ReceiptError: self.init(.data, error.description)
    case let error as ImputeError: self.init(.data, error.description)
    case let error as RerunError: self.init(.data, error.description)
    case let error as QueryError: self.init(Self.status(of: error), error.description)
    case let error as WorkflowError: self.init(Self.status(of: error), error.description)
    default:
      if let failure = DatabaseFailure(error) {
        self.init(Self.status(of: failure.kind), failure.sentence)
      } else if let failure = WorkbookFailure(error) {
        self.init(failure.isQuestion ? .usage : .data, failure.sentence)
      } else {
        self.init(.software, "this should not happen, please report it: \(error)")
      }
    }
  }

  private static func status(of error: StoreError) -> ExitStatus {
    switch error {
    case .foreignDatabase, .newerDatabase, .alteredMigration, .olderDatabase, .differentSchema,
      .notATable, .malformed,
      .nothingToDecide, .nothingToUndo, .nothingToRedo, .unexpectedCount, .reverted, .idTaken,
      .importSupportsLater, .importIsJoined, .tooManyGenders, .otherAnchor:
      .data
    case .unknown, .emptyDatabase, .erased: .noInput
    case .reasonHoldsName: .usage
    case .decidedMeanwhile, .evidenceChanged, .fileGone: .busy
    case .wouldBreakSignature, .importIsSigned: .signed
    case .runProposesNothing: .notFit
    case .actFailed, .notAnchored: .io
    case .openItems: .workLeft
    }
  }

  private static func status(of error: QueryError) -> ExitStatus {
    if case .refused = error { .permission } else { .data }
  }

  private static func status(of error: RosterError) -> ExitStatus {
    switch error {
    case .genderWords, .typedHeight, .typedDate, .measuredLater, .encodingName, .noWorkbook,
      .optionWithoutEffect:
      .usage
    case .changedMeanwhile: .busy
    case .oneRoster: .noInput
    case .several, .empty, .unreadableEncoding, .unmarkedEncoding, .undecidedEncoding,
      .missingColumns, .absentColumns, .likelyColumns, .oneRosterRoles,
      .questions, .heightUnit, .dateOrder, .genderCodes, .genderLetters, .otherGenderWords,
      .manyGenders,
      .nothingReadable, .rejected, .conflicts, .importedOtherwise, .notNewest:
      .data
    }
  }

  private static func status(of error: WorkflowError) -> ExitStatus {
    switch error {
    case .numberAndID, .ambiguousName, .cannotJoin(_, _, .sameStudent): .usage
    case .workbook: .io
    case .recordedIsNeverInferred, .noSuggestion, .missingCharacter, .sheetColumnsMissing,
      .sheetColumnTwice, .sheetLine, .notImported, .noSexColumn, .cannotJoin, .laterJoin:
      .data
    }
  }

  private static func status(of kind: DatabaseFailure.Kind) -> ExitStatus {
    switch kind {
    case .busy: .busy
    case .full, .inputOutput, .outOfMemory: .io
    case .permission, .readOnly: .permission
    case .cannotOpen, .exists: .cannotCreate
    case .notFound: .noInput
    case .refusedFile, .writeAheadLog, .notADatabase, .damaged, .changedOutside, .refused: .data
    case .interrupted: .interrupted
    case .programmer: .software
    }
  }

  private static func status(of error: FileError) -> ExitStatus {
    switch error {
    case .refused: .cannotCreate
    case .cannotMake: error.isFull ? .io : .cannotCreate
    case .failed, .unsynced, .noReader: .io
    case .tooLong: .data
    case .unreadable: error.isMissing ? .noInput : error.isForbidden ? .permission : .io
    }
  }

  private static func words(of error: FileError) -> String {
    error.description + (error.isFull ? "; make room and try again" : "")
  }
}
