import Mixture
import Report
import StudentStore
import Workflows

/// The progress of a long command in one line on a terminal; silent for the first half second, without a
/// terminal, and with `-q`.
final class ProgressLine {
  /// What goes back to the start of the line.
  static let start = "\r"

  private static let firstAfter = 0.5
  private static let interval = 0.1

  private let environment: Environment
  private let name: String
  private let print: ((String) -> Void)?
  private let begin: Double
  private var next: Double
  private var width = 0
  /// What is counted now, and since when.
  private var step: (kind: WorkProgress.Step, begin: Double)?

  /// `name`: the command, or the file that is read.
  init(_ name: String, _ global: GlobalOptions, in environment: Environment) {
    self.environment = environment
    self.name = SafeText.shown(name)
    print = global.quiet ? nil : environment.progress
    begin = environment.seconds()
    next = begin + Self.firstAfter
  }

  /// Shows how far an import is, unless that was shown just before.
  func show(_ progress: ImportProgress) {
    guard let now = timeToShow() else { return }
    let share = progress.bytesInAll.map { Double(progress.bytesRead) / Double($0) }
    write(
      "\(Numbers.grouped(progress.lines)) lines"
        + rate(progress.lines, after: now - begin)
        + rest(share, after: now - begin, isPercent: true)
    )
  }

  /// Shows how far a work is, unless that was shown just before; leaves an empty line where it is over.
  func show(_ progress: WorkProgress?) {
    guard print != nil else { return }
    guard let progress else { return end() }
    // A step that begins anew, such as the second pass of an export, is timed anew.
    if step?.kind != progress.step || progress.done == 0 {
      step = (progress.step, environment.seconds())
    }
    guard let step, let now = timeToShow() else { return }
    let seconds = now - step.begin
    let share = progress.all.map { Double(progress.done) / Double($0) }
    let done = Numbers.grouped(progress.done)
    switch progress.step {
    case .modelsCompared:
      let all = progress.all.map { " of \(Numbers.grouped($0))" } ?? ""
      write("\(done)\(all) models compared" + rest(share, after: seconds, isPercent: false))
    case .studentsRead, .suggestionsWritten, .rowsChecked, .studentsWritten:
      write(
        "\(done) \(progress.step.words)" + rate(progress.done, after: seconds)
          + rest(share, after: seconds, isPercent: true)
      )
    }
  }

  /// Leaves an empty line behind.
  func end() {
    guard width > 0 else { return }
    print?(Self.start + SafeText.padded("", to: width))
    print?(Self.start)
    width = 0
  }

  /// The present time; nil where nothing is to be shown now.
  private func timeToShow() -> Double? {
    guard print != nil else { return nil }
    let now = environment.seconds()
    guard now >= next else { return nil }
    next = now + Self.interval
    return now
  }

  private func write(_ text: String) {
    let line = "\(name): \(text)"
    print?(Self.start + SafeText.padded(line, to: width))
    width = SafeText.width(line)
  }

  private func rate(_ done: Int, after seconds: Double) -> String {
    guard done > 0, seconds > 0 else { return "" }
    return ", \(Numbers.grouped(Int(nearest: Double(done) / seconds))) a second"
  }

  /// How much is done, and when the rest will be if it takes as long as what is done.
  private func rest(_ share: Double?, after seconds: Double, isPercent: Bool) -> String {
    guard let share, share > 0, share.isFinite else { return "" }
    let done = min(1, share)
    let left = Int(nearest: (seconds / done - seconds).rounded(.up))
    return (isPercent ? ", \(Numbers.percent(done))" : "") + ", \(left) s left"
  }
}

extension WorkProgress.Step {
  /// What has happened to what is counted.
  fileprivate var words: String {
    switch self {
    case .studentsRead: "students read"
    case .modelsCompared: "models compared"
    case .suggestionsWritten: "suggestions written"
    case .rowsChecked: "rows checked"
    case .studentsWritten: "students written"
    }
  }
}
