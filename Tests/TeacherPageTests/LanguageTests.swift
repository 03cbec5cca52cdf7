import Foundation
import Mixture
import Report
import RosterReading
import StudentStore
import Testing

@testable import TeacherPage
@testable import Workflows

/// Sentences that a German page shows are German.
@Suite struct LanguageTests {
  /// English words that no German sentence has.
  static let englishWords: Set<String> = [
    "the", "is", "of", "and", "with", "this", "that", "than", "from", "not", "has", "have", "are",
    "be", "it", "which", "them", "by", "for", "to", "student", "students",
  ]

  private func english(in text: String) -> [String] {
    text.lowercased().split { !$0.isLetter }.map(String.init)
      .filter(Self.englishWords.contains)
  }

  private func check(_ phrases: [Phrase]) {
    for phrase in phrases {
      #expect(phrase.german != phrase.english, "\(phrase.english)")
      #expect(english(in: phrase.german).isEmpty, "\(phrase.german)")
      #expect(!phrase.german.isEmpty)
    }
  }

  private static let readings = [
    HeightMeaning(centimetres: 180.34, .feetAndInches(feet: "5", inches: "11")),
    HeightMeaning(centimetres: 155.75, .number("5.11", .feetAndInches)),
    HeightMeaning(centimetres: 172, .metresAndCentimetres(metres: "1", centimetres: "72")),
    HeightMeaning(centimetres: 300, .asWritten(.centimetres)),
    HeightMeaning(centimetres: 300, .asTaken),
  ]

  @Test func `doubts are worded in German`() {
    let namesake = DoubtFinding.Namesake(student: 3, group: "7b", isOfOneBody: false)
    let body = DoubtFinding.Namesake(student: 3, group: nil, isOfOneBody: true)
    let record = DoubtFinding.UnlikelyRecord(
      gender: "female",
      centimetres: 188,
      stratum: "7b",
      run: 1
    )
    let word = Doubt.UnknownWord(text: "Femal", students: 2, likely: nil)
    let names = DoubtFinding.NameCount(
      source: .school,
      text: "anna",
      students: [.init(gender: "female", students: 8)]
    )
    let findings: [DoubtFinding] = [
      .height(text: "5.11", readings: Self.readings),
      .height(text: "1 72", readings: [Self.readings[2]]),
      .impossibleHeight(text: "16", readings: [], unit: .centimetres),
      .impossibleHeight(text: "300", readings: [Self.readings[3]], unit: nil),
      .farHeight(text: "57", centimetres: 57, others: Self.readings),
      .rareHeight(centimetres: 231, median: 165, others: []),
      .birthDate(text: "31.2.2012"), .unknownWord(word), .notAPerson,
      .sameName(namesake, ids: []), .sameName(body, ids: ["1", "2"]),
      .twoGenders(own: "male", other: "female", namesake),
      .sameBirthDate(as: 1, name: "Anna", .anotherLastName),
      .genderChanged(from: "female", to: "declined", importBatch: 2, line: 4),
      .lookAlikeGroup("7B", students: 1, usual: "7b", usualStudents: 20),
      .idReused(id: "17", importBatch: 2, line: 4),
      .unlikelyHeight(record, contradicting: nil),
      .unlikelyHeight(record, contradicting: .init(probability: 0.003, likelier: "male")),
      .unlikelyName(record, probability: 0.0001, names: [names]),
    ]
    check(findings.map(\.phrase))
    let differences: [SpellingDifference] = [
      .letterCase, .invisible, .joints, .accents, .alphabets,
    ]
    check(
      differences.map {
        DoubtFinding.lookAlikeName(of: 1, name: "Anna", $0, letter: "U+0410").phrase
      }
    )
    let relations: [DoubtFinding.NameRelation] = [
      .same, .oneMoreOrLess, .anotherOrder, .anotherLastName, .similar,
    ]
    check(relations.map { DoubtFinding.sameBirthDate(as: 1, name: "Anna", $0).phrase })
    check([
      HeightDoubt.far(centimetres: 90, middle: 160).phrase, HeightDoubt.outside.phrase,
      HeightDoubt.readings(Self.readings).phrase, HeightDoubt.unclear.phrase,
    ])
  }

  @Test func `numbers of a German sentence have a comma`() {
    let finding = DoubtFinding.height(text: "5.11", readings: Array(Self.readings.prefix(2)))
    #expect(
      finding.phrase.german
        == "„5.11“ kann 5 Fuß 11 Zoll (180,34 cm) oder 5,11 Fuß (155,75 cm) sein"
    )
    #expect(
      finding.phrase.english
        == "\"5.11\" can be 5 feet 11 inches (180.34 cm) or 5.11 feet (155.75 cm)"
    )
  }

  @Test func `what the gate says is worded in German`() {
    let reasons: [GateReason] = [
      .fewRecorded(gender: "female", known: 1), .fewToTest(gender: "male", recorded: 3),
      .nobodyToTest,
      .leftOpen(genders: [], least: 0.1, most: 0.4),
      .noSkill(skill: 0.01, standardError: 0.02, part: 12, needed: 80),
      .noSkill(skill: 0.01, standardError: nil, part: 1, needed: nil),
      .notInformative(skill: 0.01),
      .drifted(gender: "female", mean: 170, recordedMean: 160, deviates: 5),
      .shifted(students: 20, by: 3),
      .shiftedGender(students: 20, gender: "male", by: -3, off: 0.1),
      .shaped(students: 20, height: 150, observed: 0.4, expected: 0.1),
      .beyondTheTurn(students: 1, heights: 190...190, shorter: "female", taller: "male"),
      .miscalibrated(error: 0.1, byChance: 0.02), .notConverged(.stopped(atLimit: 10)),
      .notConverged(.stalled(iterations: 10)), .notConverged(.nonMonotone(atStep: 3)),
      .degenerate(gender: "female"), .notFitted(.noHeights, genders: []),
      .notFitted(.tooFewDistinctHeights(gender: 0), genders: ["female"]),
    ]
    check(reasons.map { GateRefusal($0, stratum: "7b").phrase })
  }

  @Test func `rejected lines are worded in German`() {
    let faults: [LineDamage] = [
      .unclosedQuote, .strayQuote, .tooLong, .nulByte, .badEncoding,
    ]
    let orphans: [OneRosterOrphan] = [
      .unreadable, .cells(found: 2, expected: 3), .repeatedID, .noUser,
    ]
    check(
      faults.map { Phrase.rejection(.fault($0, encoding: "UTF-8")) }
        + orphans.map { Phrase.rejection(.orphan($0, found: 2, expected: 3)) }
    )
    check(
      [
        LineRejection.cells(found: 2, expected: 3), .blank, .repeatedHeadings,
        .formula(heading: "Größe"), .genderCode(heading: "Geschlecht", code: "1"),
        .height(heading: "Größe", text: "groß"), .idTaken(heading: "Nr", id: "7"), .idLooksAlike,
        .idLooksLikeThatOf(student: 3, id: "7"), .idOfAnother(student: 3, id: "7"), .ambiguous,
        .bornOtherwise(students: [3, 4]), .contradicts(student: 3),
      ].map(Phrase.rejection)
    )
  }

  @Test func `a page shows doubts and rejected lines in the language of the browser`() async throws
  {
    let page = try await TestPage(
      list: TestPage.list + "Kim,,175\nSumme,,\nLea,F,5.11\nOlga,Femal,160\nTom,M,groß\n"
    )
    let browser = try await browser(of: page)
    let german = ["Accept-Language": "de-DE"]
    let doubts = try await browser.get("/doubts", german).body
    #expect(doubts.contains("Hat denselben Namen wie Kind 82"))
    #expect(doubts.contains("„5.11“ kann 5 Fuß 11 Zoll (180,34 cm)"))
    #expect(!doubts.contains("<p lang="))
    #expect(english(in: Self.text(of: doubts)).isEmpty)
    #expect(try await browser.get("/doubts").body.contains("Has the same name as student 82"))
    await page.stop()
  }

  @Test func `a signature is mentioned at a doubt only where one covers it`() async throws {
    let page = try await TestPage(list: TestPage.list + "Kim,,175\n")
    let browser = try await browser(of: page)
    let before = try await browser.get("/doubts").body
    #expect(before.contains("name=\"reason\"") && !before.contains("name=\"void\""))
    let work = page.desk.context.work(actor: "Maria")
    let database = try SchoolDatabase.open(page.path, access: .readWrite, context: work)
    _ = try ReviewWorkflow(database, context: work).decide(82, .accept)
    _ = try SignOffWorkflow(database, context: work)
      .sign(run: nil, printedName: "M", role: "T", statement: nil, allowOpen: true)
    #expect(try await browser.get("/doubts").body.contains("name=\"void\""))
    await page.stop()
  }

  private func browser(of page: TestPage) async throws -> Browser { try await page.browser() }

  /// What a page says between its tags, within its main part.
  private static func text(of page: String) -> String {
    let main = page.components(separatedBy: "<main").last ?? page
    var text = ""
    var isTag = true
    for character in main.components(separatedBy: "</main>")[0] {
      if character == "<" { isTag = true }
      if !isTag { text.append(character) }
      if character == ">" { (isTag, text) = (false, text + " ") }
    }
    return text
  }
}
