/// A language whose words for genders are known.
///
/// The first nine also have headings; for the others, only the letters are known.
enum Language: String, Sendable, CaseIterable {
  case english, german, french, spanish, italian, portuguese, dutch, polish, swedish
  case danish, norwegian, finnish, estonian, latvian, lithuanian, hungarian, czech, croatian
  case romanian, turkish, indonesian, welsh, irish, catalan, basque

  /// The name for messages.
  var name: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
}

/// The languages of a file's headings.
enum HeadingLanguages {
  /// The languages of a line of headings; empty if no word identifies one.
  ///
  /// A heading that exists in one language only identifies that language. Headings shared by
  /// several languages ("Name", "Sexo") are used only if no heading identifies one: the result is
  /// then the languages common to all of them, or else all of their languages.
  static func spoken(by headings: [String]) -> Set<Language> {
    let each = headings.map(languages(of:)).filter { !$0.isEmpty }
    let certain = each.filter { $0.count == 1 }.reduce(into: Set()) { $0.formUnion($1) }
    guard certain.isEmpty, let first = each.first else { return certain }
    let common = each.reduce(first) { $0.intersection($1) }
    return common.isEmpty ? each.reduce(first) { $0.union($1) } : common
  }

  /// The possible languages of one heading: those common to all its known words, or else those of
  /// any word.
  private static func languages(of heading: String) -> Set<Language> {
    let pieces = heading.split { !$0.isLetter && $0 != "'" }.map { folded(String($0)) }
    let known = pieces.compactMap { words[$0] }
    guard let first = known.first else { return [] }
    let common = known.reduce(first) { $0.intersection($1) }
    return common.isEmpty ? known.reduce(first) { $0.union($1) } : common
  }

  /// The languages of each word, folded; words that do not distinguish languages are left out.
  private static let words: [String: Set<Language>] = {
    var words: [String: Set<Language>] = [:]
    for (language, list) in lists {
      for word in list.split(whereSeparator: \.isWhitespace) {
        words[String(word), default: []].insert(language)
      }
    }
    return words
  }()

  private static let lists: [Language: String] = [
    .english: """
    name first last full given surname family student pupil child learner gender sex height tall
    age birth date birthday birthdate class grade group what your how are you which number year
    """,
    .german: """
    name vorname nachname familienname schuler schueler schulerin student geschlecht geschl grosse
    groesse korpergrosse koerpergroesse alter klasse gruppe jahrgang geburtsdatum geburtstag
    was ist dein deine wie bist nummer
    """,
    .french: """
    nom prenom prenoms eleve sexe genre taille hauteur age classe groupe niveau naissance numero
    quel quelle est ton votre
    """,
    .spanish: """
    nombre nombres apellido apellidos alumno alumna estudiante sexo genero altura estatura talla
    edad clase curso grupo grado nacimiento numero cual cuanto tu
    """,
    .italian: """
    nome cognome alunno alunna studente sesso genere altezza statura eta classe gruppo sezione
    nascita numero qual quanto
    """,
    .portuguese: """
    nome apelido sobrenome aluno aluna estudante sexo genero altura estatura idade turma grupo serie
    nascimento numero qual quanto
    """,
    .dutch: """
    naam voornaam achternaam leerling student geslacht sekse lengte leeftijd klas groep leerjaar
    geboortedatum nummer wat hoe
    """,
    .polish: """
    imie nazwisko uczen uczennica student plec wzrost wiek klasa grupa oddzial urodzenia numer jaka
    jaki twoj twoja
    """,
    .swedish: """
    namn fornamn efternamn elev student kon langd kroppslangd alder klass grupp arskurs fodelsedatum
    nummer vilket ditt hur
    """,
    .danish: "navn fornavn efternavn elev kon hojde alder klasse gruppe fodselsdato nummer hvad",
    .norwegian:
      "navn fornavn etternavn elev kjonn hoyde alder klasse gruppe fodselsdato nummer hva",
    .finnish: "nimi etunimi sukunimi oppilas sukupuoli pituus ika luokka ryhma syntymaaika",
    .estonian: "nimi eesnimi perekonnanimi opilane sugu pikkus vanus klass ruhm sunniaeg",
    .latvian: "vards uzvards skolens dzimums augums vecums klase grupa",
    .lithuanian: "vardas pavarde mokinys lytis ugis amzius klase grupe",
    .hungarian:
      "nev nem neme keresztnev vezeteknev tanulo magassag testmagassag eletkor kor osztaly",
    .czech: "jmeno prijmeni zak pohlavi vyska vek trida skupina narozeni",
    .croatian: "ime prezime ucenik spol visina dob razred skupina",
    .romanian: "nume prenume elev sexul gen inaltime varsta clasa grupa",
    .turkish: "ad adi soyadi isim ogrenci cinsiyet boy yas sinif",
    .indonesian: "nama siswa kelamin jenis tinggi umur usia kelas",
    .welsh: "enw disgybl rhyw taldra uchder oed dosbarth",
    .irish: "ainm dalta inscne gneas airde aois rang",
    .catalan: "nom cognoms alumne sexe genere alcada edat classe grup naixement",
    .basque: "izena abizena ikaslea generoa sexua altuera adina taldea",
  ]
}
