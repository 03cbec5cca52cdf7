import Bytes
import SQLite

/// What went wrong with the database file, in the terms of the person who runs the program.
///
/// The layers above do not know SQLite; this is what they see of its errors.
package struct DatabaseFailure: Sendable {
  /// What a caller can do about it.
  package enum Kind: Equatable, Sendable {
    /// Somebody else is writing; try again.
    case busy
    /// The disk is full.
    case full
    /// Reading or writing failed.
    case inputOutput
    /// The file or its folder may not be read or written.
    case permission
    /// The file cannot be made here.
    case cannotCreate
    /// There is no such file.
    case notFound
    /// The file is no database, is damaged, or breaks a rule of its own.
    case notUsable
    /// Stopped from outside.
    case interrupted
    /// A mistake of the program.
    case programmer
  }

  package let kind: Kind
  /// What happened, where, and what to do.
  package let sentence: String

  /// - Returns: nil for an error that does not come from the database.
  package init?(_ error: any Error) {
    if let failure = error as? ActFailure {
      (kind, sentence) = Self.words(of: failure)
      return
    }
    guard let error = error as? SQLiteError else { return nil }
    let place = error.path.map { "\($0): " } ?? ""
    switch error.kind {
    case .busy:
      kind = .busy
      sentence = "\(place)somebody else is writing to the file; try again in a moment"
    case .full:
      kind = .full
      sentence = "\(place)the disk is full; make room and try again"
    case .io:
      kind = .inputOutput
      sentence = "\(place)reading or writing failed (\(error.message)); check the disk"
    case .permission:
      kind = .permission
      sentence = "\(place)not permitted; check who owns the file and its folder"
    case .readOnly:
      kind = .permission
      sentence = "\(place)the file can only be read; check its permissions and its folder's"
    case .cannotOpen:
      kind = .cannotCreate
      sentence = "\(place)cannot be opened or made (\(error.message)); check that the folder exists"
    case .exists:
      kind = .cannotCreate
      sentence = "\(place)there is a file already; name another with --db"
    case .notFound:
      kind = .notFound
      sentence = "\(place)there is no such file; \"studentdb import FILE\" makes one"
    case .refusedFile(let why):
      kind = .notUsable
      sentence = "\(place)\(why); name the database file itself with --db"
    case .writeAheadLog:
      kind = .notUsable
      let command = ShellWord.line(["sqlite3", error.path ?? "", Connection.endOfWriteAheadLog])
      sentence =
        "\(place)another program has set this file to keep a write-ahead log, so part of the "
        + "data may be outside this file; set it back with: \(command)"
    case .notADatabase:
      kind = .notUsable
      sentence =
        "\(place)this is not a studentdb file; name one with --db, or import into a new one"
    case .corrupt:
      kind = .notUsable
      sentence = "\(place)the file is damaged (\(error.message)); restore a backup"
    case .interrupted:
      kind = .interrupted
      sentence = "\(place)interrupted; what was confirmed before is kept"
    case .unexpectedType, .outOfRange, .other:
      kind = .notUsable
      sentence =
        "\(place)\(error.message); the file was changed by other means: run \"studentdb verify\", "
        + "which names what was changed"
    case .constraint, .tooBig, .authorization, .syntax:
      kind = .notUsable
      sentence = "\(place)the database refused: \(error.message)"
    default:
      kind = .programmer
      sentence = "\(place)this should not happen, please report it: \(error)"
    }
  }

  /// A failed act says what became of it: that nothing was kept is said where it is known, and what
  /// was kept comes first.
  private static func words(of failure: ActFailure) -> (Kind, String) {
    let place = failure.cause.path.map { "\($0): " } ?? ""
    let isFull = failure.cause.kind == .full
    let what = isFull ? "the disk is full" : "reading or writing failed (\(failure.cause.message))"
    let sentence =
      switch failure.fate {
      case .nothingKept:
        "\(place)\(what); nothing of this was kept" + (isFull ? ": make room and try again" : "")
      case .kept(let entry, let act):
        "Entry \(entry.sequence) of the trail (\(act.rawValue)) was kept, although the disk failed "
          + "immediately afterwards: \(place)\(what). Do not repeat the command: \"studentdb log\" shows the entry; "
          + "a power cut could still take it back, so look again once the disk is in order"
      case .unknown:
        "\(place)\(what), and the file cannot be read now, so it is not known whether this was kept; "
          + "once the disk is in order, \"studentdb log\" says it: look before you repeat the command"
      }
    return (isFull ? .full : .inputOutput, sentence)
  }

  /// Whether the error tells of an act that was kept, or may have been.
  package static func mayBeKept(_ error: any Error) -> Bool {
    guard let failure = error as? ActFailure else { return false }
    return failure.fate != .nothingKept
  }
}
