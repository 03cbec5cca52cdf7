import StudentStore

/// One number after each step of EM, one line for each gender or a single one.
struct TraceChart {
  /// A line: its values by step.
  struct Line {
    /// Where in the order of the genders; nil for what EM raises.
    let gender: Int?
    let values: [Double]
  }

  let name: String
  let steps: [Int]
  let lines: [Line]
  let genders: [String]
  let language: Language

  /// What EM raises, and each parameter, by step of one stratum's chosen start.
  static func all(_ trace: [ImputationRun.TraceStep], genders: [String], language: Language)
    -> [TraceChart]
  {
    func values(_ value: (ImputationRun.TraceGender) -> Double) -> [Line] {
      genders.enumerated().compactMap { place, gender in
        let values = trace.compactMap { $0.genders.first { $0.gender == gender }.map(value) }
        return values.count == trace.count ? Line(gender: place, values: values) : nil
      }
    }
    let steps = trace.map(\.step)
    // With a prior it is the sum of both that EM raises, not the log-likelihood alone.
    let hasPrior = trace.contains { $0.objective != $0.logLikelihood }
    return [
      TraceChart(
        name: (hasPrior ? Phrase.logPosterior : Phrase.logLikelihood)(language),
        steps: steps,
        lines: [Line(gender: nil, values: trace.map(\.objective))],
        genders: genders,
        language: language
      ),
      TraceChart(
        name: Phrase.mean(language),
        steps: steps,
        lines: values(\.mean),
        genders: genders,
        language: language
      ),
      TraceChart(
        name: Phrase.deviation(language),
        steps: steps,
        lines: values { $0.variance.squareRoot() },
        genders: genders,
        language: language
      ),
      TraceChart(
        name: Phrase.shareOfMissing(language),
        steps: steps,
        lines: values(\.weightMissing),
        genders: genders,
        language: language
      ),
    ]
  }

  var drawing: HTML {
    var drawing = Drawing(width: 350, height: 190, title: name, description: Phrase.trace(language))
    let values = lines.flatMap(\.values)
    let x = Scale(Double(steps.first ?? 0)...Double(steps.last ?? 1), from: 62, to: 338)
    let y = Scale((values.min() ?? 0)...(values.max() ?? 1), from: 142, to: 28)
    drawing.text(8, 14, name, style: "panel-name")
    drawing.verticalAxis(y, at: 62, to: 338, ticks: 4, language: language)
    drawing.horizontalAxis(
      x,
      at: 148,
      // There is no half step.
      ticks: max(1, min(5, (steps.last ?? 1) - (steps.first ?? 0))),
      language: language,
      label: Phrase.stepAxis(language)
    )
    for line in lines {
      let points = zip(steps, line.values).map { (x: x.place(Double($0)), y: y.place($1)) }
      drawing.curve(points, gender: line.gender ?? 3)
      for (index, point) in points.enumerated() where points.count <= 30 {
        drawing.point(
          point.x,
          point.y,
          radius: 2.4,
          gender: line.gender ?? 3,
          data: " data-step=\"\(steps[index])\" data-value=\"\("\(line.values[index])")\"",
          label: "\(steps[index]): \(language.fixed(line.values[index], 3))"
        )
      }
    }
    if lines.contains(where: { $0.gender != nil }) {
      drawing.legend(genders, at: 62, y: 182, language: language)
    }
    return drawing.svg
  }
}
