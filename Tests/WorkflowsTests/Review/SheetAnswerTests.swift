import Report
import RosterReading
import Testing

@testable import Workflows

/// What the words in the column `decision` mean.
struct SheetAnswerTests {
  private static let known: Set<String> = ["female", "male", "non-binary"]

  @Test(arguments: [
    ("accept", SheetAnswer.accept), ("ACCEPT", .accept), ("Accept ", .accept), ("later", .later),
    ("Later", .later), ("leave unknown", .leaveUnknown), ("leave_unknown", .leaveUnknown),
    ("Leave-Unknown", .leaveUnknown), ("f", .gender("female")), ("F", .gender("female")),
    ("m", .gender("male")), ("male", .gender("male")), ("weiblich", .gender("female")),
    ("Mädchen", .gender("female")), ("non-binary", .gender("non-binary")),
  ])
  func `words are read in any case, genders in the languages of an import`(
    cell: String,
    answer: SheetAnswer
  ) throws {
    #expect(try SheetAnswer(cell, known: Self.known, words: GenderWords()) == answer)
  }

  @Test(arguments: [
    ("femal", "did you mean \"female\"?"), ("acept", "did you mean \"accept\"?"),
    ("asked her mother", "is neither a decision nor a gender"), ("agender", "review decide"),
    ("?", "leave unknown"),
    ("unknown", "leave unknown"), ("prefer not to say", "studentdb correct"),
    ("1", "different genders"), ("x", "is neither a decision nor a gender"),
  ])
  func `another word decides nothing and says what to write`(cell: String, hint: String) {
    let refusal = #expect(throws: WorkflowError.self) {
      try SheetAnswer(cell, known: Self.known, words: GenderWords())
    }
    #expect(refusal?.description.contains(hint) == true, "\(refusal?.description ?? "")")
  }
}
