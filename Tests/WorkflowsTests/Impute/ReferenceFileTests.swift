import StudentStore
import Testing
import Workflows

/// A file of heights by age: what is read, and the line that a mistake is on.
struct ReferenceFileTests {
  private func read(_ text: String) throws -> [ReferenceHeight] {
    try ReferenceFile.read(Array(text.utf8), name: "growth.csv")
  }

  static let expected = [
    ReferenceHeight(age: 12.5, gender: "female", mean: 154.2, standardDeviation: 7),
    ReferenceHeight(age: 12.5, gender: "male", mean: 153, standardDeviation: 7.8),
  ]

  @Test(arguments: [
    "age,gender,mean_cm,sd_cm\n12.5,female,154.2,7\n12.5,male,153,7.8\n",
    "age,gender,mean_cm,sd_cm\r\n12.5,female,154.2,7.0\r\n\r\n12.5,male,153,7.8",
    "sd_cm,mean_cm,source,gender,age\n7,154.2,x,female,12.5\n7.8,153,\"y, z\",male,12.5\n",
    "\u{FEFF} AGE ,Gender,Mean_cm,SD_cm\n 12.5 , female , 154.2 ,7\n12.5,male,153,7.8\n",
    "age,gender,mean_cm,sd_cm\n12.5,F,154.2,7\n12.5,Junge,153,7.8\n",
  ])
  func `columns stand in any order, and genders in the words of a list`(text: String) throws {
    #expect(try read(text) == Self.expected)
  }

  private static let heading = "age,gender,mean_cm,sd_cm\n"
  static let mistakes: [(String, String)] = [
    ("age,gender,mean_cm\n12,female,154\n", "growth.csv:1: the column sd_cm is missing"),
    ("\n\nage,gender,sd_cm\n", "growth.csv:3: the column mean_cm is missing"),
    ("12,female,154,7\n", "growth.csv:1: the column age is missing"),
    (heading + "12,female,154,7\n12,male,tall,7\n", "growth.csv:3: mean_cm \"tall\" is not"),
    (heading + "12,female,154\n", "growth.csv:2: sd_cm \"\" is not a number from 0.1 to 100"),
    (heading + "12,female,154,0\n", "growth.csv:2: sd_cm \"0\" is not"),
    (heading + "12,female,1.54,7\n", "growth.csv:2: mean_cm \"1.54\" is not a number from 20.0"),
    (heading + "-1,female,154,7\n", "growth.csv:2: age \"-1\" is not"),
    (heading + "0x10,female,154,7\n", "growth.csv:2: age \"0x10\" is not"),
    (heading + "12,female,nan,7\n", "growth.csv:2: mean_cm \"nan\" is not"),
    (heading + "12,female,\"154,5\",7\n", "growth.csv:2: mean_cm \"154,5\" is not"),
    (heading + "12,,154,7\n", "growth.csv:2: \"\" is not a gender; write it as"),
    (heading + "12,1,154,7\n", "growth.csv:2: \"1\" is not a gender; write it as"),
    (heading + "12,declined,154,7\n", "growth.csv:2: \"declined\" is not a gender"),
    (
      heading + "12,female,154,7\n13,female,157,7\n12.0,F,155,7\n",
      "growth.csv:4: age 12.0 of female is given already; keep one"
    ),
    (heading + "12,female,154,\"7\n", "growth.csv:2: the line cannot be read (unclosed-quote)"),
    (heading, "growth.csv: no line says how tall anybody is; it needs the columns age, gender"),
    ("", "growth.csv: no line says how tall anybody is"),
  ]

  @Test(arguments: mistakes)
  func `a mistake is named with its line`(text: String, words: String) {
    do {
      _ = try read(text)
      Issue.record("\(text) was taken")
    } catch {
      #expect("\(error)".hasPrefix(words), "\(error)")
    }
  }
}
