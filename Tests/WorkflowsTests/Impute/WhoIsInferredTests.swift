import Mixture
import StudentStore
import TestSupport
import Testing
import Workflows

/// Whom a run speaks about, and which genders it can say.
struct WhoIsInferredTests {
  /// A class with so many further students of a third gender, one centimetre apart.
  private func school(nonbinary count: Int, apart step: Int = 1) throws -> TestSchool {
    var text = QuantileRoster.classes(["7a"]).text
    for number in 0..<count {
      text += "9\(number),T\(number),nonbinary,\(160 + step * number),7a,\n"
    }
    return try TestSchool(text)
  }

  @Test(arguments: [1, 4])
  func `a gender with too few recorded heights is kept, and never proposed`(count: Int) throws {
    let school = try school(nonbinary: count)
    let run = try school.impute()
    #expect(run.passedGate)
    #expect(run.strata[0].genders.map(\.gender) == ["female", "male"])
    #expect(run.recordedCount == 30, "they take no part")
    for table in ["counted_evidence", "evidence_cell", "cell_probability"] {
      #expect(
        try school.lines("SELECT count(*) FROM \(table) WHERE gender = 'nonbinary'") == ["0"]
      )
    }
    #expect(
      try school.lines("SELECT count(*) FROM effective_student WHERE gender = 'nonbinary'")
        == ["\(count)"]
    )
    // Its share is among everybody's probabilities: of ten asked about, ten times n in 30 + n.
    let small = try #require(run.smallGenders.first)
    #expect(run.smallGenders.count == 1)
    #expect(small.gender == "nonbinary")
    #expect(small.known == count)
    #expect(
      (small.expected - Double(count) - 10 * Double(count) / Double(30 + count)).magnitude < 1e-9
    )
    let whole = run.totals.filter { $0.stratum == nil }.reduce(0) { $0 + $1.expected }
    #expect((whole - Double(40 + count)).magnitude < 1e-9, "everybody is counted")
  }

  @Test func `a gender of few lowers every confidence by its share`() throws {
    let confidences = try [0, 4].map { count in
      let school = try school(nonbinary: count)
      _ = try school.impute()
      return try school.lines("SELECT confidence FROM evidence_cell ORDER BY height_cm")
        .compactMap(Double.init)
    }
    #expect(confidences[0].count == confidences[1].count)
    for (alone, beside) in zip(confidences[0], confidences[1]) {
      #expect((beside - alone * 30 / 34).magnitude < 1e-12)
    }
  }

  @Test func `four girls recorded beside sixty boys do not make divers of the others`() throws {
    var rows = "id,name,gender,height,class,age\n"
    var number = 0
    func add(_ gender: String, _ count: Int, mean: Double, deviation: Double) {
      for place in 0..<count {
        let deviate = QuantileRoster.normalQuantile((Double(place) + 0.5) / Double(count))
        number += 1
        rows += "\(number),S\(number),\(gender),\(mean + deviation * deviate),,\n"
      }
    }
    add("M", 60, mean: 176, deviation: 7)
    add("", 20, mean: 176, deviation: 7)
    add("F", 4, mean: 163, deviation: 6.5)
    add("", 56, mean: 163, deviation: 6.5)
    add("nonbinary", 9, mean: 168, deviation: 5)
    let run = try TestSchool(rows).impute()
    #expect(run.imputed == 0)
    #expect(run.refusals.contains { $0.code == .tooFewRecorded && $0.stratum == nil })
    #expect(run.smallGenders.map(\.gender) == ["female"])
  }

  @Test func `five recorded heights are enough for a gender of its own`() throws {
    let run = try school(nonbinary: 5).impute()
    #expect(run.strata[0].genders.map(\.gender) == ["female", "male", "nonbinary"])
    #expect(run.strata[0].genders.map(\.recorded) == [15, 15, 5])
  }

  @Test func `five times the same height are not`() throws {
    let run = try school(nonbinary: 5, apart: 0).impute()
    #expect(run.strata[0].genders.map(\.gender) == ["female", "male"])
  }

  @Test func `who declined, is not to be inferred or has no height is in no cell`() throws {
    let school = try TestSchool(
      QuantileRoster.classes(["7a"]).text
        + "91,A,declined,166,7a,\n92,B,,166,7a,\n93,C,,,7a,\n94,D,,16,7a,\n"
    )
    var correction = StudentCorrection()
    correction.gender = .doNotInfer
    _ = try CorrectionWorkflow(school.database, context: school.context)
      .run(42, correction, reason: "asked")
    let run = try school.impute()
    #expect(run.missingCount == 10)
    #expect(
      run.notImputed == ["declined": 1, "do_not_infer": 1, "no_height": 1, "height_in_doubt": 1]
    )
    #expect(
      try school.lines("SELECT count(*) FROM counted_evidence WHERE height_cm = 166") == ["0"]
    )
    #expect(try school.lines("SELECT count(*) FROM imputation WHERE student > 40") == ["0"])
    #expect(try school.lines("SELECT sum(student_count) FROM counted_evidence") == ["40"])
    // Nobody of them is decided about through the run either.
    let review = ReviewWorkflow(school.database, context: school.context)
    #expect(throws: StoreError.nothingToDecide(student: 41, status: "declined")) {
      try review.decide(41, .accept)
    }
  }

  @Test func `nothing to learn from is said by name`() throws {
    let cases: [(String, String)] = [
      ("", "noStudents"),
      ("1,A,F,,7a,\n2,B,M,,7a,\n3,C,,,7a,\n", "no_heights"),
      ("1,A,F,,7a,\n2,B,M,,7a,\n", "no_heights"),
      ("1,A,,160,7a,\n2,B,,170,7a,\n", "no_labels"),
      ("1,A,declined,160,7a,\n2,B,declined,170,7a,\n", "no_heights"),
      ("1,A,F,160,7a,\n2,B,F,170,7a,\n3,C,,165,7a,\n", "one_label_only"),
      ("1,A,F,160,7a,\n2,B,M,170,7a,\n3,C,,165,7a,\n", "too_few_distinct_heights"),
      ("1,A,F,160,7a,\n2,B,M,160,7a,\n3,C,,160,7a,\n", "all_heights_equal"),
      (
        (0..<20).map { "1\($0),A\($0),F,160,7a,\n" }.joined()
          + (0..<9).map { "2\($0),B\($0),M,\(170 + $0),7a,\n" }.joined()
          + (0..<9).map { "3\($0),C\($0),nonbinary,\(160 + $0),7a,\n" }.joined(),
        "too_few_distinct_heights"
      ),
    ]
    for (rows, code) in cases {
      let school =
        try rows.isEmpty ? TestSchool() : TestSchool("id,name,gender,height,class,age\n" + rows)
      let refusal = try #require(school.refusal())
      switch refusal {
      case .noStudents: #expect(code == "noStudents")
      case .nothingToLearnFrom(let found, _): #expect(found.code == code, "\(rows)")
      default: Issue.record("\(refusal)")
      }
      #expect(try school.database.newestRun() == nil)
    }
  }
}
