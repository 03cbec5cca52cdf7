/// The words of rows that are not persons, in nine languages.
///
/// Words that are also first names (*Max*, *Suma*, *Soma*, *Klas*) are not enough by themselves.
enum NoPersonWords {
  /// Sufficient alone.
  static let summaries = folding(summaryWords)
  /// Sufficient with another word or a number, or if the row has no plausible height.
  static let perhaps = folding(perhapsWords)
  /// Also first names: sufficient only with a number.
  static let rarely = folding(rareWords)
  /// Sufficient with a number, a letter or a group's name.
  static let classes = folding(classWords)
  /// Sufficient with a number, or if the row has nothing else.
  static let nouns = folding(nounWords)
  /// Allowed among the others, without being evidence.
  static let fillers = folding(fillerWords)

  /// Every word, in lower case, and every sign that such a text can begin with.
  static let beginnings =
    list(
      [summaryWords, perhapsWords, rareWords, classWords, nounWords, "sub, sous"]
        .joined(separator: ",")
    ) + list(fillerWords).filter { $0.count >= 5 } + signs.map { String($0) }

  /// The signs for an average and for a sum.
  static let signs: Set<Unicode.Scalar> = ["Ø", "ø", "⌀", "∅", "∑", "Σ"]

  private static let summaryWords =
    """
    total, totals, subtotal, subtotals, average, averages, avg, av, mean, median, number, percentage, percent,
    stdev, deviation, maximum, minimum,
    summe, summen, gesamtsumme, zwischensumme, endsumme, teilsumme, gesamt, gesamtzahl, insgesamt,
    gesamtergebnis, durchschnitt, durchschnittlich, durchschnittsgröße, klassendurchschnitt,
    klassenschnitt, mittelwert, anzahl, schülerzahl, klassenstärke, prozent, standardabweichung,
    totaux, somme, moyenne, moyennes, effectif, effectifs, nombre, médiane, écart, pourcentage,
    totales, promedio, promedios, número, mediana, desviación, recuento, cantidad, porcentaje,
    totale, totali, numero, deviazione, conteggio, percentuale,
    totais, desvio, contagem, quantidade, porcentagem,
    totaal, totalen, subtotaal, gemiddelde, gemiddeld, aantal, mediaan, standaardafwijking,
    razem, średnia, łącznie, ogółem, liczba, odchylenie, podsumowanie, procent,
    totalt, totalsumma, delsumma, medelvärde, medeltal, genomsnitt, snitt, sammanlagt,
    standardavvikelse
    """
  private static let perhapsWords =
    "sum, suma, soma, som, somma, summa, media, média, mittel, medel, schnitt, count, moy, antal"
  private static let rareWords = "max, min, máximo, mínimo, massimo, klas, rok, anno"
  private static let classWords =
    """
    class, classes, grade, grades, group, groups, form, year, room, section,
    klasse, klassen, kl, jahrgang, jahrgangsstufe, stufe, gruppe, kurs, raum,
    classe, groupe, niveau, cours, salle, année,
    clase, grupo, curso, grado, sección, nivel, aula, año,
    classi, gruppo, sezione, corso, livello,
    turma, ano, secção, seção, série,
    groep, leerjaar, sectie, lokaal,
    klasa, grupa, sekcja, oddział,
    klass, grupp, årskurs, årgång, sektion
    """
  private static let nounWords =
    """
    all, alle, students, pupils, children, girls, boys, females, males,
    schülerinnen, kinder, mädchen, jungen, jungs, élèves, filles, garçons, enfants,
    alumnos, alumnas, niños, niñas, chicos, chicas, alunni, alunne, ragazzi, ragazze, bambini,
    bambine, alunos, alunas, meninos, meninas, crianças, leerlingen, meisjes, jongens, kinderen,
    uczniów, uczniowie, uczennice, chłopcy, dziewczęta, dziewczynki, dzieci, elever, flickor,
    pojkar, barn
    """
  private static let fillerWords =
    """
    grand, overall, general, generale, sub, sous, of, the, in, per, for, and, und, et, och, en, der,
    die, das, des, den, dem, de, del, della, delle, degli, dei, du, la, le, les, los, las, el, il, lo,
    gli, do, da, dos, van, het, av, pro, par, por, cm, m, n, nr, no, height, heights, größe,
    körpergröße, taille, altura, estatura, altezza, lengte, wzrost, wzrostu, längd, standard,
    estándar, padrão, standardowe, type, weighted, schüler, student, pupil, élève, alumno, alunno,
    aluno, leerling, elev, value, arithmetic, arithmetisches
    """

  private static func list(_ words: String) -> [String] {
    words.split { $0 == "," || $0 == "\n" }.map { trimmed(String($0)) }.filter { !$0.isEmpty }
  }

  private static func folding(_ words: String) -> Set<String> {
    Set(list(words).map { folded($0) })
  }
}
