import ArgumentParser
import Files
import Report

/// The option of the commands whose answer can be longer than the screen.
struct PagingOptions: ParsableArguments {
  @Flag(help: "Print a long answer at once, without a pager.")
  var noPager = false
}

/// Thrown once the user has left the pager, so that no more is rendered.
struct PagerLeft: Error {}

/// An answer on a terminal: printed as it is where it fits on the screen, else shown by the pager from
/// the first line on.
final class PagedOutput {
  /// More than a pipe holds: when so much was written, somebody has read from it.
  private static let read = 1 << 17

  private enum State {
    case measuring
    case paging(any PagerStream)
    case printing
  }

  private let environment: Environment
  private let command: String
  private let isNamed: Bool
  private let start: (String, [String]) -> (any PagerStream)?
  private let size: (columns: Int, rows: Int)

  private var state = State.measuring
  /// The beginning of the answer, until it is certain that it is seen.
  private var beginning: [UInt8] = []
  private var rows = 0

  /// Nil where no pager is wanted or possible.
  init?(_ paging: PagingOptions, in environment: Environment) {
    guard !paging.noPager, environment.isOutputTerminal, let start = environment.startPager,
      let columns = environment.columns, let rows = environment.rows,
      let terminal = environment.variables["TERM"], !terminal.isEmpty, terminal != "dumb"
    else { return nil }
    let named = ["STUDENTDB_PAGER", "PAGER"].lazy.compactMap { environment.variables[$0] }.first
    let command = (named ?? "less").trimmingEnd()
    guard !command.isBlank, command != "cat" else { return nil }
    self.environment = environment
    self.command = command
    self.start = start
    isNamed = named != nil
    size = (columns, rows)
  }

  /// Takes whole lines.
  ///
  /// - Throws: `PagerLeft` once the user has left the pager.
  func write(_ bytes: [UInt8]) throws {
    switch state {
    case .printing: try environment.output(shown: bytes)
    case .paging(let pager): try pass(bytes, to: pager)
    case .measuring:
      beginning += bytes
      rows += rowCount(of: bytes)
      // The last row is the prompt's of the shell.
      guard rows >= size.rows else { return }
      guard let pager = start(command, variables) else {
        if isNamed {
          environment.message("the pager \"\(command)\" could not be started; this is the answer")
        }
        return try printBeginning()
      }
      state = .paging(pager)
      let waiting = beginning
      beginning = []
      try pass(waiting, to: pager)
    }
  }

  /// Prints what fits on the screen, or waits until the user has left the pager.
  func finish() throws {
    switch state {
    case .printing: break
    case .measuring: try printBeginning()
    case .paging(let pager):
      let wasStarted = pager.finish()
      state = .printing
      if !wasStarted, beginning.count < Self.read { try environment.output(shown: beginning) }
    }
  }

  private func printBeginning() throws {
    state = .printing
    try environment.output(shown: beginning)
    beginning = []
  }

  private func pass(_ bytes: [UInt8], to pager: any PagerStream) throws {
    if beginning.count < Self.read { beginning += bytes }
    guard try !pager.write(bytes) else { return }
    // Either the user has seen enough, or the shell has found no such command.
    guard !pager.finish(), beginning.count < Self.read else {
      state = .printing
      throw PagerLeft()
    }
    try printBeginning()
  }

  /// The environment of the pager: as git gives it, colours are obeyed, the answer stays on the screen,
  /// and one screen is not paged at all.
  private var variables: [String] {
    let usual = ["LESS": "FRX", "LV": "-c"]
    return environment.variables.merging(usual) { own, _ in own }
      .map { "\($0.key)=\($0.value)" }.sorted()
  }

  /// The rows of the screen that lines take; a long line takes several.
  private func rowCount(of bytes: [UInt8]) -> Int {
    var rows = 0
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast() {
      rows += 1
      guard line.count > size.columns, self.rows + rows < size.rows else { continue }
      let text = String(decoding: line, as: UTF8.self)
      rows += max(0, SafeText.width(text.replacing(/\u{1B}\[[0-9]*m/, with: "")) - 1) / size.columns
    }
    return rows
  }
}
