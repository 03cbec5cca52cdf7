/// A language of what people read.
package enum Language: String, Sendable, CaseIterable {
  case english = "en"
  case german = "de"

  /// The language of a locale such as `de_DE.UTF-8`; English where it is none of these.
  package init(locale: String?) {
    self = Language(rawValue: String((locale ?? "").prefix(2)).lowercased()) ?? .english
  }
}

/// A text in every language; one that is missing does not compile.
package struct Phrase: Sendable, Equatable {
  package let english: String
  package let german: String

  package init(_ english: String, _ german: String) {
    self.english = english
    self.german = german
  }

  /// Two texts, one after the other.
  package static func + (first: Phrase, second: Phrase) -> Phrase {
    Phrase(first.english + second.english, first.german + second.german)
  }

  static func += (first: inout Phrase, second: Phrase) { first = first + second }

  package func callAsFunction(_ language: Language) -> String {
    switch language {
    case .english: english
    case .german: german
    }
  }
}

/// Numbers as a language writes them.
extension Language {
  /// A probability in per cent, one that would round to 0 or 100 marked as below or above.
  ///
  /// The number and its sign stay on one line.
  package func percent(_ probability: Double) -> String {
    localized(Numbers.percent(probability)).replacing(" ", with: "\u{A0}")
  }

  /// A number with so many decimals.
  package func fixed(_ number: Double, _ decimals: Int) -> String {
    localized(Numbers.fixed(number, decimals))
  }

  /// A whole number with its thousands apart.
  package func grouped(_ number: Int) -> String {
    let english = Numbers.grouped(number)
    return self == .german ? String(english.map { $0 == "," ? "." : $0 }) : english
  }

  private func localized(_ number: String) -> String {
    self == .german ? String(number.map { $0 == "." ? "," : $0 }) : number
  }
}
