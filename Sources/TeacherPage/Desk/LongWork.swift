import NIOPosix
import Report
import Synchronization

/// Work that takes longer than a page may: it runs beside the pages, with a connection of its own.
final class LongWork: Sendable {
  /// What it is.
  enum Kind: Sendable {
    case importing(String)
    /// Trying an import, without keeping anything.
    case looking(String)
    case inferring
    case verifying
  }

  /// How it ended.
  enum Outcome: Sendable {
    /// The page to go to.
    case done(path: String)
    case failed(any Error)
  }

  /// How far it is.
  struct Progress: Sendable {
    /// Between 0 and 1; nil where nobody can know.
    var share: Double?
    /// Lines read, of an import.
    var lines: Int?
  }

  let kind: Kind
  private let state = Mutex((progress: Progress(), outcome: Outcome?.none))

  init(_ kind: Kind) { self.kind = kind }

  var progress: Progress { state.withLock { $0.progress } }
  var outcome: Outcome? { state.withLock { $0.outcome } }
  var isRunning: Bool { outcome == nil }

  /// Whether it writes for so long that other pages would wait for it.
  var blocksOthers: Bool {
    switch kind {
    case .importing, .looking: true
    case .inferring, .verifying: false
    }
  }

  func report(_ progress: Progress) { state.withLock { $0.progress = progress } }

  func title(_ language: Language) -> String {
    switch kind {
    case .importing(let name): Phrase.importRuns(name)(language)
    case .looking(let name): Phrase.lookingRuns(name)(language)
    case .inferring: Phrase.inferenceRuns(language)
    case .verifying: Phrase.verificationRuns(language)
    }
  }

  /// Begins; `body` returns the page to go to afterwards.
  func begin(_ body: @escaping @Sendable (LongWork) throws -> String) {
    NIOThreadPool.singleton.submit { [self] _ in
      let outcome: Outcome
      do {
        outcome = .done(path: try body(self))
      } catch {
        outcome = .failed(error)
      }
      state.withLock { $0.outcome = outcome }
    }
  }
}
