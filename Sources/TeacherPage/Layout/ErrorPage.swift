import Files
import HTTPTypes
import Report
import RosterReading
import StudentStore
import Workflows

extension Page {
  /// A page that says why something was not done.
  func failure(_ phrase: Phrase, status: HTTPResponse.Status) -> Reply {
    failure(.notDone, say(phrase), status: status)
  }

  /// A page that says what went wrong.
  func failure(_ error: any Error) -> Reply {
    // What was stored, or may have been, must not be done twice.
    let title: Phrase = StoreError.mayBeKept(error) ? .lookBeforeRepeating : .notDone
    return failure(title, sentence(of: error), status: status(of: error))
  }

  private func failure(_ title: Phrase, _ text: String, status: HTTPResponse.Status) -> Reply {
    reply(
      say(title),
      step: nil,
      status: status,
      """
      <h1>\(say(title))</h1>
      <p role="alert">\(text)</p>
      <p>\(linkButton("/", .backToStart))</p>
      """
    )
  }

  /// An error in a sentence: in the visitor's language where the page knows it, else the program's.
  func sentence(of error: any Error) -> String {
    switch error {
    case let error as ImportAnswerError: say(error.phrase)
    case let error as FileError: SafeText.shown(error.description)
    default:
      Phrase.error(error).map { SafeText.shown(say($0)) }
        ?? ErrorSentence.of(error).map { say(.inTheProgramsWords) + SafeText.shown($0) }
        ?? say(.ours) + " " + SafeText.shown("\(error)")
    }
  }

  private func status(of error: any Error) -> HTTPResponse.Status {
    switch error {
    case StoreError.decidedMeanwhile, StoreError.wouldBreakSignature, StoreError.openItems,
      StoreError.unexpectedCount:
      .conflict
    case StoreError.unknown: .notFound
    // A file outside the database, such as the one for heads.
    case is FileError: .unprocessableContent
    default: ErrorSentence.of(error) == nil ? .internalServerError : .unprocessableContent
    }
  }
}
