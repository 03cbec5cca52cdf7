@testable import StudentStore

extension TestSchool {
  /// Students 1 to 13 of `whole`.
  static let wholePupils: [Pupil] = {
    var ada = Pupil("Ada", .recorded("female"), 160, id: "A1", group: "7b")
    ada.ageYears = 12.5
    ada.otherCells = ["likes \"maths\"", "Zürich"]
    ada.quoting = "01011"
    var leo = Pupil("Leo", .recorded("male"), nil, group: "7c")
    leo.height = .doubt
    return [
      ada,
      Pupil("Ben", .recorded("male"), 182, id: "A2", group: "7b"),
      Pupil("Cem", .missing, 165, id: "A3", group: "7b"),
      Pupil("Dee", .missing, 168, group: "7b"),
      Pupil("Eli", .missing, 171),
      Pupil("Fay", .missing, 178, group: "7c"),
      Pupil("Gus", .missing, 181, group: "7c"),
      Pupil("Hal", .missing, 181),
      Pupil("Ida", .missing),
      Pupil("Jo", .declined, 175),
      Pupil("Kim", .doNotInfer, 170),
      leo,
      Pupil("Mo", .missing, 174),
    ]
  }()

  /// A school with at least two rows in every history table but the batch's and the signature's.
  ///
  /// Thirteen students and two rejected lines; run 1, refused; a second file that changes Ben and
  /// Ada and brings Nia (14); run 2, passed. Cem accepted, Dee corrected, Eli left unknown, Fay
  /// and Gus accepted at once, Hal accepted, taken back and accepted again, Mo and Nia put off;
  /// signed with two open, then Dee's signature declared void. A third file, which brought Oli (15)
  /// and moved Ben, is reverted, Ida and Jo are joined twice and parted twice, and
  /// Jo's class corrected. A fourth file brought Pam (16), who is erased.
  static func whole(seed: UInt64 = 1) throws -> TestSchool {
    let school = try TestSchool(seed: seed)
    try school.fill()
    return school
  }

  private func fill() throws {
    try add(Self.wholePupils, rejecting: ["Pia,f,tall", "Quy,m,"], file: "autumn.csv")
    try impute(.refused, label: "first")
    try add(
      [Pupil("Nia", .missing, 166)],
      updating: [
        Update(student: 2) { ben in
          ben.height = .measured(centimetres: 183)
          ben.group = "8b"
        },
        Update(student: 1) { ada in ada.name = "Ada L." },
        Update(student: 3) { _ in },
      ],
      file: "spring.csv",
      by: "ben"
    )
    try impute(label: "second")
    try decide(3, .accept(gender: "female"), run: 2, reason: "her sister says so")
    try decide(4, .correct(gender: "male"), run: 2, by: "ben", blind: true)
    try decide(5, .leaveUnknown, run: 2)
    try acceptBatch([6, 7], run: 2, by: "ben")
    try decide(8, .accept(gender: "male"), run: 2)
    try undoFirst(of: 8)
    try decide(8, .accept(gender: "male"), run: 2, by: "ben")
    try decide(13, .later, run: 2)
    try decide(14, .later, run: 2)
    try sign(2, allowOpen: true)
    try decideVoiding(4, .correct(gender: "female"), run: 2, reason: "a slip of the pen")
    try decideVoiding(3, .leaveUnknown, run: 2, reason: "she prefers it")
    try add(
      [Pupil("Oli", .missing, 169, id: "A9")],
      updating: [Update(student: 2) { ben in ben.group = "9b" }],
      file: "summer.csv"
    )
    try revert(3, reason: "the other school's file")
    for _ in 1...2 { try part(try join(9, 10) { ida in ida.group = "7d" }) }
    try correct(10, reason: "moved") { jo in jo.group = "7d" }
    try add([Pupil("Pam", .missing, 172, id: "A10")], file: "winter.csv")
    try erase([16])
  }
}
