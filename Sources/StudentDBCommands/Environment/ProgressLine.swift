import Mixture
import Report
import Workflows

/// The progress of a long import in one line on a terminal; silent for the first half second, and
/// without a terminal.
struct ProgressLine {
  private static let firstAfter = 0.5
  private static let interval = 0.1

  private let environment: Environment
  private let name: String
  private let start: Double
  private var next: Double
  private var width = 0

  /// `name`: the file that is read.
  init(_ name: String, in environment: Environment) {
    self.environment = environment
    self.name = SafeText.shown(name)
    start = environment.seconds()
    next = start + Self.firstAfter
  }

  /// Shows the state, unless it was shown just before.
  mutating func show(_ progress: ImportProgress) {
    guard environment.progress != nil else { return }
    let now = environment.seconds()
    guard now >= next else { return }
    next = now + Self.interval
    write(Self.text(name, progress, after: now - start))
  }

  /// Leaves an empty line behind.
  mutating func end() {
    guard width > 0 else { return }
    write("")
    environment.progress?("\r")
    width = 0
  }

  private mutating func write(_ text: String) {
    environment.progress?("\r" + SafeText.padded(text, to: width))
    width = SafeText.width(text)
  }

  private static func text(
    _ name: String,
    _ progress: ImportProgress,
    after seconds: Double
  ) -> String {
    let rate = Double(progress.lines) / seconds
    var text =
      "\(name): \(Numbers.grouped(progress.lines)) lines, "
      + "\(Numbers.grouped(Int(nearest: rate))) a second"
    if let all = progress.bytesInAll, progress.bytesRead > 0 {
      let share = min(1, Double(progress.bytesRead) / Double(all))
      let left = Int(nearest: (seconds / share - seconds).rounded(.up))
      text += ", \(Numbers.percent(share)), \(left) s left"
    }
    return text
  }
}
