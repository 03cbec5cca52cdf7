import Testing

@testable import StudentStore

/// The lists beside the columns of `student` that the compiler cannot compare with them.
struct StudentColumnTests {
  /// A draft with something in every property but the id and the import, which the load gives.
  private static let full = StudentDraft(
    line: 7,
    schoolID: 1..<2,
    name: 2..<3,
    isNoPerson: true,
    gender: .declined,
    genderText: 3..<4,
    height: .doubt,
    heightText: 4..<5,
    group: 5..<6,
    ageYears: 12.5,
    ageText: 6..<7,
    otherCells: [1],
    quoting: [2],
    hasLeft: true,
    birthDate: "2012-03-07",
    birthText: 7..<8,
    sameAs: 9
  )

  private func values(_ draft: StudentDraft) -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: Mirror(reflecting: draft).children.map {
        ($0.label ?? "", "\($0.value)")
      }
    )
  }

  @Test func `the draft of this test has something in every property`() {
    let (full, empty) = (values(Self.full), values(StudentDraft()))
    for (property, value) in empty where property != "id" && property != "importBatch" {
      #expect(full[property] != value, "\(property) is not filled by this test")
    }
  }

  @Test func `a record whose texts are mapped keeps all else`() {
    #expect(values(Self.full.map { $0 }) == values(Self.full))
  }
}
