import Mixture
import RosterReading
import StudentStore
import TestSupport
import Testing
import Workflows

/// A school and its model, side by side.
struct ReviewPlay {
  let school: TestSchool
  private(set) var model: ReviewModel
  private(set) var done: [String: Int] = [:]
  private(set) var refused: [String: Int] = [:]
  private var generator: SeededGenerator

  init(seed: UInt64) throws {
    generator = SeededGenerator(seed: seed)
    var text = "name,gender,height\n"
    for number in 0..<8 { text += "G\(number),F,\(155 + number)\nB\(number),M,\(172 + number)\n" }
    school = try TestSchool(text + "Kim,,160\nRob,,175\nLou,,166\nMax,,169\n")
    try school.import("name,gender,height\nNed,,158\nOda,,177\n")
    var options = ImputeOptions()
    options.variance = .equal
    options.missingness = .same
    options.stratification = Stratification.none
    options.family = .normal
    _ = try ImputeWorkflow(school.database, context: school.context).run(options)
    let queue = try school.database.queue(of: 1)
    let batches = try school.students().map { ($0.id, $0.importBatch) }
    model = ReviewModel(queue, importBatches: Dictionary(uniqueKeysWithValues: batches))
    precondition(model.people.count == 6, "the run passes its gate and suggests for all six")
  }

  private var review: ReviewWorkflow { ReviewWorkflow(school.database, context: school.context) }
  private var undo: UndoWorkflow { UndoWorkflow(school.database, context: school.context) }
  private var redo: RedoWorkflow { RedoWorkflow(school.database, context: school.context) }

  /// Does one random act on both sides, and says which.
  mutating func act() throws -> String {
    let voids = Int.random(in: 0..<3, using: &generator) == 0
    let signatures = voids ? SignatureTreatment.void(reason: "told") : .respect
    switch Int.random(in: 0..<100, using: &generator) {
    case 0..<34: return try decide(signatures)
    case 34..<40:
      let threshold = Double.random(in: 0.5...1, using: &generator)
      return try both("accept") { play in
        play.model.accept(atLeast: threshold)
      } program: { play in
        _ = try BatchAcceptance(in: play.school.database, run: 1, atLeast: threshold)
          .accept(
            in: play.school.database,
            context: play.school.context,
            expected: nil,
            reason: nil
          )
      }
    case 40..<52:
      return try both("undo newest") {
        try $0.model.undoNewest(voids: voids)
      } program: {
        _ = try $0.undo.undo(nil, reason: nil, signatures: signatures)
      }
    case 52..<64:
      return try both("redo newest") {
        try $0.model.redoNewest(voids: voids)
      } program: {
        _ = try $0.redo.redo(nil, reason: nil, signatures: signatures)
      }
    case 64..<80: return try named(signatures)
    case 80..<92: return try apply(signatures)
    case 92..<99:
      return try both("sign") {
        $0.model.sign()
      } program: { play in
        _ = try SignOffWorkflow(play.school.database, context: play.school.context)
          .sign(run: 1, printedName: "E", role: "R", statement: nil, allowOpen: true)
      }
    default:
      return try both("revert") {
        try $0.model.revert(2, voids: voids)
      } program: { play in
        _ = try RevertWorkflow(play.school.database, context: play.school.context)
          .run(2, reason: "the wrong file", signatures: signatures)
      }
    }
  }

  /// Does something on both sides: they do it or refuse it, but agree.
  private mutating func both(
    _ name: String,
    model act: (inout ReviewPlay) throws -> Void,
    program: (ReviewPlay) throws -> Void
  ) throws -> String {
    var isRefused = false
    do { try act(&self) } catch is ReviewModel.Refused { isRefused = true }
    var failure: StoreError?
    do { try program(self) } catch let error as StoreError { failure = error }
    try #require(isRefused == (failure != nil), "\(name): \(failure.map { "\($0)" } ?? "done")")
    if isRefused { refused[name, default: 0] += 1 } else { done[name, default: 0] += 1 }
    return name
  }

  private mutating func student() -> Int64 {
    model.people.keys.sorted().randomElement(using: &generator) ?? 17
  }

  private mutating func choice(
    for student: Int64
  ) -> (choice: ReviewWorkflow.Choice, verdict: Verdict, word: String) {
    let suggested = model.people[student]?.suggestion.gender ?? ""
    switch Int.random(in: 0..<6, using: &generator) {
    case 0: return (.accept, .accept(gender: suggested), "accept")
    case 1: return (.leaveUnknown, .leaveUnknown, "leave unknown")
    case 2: return (.later, .later, "later")
    default:
      let gender = Bool.random(using: &generator) ? "female" : "male"
      let verdict: Verdict =
        gender == suggested ? .accept(gender: gender) : .correct(gender: gender)
      return (.gender(gender), verdict, gender)
    }
  }

  private mutating func decide(_ signatures: SignatureTreatment) throws -> String {
    let student = student()
    let choice = choice(for: student)
    let blind = choice.word != "accept" && Bool.random(using: &generator)
    let head = model.people[student]?.head
    let isStale = Int.random(in: 0..<5, using: &generator) == 0
    let seen = isStale ? (head == nil ? 99_999 : nil) : head
    return try both("decide") { play in
      try play.model.decide(
        student,
        choice.verdict,
        isStale: isStale,
        blind: blind,
        voids: signatures != .respect
      )
    } program: { play in
      _ = try play.review.decide(
        student,
        choice.choice,
        run: 1,
        signatures: signatures,
        seen: .exactly(seen),
        isBlind: blind
      )
    }
  }

  /// Undoes or redoes an entry or a batch by its number.
  private mutating func named(_ signatures: SignatureTreatment) throws -> String {
    let voids = signatures != .respect
    let isBatch = Bool.random(using: &generator) && model.batchCount > 0
    let isRedo = Bool.random(using: &generator)
    guard !model.entries.isEmpty else { return "nothing" }
    if isBatch {
      let batch = Int64.random(in: 1...model.batchCount, using: &generator)
      return try both(isRedo ? "redo batch" : "undo batch") { play in
        if isRedo {
          try play.model.redo(batch: batch, voids: voids)
        } else {
          try play.model.undo(batch: batch, voids: voids)
        }
      } program: { play in
        _ =
          isRedo
          ? try play.redo.redo(batch: batch, reason: nil, signatures: signatures)
          : try play.undo.undo(batch: batch, reason: nil, signatures: signatures)
      }
    }
    let count = Int64(model.entries.count)
    // The newer ones are the more interesting.
    let id = Int64.random(in: max(1, count - 15)...count, using: &generator)
    return try both(isRedo ? "redo named" : "undo named") { play in
      if isRedo {
        try play.model.takeBack([id], true, voids: voids)
      } else {
        try play.model.undo(entry: id, voids: voids)
      }
    } program: { play in
      _ =
        isRedo
        ? try play.redo.redo(id, reason: nil, signatures: signatures)
        : try play.undo.undo(id, reason: nil, signatures: signatures)
    }
  }

  private mutating func apply(_ signatures: SignatureTreatment) throws -> String {
    var lines: [ReviewModel.Line] = []
    var text = "student,decision,run,seen,blind\n"
    for student in model.people.keys.sorted() where Bool.random(using: &generator) {
      let choice = choice(for: student)
      let isStale = Int.random(in: 0..<4, using: &generator) == 0
      let blind = choice.word != "accept" && Bool.random(using: &generator)
      let counting = model.people[student]?.counting
      // What counts may be named by its first entry, wherever an undo has brought it back.
      let seen = isStale ? (counting == nil ? "d99999" : "") : counting.map { "d\($0)" } ?? ""
      text += "\(student),\(choice.word),r1,\(seen),\(blind ? "blind" : "")\n"
      lines.append(
        .init(student: student, verdict: choice.verdict, isStale: isStale, blind: blind)
      )
    }
    let expected = model.apply(lines, voids: signatures != .respect)
    let outcome = try ApplyWorkflow(school.database, context: school.context)
      .apply(RosterSource(name: "f.csv", bytes: Array(text.utf8)), signatures: signatures)
    try #require(outcome.conflicts.map(\.student) == expected, "\(text)")
    done["apply", default: 0] += 1
    if !expected.isEmpty { refused["apply", default: 0] += 1 }
    return "apply"
  }

  /// Where the school is not as the model; nothing where both are the same.
  func differences() throws -> [String] {
    var differences: [String] = []
    func compare<Value: Equatable>(_ what: String, _ found: Value, _ expected: Value) {
      if found != expected { differences.append("\(what): \(found), not \(expected)") }
    }
    let database = school.database
    let queue = try database.queue(of: 1)
    compare(
      "queue",
      queue.map(\.student).sorted(),
      model.people.keys.filter(model.isStanding).sorted()
    )
    compare("queue by the views", queue.map(QueueLine.init), try QueueLine.ofViews(in: database))
    for item in queue {
      let made = model.made(model.people[item.student]?.counting)
      compare("state of \(item.student)", item.state, model.state(of: item.student))
      compare("gender of \(item.student)", item.decidedGender, made?.verdict.gender)
      compare("head of \(item.student)", item.decision, model.people[item.student]?.head)
      if let made { compare("path of \(item.student)", item.path, made.path) }
      let current = try database.currentDecision(of: item.student)
      compare("blind of \(item.student)", current?.blind ?? false, made?.blind ?? false)
      compare(
        "signatures of \(item.student)",
        try database.activeSignOffs(of: item.student),
        model.standingSignatures(of: item.student).map { Int64($0 + 1) }
      )
    }
    compare("batches", try database.newestBatch() ?? 0, model.batchCount)
    if let newest = model.signatures.indices.last {
      let signature = model.signatures[newest]
      compare(
        "lost of s\(newest + 1)",
        try database.signatureInvalidations(of: Int64(newest + 1)).map(\.student),
        signature.signed.keys.filter { student in
          signature.void.contains(student)
            || model.people[student]?.head != signature.signed[student]
        }.sorted()
      )
    }
    return differences
  }
}
