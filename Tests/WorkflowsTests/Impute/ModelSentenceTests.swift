import Mixture
import Report
import Testing

/// Why there is no model, or nothing is proposed, in words.
@Suite struct ModelSentenceTests {
  static let reasons: [(GateReason, String)] = [
    (
      .fewRecorded(gender: "male", known: 1),
      "male has 1 recorded height; record the gender of at least 5 students of each"
    ),
    (
      .fewToTest(gender: "male", recorded: 4),
      "the model comes from elsewhere, and here male has 4 recorded heights to check it on; record "
        + "the gender of at least 5 students of each"
    ),
    (
      .nobodyToTest,
      "the model comes from another school, and no gender is recorded here to test it on; record the "
        + "gender of at least 5 students of each"
    ),
    (
      .leftOpen(genders: [.init(gender: "diverse", known: 4)], least: 0.02, most: 0.24),
      "those without a gender have other genders than the recorded ones, and between 2.0 % and "
        + "24.0 % of them may be diverse (4 recorded): too few heights to tell; record the gender of "
        + "at least 5 students of each"
    ),
    (
      .noSkill(skill: 0.337, standardError: 0.165, part: 12, needed: 20),
      "known genders are predicted no better than by their shares alone: the skill, of the 12 "
        + "students where heights say something, is 0.337 with a standard error of 0.165; about 20 "
        + "recorded students would do; record more students, or fit by group or by age"
    ),
    (
      .noSkill(skill: -0.5, standardError: nil, part: 1, needed: nil),
      "known genders are predicted no better than by their shares alone: the skill, of the 1 "
        + "student where heights say something, is -0.500, of too few students to say how sure that "
        + "is; record more students, or fit by group or by age"
    ),
    (
      .notInformative(skill: 0.0012),
      "heights say next to nothing about the gender here: the skill to expect is 0.001 as far as is "
        + "known, and 0.02 is the least; ask for these genders, height cannot tell them"
    ),
    (
      .drifted(gender: "female", mean: 112.04, recordedMean: 164.5, deviates: 11.25),
      "the mean of female went to 112.0 cm, the recorded students have 164.5 cm, which is 11.3 "
        + "standard errors away: something else than gender divides the heights; fit by group or by "
        + "age, or record more students of that gender"
    ),
    (
      .shifted(students: 60, by: -3.04),
      "the 60 students without a gender are about 3.0 cm shorter than the model expects, which other "
        + "shares of the genders explain no better: they may have been measured otherwise, such as "
        + "with shoes; ask some of them"
    ),
    (
      .shiftedGender(students: 60, gender: "male", by: 4, off: 0.155),
      "the 60 students without a gender look as if mostly the tall of male were among them, about "
        + "4.0 cm taller than the recorded; then confidences would be 15.5 % too high; ask some of "
        + "them"
    ),
    (
      .shaped(students: 60, height: 150, observed: 0.3, expected: 0.1),
      "30.0 % of the 60 students without a gender are shorter than 150.0 cm, and the model expects "
        + "10.0 %: they are not like the recorded students; fit by age or by group, or ask some of "
        + "them"
    ),
    (
      .beyondTheTurn(students: 1, heights: 189...189, shorter: "female", taller: "male"),
      "1 student of 189.0 cm: so far out the model confuses female and male; only they are left out, "
        + "check their heights"
    ),
    (
      .beyondTheTurn(students: 3, heights: 189...194.2, shorter: "female", taller: "male"),
      "3 students of 189.0 to 194.2 cm: so far out the model confuses female and male; only they are "
        + "left out, check their heights"
    ),
    (
      .miscalibrated(error: 0.1, byChance: 0.017),
      "confidences are not calibrated on held-back genders: they are off by 10.0 % on average, by "
        + "chance it would be 1.7 %; try another family, fit by group or by age, or record more "
        + "students"
    ),
    (
      .notConverged(.stopped(atLimit: 1)),
      "stopped at the limit of 1 step before it converged; allow more iterations"
    ),
    (
      .degenerate(gender: "male"),
      "male has shrunk to a single height or to nobody; record more students of that gender"
    ),
  ]

  @Test(arguments: Self.reasons)
  func `a refusal says what is wrong and what to do`(reason: GateReason, sentence: String) {
    #expect(GateRefusal(reason).sentence == sentence)
    #expect(GateRefusal(reason, stratum: "7b").sentence == "7b: " + sentence)
  }

  @Test func `each outcome has its sentence`() {
    let outcomes: [(FitOutcome, String)] = [
      (.converged(iterations: 1), "converged after 1 step"),
      (.converged(iterations: 23), "converged after 23 steps"),
      (.stopped(atLimit: 10_000), "stopped at the limit of 10000 steps before it converged"),
      (
        .stalled(iterations: 300),
        "stalled after 300 steps: the steps are lost in rounding before the tolerance is met"
      ),
      (
        .degenerate(component: 1),
        "degenerate: a gender has shrunk to a single height or to nobody"
      ),
      (
        .nonMonotone(atStep: 4),
        "the log-likelihood fell at step 4, which is a defect of the program"
      ),
    ]
    for (outcome, sentence) in outcomes { #expect(outcome.phrase.english == sentence) }
  }

  @Test func `a refusal names the gender in the school's words, else by number`() {
    let refusal = FitRefusal.tooFewDistinctHeights(gender: 1)
    #expect(
      refusal.sentence(genders: ["female", "male"])
        == "the students recorded as male have fewer than two different heights; "
        + "check these heights, or record the gender of more of them"
    )
    #expect(
      FitRefusal.oneLabelOnly(gender: 0).sentence()
        == "the only recorded gender is gender 1; "
        + "record the gender of at least a few students of another"
    )
  }
}
