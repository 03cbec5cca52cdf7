import RosterReading
import StudentStore
import Testing
import Workflows

/// Who may be the same child, by birth date and name.
struct SharedBirthdayTests {
  private func doubts(_ files: [String]) throws -> [Doubt] {
    let school = try TestSchool()
    for file in files { try school.import("id,name,gender,height,class,birthdate\n\(file)\n") }
    return try CheckWorkflow(school.database).run([.possibleSameStudent])
  }

  /// Two lines of two files, born on one day.
  private func isPair(_ first: String, _ second: String, genders: [String] = ["", ""]) throws
    -> Bool
  {
    try !doubts([
      "1,\"\(first)\",\(genders[0]),160,7a,2012-03-07",
      "2,\"\(second)\",\(genders[1]),161,7b,2012-03-07",
    ]).isEmpty
  }

  @Test(arguments: [
    ("Anna Müller", "Müller Anna"), ("Anna Müller", "Müller, Anna"), ("Anna Müller", "ANNA MULLER"),
    ("Anna Müller", "Anna Maria Müller"), ("Anna-Maria Müller", "Müller, Anna Maria"),
    ("Anna Müller", "Anna Mueller"), ("Anna Müller", "Anna Müler"), ("Anna Müller", "Anna Weber"),
    ("Anna Müller", "Weber, Anna"), ("Anna Müller", "Anna Müller-Weber"), ("Cem", "cem"),
    ("Ayşe Yılmaz", "Ayse Yilmaz"), ("Anna Müller", "Anna Müller"),
  ])
  func `one birth date and one child`(first: String, second: String) throws {
    #expect(try isPair(first, second))
    #expect(try isPair(second, first))
  }

  @Test(arguments: [
    ("Anna Müller", "Ben Müller"), ("Müller, Anna", "Müller, Ben"), ("Anna Müller", "Lena Müller"),
    ("Anna Maria Müller", "Anna Sophie Müller"), ("Anna Müller", "Ben Weber"), ("Anna", "Ben"),
    ("Anna Müller", "Anna"), ("Anna Müller", ""), ("Lina Kurz", "Lena Kurz"),
    ("Anna Lee", "Ann Lee"),
  ])
  func `twins and strangers are no pair`(first: String, second: String) throws {
    #expect(try !isPair(first, second))
    #expect(try !isPair(second, first))
  }

  @Test func `twins called Daniel and Daniela are none either`() throws {
    #expect(try !isPair("Daniel Müller", "Daniela Müller", genders: ["M", "F"]))
    #expect(try isPair("Daniel Müller", "Daniell Müller", genders: ["M", "M"]))
  }

  @Test func `another birth date, or none, is no pair`() throws {
    #expect(
      try doubts(["1,Anna Müller,F,160,7a,2012-03-07\n2,Anna Müller,F,161,7b,2012-03-08"]).isEmpty
    )
    #expect(try doubts(["1,Anna Müller,F,160,7a,\n2,Anna Müller,F,161,7b,"]).isEmpty)
  }

  @Test func `a file that has both children knows them apart by the name`() throws {
    let both = "1,Anna Müller,F,160,7a,2012-03-07\n2,Anna Weber,F,161,7b,2012-03-07"
    #expect(try doubts([both]).isEmpty)
    #expect(try doubts(["1,Anna Müller,F,160,7a,2012-03-07", both]).isEmpty)
    let swapped = "1,Anna Müller,F,160,7a,2012-03-07\n2,Müller Anna,F,161,7b,2012-03-07"
    #expect(try doubts([swapped]).map(\.student) == [2])
  }

  @Test func `a list of last names first is seen as one`() throws {
    let families = [
      "Adam", "Beck", "Conrad", "Dietz", "Ernst", "Frank", "Graf", "Haas", "Imhof", "Jung",
    ]
    let lines = families.enumerated().map {
      "x\($0.offset),\($0.element) \(["Anna", "Ben"][$0.offset % 2]),,160,7a,20\($0.offset + 10)-01-01"
    }
    let list = lines.joined(separator: "\n")
    func check(_ name: String) throws -> [Int64] {
      try doubts([list + "\ny,Kunz Emma,,160,7a,2012-03-07", "z,\(name),,160,7a,2012-03-07"])
        .map(\.student)
    }
    #expect(try check("Lang Emma") == [12], "the last name changed")
    #expect(try check("Kunz Otto").isEmpty, "twins")
  }

  @Test func `the doubt is about the later student, names the other, and each has one`() throws {
    let found = try doubts([
      "1,Anna Müller,F,160,7a,2012-03-07", "2,Müller Anna,F,160,7b,2012-03-07",
      "3,Anna Maria Müller,F,160,7c,2012-03-07",
    ])
    #expect(found.map(\.student) == [2, 3])
    #expect(found.map(\.partner) == [1, 1])
    #expect(
      found[0].message
        == "has the birth date of student 1, \"Anna Müller\", and the same name in another order"
    )
  }

  @Test func `a child who left and came back under another name is a pair`() throws {
    let school = try TestSchool(
      "id,name,height,class,birthdate\n1,Anna Müller,160,7a,2012-03-07\n2,Ben Roth,170,7a,2012-05-05\n"
    )
    let second =
      "id,name,height,class,birthdate\n2,Ben Roth,170,7a,2012-05-05\n9,Anna Weber,162,7a,2012-03-07\n"
    try school.import(second) { $0.isComplete = true }
    #expect(try school.students().map(\.hasLeft) == [true, false, false])
    #expect(try CheckWorkflow(school.database).run([.possibleSameStudent]).map(\.student) == [3])
  }

  @Test func `a day that stands for an unknown one is nobody's`() throws {
    let lines = (1...1001).map { "\($0),Anna S\($0),F,160,7a,2012-01-01" }
    #expect(try doubts([lines.joined(separator: "\n"), "x,S5 Anna,F,160,7a,2012-01-01"]).isEmpty)
  }
}
