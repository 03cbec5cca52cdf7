import Mixture
import StudentStore

/// How often the program was right on students whose gender is known and was hidden, by how sure it was.
struct CalibrationChart {
  let bins: [RunEvaluation.Bin]
  let language: Language

  /// `isAnonymous`: neighbouring bins are put together until each has five students, and five or none of
  /// them right and wrong; counts are rounded to fives.
  init(_ bins: [RunEvaluation.Bin], isAnonymous: Bool, language: Language) {
    self.language = language
    let used = bins.filter { $0.count > 0 }
    guard isAnonymous else {
      self.bins = used
      return
    }
    let runs = Pooling.neighbours(used) { run in
      guard let bin = Self.together(run) else { return false }
      return bin.count >= Double(Pooling.least)
        && Pooling.mayTell(share: bin.accuracy, of: bin.count)
    }
    self.bins = runs.compactMap(Self.together).map { bin in
      var bin = bin
      bin.count = Double(Pooling.rounded(bin.count))
      return bin
    }
  }

  private static func together(_ run: [RunEvaluation.Bin]) -> RunEvaluation.Bin? {
    guard var bin = run.first, let last = run.last else { return nil }
    guard run.count > 1 else { return bin }
    let count = run.reduce(0) { $0 + $1.count }
    func mean(_ value: (RunEvaluation.Bin) -> Double) -> Double {
      run.reduce(0) { $0 + value($1) * $1.count } / count
    }
    bin.upper = last.upper
    bin.confidence = mean(\.confidence)
    bin.accuracy = mean(\.accuracy)
    bin.count = count
    let interval = ConfidenceInterval(share: bin.accuracy, of: count)
    bin.accuracyLower = interval.lower
    bin.accuracyUpper = interval.upper
    return bin
  }

  func drawing(title: String) -> HTML {
    var drawing = Drawing(
      width: 460,
      height: 400,
      title: title,
      description: Phrase.calibration(language)
    )
    let least = min(0.4, bins.map { min($0.accuracyLower, $0.confidence) }.min() ?? 0.4)
    let x = Scale(least...1, from: 56, to: 440)
    let y = Scale(least...1, from: 345, to: 16)
    func percent(_ value: Double) -> String { language.fixed(value * 100, 0) + " %" }
    drawing.verticalAxis(y, at: 56, to: 440, language: language, shown: percent)
    drawing.line(56, 345, 440, 345, "axis")
    for value in x.ticks(about: 6) {
      drawing.text(x.place(value), 362, percent(value), .middle, style: "tick")
    }
    drawing.text(440, 382, Phrase.statedAxis(language), .end, style: "axis-name")
    drawing.text(60, 12, Phrase.rightAxis(language), style: "axis-name")
    drawing.line(x.start, y.start, x.end, y.end, "threshold")
    for bin in bins {
      let (cx, cy) = (x.place(bin.confidence), y.place(bin.accuracy))
      drawing.line(cx, y.place(bin.accuracyLower), cx, y.place(bin.accuracyUpper), "interval")
      let count = language.fixed(bin.count, 0)
      drawing.point(
        cx,
        cy,
        radius: min(10, 3 + bin.count.squareRoot() / 3),
        gender: 0,
        data: """
           data-confidence="\("\(bin.confidence)")" data-accuracy="\("\(bin.accuracy)")" \
          data-count="\("\(bin.count)")"
          """,
        label: "\(language.percent(bin.confidence)) → \(language.percent(bin.accuracy)), \(count)"
      )
      drawing.text(cx + 9, cy + 15, count, style: "tick-left")
    }
    return drawing.svg
  }
}
