import Report
import Testing

@testable import RosterReading

struct ColumnMapTests {
  private func questions(
    _ headings: [String],
    _ overrides: [StudentField: String] = [:]
  ) -> [String] {
    do throws(RosterError) {
      _ = try ColumnMap.decide(file: "a.csv", headings: headings, overrides: overrides)
      return []
    } catch {
      return error.description.split(separator: "\n").map { String($0.dropFirst("a.csv: ".count)) }
    }
  }

  @Test func `a German list is mapped`() throws {
    let map = try ColumnMap.decide(
      file: "a.csv",
      headings: ["Nr.", "Name", "Klasse", "Geschlecht", "Größe (cm)"]
    )
    #expect(map.columns == [.name: 1, .group: 2, .gender: 3, .height: 4])
    #expect(map.nameColumns == [1])
    #expect(map.headingUnit == .centimetres)
  }

  @Test func `a form with questions for headings is mapped`() throws {
    let map = try ColumnMap.decide(
      file: "a.csv",
      headings: [
        "Timestamp", "What is your name?", "What is your gender?", "What is your height?",
        "What are your pronouns?",
      ]
    )
    #expect(map.columns == [.name: 1, .gender: 2, .height: 3])
  }

  @Test func `two columns for one field are a question`() {
    #expect(
      questions(["name", "gender", "Sex", "height"]) == [
        """
        "gender" (column 2) and "Sex" (column 3) can both be the gender; \
        say which with --map gender=gender or --map gender=Sex
        """
      ]
    )
    #expect(
      questions(["Größe (cm)", "Height", "ht"]) == [
        """
        "Größe (cm)" (column 1), "Height" (column 2) and "ht" (column 3) can both be the height; \
        say which with --map height='Größe (cm)', --map height=Height or --map height=ht
        """
      ]
    )
  }

  @Test func `equal headings are told apart by their places`() throws {
    #expect(
      questions(["name", "height", "height"]) == [
        """
        "height" (column 2) and "height" (column 3) can both be the height; \
        say which with --map height=#2 or --map height=#3
        """
      ]
    )
    let map = try ColumnMap.decide(
      file: "a.csv",
      headings: ["name", "height", "height"],
      overrides: [.height: "#3"]
    )
    #expect(map.columns == [.name: 0, .height: 2])
  }

  @Test func `what the user maps wins, in any spelling`() throws {
    for wanted in ["Sex", "sex", "SEX ", "#3", "Sex (cm)"] {
      let map = try ColumnMap.decide(
        file: "a.csv",
        headings: ["name", "gender", "Sex"],
        overrides: [.gender: wanted]
      )
      #expect(map.columns[.gender] == 2, "\(wanted)")
    }
    let map = try ColumnMap.decide(
      file: "a.csv",
      headings: ["name", "gender", "x"],
      overrides: [.height: "x", .gender: ""]
    )
    #expect(map.columns == [.name: 0, .height: 2])
  }

  @Test func `a column that the user maps is no candidate for another field`() throws {
    let map = try ColumnMap.decide(
      file: "a.csv",
      headings: ["Name", "Class"],
      overrides: [.id: "Class"]
    )
    #expect(map.columns == [.name: 0, .id: 1])
  }

  @Test func `an unknown heading is answered with its nearest`() {
    #expect(
      questions(["Name", "Geschlecht"], [.gender: "Geshlecht"]) == [
        "no column is headed \"Geshlecht\", which --map gender names; the nearest is \"Geschlecht\""
      ]
    )
    #expect(
      questions(["Name"], [.gender: "xyz"]) == [
        "no column is headed \"xyz\", which --map gender names"
      ]
    )
    #expect(questions(["Name"], [.gender: "#2"]).count == 1)
    #expect(questions(["Name"], [.gender: "#0"]).count == 1)
  }

  @Test func `one column cannot be two fields`() {
    #expect(
      questions(["a", "b"], [.gender: "a", .height: "a"]) == [
        "\"a\" is mapped to gender and height; one column holds one field"
      ]
    )
  }

  @Test func `all questions are asked at once`() {
    #expect(questions(["sex", "gender", "age", "alter"], [.name: "q"]).count == 3)
  }

  @Test(
    arguments: [
      (["First name", "Last name"], [0, 1]), (["Nachname", "Vorname"], [1, 0]),
      (["Name", "Vorname"], [1, 0]), (["Nom", "Prénom"], [1, 0]),
      (["Cognome", "Nome"], [1, 0]), (["Nombre", "Apellidos"], [0, 1]),
      (["Name", "First name", "Last name"], [0]), (["Full name", "First name"], [0]),
      (["First name"], [0]), (["height"], []),
    ] as [([String], [Int])]
  )
  func `a name in two columns is first and last name`(headings: [String], columns: [Int]) throws {
    #expect(try ColumnMap.decide(file: "a.csv", headings: headings).nameColumns == columns)
  }

  @Test func `no headings are no columns`() throws {
    #expect(try ColumnMap.decide(file: "a.csv", headings: []).columns.isEmpty)
  }

  @Test(
    arguments: [
      ("hieght", ["height"]), ("HEIGHT", ["height"]), ("gendr", ["gender"]), ("q", []), ("", []),
    ] as [(String, [String])]
  )
  func `nearest names are those a slip away`(word: String, names: [String]) {
    #expect(nearestNames(to: word, in: ["name", "gender", "height", "weighted sum"]) == names)
  }
}
