import Terminal

/// Keeps a terminal and the review together until the person stops.
struct ScreenSession {
  private let terminal: TerminalSession
  private let world: World

  init(_ terminal: TerminalSession, world: World) {
    self.terminal = terminal
    self.world = world
  }

  /// Runs until the person stops; the terminal is as before when this returns.
  func run(_ desk: ReviewDesk) -> ExitStatus {
    defer { terminal.close() }
    var screen = ReviewScreen(desk)
    var wasInterrupted = false
    loop: while true {
      // Whoever cannot see the screen can decide nothing either.
      guard (try? terminal.show(screen.frame(terminal.size))) != nil else { break }
      switch terminal.next() {
      case .key(let key):
        guard screen.take(key, terminal.size) else { break loop }
      case .redraw: continue
      case .interrupted:
        wasInterrupted = true
        break loop
      case .inputEnded: break loop
      }
    }
    terminal.close()
    let left = screen.desk.queue.toDo
    let next =
      left == 0
      ? "Nothing is left to decide. Next: studentdb review sign-off --name NAME --role ROLE"
      : "Stopped with \(left) still to decide; everything decided so far is kept."
    let said = ((try? screen.desk.progress()) ?? []) + [next]
    try? world.output(Array((said.joined(separator: "\n") + "\n").utf8))
    if wasInterrupted { return .interrupted }
    return left == 0 ? .done : .workLeft
  }
}
