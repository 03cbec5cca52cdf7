/// The words for genders in nine languages, folded.
///
/// A word is listed only if it has one meaning in all nine. Single letters are not listed: they are
/// read as sets, see `GenderLetters`.
enum GenderWordLists {
  static let female = words(
    """
    fem, female, females, girl, girls, woman, women, lady, ms, mrs, miss,
    weibl, weiblich, weibliche, frau, madchen, maedchen, dame, schulerin, schuelerin,
    feminin, feminine, femme, fille, eleve fille,
    femenino, femenina, mujer, chica, nina, muchacha, hembra,
    femmina, femminile, donna, ragazza, bambina,
    feminino, feminina, mulher, menina, rapariga, garota,
    vrouw, vrouwelijk, meisje,
    kobieta, zenska, zenski, dziewczyna, dziewczynka, dziewcze,
    kvinna, kvinnlig, kvinnligt, flicka, tjej,
    ♀
    """
  )

  static let male = words(
    """
    masc, male, males, boy, boys, man, men, mr,
    mannl, mannlich, maennlich, mannliche, mann, herr, junge, knabe, bub, schuler, schueler,
    masculin, homme, garcon,
    masculino, hombre, varon, chico, nino, muchacho,
    maschio, maschile, uomo, ragazzo, bambino,
    homem, menino, rapaz, garoto,
    mannelijk, jongen,
    mezczyzna, meska, meski, chlopak, chlopiec,
    manlig, manligt, pojke, kille,
    ♂
    """
  )

  static let declined = words(
    """
    prefer not to say, prefer not to answer, prefer not to disclose, rather not say,
    i prefer not to say, i'd rather not say, would rather not say, decline, declined,
    declined to say, decline to say, declined to state, decline to state, refused, undisclosed,
    not disclosed, unspecified, not specified, not stated, not selected, no answer,
    keine angabe, k. a., k.a., ohne angabe, mochte ich nicht sagen, nicht angegeben,
    ne souhaite pas repondre, prefere ne pas repondre, je prefere ne pas repondre,
    prefere ne pas dire, non precise, non renseigne, ne se prononce pas,
    prefiero no decirlo, prefiero no decir, prefiero no responder, prefiere no decirlo,
    no especificado, sin especificar, no contesta,
    preferisco non dirlo, preferisco non rispondere, preferisco non specificare, non specificato,
    prefiro nao dizer, prefiro nao responder, prefere nao dizer, nao especificado, nao declarado,
    nao informado,
    zeg ik liever niet, wil ik niet zeggen, liever niet zeggen, niet opgegeven, geen antwoord,
    wole nie mowic, wole nie podawac, odmowa odpowiedzi, nie podano, nieokreslona, nieokreslony,
    vill inte uppge, vill ej uppge, vill inte saga, ej angivet, inget svar
    """
  )

  /// The words for further genders, which are stored as written; hyphens count as spaces.
  static let further = words(
    """
    non binary, nonbinary, enby, nb, x, gender x, other, other gender, another, another gender,
    diverse, third gender, agender, bigender, pangender, demigender, demigirl, demiboy, genderfluid,
    gender fluid, genderqueer, gender queer, gender nonconforming, gender non conforming,
    gender variant, gender diverse, gender neutral, neutral, neutrois, androgynous, two spirit,
    intersex, transgender, trans, trans woman, trans man, transgender female, transgender male,
    questioning, self described, prefer to self describe, not listed, indeterminate,
    divers, nichtbinar, nicht binar, nonbinar, non binar, anderes, andere, anderer, sonstige,
    sonstiges, inter, intergeschlechtlich, intersexuell, drittes geschlecht, offen,
    non binaire, nonbinaire, autre, neutre, intersexe, genre fluide, agenre, bigenre, transgenre,
    troisieme genre,
    no binario, no binaria, no binarie, otro, otra, otro genero, genero fluido, agenero, intersexual,
    transgenero, tercer genero,
    non binario, non binaria, altro, altra, altro genere, genere fluido, agenere, terzo genere,
    intersessuale,
    nao binario, nao binaria, nao binarie, outro, outra, outro genero, intersexo, terceiro genero,
    non binair, nonbinair, anders, ander, genderneutraal, onzijdig, interseksueel, genderdivers,
    niebinarna, niebinarny, niebinarne, osoba niebinarna, inna, inny, inne, inna plec, interplciowa,
    icke binar, ickebinar, annat, annan, annat kon, konsneutral, tredje kon
    """
  )

  /// Whether a folded word is one for a further gender.
  static func isFurther(_ word: String) -> Bool {
    further.contains(word)
      || word.contains { "-‐‑–".contains($0) }
        && further.contains(
          folded(String(word.map { "-‐‑–".contains($0) ? " " : $0 }))
        )
  }

  /// Whether a folded word says that nothing is known.
  ///
  /// "None" is excluded: it may be an answer.
  static func isMissing(_ word: String) -> Bool {
    word != "none" && MissingWords.all.contains(word)
  }

  private static func words(_ list: String) -> Set<String> {
    var words: Set<String> = []
    for line in list.split(separator: "\n") {
      for word in line.split(separator: ",") { words.insert(folded(String(word))) }
    }
    return words
  }
}

/// The words for an unknown value.
package enum MissingWords {
  /// The words, folded.
  package static let all: Set<String> = [
    "", "-", "--", "–", "—", "?", "??", "na", "n/a", "n.a.", "#n/a", "null", "none", "unknown",
    "not known", "missing", "blank", "unbekannt", "fehlt", "inconnu", "inconnue", "desconocido",
    "desconocida", "sconosciuto", "sconosciuta", "desconhecido", "desconhecida", "onbekend",
    "nieznany", "nieznana", "nieznane", "brak", "brak danych", "okand", "okant", "saknas",
  ]

  /// Whether the bytes of a trimmed cell are one of the words.
  ///
  /// Cells that begin with a digit are nearly always heights, so they are excluded first.
  static func contain(_ cell: borrowing Span<UInt8>) -> Bool {
    guard cell.count > 0, cell.count <= 16 else { return cell.count == 0 }
    if (0x30...0x39).contains(cell[0]) { return false }
    return all.contains(folded(String(copying: cell)))
  }
}

extension String {
  /// The text of UTF-8 bytes, with U+FFFD for invalid ones.
  package init(copying bytes: borrowing Span<UInt8>) {
    self.init(
      decoding: [UInt8](capacity: bytes.count) { output in
        for index in bytes.indices { output.append(bytes[index]) }
      },
      as: UTF8.self
    )
  }
}
