import Report
import ReviewSession

/// The curves of the genders over the heights, with the student's place, as a drawing.
struct CurveDrawing {
  private static let (width, height) = (640.0, 230.0)
  private static let (left, right, top, bottom) = (10.0, 10.0, 24.0, 30.0)
  private static let steps = 160

  private let densities: WeightedDensities
  private let genders: [String]
  private let place: Double
  private let language: Language

  init(_ densities: WeightedDensities, genders: [String], height: Double, language: Language) {
    self.densities = densities
    self.genders = genders
    place = height
    self.language = language
  }

  var html: HTML {
    let range = densities.range
    let heights = (0...Self.steps).map {
      range.lowerBound + (range.upperBound - range.lowerBound) * Double($0) / Double(Self.steps)
    }
    let values = heights.map(densities.values)
    let most = values.joined().max() ?? 0
    guard most > 0, values.allSatisfy({ $0.count == genders.count }) else { return "" }
    let curves = genders.indices.map { gender -> HTML in
      let points = zip(heights, values).map { height, values in
        "\(x(height)),\(y(values[gender] / most))"
      }
      return """
        <polyline class="curve s\(gender % 4)" points="\(points.joined(separator: " "))"/>
        """
    }
    let labels = genders.indices.map { gender -> HTML in
      let peak = values.indices.max { values[$0][gender] < values[$1][gender] } ?? 0
      let anchor = peak < Self.steps / 8 ? "start" : peak > Self.steps * 7 / 8 ? "end" : "middle"
      return """
        <text x="\(x(heights[peak]))" y="\(y(values[peak][gender] / most, above: 8))" \
        text-anchor="\(anchor)">\(Phrase.gender(genders[gender])(language))</text>
        """
    }
    let base = Self.height - Self.bottom
    let at = x(place)
    let side = (place - range.lowerBound) * 2 < range.upperBound - range.lowerBound
    let name = Phrase.curvesOf(
      language.list(genders.map { Phrase.gender($0)(language) }),
      language.centimetres(place)
    )
    return """
      <figure><svg viewBox="0 0 \(Int(Self.width)) \(Int(Self.height))" role="img" \
      aria-label="\(name(language))">
      <line class="axis" x1="\(Int(Self.left))" x2="\(Int(Self.width - Self.right))" \
      y1="\(Int(base))" y2="\(Int(base))"/>
      \(ticks.joined())
      \(curves.joined())
      <line class="place" x1="\(at)" x2="\(at)" y1="\(Int(Self.top))" y2="\(Int(base))"/>
      \(labels.joined())
      <text x="\(at)" y="16" text-anchor="\(side ? "start" : "end")">\
      \(language.centimetres(place))</text>
      </svg>
      <figcaption>\(Phrase.curvesExplained(language))</figcaption></figure>
      """
  }

  private var ticks: [HTML] {
    let range = densities.range
    let first = Int((range.lowerBound / 10).rounded(.up)) * 10
    return stride(from: first, through: Int(range.upperBound), by: 10).map { tick in
      """
      <text x="\(x(Double(tick)))" y="\(Int(Self.height - 8))" text-anchor="middle">\(tick)</text>
      """
    }
  }

  private func x(_ height: Double) -> String {
    let range = densities.range
    let share = (height - range.lowerBound) / (range.upperBound - range.lowerBound)
    return Numbers.fixed(Self.left + share * (Self.width - Self.left - Self.right), 1)
  }

  private func y(_ share: Double, above: Double = 0) -> String {
    let room = Self.height - Self.top - Self.bottom - 16
    return Numbers.fixed(Self.height - Self.bottom - share * room - above, 1)
  }
}
