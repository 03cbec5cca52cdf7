import RosterReading
import StudentStore
import TestSupport
import Testing
import Workflows

/// A year of a school of 900 in ten files, beside a model of a few lines that knows nothing of studentdb.
struct SchoolYearTests {
  @Test(arguments: [1, 2] as [UInt64])
  func `after every file the export is what the model says, and every file comes back`(seed: UInt64)
    throws
  {
    var year = try SchoolYear(seed: seed)
    for month in 1...10 {
      try year.takeFile(month)
      try year.check("seed \(seed), month \(month)")
    }
    try year.checkFiles("seed \(seed)")
  }
}

private struct SchoolYear {
  private let school: TestSchool
  private var generator: SeededGenerator
  /// The school's own system.
  private var own: [String: YearPupil] = [:]
  /// What studentdb should have, those who left aside.
  private var expected: [String: YearPupil] = [:]
  private var left: [String: YearPupil] = [:]
  /// The genders that the teacher decided.
  private var decided: [String: String] = [:]
  /// Heights that were corrected in studentdb alone, with what the school's system still has.
  private var corrected: [String: Int] = [:]
  private var files: [String] = []
  private var forms: [YearForm] = []
  private var nextID = 1

  init(seed: UInt64) throws {
    school = try TestSchool()
    generator = SeededGenerator(seed: seed)
    for _ in 0..<900 { add() }
  }

  private mutating func number(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &generator)
  }

  private mutating func word(_ syllables: Int) -> String {
    var word = ""
    for _ in 0..<syllables {
      word +=
        ["ba", "co", "di", "fe", "gu", "ha", "jo", "ki", "lu", "me", "no", "pé", "ri", "sö"][
          number(0...13)
        ]
    }
    return word.prefix(1).uppercased() + word.dropFirst()
  }

  private mutating func add() {
    let isGirl = number(0...1) == 0
    own[format(nextID)] = YearPupil(
      given: word(4),
      family: word(3),
      gender: number(1...10) == 1 ? nil : isGirl ? "female" : "male",
      millimetres: (isGirl ? 1600 : 1720) + number(-16...16) * 5,
      group: "\(number(7...9))\(["a", "b", "c"][number(0...2)])",
      phone: "0\(number(1000...9999))"
    )
    nextID += 1
  }

  /// Ids keep their zeros.
  private func format(_ number: Int) -> String { String("\(number + 100_000)".dropFirst()) }

  private mutating func some(_ count: Int) -> [String] {
    var ids = own.keys.sorted()
    ids.shuffle(using: &generator)
    return Array(ids.prefix(count))
  }

  /// What happens at the school in a month.
  private mutating func live() {
    for _ in 0..<number(5...12) { add() }
    for id in some(number(4...9)) { own[id] = nil }
    for id in some(8) {
      let group = "\(number(7...9))a"
      own[id]?.group = group
    }
    for id in some(5) {
      let name = word(3)
      own[id]?.family = name
    }
    for id in some(30) {
      let growth = 5 * number(1...4)
      own[id]?.millimetres += growth
    }
    for id in some(10) {
      let phone = "0\(number(1000...9999))"
      own[id]?.phone = phone
    }
    for id in some(40) {
      let bus = "\(number(1...9))"
      own[id]?.bus = bus
    }
  }

  mutating func takeFile(_ month: Int) throws {
    if month > 1 { live() }
    switch month {
    case 1: try take(.english)
    case 2: try take(.names, of: "8")
    case 3: try take(.german, isComplete: true)
    case 4: try take(.heights, of: "9")
    case 5: try takeWrongFile()
    case 6: try take(.english, of: "7", isComplete: true)
    case 7: try take(.german)
    case 8: try take(.names, isComplete: true)
    case 9: try take(.english)
    default: try take(.german, isComplete: true)
    }
    if month == 1 { try decide() }
    if month == 3 { try correct() }
  }

  private mutating func take(_ form: YearForm, of grade: String = "", isComplete: Bool = false)
    throws
  {
    var ids = own.keys.filter { own[$0]?.group.hasPrefix(grade) == true }.sorted()
    if number(0...1) == 0 { ids.shuffle(using: &generator) }
    try school.import(print(form, ids)) { $0.isComplete = isComplete }
    for id in ids { learn(id, form) }
    if isComplete {
      let groups = Set(ids.compactMap { expected[$0]?.group })
      for (id, pupil) in expected where groups.contains(pupil.group) && !ids.contains(id) {
        left[id] = pupil
        expected[id] = nil
      }
    }
  }

  private mutating func print(_ form: YearForm, _ ids: [String]) -> String {
    let lines = ids.compactMap { id in
      own[id].map { pupil in
        form.headings.map { YearForm.cell($0, id, pupil, gender: pupil.gender) }
          .joined(separator: form.delimiter)
      }
    }
    let text =
      ([form.headings.joined(separator: form.delimiter)] + lines).joined(separator: "\n") + "\n"
    files.append(text)
    forms.append(form)
    return text
  }

  /// A file says only what it has a column for.
  private mutating func learn(_ id: String, _ form: YearForm) {
    guard let now = own[id] else { return }
    guard var known = expected[id] ?? left[id] else {
      // Whoever is new has what the file has, and no more.
      var new = now
      if form == .names || form == .heights { (new.gender, new.phone, new.bus) = (nil, "", "") }
      if form == .names { new.millimetres = 0 }
      if form == .heights { new.group = "" }
      if form == .english { new.bus = "" }
      expected[id] = new
      return
    }
    left[id] = nil
    (known.given, known.family) = (now.given, now.family)
    if form != .heights { known.group = now.group }
    if form == .english || form == .german {
      known.gender = now.gender ?? known.gender
      known.phone = now.phone
    }
    // A corrected height stays until the school's system has another one than before.
    if form != .names, corrected[id] != now.millimetres {
      known.millimetres = now.millimetres
      corrected[id] = nil
    }
    if form == .german, !now.bus.isEmpty { known.bus = now.bus }
    expected[id] = known
  }

  /// A list of other children under the same ids' school, and heights of another year: taken back.
  private mutating func takeWrongFile() throws {
    let kept = own
    for id in some(200) { own[id]?.millimetres += 90 }
    for id in some(50) { own[id]?.group = "1x" }
    for _ in 0..<40 { add() }
    let text = print(.english, own.keys.sorted())
    own = kept
    let report = try school.import(text) { $0.isComplete = true }
    try RevertWorkflow(school.database, context: school.context)
      .run(report.batch.id, reason: "the file of another year").discard()
  }

  private mutating func decide() throws {
    try school.impute()
    let review = ReviewWorkflow(school.database, context: school.context)
    let missing = try school.students().filter { $0.gender == .missing }
    for (place, student) in missing.prefix(40).enumerated() {
      let gender = place % 3 == 0 ? "male" : "female"
      _ = try review.decide(student.id, .gender(gender))
      decided[student.schoolID ?? ""] = gender
    }
    #expect(decided.count == 40)
  }

  private mutating func correct() throws {
    for student in try school.students() where corrected.count < 12 {
      guard let id = student.schoolID, let old = expected[id]?.millimetres else { continue }
      var correction = StudentCorrection()
      let height = Double(old + 5) / 10
      correction.height = (.measured(centimetres: height), "\(height) cm")
      _ = try CorrectionWorkflow(school.database, context: school.context)
        .run(student.id, correction, reason: "measured again")
      expected[id]?.millimetres = old + 5
      corrected[id] = old
    }
  }

  func check(_ comment: Comment) throws {
    let form = forms.indices.last { (forms[$0] == .english || forms[$0] == .german) && $0 != 4 }
    let main = forms[form ?? 0]
    var lines = try school.export().split(separator: "\n").map(String.init)
    let headings = lines.removeFirst().split(separator: main.delimiter).map(String.init)
    #expect(headings.starts(with: main.headings), comment)
    #expect(headings.count == Set(headings).count, comment)
    var found: [String: String] = [:]
    for line in lines {
      let cells = line.components(separatedBy: main.delimiter)
      found[cells[0]] = line
    }
    var wanted: [String: String] = [:]
    for (id, pupil) in expected {
      wanted[id] = headings.map {
        let isHeight = $0 == "height" || $0 == "Größe (m)"
        if isHeight, pupil.millimetres == 0 { return "" }
        return YearForm.cell($0, id, pupil, gender: pupil.gender ?? decided[id])
      }.joined(separator: main.delimiter)
    }
    #expect(lines.count == expected.count, comment)
    let wrong = wanted.keys.sorted().filter { found[$0] != wanted[$0] }
    for id in wrong.prefix(3) {
      Issue.record("\(comment): \(found[id] ?? "nobody") instead of \(wanted[id] ?? "")")
    }
    #expect(wrong.isEmpty, comment)
    let gone = try school.database.list(ListFilter(state: .left)).compactMap(\.schoolID)
    #expect(Set(gone) == Set(left.keys), comment)
    for (id, gender) in decided {
      let student = try school.database.student(schoolID: id) ?? 0
      #expect(try school.database.currentDecision(of: student)?.verdict.gender == gender, comment)
    }
    #expect(try school.database.verify().ok, comment)
  }

  func checkFiles(_ comment: Comment) throws {
    for (index, text) in files.enumerated() {
      let given = try school.export {
        ($0.columns, $0.fill, $0.importBatch) = (.original, .none, Int64(index + 1))
      }
      #expect(given == text, "\(comment), file \(index + 1)")
    }
  }
}

extension String {
  fileprivate func components(separatedBy delimiter: String) -> [String] {
    split(separator: delimiter, omittingEmptySubsequences: false).map(String.init)
  }
}
