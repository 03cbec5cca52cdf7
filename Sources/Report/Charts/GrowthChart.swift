import StudentStore

/// The mean height of each gender by age, with one standard deviation to both sides, and those whose
/// gender is missing.
struct GrowthChart {
  /// What a run says of one age.
  struct Age {
    let years: Double
    let genders: [ImputationRun.GenderModel]
  }

  let ages: [Age]
  let genders: [String]
  /// Of those whose gender is missing; empty where no child must be found again.
  let missing: [(years: Double, height: Double, count: Int)]
  let language: Language

  /// Nil where the strata are no ages, or only one.
  init?(_ run: ImputationRun, _ counted: [CountedStudents], isAnonymous: Bool, language: Language) {
    func years(_ name: String?) -> Double? {
      name.flatMap { Double($0.prefix { "0123456789.".contains($0) }) }
    }
    guard run.settings.stratifiedBy == "age" else { return nil }
    ages = run.strata.compactMap { stratum in
      years(stratum.name).map { Age(years: $0, genders: stratum.genders) }
    }
    .sorted { $0.years < $1.years }
    guard ages.count > 1 else { return nil }
    genders = run.genders
    self.language = language
    missing =
      isAnonymous
      ? []
      : counted.compactMap { students in
        guard students.basis == "missing", let height = students.height,
          let age = years(students.stratum)
        else { return nil }
        return (age, height, students.count)
      }
  }

  func drawing(title: String) -> HTML {
    var drawing = Drawing(
      width: 720,
      height: 380,
      title: title,
      description: (missing.isEmpty ? Phrase.growthAlone : Phrase.growth)(language)
    )
    let all = ages.flatMap(\.genders)
    let lows = all.map { $0.mean.value - $0.standardDeviation.value } + missing.map(\.height)
    let highs = all.map { $0.mean.value + $0.standardDeviation.value } + missing.map(\.height)
    let x = Scale(
      (ages[0].years - 0.5)...(ages[ages.count - 1].years + 0.5),
      from: 46,
      to: 610
    )
    let y = Scale((lows.min() ?? 0)...(highs.max() ?? 1), from: 335, to: 24)
    drawing.verticalAxis(y, at: 46, to: 610, language: language)
    drawing.text(8, 14, Phrase.heightAxis(language), style: "axis-name")
    drawing.horizontalAxis(
      x,
      at: 340,
      ticks: min(12, ages.count),
      language: language,
      label: Phrase.ageAxis(language)
    )
    // All bands lie below all lines.
    for place in genders.indices {
      let points = points(of: place)
      let upper = points.map { point in
        (
          x: x.place(point.age),
          y: y.place(point.model.mean.value + point.model.standardDeviation.value)
        )
      }
      let lower = points.map { point in
        (
          x: x.place(point.age),
          y: y.place(point.model.mean.value - point.model.standardDeviation.value)
        )
      }
      drawing.marks.append(
        "<path class=\"band g\(place % 4)\" d=\"\(path(upper + lower.reversed()))Z\"/>"
      )
    }
    for place in genders.indices {
      let points = points(of: place)
      drawing.curve(points.map { (x.place($0.age), y.place($0.model.mean.value)) }, gender: place)
      for point in points {
        let mean = language.fixed(point.model.mean.value, 1)
        drawing.point(
          x.place(point.age),
          y.place(point.model.mean.value),
          radius: 3,
          gender: place,
          data: " data-age=\"\("\(point.age)")\" data-mean=\"\("\(point.model.mean.value)")\"",
          label:
            "\(Phrase.gender(genders[place])(language)), \(Numbers.fixed(point.age, 1)): \(mean) cm"
        )
      }
    }
    labels(x, y, into: &drawing)
    for child in missing {
      let (cx, cy) = (x.place(child.years), y.place(child.height))
      drawing.line(cx - 6, cy, cx + 6, cy, "rug")
    }
    return drawing.svg
  }

  /// What the run says of one gender, age by age.
  private func points(of place: Int) -> [(age: Double, model: ImputationRun.GenderModel)] {
    ages.compactMap { age in
      age.genders.first { $0.gender == genders[place] }.map { (age.years, $0) }
    }
  }

  /// The genders at the ends of their lines, apart from each other.
  private func labels(_ x: Scale, _ y: Scale, into drawing: inout Drawing) {
    guard let last = ages.last else { return }
    let ends = genders.enumerated().compactMap { place, gender in
      last.genders.first { $0.gender == gender }.map { (gender, y.place($0.mean.value)) }
    }
    .sorted { $0.1 < $1.1 }
    var free = -Double.infinity
    for (gender, end) in ends {
      let at = max(end + 4, free)
      drawing.text(x.end + 6, at, Phrase.gender(gender)(language), style: "row-name")
      free = at + 15
    }
  }
}

extension Drawing {
  /// The vertical axis: a faint line across for each value.
  ///
  /// `shown`: how a value is written; nil for a number.
  mutating func verticalAxis(
    _ scale: Scale,
    at x: Double,
    to end: Double,
    ticks: Int = 6,
    language: Language,
    shown: ((Double) -> String)? = nil
  ) {
    let values = scale.ticks(about: ticks)
    let decimals = Scale.decimals(of: values)
    for value in values {
      let y = scale.place(value)
      line(x, y, end, y, "grid")
      text(x - 5, y + 4, shown?(value) ?? language.fixed(value, decimals), .end, style: "tick")
    }
  }
}
