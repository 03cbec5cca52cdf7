/// A range of values along a side of a drawing.
///
/// Coordinates are rounded to a tenth of a pixel, so that equal input gives equal bytes.
struct Scale {
  let values: ClosedRange<Double>
  /// The pixels of the lower and the upper end; a vertical side runs downwards.
  let start, end: Double

  init(_ values: ClosedRange<Double>, from start: Double, to end: Double) {
    // A range of one value would divide by zero.
    self.values =
      values.lowerBound < values.upperBound
      ? values : (values.lowerBound - 0.5)...(values.upperBound + 0.5)
    self.start = start
    self.end = end
  }

  /// The place of a value; one outside the range is at its end.
  func place(_ value: Double) -> Double {
    let bounded = min(max(value, values.lowerBound), values.upperBound)
    let part = (bounded - values.lowerBound) / (values.upperBound - values.lowerBound)
    return start + part * (end - start)
  }

  /// Round values at the same distance, about as many as asked for.
  func ticks(about count: Int) -> [Double] {
    let span = values.upperBound - values.lowerBound
    guard span > 0, span.isFinite else { return [] }
    let rough = span / Double(max(1, count))
    var power = 1.0
    while power * 10 <= rough { power *= 10 }
    while power > rough { power /= 10 }
    let step = power * ([1, 2, 5, 10].first { power * $0 >= rough } ?? 10)
    let first = (values.lowerBound / step).rounded(.up)
    let last = (values.upperBound / step).rounded(.down)
    guard first <= last else { return [] }
    return (0...Int(min(last - first, 50))).map { (first + Double($0)) * step }
  }

  /// How many decimals tell two ticks apart.
  static func decimals(of ticks: [Double]) -> Int {
    guard ticks.count > 1 else { return 0 }
    let step = ticks[1] - ticks[0]
    return step >= 1 ? 0 : step >= 0.1 ? 1 : step >= 0.01 ? 2 : 3
  }
}

/// A coordinate as SVG writes it.
func coordinate(_ value: Double) -> String {
  let text = Numbers.fixed(value, 1)
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}

/// A path through points; empty for fewer than two.
func path(_ points: [(x: Double, y: Double)]) -> String {
  guard points.count > 1 else { return "" }
  return points.enumerated().map { index, point in
    (index == 0 ? "M" : "L") + coordinate(point.x) + " " + coordinate(point.y)
  }.joined()
}

/// A drawing with its name and description for those who do not see it.
struct Drawing {
  let width, height: Double
  let title: String
  let description: String
  var marks: [HTML] = []

  init(width: Double, height: Double, title: String, description: String) {
    self.width = width
    self.height = height
    self.title = title
    self.description = description
  }

  /// The SVG; nothing in it refers to anything else, so that any number fits on a page.
  var svg: HTML {
    """
    <svg viewBox="0 0 \(coordinate(width)) \(coordinate(height))" width="\(coordinate(width))" \
    height="\(coordinate(height))" role="img" aria-label="\(title). \(description)">\
    <title>\(title)</title><desc>\(description)</desc>\(marks.joined())</svg>
    """
  }

  mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ style: StaticString)
  {
    marks.append(
      """
      <line class="\(HTML(stringLiteral: style))" x1="\(coordinate(x1))" y1="\(coordinate(y1))" \
      x2="\(coordinate(x2))" y2="\(coordinate(y2))"/>
      """
    )
  }

  /// Where a text stands beside its point.
  enum Anchor: String {
    case start, middle, end
  }

  mutating func text(
    _ x: Double,
    _ y: Double,
    _ text: String,
    _ anchor: Anchor = .start,
    style: StaticString = "label"
  ) {
    marks.append(
      """
      <text class="\(HTML(stringLiteral: style))" x="\(coordinate(x))" y="\(coordinate(y))" \
      text-anchor="\(anchor.rawValue)">\(text)</text>
      """
    )
  }

  mutating func curve(_ points: [(x: Double, y: Double)], gender: Int) {
    let d = path(points)
    guard !d.isEmpty else { return }
    // The wider line in the colour of the paper keeps the curve apart from bars of its own colour.
    marks.append(
      "<path class=\"casing\" d=\"\(d)\"/><path class=\"curve g\(gender % 4)\" d=\"\(d)\"/>"
    )
  }

  /// A point whose shape tells the gender as its colour does; an empty one is not proposed.
  mutating func point(
    _ x: Double,
    _ y: Double,
    radius r: Double,
    gender: Int,
    isFilled: Bool = true,
    data: HTML = "",
    label: String
  ) {
    let style: HTML = "mark g\(gender % 4)\(isFilled ? "" : " hollow")"
    let (cx, cy) = (coordinate(x), coordinate(y))
    let shape: HTML
    switch gender % 4 {
    case 0:
      shape = "<circle class=\"\(style)\" cx=\"\(cx)\" cy=\"\(cy)\" r=\"\(coordinate(r))\"\(data)>"
    default:
      let corners =
        gender % 4 == 1
        ? [(0.0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)]
        : gender % 4 == 2
          ? [(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)]
          : [(0, -1.2), (1.1, 0.8), (-1.1, 0.8)]
      let points = corners.map { coordinate(x + $0.0 * r) + "," + coordinate(y + $0.1 * r) }
      shape = "<polygon class=\"\(style)\" points=\"\(points.joined(separator: " "))\"\(data)>"
    }
    marks.append("\(shape)<title>\(label)</title></\(gender % 4 == 0 ? "circle" : "polygon")>")
  }

  /// The horizontal axis with its values and what they are.
  mutating func horizontalAxis(
    _ scale: Scale,
    at y: Double,
    ticks: Int,
    language: Language,
    label: String
  ) {
    line(scale.start, y, scale.end, y, "axis")
    let values = scale.ticks(about: ticks)
    let decimals = Scale.decimals(of: values)
    for value in values {
      let x = scale.place(value)
      line(x, y, x, y + 4, "axis")
      text(x, y + 16, language.fixed(value, decimals), .middle, style: "tick")
    }
    text(scale.end, y + 31, label, .end, style: "axis-name")
  }
}
