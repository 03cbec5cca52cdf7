import Mixture
import StudentStore

/// How many students of each gender are known, and how many are to be expected in all.
struct TotalsChart {
  let totals: [ExpectedTotal]
  let genders: [String]
  /// Counts are rounded to fives.
  var isAnonymous = false
  let language: Language

  func drawing(title: String) -> HTML {
    let row = 46.0
    var drawing = Drawing(
      width: 720,
      height: Double(totals.count) * row + 44,
      title: title,
      description: Phrase.totals(language)
    )
    let ends = totals.map { max(Double($0.known), $0.expected, $0.interval?.upper ?? 0) }
    let x = Scale(0...max(1, (ends.max() ?? 1) * 1.04), from: 120, to: 700)
    for (index, total) in totals.enumerated() {
      let middle = Double(index) * row + 24
      let gender = genders.firstIndex(of: total.gender) ?? genders.count
      let known = isAnonymous ? Pooling.rounded(total.known) : total.known
      drawing.text(112, middle + 4, Phrase.gender(total.gender)(language), .end, style: "row-name")
      drawing.marks.append(
        """
        <rect class="bar g\(gender % 4)" x="120" y="\(coordinate(middle - 11))" \
        width="\(coordinate(x.place(Double(known)) - 120))" height="22" \
        data-known="\(known)"><title>\(known)</title></rect>
        """
      )
      if let interval = total.interval {
        let (low, high) = (x.place(interval.lower), x.place(interval.upper))
        drawing.line(low, middle, high, middle, "interval")
        drawing.line(low, middle - 6, low, middle + 6, "interval")
        drawing.line(high, middle - 6, high, middle + 6, "interval")
      }
      drawing.point(
        x.place(total.expected),
        middle,
        radius: 5,
        gender: gender,
        data: " data-expected=\"\("\(total.expected)")\"",
        label: language.fixed(total.expected, 1)
      )
    }
    drawing.horizontalAxis(
      x,
      at: Double(totals.count) * row + 6,
      ticks: 8,
      language: language,
      label: Phrase.studentsAxis(language)
    )
    return drawing.svg
  }
}
