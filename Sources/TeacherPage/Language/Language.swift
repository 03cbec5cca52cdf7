import Report

extension Language {
  /// The language that a browser likes best of those there are; English where it likes none.
  ///
  /// `header`: such as `de-AT,de;q=0.9,en;q=0.5`.
  init(accepting header: String?) {
    var best: (language: Language, weight: Double)?
    for entry in (header ?? "").split(separator: ",") {
      let parts = entry.split(separator: ";").map { $0.filter { !$0.isWhitespace } }
      guard let tag = parts.first,
        let language = Language(rawValue: String(tag.prefix(2).lowercased())),
        tag.count == 2 || tag.dropFirst(2).first == "-"
      else { continue }
      let weight =
        parts.dropFirst().first { $0.hasPrefix("q=") }
        .flatMap { Double($0.dropFirst(2)) } ?? 1
      if weight > 0, weight > best?.weight ?? 0 { best = (language, weight) }
    }
    self = best?.language ?? .english
  }

  /// What the language calls itself.
  var ownName: String {
    switch self {
    case .english: "English"
    case .german: "Deutsch"
    }
  }
}
