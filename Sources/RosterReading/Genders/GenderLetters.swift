/// The meaning of single letters as genders.
///
/// One letter alone is ambiguous: `M` is male together with `F`, but female together with the `H`
/// of hombre, the `V` of varón or the `J` of Junge. So the letters of a column are read together,
/// as one of the pairs of a language, and only if every possible pair gives the same result.
struct GenderLetters: Equatable, Sendable {
  /// One way to read the letters of a column.
  struct Meaning: Equatable, Sendable {
    /// The meaning of each letter.
    var readings: [UInt8: GenderReading]
    /// The source: `Dutch: vrouw, man`.
    var sources: [String]
  }

  /// The result for the letters of a column.
  enum Outcome: Equatable, Sendable {
    case understood([UInt8: GenderReading])
    /// No reading or several: the user must explain them.
    case open([Meaning])
  }

  /// Reads the letters of a column.
  ///
  /// - Parameters:
  ///   - letters: The different letters, small ones without accents, as ASCII codes.
  ///   - languages: The languages of the headings, to which the pairs are limited. If empty, every
  ///     language is possible.
  ///   - given: The user's meanings of some letters; pairs that contradict them are excluded.
  /// - Returns: The meaning of each letter, or every possible reading.
  static func read(
    _ letters: Set<UInt8>,
    spoken languages: Set<Language>,
    given: [UInt8: GenderReading]
  ) -> Outcome {
    let open = letters.filter { given[$0] == nil }
    guard !open.isEmpty else { return .understood([:]) }
    let agreeing = sets.filter { set in
      given.allSatisfy { set.readings[$0.key] == nil || set.readings[$0.key] == $0.value }
    }
    var known = agreeing.filter { set in letters.allSatisfy { set.readings[$0] != nil } }
    if known.isEmpty {
      known = agreeing.filter { set in open.allSatisfy { set.readings[$0] != nil } }
    }
    let own = known.filter { languages.contains($0.language) }
    let meanings = Self.meanings(of: open, in: own.isEmpty ? known : own)
    let isAlone = languages.isEmpty && letters.count == 1
    if meanings.count == 1, !isAlone, languages.isEmpty || !own.isEmpty {
      return .understood(meanings[0].readings)
    }
    return .open(meanings)
  }

  /// Whether the letters of a column look like genders: the pair of some language, or one
  /// distinctive letter of it, with optional letters for other genders and for no answer.
  static func lookLikeGenders(_ letters: Set<UInt8>) -> Bool {
    sets.contains { set in
      let pair = Set(set.readings.filter { $0.value != .gender("divers") }.keys)
      return letters.subtracting(pair).isSubset(of: Set("dxnou".utf8))
        && (letters.isSuperset(of: pair)
          || !letters.intersection(pair).isDisjoint(with: "mfw".utf8))
    }
  }

  private static func meanings(of letters: Set<UInt8>, in sets: [LetterSet]) -> [Meaning] {
    var meanings: [Meaning] = []
    for set in sets {
      let readings = set.readings.filter { letters.contains($0.key) }
      let source = "\(set.language.name): \(set.words)"
      if let known = meanings.firstIndex(where: { $0.readings == readings }) {
        meanings[known].sources.append(source)
      } else {
        meanings.append(Meaning(readings: readings, sources: [source]))
      }
    }
    return meanings
  }

  /// A pair of letters of one language.
  private struct LetterSet: Sendable {
    let language: Language
    let readings: [UInt8: GenderReading]
    /// The words that the letters begin: `vrouw, man`.
    let words: String
  }

  private static let sets: [LetterSet] = pairs.split(separator: "\n").compactMap { line in
    let parts = line.split(separator: " ").map(String.init)
    guard parts.count == 5, let language = Language(rawValue: parts[0]),
      let female = parts[1].utf8.first, let male = parts[3].utf8.first
    else { return nil }
    // Together with any pair, X is a further gender; in German lists, D is "divers".
    var readings: [UInt8: GenderReading] = [:]
    if language == .german { readings[UInt8(ascii: "d")] = .gender("divers") }
    readings[female] = .gender("female")
    readings[male] = .gender("male")
    return LetterSet(language: language, readings: readings, words: "\(parts[2]), \(parts[4])")
  }

  /// The language, the letter and the word for female, the letter and the word for male.
  private static let pairs = """
    english f female m male
    english w woman m man
    english g girl b boy
    german w weiblich m männlich
    german f Frau m Mann
    german m Mädchen j Junge
    german m Mädchen k Knabe
    german m Mädchen b Bub
    german f Frau h Herr
    german d Dame h Herr
    french f féminin m masculin
    french f femme h homme
    french f fille g garçon
    spanish f femenino m masculino
    spanish m mujer h hombre
    spanish m mujer v varón
    spanish h hembra v varón
    spanish f femenino v varón
    italian f femmina m maschio
    italian d donna u uomo
    portuguese f feminino m masculino
    portuguese m mulher h homem
    dutch f female m male
    dutch v vrouw m man
    dutch m meisje j jongen
    dutch d dame h heer
    polish f female m male
    polish k kobieta m mężczyzna
    polish z żeńska m męska
    polish d dziewczyna c chłopak
    swedish f female m male
    swedish k kvinna m man
    swedish f flicka p pojke
    swedish t tjej k kille
    danish f female m male
    danish k kvinde m mand
    danish p pige d dreng
    norwegian f female m male
    norwegian k kvinne m mann
    norwegian j jente g gutt
    finnish f female m male
    finnish n nainen m mies
    finnish t tyttö p poika
    estonian f female m male
    estonian n naine m mees
    estonian t tüdruk p poiss
    latvian f female m male
    latvian s sieviete v vīrietis
    lithuanian f female m male
    lithuanian m moteris v vyras
    hungarian f female m male
    hungarian n nő f férfi
    hungarian l lány f fiú
    czech f female m male
    czech z žena m muž
    czech d dívka c chlapec
    croatian f female m male
    croatian z žensko m muško
    romanian f feminin m masculin
    romanian f fată b băiat
    turkish f female m male
    turkish k kadın e erkek
    indonesian f female m male
    indonesian p perempuan l laki-laki
    welsh f female m male
    welsh b benyw g gwryw
    irish f female m male
    irish b baineann f fireann
    catalan f femení m masculí
    catalan d dona h home
    basque f female m male
    basque e emakumea g gizona
    """
}
