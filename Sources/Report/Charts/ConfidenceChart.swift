import StudentStore

/// How sure a run is of those whose gender is missing, by height.
struct ConfidenceChart {
  /// Some students of about the same height with about the same suggestion.
  struct Point: Equatable {
    let lower, upper: Double
    let confidence: Double
    let gender: String
    let isProposed: Bool
    let count: Int

    var height: Double { (lower + upper) / 2 }
  }

  let points: [Point]
  let genders: [String]
  let threshold: Double
  let language: Language

  /// `isAnonymous`: heights are put together until each point has five students, counts are rounded to fives.
  init(
    _ cells: [EvidenceCell],
    genders: [String],
    threshold: Double,
    isAnonymous: Bool,
    language: Language
  ) {
    self.genders = genders
    self.threshold = threshold
    self.language = language
    let single = cells.compactMap { cell -> Point? in
      guard let height = cell.height, cell.students > 0 else { return nil }
      return Point(
        lower: height,
        upper: height,
        confidence: cell.confidence,
        gender: cell.gender,
        isProposed: cell.isProposed,
        count: cell.students
      )
    }
    .sorted { ($0.lower, $0.confidence) < ($1.lower, $1.confidence) }
    points = isAnonymous ? Self.pooled(single) : single
  }

  private static func pooled(_ points: [Point]) -> [Point] {
    let genders = Set(points.map(\.gender)).sorted()
    return genders.flatMap { gender in
      [true, false].flatMap { isProposed in
        let own = points.filter { $0.gender == gender && $0.isProposed == isProposed }
        let runs = Pooling.neighbours(own) { $0.reduce(0) { $0 + $1.count } >= Pooling.least }
        return runs.map { run in
          let count = run.reduce(0) { $0 + $1.count }
          let sum = run.reduce(0) { $0 + $1.confidence * Double($1.count) }
          // Whole steps of five centimetres around them, so that no single height is told.
          let low = ((run.map(\.lower).min() ?? 0) / 5).rounded(.down) * 5
          let high = (((run.map(\.upper).max() ?? 0) / 5).rounded(.down) + 1) * 5
          return Point(
            lower: low,
            upper: high,
            confidence: sum / Double(count),
            gender: gender,
            isProposed: isProposed,
            count: Pooling.rounded(count)
          )
        }
      }
    }
  }

  func drawing(title: String) -> HTML {
    var drawing = Drawing(
      width: 720,
      height: 330,
      title: title,
      description: Phrase.confidence(language)
    )
    let heights = points.flatMap { [$0.lower, $0.upper] }
    let x = Scale(
      ((heights.min() ?? 150) - 2)...((heights.max() ?? 160) + 2),
      from: 52,
      to: 700
    )
    let least = min(0.5, points.map(\.confidence).min() ?? 0.5)
    let y = Scale(least...1, from: 280, to: 26)
    drawing.verticalAxis(y, at: 52, to: 700, language: language) {
      language.fixed($0 * 100, 0) + " %"
    }
    drawing.horizontalAxis(
      x,
      at: 286,
      ticks: 10,
      language: language,
      label: Phrase.heightAxis(language)
    )
    let line = y.place(threshold)
    drawing.line(52, line, 700, line, "threshold")
    drawing.text(
      700,
      14,
      "- - " + Phrase.threshold(language) + " " + language.percent(threshold),
      .end,
      style: "axis-name"
    )
    for point in points {
      let gender = genders.firstIndex(of: point.gender) ?? genders.count
      let name = Phrase.gender(point.gender)(language)
      let span =
        point.lower == point.upper
        ? language.fixed(point.lower, 1)
        : "\(language.fixed(point.lower, 0))–\(language.fixed(point.upper, 0))"
      drawing.point(
        x.place(point.height),
        y.place(point.confidence),
        radius: min(12, 2.6 * Double(point.count).squareRoot() + 1),
        gender: gender,
        isFilled: point.isProposed,
        data: " data-confidence=\"\("\(point.confidence)")\" data-count=\"\(point.count)\"",
        label: "\(span) cm: \(name) \(language.percent(point.confidence)), \(point.count)"
      )
    }
    drawing.legend(genders, at: 52, y: 14, language: language)
    return drawing.svg
  }
}

extension Drawing {
  /// The genders with their shapes.
  mutating func legend(_ genders: [String], at x: Double, y: Double, language: Language) {
    var place = x
    for (index, gender) in genders.enumerated() {
      let name = Phrase.gender(gender)(language)
      point(place + 5, y - 4, radius: 4.5, gender: index, label: name)
      text(place + 14, y, name, style: "row-name")
      place += 34 + 7.5 * Double(SafeText.width(name))
    }
  }
}
