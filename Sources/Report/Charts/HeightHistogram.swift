import Mixture
import StudentStore

/// The heights that a run saw of one stratum, in bins: each gender's, and of those whose gender is
/// missing.
struct HeightBins {
  /// Some students with heights from a bound up to another, which is not included.
  struct Bin: Equatable {
    let lower, upper: Double
    let count: Int
  }

  /// One gender, or those without one.
  struct Row {
    /// Nil for those whose gender is missing.
    let gender: String?
    /// Where in the order of the genders.
    let place: Int
    let bins: [Bin]
    /// Nil where it may not be told.
    let count: Int?
  }

  let stratum: String?
  let rows: [Row]
  /// Each height of those whose gender is missing, with how many have it; empty where no child must be
  /// found again.
  let rug: [(height: Double, count: Int)]

  /// The width of a bin, in centimetres.
  static let width = 5.0

  /// The bins of a stratum.
  ///
  /// - Parameters:
  ///   - students: Of all strata.
  ///   - stratum: Which one.
  ///   - genders: In the order of the model.
  ///   - isAnonymous: Bins are put together until each has five students, counts are
  ///     rounded to fives, and single heights are left out.
  ///   - tellsMissing: Whether those whose gender is missing have a row.
  init(
    _ students: [CountedStudents],
    stratum: String?,
    genders: [String],
    isAnonymous: Bool,
    tellsMissing: Bool = true
  ) {
    self.stratum = stratum
    let own = students.filter { $0.stratum == stratum && $0.height != nil }
    rows = (genders.map(String?.some) + (tellsMissing ? [nil] : [])).enumerated().map {
      place,
      gender in
      let heights = own.filter { $0.gender == gender && (gender != nil || $0.basis == "missing") }
      let all = heights.reduce(0) { $0 + $1.count }
      var counts: [Int: Int] = [:]
      for cell in heights {
        counts[Int(nearest: ((cell.height ?? 0) / Self.width).rounded(.down)), default: 0] +=
          cell.count
      }
      let bins: [Bin]
      if let first = counts.keys.min(), let last = counts.keys.max(), last - first < 1_000 {
        bins = (first...last).map {
          Bin(
            lower: Double($0) * Self.width,
            upper: Double($0 + 1) * Self.width,
            count: counts[$0] ?? 0
          )
        }
      } else {
        bins = []
      }
      return Row(
        gender: gender,
        place: place,
        bins: isAnonymous ? Self.pooled(bins) : bins,
        count: !isAnonymous ? all : Pooling.mayTell(all) ? Pooling.rounded(all) : nil
      )
    }
    var single: [Double: Int] = [:]
    if !isAnonymous {
      for cell in own where cell.gender == nil && cell.basis == "missing" {
        if let height = cell.height { single[height, default: 0] += cell.count }
      }
    }
    rug = single.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private static func pooled(_ bins: [Bin]) -> [Bin] {
    Pooling.neighbours(bins) { $0.reduce(0) { $0 + $1.count } >= Pooling.least }
      .compactMap { run in
        guard let first = run.first, let last = run.last else { return nil }
        let count = run.reduce(0) { $0 + $1.count }
        return Bin(lower: first.lower, upper: last.upper, count: Pooling.rounded(count))
      }
  }

  /// All heights that are drawn.
  var range: ClosedRange<Double>? {
    let bins = rows.flatMap(\.bins)
    guard let low = bins.map(\.lower).min(), let high = bins.map(\.upper).max() else { return nil }
    return low...high
  }
}

/// The bins of one stratum with the curves that were fitted, one row a gender, and those whose gender is
/// missing below.
struct HeightHistogram {
  let bins: HeightBins
  /// The model of the stratum, for students whose gender is recorded; nil where there is none.
  let mixture: HeightMixture?
  let language: Language
  let range: ClosedRange<Double>

  private static let (width, left, right, row) = (350.0, 14.0, 14.0, 62.0)

  func drawing(title: String) -> HTML {
    let rows = bins.rows
    let height = 22 + Double(rows.count) * Self.row + 40
    var drawing = Drawing(
      width: Self.width,
      height: height,
      title: title,
      description: Phrase.histogram(language)
    )
    drawing.text(Self.left, 14, title, style: "panel-name")
    let x = Scale(range, from: Self.left, to: Self.width - Self.right)
    let top = largest(x)
    for row in rows {
      let base = 22 + Double(row.place + 1) * Self.row - 4
      let y = Scale(0...max(top, 1), from: base, to: base - Self.row + 18)
      draw(row, x, y, into: &drawing)
    }
    let base = 22 + Double(rows.count) * Self.row - 4
    drawing.horizontalAxis(
      x,
      at: base + 4,
      ticks: 6,
      language: language,
      label: Phrase.heightAxis(language)
    )
    return drawing.svg
  }

  /// The students that a bin of the usual width would have at its height.
  private func height(of bin: HeightBins.Bin) -> Double {
    Double(bin.count) * HeightBins.width / (bin.upper - bin.lower)
  }

  private func expected(_ row: HeightBins.Row, at height: Double) -> Double? {
    guard let mixture, let count = row.count, row.gender != nil,
      row.place < mixture.components.count
    else { return nil }
    // The density of this gender alone, times its students, times the width of a bin.
    let weight = mixture.components[row.place].weight
    guard weight > 0 else { return nil }
    let share = mixture.amongRecorded.posterior(of: height)[row.place]
    return share * mixture.amongRecorded.density(of: height) / weight * Double(count)
      * HeightBins.width
  }

  private func samples(_ x: Scale) -> [Double] {
    let span = x.values.upperBound - x.values.lowerBound
    return (0...80).map { x.values.lowerBound + span * Double($0) / 80 }
  }

  private func largest(_ x: Scale) -> Double {
    let bars = bins.rows.flatMap { $0.bins.map(height) }
    let curves = bins.rows.flatMap { row in samples(x).compactMap { expected(row, at: $0) } }
    return (bars + curves).max() ?? 1
  }

  private func draw(_ row: HeightBins.Row, _ x: Scale, _ y: Scale, into drawing: inout Drawing) {
    drawing.line(x.start, y.start, x.end, y.start, "base")
    for bin in row.bins where bin.count > 0 {
      let (from, to) = (x.place(bin.lower), x.place(bin.upper))
      let top = y.place(height(of: bin))
      let span = "\(Numbers.fixed(bin.lower, 0))–\(Numbers.fixed(bin.upper, 0)) cm: \(bin.count)"
      let style: HTML = row.gender == nil ? "bar missing" : "bar g\(row.place % 4)"
      drawing.marks.append(
        """
        <rect class="\(style)" x="\(coordinate(from + 0.5))" y="\(coordinate(top))" \
        width="\(coordinate(max(0.5, to - from - 1)))" height="\(coordinate(y.start - top))" \
        data-from="\("\(bin.lower)")" data-to="\("\(bin.upper)")" data-count="\(bin.count)">\
        <title>\(span)</title></rect>
        """
      )
    }
    drawing.curve(
      samples(x).compactMap { at in expected(row, at: at).map { (x.place(at), y.place($0)) } },
      gender: row.place
    )
    if row.gender == nil {
      for tick in bins.rug {
        let place = x.place(tick.height)
        let length = 4 + 3 * Double(min(tick.count, 4) - 1)
        drawing.line(place, y.start, place, y.start - length, "rug")
      }
    }
    let name = row.gender.map { Phrase.gender($0)(language) } ?? Phrase.missingGender(language)
    let count = row.count.map { language.grouped($0) } ?? Phrase.underFive(language)
    drawing.text(x.start, y.end - 4, "\(name): \(count)", style: "row-name")
  }
}
