package import Mixture
import StudentStore

extension GateRefusal {
  /// What is wrong and what to do about it, in one sentence; the stratum comes first.
  package var phrase: Phrase {
    (stratum.map { Phrase("\($0): ", "\($0): ") } ?? Phrase("", "")) + reason.phrase
  }

  /// The same in English.
  package var sentence: String { phrase.english }
}

extension GateReason {
  /// What is wrong and what to do about it, without the stratum.
  package var phrase: Phrase {
    switch self {
    case .fewRecorded(let gender, let known):
      return Phrase(
        "\(gender) has \(Numbers.count(known, "recorded height")); ",
        "\(german(gender)) hat \(Self.germanHeights(known)); "
      ) + Self.recordMore
    case .fewToTest(let gender, let recorded):
      return Phrase(
        "the model comes from elsewhere, and here \(gender) has "
          + "\(Numbers.count(recorded, "recorded height")) to check it on; ",
        "das Modell kommt von anderswo, und hier hat \(german(gender)) "
          + "\(Self.germanHeights(recorded)), um es zu prüfen; "
      ) + Self.recordMore
    case .nobodyToTest:
      return Phrase(
        "the model comes from another school, and no gender is recorded here to test it on; ",
        "das Modell kommt von einer anderen Schule, und hier ist kein Geschlecht angegeben, um es zu "
          + "prüfen; "
      ) + Self.recordMore
    case .leftOpen(let genders, let least, let most):
      let words = genders.map { "\($0.gender) (\($0.known) recorded)" }.joined(separator: ", ")
      let germanWords = genders.map { "\(german($0.gender)) (\($0.known) angegeben)" }
        .joined(separator: ", ")
      return Phrase(
        "those without a gender have other genders than the recorded ones, and between "
          + "\(percent(least)) and \(percent(most)) of them may be \(words): too few heights to tell; ",
        "wer kein Geschlecht hat, verteilt sich anders als die mit Angabe, und zwischen "
          + "\(comma(percent(least))) und \(comma(percent(most))) davon sind vielleicht \(germanWords): "
          + "zu wenige Größen, um es zu sagen; "
      ) + Self.recordMore
    case .noSkill(let skill, let standardError, let part, let needed):
      let among =
        part.map { ", of the \(Numbers.count($0, "student")) where heights say something," } ?? ""
      let enough = needed.map { "; about \($0) recorded students would do" } ?? ""
      let germanAmong =
        part.map { part in
          part == 1
            ? " bei dem einen Kind, bei dem die Größe etwas sagt,"
            : " bei den \(part) Kindern, bei denen die Größe etwas sagt,"
        } ?? ""
      let sure =
        standardError.map { " with a standard error of \(fixed($0, 3))" }
        ?? ", of too few students to say how sure that is"
      let germanSure =
        standardError.map { " mit einem Standardfehler von \(comma(fixed($0, 3)))" }
        ?? ", bei zu wenigen Kindern, um zu sagen, wie sicher das ist"
      let germanEnough = needed.map { "; etwa \($0) Kinder mit Angabe würden genügen" } ?? ""
      return Phrase(
        "known genders are predicted no better than by their shares alone: the skill\(among) is "
          + "\(fixed(skill, 3))\(sure)\(enough); record "
          + "more students, or fit by group or by age",
        "bekannte Geschlechter werden nicht besser vorhergesagt als durch ihre Anteile allein: die Güte\(germanAmong) ist "
          + "\(comma(fixed(skill, 3)))\(germanSure)\(germanEnough); "
          + "tragen Sie mehr Angaben ein, oder rechnen Sie nach Klasse oder Alter"
      )
    case .notInformative(let skill):
      return Phrase(
        "heights say next to nothing about the gender here: the skill to expect is "
          + "\(fixed(skill, 3)) as far as is known, and \(fixed(Gate.leastSkill, 2)) is the least; ask "
          + "for these genders, height cannot tell them",
        "die Größen sagen hier fast nichts über das Geschlecht: zu erwarten ist nach allem, was bekannt ist, eine Güte von "
          + "\(comma(fixed(skill, 3))), und \(comma(fixed(Gate.leastSkill, 2))) ist das Mindeste; fragen Sie "
          + "nach diesen Geschlechtern, die Größe kann sie nicht sagen"
      )
    case .drifted(let gender, let mean, let recordedMean, let deviates):
      return Phrase(
        "the mean of \(gender) went to \(fixed(mean, 1)) cm, the recorded students have "
          + "\(fixed(recordedMean, 1)) cm, which is \(fixed(deviates, 1)) standard errors away: "
          + "something else than gender divides the heights; fit by group or by age, or record more "
          + "students of that gender",
        "der Mittelwert von \(german(gender)) ging auf \(comma(fixed(mean, 1))) cm, die Kinder mit Angabe haben "
          + "\(comma(fixed(recordedMean, 1))) cm, das sind \(comma(fixed(deviates, 1))) Standardfehler Abstand: "
          + "etwas anderes als das Geschlecht teilt die Größen; rechnen Sie nach Klasse oder Alter, oder tragen "
          + "Sie mehr Kinder dieses Geschlechts ein"
      )
    case .shifted(let students, let shift):
      return Phrase(
        "the \(students) students without a gender are about \(taller(shift)) than the model "
          + "expects, which other shares of the genders explain no better: they may have been "
          + "measured otherwise, such as with shoes; ask some of them",
        "die \(students) Kinder ohne Geschlecht sind etwa \(germanTaller(shift)), als das Modell "
          + "erwartet, und andere Anteile der Geschlechter erklären das nicht besser: vielleicht wurden sie "
          + "anders gemessen, zum Beispiel mit Schuhen; fragen Sie einige von ihnen"
      )
    case .shiftedGender(let students, let gender, let shift, let off):
      return Phrase(
        "the \(students) students without a gender look as if mostly the "
          + "\(shift > 0 ? "tall" : "short") of \(gender) were among them, about \(taller(shift)) than "
          + "the recorded; then confidences would be \(percent(off)) too high; ask some of them",
        "unter den \(students) Kindern ohne Geschlecht scheinen vor allem die "
          + "\(shift > 0 ? "großen" : "kleinen") von \(german(gender)) zu sein, etwa \(germanTaller(shift)) als "
          + "die mit Angabe; dann wären die Sicherheiten um \(comma(percent(off))) zu hoch; fragen Sie einige von ihnen"
      )
    case .shaped(let students, let height, let observed, let expected):
      return Phrase(
        "\(percent(observed)) of the \(students) students without a gender are shorter than "
          + "\(fixed(height, 1)) cm, and the model expects \(percent(expected)): they are not like the "
          + "recorded students; fit by age or by group, or ask some of them",
        "\(comma(percent(observed))) der \(students) Kinder ohne Geschlecht sind kleiner als "
          + "\(comma(fixed(height, 1))) cm, und das Modell erwartet \(comma(percent(expected))): sie sind nicht wie die "
          + "Kinder mit Angabe; rechnen Sie nach Alter oder Klasse, oder fragen Sie einige von ihnen"
      )
    case .beyondTheTurn(let students, let heights, let shorter, let taller):
      let range = [heights.lowerBound, heights.upperBound].map { fixed($0, 1) }
      let isOne = range[0] == range[1]
      return Phrase(
        "\(Numbers.count(students, "student")) of "
          + (isOne ? range[0] : range.joined(separator: " to "))
          + " cm: so far out the model confuses \(shorter) and \(taller); only they are left out, "
          + "check their heights",
        (students == 1 ? "1 Kind" : "\(students) Kinder") + " mit "
          + comma(isOne ? range[0] : range.joined(separator: " bis "))
          + " cm: so weit außen verwechselt das Modell \(german(shorter)) und \(german(taller)); nur sie bleiben weg, "
          + "prüfen Sie ihre Größen"
      )
    case .miscalibrated(let error, let byChance):
      return Phrase(
        "confidences are not calibrated on held-back genders: they are off by "
          + "\(percent(error)) on average, by chance it would be \(percent(byChance)); try another "
          + "family, fit by group or by age, or record more students",
        "die Sicherheiten stimmen im Test nicht: sie liegen im Mittel um "
          + "\(comma(percent(error))) daneben, durch Zufall wären es \(comma(percent(byChance))); versuchen Sie eine "
          + "andere Verteilung, rechnen Sie nach Klasse oder Alter, oder tragen Sie mehr Angaben ein"
      )
    case .notConverged(let outcome):
      return outcome.phrase + outcome.remedy
    case .degenerate(let gender):
      return Phrase(
        "\(gender) has shrunk to a single height or to nobody; record more students of that gender",
        "\(german(gender)) ist auf eine einzige Größe oder auf niemanden geschrumpft; tragen Sie mehr Kinder "
          + "dieses Geschlechts ein"
      )
    case .notFitted(.noHeights, _):
      return Phrase("no student has a height", "kein Kind hat eine Größe")
    case .notFitted(let refusal, let genders):
      return Phrase("the heights are not used: ", "die Größen werden nicht verwendet: ")
        + refusal.phrase(genders: genders)
    }
  }

  private static let recordMore = Phrase(
    "record the gender of at least \(Gate.fewestRecorded) students of each",
    "tragen Sie von jedem Geschlecht mindestens \(Gate.fewestRecorded) Kinder ein"
  )

  private static func germanHeights(_ count: Int) -> String {
    count == 1 ? "1 Größe mit Angabe" : "\(count) Größen mit Angabe"
  }

  private func german(_ gender: String) -> String { Phrase.gender(gender).german }

  private func comma(_ number: String) -> String { number.replacing(".", with: ",") }

  private func fixed(_ number: Double, _ decimals: Int) -> String {
    Numbers.fixed(number, decimals)
  }

  private func percent(_ part: Double) -> String { fixed(100 * part, 1) + " %" }

  private func taller(_ centimetres: Double) -> String {
    "\(fixed(centimetres.magnitude, 1)) cm \(centimetres > 0 ? "taller" : "shorter")"
  }

  private func germanTaller(_ centimetres: Double) -> String {
    "\(comma(fixed(centimetres.magnitude, 1))) cm \(centimetres > 0 ? "größer" : "kleiner")"
  }
}

extension FitOutcome {
  /// Why the loop stopped.
  package var phrase: Phrase {
    switch self {
    case .converged(let steps):
      Phrase(
        "converged after \(Numbers.count(steps, "step"))",
        "konvergiert nach \(Self.german(steps))"
      )
    case .stopped(let limit):
      Phrase(
        "stopped at the limit of \(Numbers.count(limit, "step")) before it converged",
        "an der Grenze von \(Self.german(limit)) beendet, bevor es konvergierte"
      )
    case .stalled(let steps):
      Phrase(
        "stalled after \(Numbers.count(steps, "step")): the steps are lost in rounding before the "
          + "tolerance is met",
        "nach \(Self.german(steps)) stehen geblieben: die Schritte gehen in der Rundung unter, bevor die "
          + "Toleranz erreicht ist"
      )
    case .degenerate:
      Phrase(
        "degenerate: a gender has shrunk to a single height or to nobody",
        "entartet: ein Geschlecht ist auf eine einzige Größe oder auf niemanden geschrumpft"
      )
    case .nonMonotone(let step):
      Phrase(
        "the log-likelihood fell at step \(step), which is a defect of the program",
        "die Log-Likelihood fiel bei Schritt \(step), das ist ein Fehler des Programms"
      )
    }
  }

  fileprivate var remedy: Phrase {
    switch self {
    case .converged, .degenerate: Phrase("", "")
    case .stopped: Phrase("; allow more iterations", "; erlauben Sie mehr Schritte")
    case .stalled: Phrase("; ask for a larger tolerance", "; wählen Sie eine größere Toleranz")
    case .nonMonotone: Phrase("; report it with the file", "; melden Sie ihn mit der Datei")
    }
  }

  private static func german(_ steps: Int) -> String {
    steps == 1 ? "1 Schritt" : "\(steps) Schritten"
  }
}
