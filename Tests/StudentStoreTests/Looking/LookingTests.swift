import SQLite
import Testing

@testable import StudentStore

/// List, status and queue on the whole school, against what a person would write down by hand.
@Suite struct LookingTests {
  private func describe(_ student: ListedStudent) -> String {
    let suggestion = student.suggestion.map { "\($0.gender) r\($0.run)" } ?? "-"
    let number = student.student
    return "\(number) \(student.name) \(student.gender ?? "-") \(student.state.rawValue) "
      + "\(suggestion) \(student.decidedBy ?? "-")\(student.signed ? " signed" : "")"
  }

  @Test func `the list shows the gender that counts and what it rests on`() throws {
    let list = try TestSchool.whole().database.list(ListFilter())
    #expect(
      list.map(describe) == [
        "1 Ada L. female recorded - -",
        "2 Ben male recorded - -",
        "3 Cem - inferred female r2 ben",
        "4 Dee female decided female r2 ben",
        "5 Eli - inferred female r2 ada signed",
        "6 Fay male decided male r2 ben signed",
        "7 Gus male decided male r2 ben signed",
        "8 Hal male decided male r2 ben signed",
        "9 Ida - missing - -",
        "10 Jo - declined - -",
        "11 Kim - do_not_infer - -",
        "12 Leo male recorded - -",
        "13 Mo - inferred male r2 ada",
        "14 Nia - inferred female r2 ada",
      ]
    )
  }

  @Test func `the list is filtered and ordered`() throws {
    let database = try TestSchool.whole().database
    func ids(_ filter: ListFilter) throws -> [Int64] {
      try database.list(filter).map(\.student)
    }
    for state in ListedStudent.State.allCases {
      let all = try database.list(ListFilter()).filter { $0.state == state }.map(\.student)
      #expect(try ids(ListFilter(state: state)) == all, "\(state)")
    }
    #expect(try ids(ListFilter(group: "7c")) == [6, 7, 12])
    #expect(try ids(ListFilter(name: "D")) == [1, 4, 9])
    #expect(try ids(ListFilter(group: "7b", name: "e")) == [3, 4])
    #expect(try ids(ListFilter(name: "%")) == [])
    #expect(try ids(ListFilter(limit: 3)) == [1, 2, 3])
    #expect(try ids(ListFilter(order: .name, limit: 4)) == [1, 2, 3, 4])
    // Without a height first, then from small to tall, equals in order of number.
    #expect(
      try ids(ListFilter(order: .height)) == [9, 12, 1, 3, 14, 4, 11, 5, 13, 10, 6, 7, 8, 2]
    )
    // Eli 0.525, Mo 0.55, Dee 0.6, Fay and Nia 0.65, Cem 0.675, Gus and Hal 0.725.
    #expect(
      try ids(ListFilter(order: .confidence)) == [5, 13, 4, 6, 14, 3, 7, 8, 1, 2, 9, 10, 11, 12]
    )
    #expect(
      try ids(ListFilter(order: .group)) == [5, 8, 9, 11, 13, 14, 1, 3, 4, 6, 7, 12, 10, 2]
    )
  }

  @Test func `a part of a name is found in any case, beyond ASCII too`() throws {
    let school = try TestSchool()
    try school.add([Pupil("ÄRGER", .missing), Pupil("Ärmel", .missing)])
    let found = try school.database.list(ListFilter(name: "är")).map(\.student)
    #expect(found == [1, 2])
  }

  @Test func `the cells of columns that are not understood are read back by student`() throws {
    let database = try TestSchool.whole().database
    #expect(try database.otherCells(of: 1) == ["likes \"maths\"", "Zürich"])
    #expect(try database.otherCells(of: 3) == [])
    #expect(throws: StoreError.unknown(kind: "student", id: "99")) {
      try database.otherCells(of: 99)
    }
  }

  @Test func `the queue is the run's, least sure first`() throws {
    let queue = try TestSchool.whole().database.queue(of: 2)
    #expect(
      queue.map { "\($0.student) \($0.state.rawValue) \($0.suggestion?.gender ?? "-")" } == [
        "5 signed female", "13 later male", "4 corrected female", "6 signed male",
        "14 later female", "3 left_unknown female", "7 signed male", "8 signed male",
      ]
    )
    #expect(queue.map(\.heightCentimetres) == [171, 174, 168, 178, 166, 165, 181, 181])
    for item in queue {
      #expect(item.probabilities.map(\.gender) == ["female", "male"])
      #expect(abs(item.probabilities.reduce(0) { $0 + $1.stated } - 1) < 1e-12)
      #expect(item.suggestion?.confidence == item.probabilities.map(\.stated).max())
    }
  }

  @Test func `the status counts what the list shows`() throws {
    let database = try TestSchool.whole().database
    let status = try database.status()
    #expect(status.students == 14)
    #expect(status.imports == 3)
    #expect(status.runs == 2)
    #expect(status.currentRun == 2)
    #expect(status.signOffs == 1)
    #expect(status.rejectedRows == 2)
    #expect(status.missingWithoutHeight == 1)
    #expect(status.queue == [.signed: 4, .later: 2, .corrected: 1, .leftUnknown: 1])
    #expect(try status.head == database.head())
    for state in [ListedStudent.State.recorded, .decided, .declined, .doNotInfer] {
      #expect(try status.states[state] == database.list(ListFilter(state: state)).count)
    }
    let inferred = try database.list(ListFilter(state: .inferred)).count
    #expect(status.states[.inferred] == inferred)
    #expect(status.states[.missing] == 1)
  }

  @Test func `a signed value that a later file changed is no longer shown as signed`() throws {
    let school = try TestSchool()
    try school.add([Pupil("Cem", .missing, 165), Pupil("Gus", .missing, 181)])
    try school.impute()
    try school.acceptBatch([1, 2], run: 1)
    try school.sign(1)
    let update = TestSchool.Update(student: 1) { $0.height = .measured(centimetres: 185) }
    try school.add([], updating: [update], file: "later.csv")
    let list = try school.database.list(ListFilter()).map(\.signed)
    let queue = try school.database.queue(of: 1).map { "\($0.student) \($0.state.rawValue)" }
    let standing = try school.database.activeSignOffs(of: 1)
    #expect(list == [false, true])
    #expect(queue == ["1 accepted", "2 signed"])
    #expect(standing == [])
    let notices = try school.database.verify().notices
    #expect(notices == ["s1 no longer stands for student 1 (height_cm changed)"])
  }

  @Test func `the log of a student tells of every entry that concerns him`() throws {
    let database = try TestSchool.whole().database
    // Ben came with entry 2 and was changed by entry 4 and by 18, which 19 took back; entries 3 and
    // 5 are runs.
    let ben = try database.log(LogFilter(student: 2)).map(\.sequence)
    #expect(Set(ben).isSuperset(of: [4, 18, 19]))
    let jo = try database.log(LogFilter(student: 10)).map(\.sequence)
    #expect(jo == [24, 23, 22, 21, 20, 2])
    // Fay was accepted in entry 9 and signed in entry 15.
    let fay = try database.log(LogFilter(student: 6)).map(\.sequence)
    #expect(fay.contains(9))
    #expect(fay.contains(15))
    #expect(try database.log(LogFilter(actor: "ben")).map(\.actor).allSatisfy { $0 == "ben" })
    #expect(
      try database.log(LogFilter()).map(\.sequence) == Array((1...27).reversed())
    )
  }
}
