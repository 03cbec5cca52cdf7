/// The words for genders in nine languages, folded.
///
/// A word is listed where it means the same in all nine. Left out, and so kept as they are written:
/// `d` (divers, dziewczyna), `g` (girl, garçon), `b` (boy, bez), `p` (pojke, and pupil), `j`, `c`,
/// `u` and `o`. `m` is male although it begins the Spanish mujer: `GenderColumn` refuses it where a
/// column pairs it with `h`. `k` is female (kobieta, kvinna) and `v` (vrouw).
enum GenderWordLists {
  static let female = words(
    """
    f, fem, female, females, girl, girls, woman, women, lady, ms, mrs, miss,
    w, weibl, weiblich, weibliche, frau, madchen, maedchen, dame, schulerin, schuelerin,
    feminin, feminine, femme, fille, eleve fille,
    femenino, femenina, mujer, chica, nina, muchacha,
    femmina, femminile, donna, ragazza, bambina,
    feminino, feminina, mulher, menina, rapariga, garota,
    v, vrouw, vrouwelijk, meisje,
    k, kobieta, zenska, zenski, dziewczyna, dziewczynka, dziewcze,
    kvinna, kvinnlig, kvinnligt, flicka, tjej
    """
  )

  static let male = words(
    """
    m, masc, male, males, boy, boys, man, men, mr,
    mannl, mannlich, maennlich, mannliche, mann, herr, junge, knabe, bub, schuler, schueler,
    h, masculin, homme, garcon,
    masculino, hombre, varon, chico, nino, muchacho,
    maschio, maschile, uomo, ragazzo, bambino,
    homem, menino, rapaz, garoto,
    mannelijk, jongen,
    mezczyzna, meska, meski, chlopak, chlopiec,
    manlig, manligt, pojke, kille
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

  private static func words(_ list: String) -> Set<String> {
    var words: Set<String> = []
    for line in list.split(separator: "\n") {
      for word in line.split(separator: ",") { words.insert(folded(String(word))) }
    }
    return words
  }
}
