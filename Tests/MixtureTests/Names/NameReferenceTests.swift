import Mixture
import Testing

@Suite struct NameReferenceTests {
  private func rows(_ text: String) -> [NameReference.Row] {
    text.split(separator: "\n").map { line in
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      return NameReference.Row(name: fields[0], gender: fields[1], count: Int(fields[2]) ?? -1)
    }
  }

  @Test func `the order of rows and the spelling of names change no content`() throws {
    let table = try NameReference(rows("José,M,3\nAnna,F,7\nJOSE,M,2\nJosé,F,1\nUnused,F,0"))
    let other = try NameReference(rows("anna,F,7\njose,F,1\nUNUSED,M,0\njose,M,5"))
    #expect(table.canonicalText == "anna,F,7\njose,F,1\njose,M,5\n")
    #expect(other.canonicalText == table.canonicalText)
    #expect(table.genders == ["F", "M"])
  }

  @Test func `a double name is looked up whole, then joined, then by its first part`() throws {
    let table = try NameReference(rows("Annemarie,F,7\nJean,M,5\nMary-Ann,F,2\nMary,F,9"))
    #expect(table.counts(of: "anne-marie") == [7, 0])
    #expect(table.counts(of: "jean-pierre") == [0, 5])
    #expect(table.counts(of: "mary-ann") == [2, 0])
    #expect(table.counts(of: "pierre") == nil)
  }

  @Test func `a table that cannot be used is refused with its row`() {
    #expect(throws: NameReferenceRefusal.implausibleCount(row: 2)) {
      try NameReference(rows("Anna,F,7\nBen,M,-1"))
    }
    #expect(throws: NameReferenceRefusal.implausibleCount(row: 1)) {
      try NameReference(rows("Anna,F,9000000000000000000\nBen,M,1"))
    }
    #expect(throws: NameReferenceRefusal.nameless(row: 1)) {
      try NameReference(rows(",F,7\nBen,M,1"))
    }
    #expect(throws: NameReferenceRefusal.tooFewGenders) {
      try NameReference(rows("Anna,F,7\nMia,F,1"))
    }
  }

  @Test func `a known name has the reference's odds, and the table's own shares do not matter`()
    throws
  {
    var evidence = NameModelTests.evidence(asking: ["Lea", "Kim", "Zed"])
    evidence.add("Kim", label: nil)
    for girls in [1, 1_000] {
      let table = try NameReference(rows("Lea,F,9\nKim,F,1\nKim,M,3\nOther,F,\(girls)"))
      let matched = try #require(
        MatchedNameReference(table, genders: ["F", "M"], evidence: evidence)
      )
      let model = NameModel(
        evidence,
        NameCandidate(.endings, withReference: true),
        reference: matched
      )
      // r = 2 (R_k + 1/2) / (R + 1): at even shares b_k = (R_k + 1/2) / (R + 1).
      for (name, female) in [("Lea", 9.5 / 10), ("Kim", 1.5 / 5)] {
        let logRatios = model.evidence(of: evidence.cell(of: name), in: .first)
        #expect((exponential(logRatios[0]) * 0.5 - female).magnitude < 1e-12)
      }
      let coverage = model.referenceCoverage(in: evidence)
      #expect(coverage.known == 3)
      #expect(coverage.named == 12)
      let basis = model.explanation(of: evidence.cell(of: "Lea")).basis
      #expect(basis == .byReference)
    }
  }

  @Test func `a reference is worth two students of the school`() throws {
    let evidence = NameModelTests.evidence()
    let table = try NameReference(rows("Anna,M,99\nBen,F,99\nBen,M,1"))
    let matched = try #require(
      MatchedNameReference(table, genders: ["F", "M"], evidence: evidence)
    )
    let model = NameModel(evidence, NameCandidate(.own, withReference: true), reference: matched)
    let logRatios = model.evidence(of: evidence.cell(of: "Anna"), in: .first)
    // (2 + 2 b) / (2 + 2) with b = (0 + 1/2) / (99 + 1).
    #expect((exponential(logRatios[0]) * 0.5 - (2 + 2 * 0.005) / 4).magnitude < 1e-12)
  }

  @Test func `a table that knows one gender of the school does not match`() throws {
    let evidence = NameModelTests.evidence()
    let table = try NameReference(rows("Anna,F,9\nBen,X,9"))
    #expect(MatchedNameReference(table, genders: ["F", nil], evidence: evidence) == nil)
    #expect(MatchedNameReference(table, genders: ["F", "M"], evidence: evidence) == nil)
  }
}
