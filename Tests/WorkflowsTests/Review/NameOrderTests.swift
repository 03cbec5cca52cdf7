import Testing

@testable import Workflows

/// Names are sorted by letters and classes by numbers; the orders are those of the CLDR charts.
struct NameOrderTests {
  private func sorted(_ names: [String], _ locale: String?) -> [String] {
    let order = NameOrder(locale: locale)
    return order.sorted(Array(names.enumerated())) { (nil, $0.element, Int64($0.offset)) }
      .map(\.element)
  }

  @Test func `7 comes before 10, and a class before its parts`() {
    let classes = ["10a", "7b", "10", "7", "7a", "Q1", "EF", "9"]
    #expect(sorted(classes, nil) == ["7", "7a", "7b", "9", "10", "10a", "EF", "Q1"])
  }

  @Test func `accents and capitals count for nothing where no language is known`() {
    #expect(
      sorted(["Zoe", "Émile", "emil", "Östen", "Otto", "Åsa", "Anna"], "C.UTF-8")
        == ["Anna", "Åsa", "emil", "Émile", "Östen", "Otto", "Zoe"]
    )
  }

  @Test func `letters of their own stand where the alphabet has them`() {
    #expect(
      sorted(["Örjan", "Åsa", "Zoe", "Ärla", "Anna", "O\u{308}sten"], "sv_SE.UTF-8")
        == ["Anna", "Zoe", "Åsa", "Ärla", "Örjan", "O\u{308}sten"]
    )
    #expect(
      sorted(["Åse", "Øyvind", "Ærlig", "Zara", "Anne"], "nb_NO.UTF-8")
        == ["Anne", "Zara", "Ærlig", "Øyvind", "Åse"]
    )
    #expect(sorted(["Ñandu", "Oscar", "Nora", "Nz"], "es_ES") == ["Nora", "Nz", "Ñandu", "Oscar"])
    #expect(sorted(["Łukasz", "Maria", "Lz", "Ewa"], "pl_PL") == ["Ewa", "Lz", "Łukasz", "Maria"])
    #expect(sorted(["Ödön", "Ozan", "Pınar"], "tr_TR") == ["Ozan", "Ödön", "Pınar"])
  }

  @Test func `in German an umlaut is sorted as its letter`() {
    #expect(
      sorted(["Özil", "Ott", "Oz", "Weiß", "Weisz"], "de_DE") == [
        "Ott", "Oz", "Özil", "Weiß", "Weisz",
      ]
    )
  }

  @Test func `names that are alike stay in the order of the students' numbers`() {
    #expect(sorted(["Zoé", "ZOE", "zoe"], nil) == ["Zoé", "ZOE", "zoe"])
  }
}
