extension DateGrammar {
  /// A date with the month in words: `7. März 2012`, `Mar 7, 2012`, `07-Mar-2012`.
  static func worded(_ text: String) -> DateReading {
    let separators: Set<Unicode.Scalar> = [" ", ".", ",", "-", "/"]
    var words: [String] = []
    for part in text.unicodeScalars.split(whereSeparator: { separators.contains($0) }) {
      let word = String(Substring(part))
      if !fillers.contains(word) { words.append(word) }
    }
    guard words.count == 3 else { return .unreadable }
    let month: Int?
    let (days, years): (String, String)
    switch (MonthNames.month(words[0]), MonthNames.month(words[1])) {
    case (nil, let named?): (month, days, years) = (named, words[0], words[2])
    case (let named?, nil): (month, days, years) = (named, words[1], words[2])
    default: return .unreadable
    }
    var number = days[...]
    for ending in ["st", "nd", "rd", "th", "er", "º", "°", "ª"] where number.hasSuffix(ending) {
      number.removeLast(ending.count)
      break
    }
    guard let month, let day = plainNumber(number), number.utf8.count <= 2 else {
      return .unreadable
    }
    if years.utf8.count == 4, let year = plainNumber(years[...]) {
      return self.day(year: year, month: month, day: day)
    }
    guard years.utf8.count == 2, let year = plainNumber(years[...]) else { return .unreadable }
    return .numbers(
      DateNumbers(
        first: day,
        second: month,
        third: year,
        hasCentury: false,
        separator: nil,
        isPadded: nil,
        ownOrder: .dayFirst
      )
    )
  }

  private static let fillers: Set<String> = [
    "de", "del", "of", "den", "the", "le", "el", "il", "d",
  ]

  private static func plainNumber(_ text: Substring) -> Int? {
    text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
  }
}

/// The months in the languages in which headings are understood, and their usual short forms.
private enum MonthNames {
  static func month(_ word: String) -> Int? {
    guard word.utf8.count >= 3 else { return nil }
    return months[word]
  }

  /// Without accents, as `folded` gives them.
  private static let lists = [
    "january januar janner janvier enero gennaio janeiro januari styczen stycznia jan ene gen sty",
    "february februar feber fevrier febrero febbraio fevereiro februari luty lutego feb fev lut",
    "march marz maerz mars marzo marco maart marzec marca mar mrz mrt",
    "april avril abril aprile kwiecien kwietnia apr avr abr kwi",
    "may mai mayo maggio maio mei maj maja mag",
    "june juni juin junio giugno junho czerwiec czerwca jun giu cze",
    "july juli juillet julio luglio julho lipiec lipca jul juil lug lip",
    "august aout agosto augustus augusti sierpien sierpnia aug ago aou sie",
    "september septembre septiembre setiembre settembre setembro wrzesien wrzesnia sep sept set wrz",
    "october oktober octobre octubre ottobre outubro pazdziernik pazdziernika oct okt ott out paz",
    "november novembre noviembre novembro listopad listopada nov lis",
    "december dezember decembre diciembre dicembre dezembro grudzien grudnia dec dez dic gru",
  ]

  private static let months: [String: Int] = {
    var months: [String: Int] = [:]
    for (index, list) in lists.enumerated() {
      for name in list.split(separator: " ") { months[String(name)] = index + 1 }
    }
    return months
  }()
}
