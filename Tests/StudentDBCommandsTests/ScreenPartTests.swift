import Mixture
import Report
import ReviewSession
import Testing

@testable import StudentDBCommands

/// The parts that the screen is made of.
struct ScreenPartTests {
  @Test func `a gender has its first letter where that is its own, and always a number`() {
    let keys = ReviewKeys(recorded: ["male", "female", "non-binary", "agender", "fluid"])
    #expect(keys.labels == ["m male", "2 female", "3 non-binary", "4 agender", "5 fluid"])
    #expect(keys.gender(for: "m") == "male")
    #expect(keys.gender(for: "1") == "male")
    #expect(keys.gender(for: "f") == nil, "female and fluid share it")
    #expect(keys.gender(for: "n") == nil, "n is another key")
    #expect(keys.gender(for: "٣") == nil)
  }

  @Test func `female and male have a key in every school`() {
    #expect(ReviewKeys(recorded: []).labels == ["f female", "m male"])
    #expect(ReviewKeys(recorded: ["female"]).labels == ["f female", "m male"])
  }

  @Test func `a tenth gender has no number`() {
    let keys = ReviewKeys(recorded: (1...12).map { "x\($0)" })
    #expect(keys.values[8].number == 9)
    #expect(keys.values[9].number == nil)
    #expect(keys.labels.count == 11, "nine by number, female and male by letter")
  }

  /// The widths that glibc's wcwidth gives, summed.
  @Test(arguments: [
    ("Zoe\u{308}", 3), ("हिन्दी", 5), ("नाम", 3), ("น้ำ", 2), ("山田", 4), ("\u{1100}\u{1161}\u{11A8}", 2),
    ("각", 2), ("محمد", 4), ("Nguye\u{302}\u{303}n", 6), ("👩‍👩‍👧", 6), ("🇩🇪", 2), ("\u{301}", 0),
  ])
  func `a text is as wide as its code points are on a terminal`(text: String, width: Int) {
    #expect(SafeText.width(text) == width)
  }

  @Test(arguments: [
    ("short", 10, "short"), ("exactly ten", 11, "exactly ten"), ("too long", 5, "too …"),
    ("漢字漢字", 5, "漢字…"), ("漢字漢字", 4, "漢…"), ("abc", 1, "…"), ("abc", 0, ""),
    ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
  ])
  func `a text is cut by columns and not by characters`(text: String, width: Int, fitted: String) {
    #expect(ScreenText.fitted(text, to: width) == fitted)
  }

  @Test func `lines break between words, and a word only where it has to`() {
    #expect(ScreenText.wrapped("one two three", to: 8) == ["one two", "three"])
    #expect(
      ScreenText.wrapped("label one two three", to: 18, indent: 6)
        == ["label one two", "      three"]
    )
    #expect(ScreenText.wrapped("abcdefghij", to: 4) == ["abcd", "efgh", "ij"])
    #expect(ScreenText.wrapped("漢字漢", to: 4) == ["漢字", "漢"])
    #expect(ScreenText.wrapped("", to: 4) == [""])
  }

  /// Two normal densities of the same spread with equal shares cross half-way between their means.
  @Test func `the curves are as high as the densities, and the student's place is marked`() throws {
    let mixture = try HeightMixture(components: [
      Component(weight: 0.5, mean: 160, variance: 25),
      Component(weight: 0.5, mean: 170, variance: 25),
    ])
    let lines = DensityCurves(mixture, genders: ["female", "male"], height: 165)
      .lines(width: 48, rows: 1)
    #expect(lines.count == 3)
    // 145 to 185 cm in 40 columns: a column a centimetre, the first from 145 to 146.
    let (female, male) = (Array(lines[0]), Array(lines[1]))
    #expect(female[15] == "█" && male[25] == "█", "the means")
    #expect(female[19] == male[20] && female[20] == male[19], "the crossing")
    // At 155.5 cm, 0.9 deviations from the mean: e^(-0.405) = 0.667, that is 5.3 eighths; at 154.5 cm
    // e^(-0.605) = 0.546, 4.4 eighths.
    #expect(female[10] == "▅" && female[9] == "▄")
    #expect(lines[0].hasSuffix("  female") && lines[1].hasSuffix("  male"))
    #expect(Array(lines[2])[20] == "▲")
    #expect(lines[2].hasPrefix("145"))
    #expect(lines[2].hasSuffix("185"))
  }

  @Test(arguments: [100.0, 145, 185, 250])
  func `a student far from the curves has a place as well`(height: Double) throws {
    let mixture = try HeightMixture(components: [Component(weight: 1, mean: 165, variance: 25)])
    let lines = DensityCurves(mixture, genders: ["female"], height: height)
      .lines(width: 60, rows: 3)
    #expect(lines.count == 4)
    #expect(lines[3].contains("▲"))
    #expect(lines[3].contains("\(Int(height)).0 cm"))
  }

  @Test func `where there is no room there are no curves`() throws {
    let mixture = try HeightMixture(components: [Component(weight: 1, mean: 165, variance: 25)])
    #expect(
      DensityCurves(mixture, genders: ["female"], height: 165).lines(width: 12, rows: 1).isEmpty
    )
  }
}
