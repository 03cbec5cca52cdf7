import ArgumentParser
import Report
import StudentStore
import Workflows

/// The command `studentdb review undo [D]`.
struct UndoCommand: SchoolCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo",
    abstract: "Undo a decision, by a new entry.",
    discussion: """
      Without an argument, the newest decision; if it belongs to a batch, the whole batch. \
      Repeat it for the one before. d52 undoes that decision alone, even one of a batch; b3 \
      undoes what is still active of the batch. "studentdb review redo" restores it.
      """
  )

  @Argument(
    help: "The decision, such as d52, or the batch, such as b3.",
    completion: .stored(.decision, .batch)
  )
  var decision: String?

  @OptionGroup var signature: SignatureOptions

  @OptionGroup var writing: WritingOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    _ = try signature.treatment(writing)
  }

  func run(in environment: Environment) throws -> ExitStatus {
    let (database, context, answer) = try writing.open(global, in: environment)
    let workflow = UndoWorkflow(database, context: context)
    let (reason, mode) = (writing.reason, writing.mode)
    let signatures = try signature.treatment(writing)
    let outcome = try Reference.restoration(decision, in: database) { decision in
      try workflow.undo(decision, reason: reason, signatures: signatures, mode: mode)
    } batch: { batch in
      try workflow.undo(batch: batch, reason: reason, signatures: signatures, mode: mode)
    }
    return try answer.give(writing.dryRun ? nil : outcome.keptAct) {
      RestorationRendering(outcome, key: "undone", isDryRun: writing.dryRun).report
    }
  }
}

/// The command `studentdb review redo [D]`.
struct RedoCommand: SchoolCommand {
  static let configuration = CommandConfiguration(
    commandName: "redo",
    abstract: "Redo what was undone, by a new entry.",
    discussion: """
      Without an argument, what was undone last; if it belongs to a batch, the whole batch. \
      Repeat it for what was undone before. A new decision about a student ends what can be \
      redone for that student.
      """
  )

  @Argument(
    help: "The decision that was undone, such as d52, or its batch, such as b3.",
    completion: .stored(.decision, .batch)
  )
  var decision: String?

  @OptionGroup var signature: SignatureOptions

  @OptionGroup var writing: WritingOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    _ = try signature.treatment(writing)
  }

  func run(in environment: Environment) throws -> ExitStatus {
    let (database, context, answer) = try writing.open(global, in: environment)
    let workflow = RedoWorkflow(database, context: context)
    let (reason, mode) = (writing.reason, writing.mode)
    let signatures = try signature.treatment(writing)
    let outcome = try Reference.restoration(decision, in: database) { decision in
      try workflow.redo(decision, reason: reason, signatures: signatures, mode: mode)
    } batch: { batch in
      try workflow.redo(batch: batch, reason: reason, signatures: signatures, mode: mode)
    }
    return try answer.give(writing.dryRun ? nil : outcome.keptAct) {
      RestorationRendering(outcome, key: "redone", isDryRun: writing.dryRun).report
    }
  }
}

extension UndoWorkflow.Outcome {
  /// The new entries.
  fileprivate var keptAct: KeptAct? {
    restored.first.map { first in first.batch.map { .batch($0) } ?? .decision(first.id) }
  }
}

extension Reference {
  /// Undoes or redoes the decision or the batch that an argument names; without one, the newest
  /// decision.
  fileprivate static func restoration<Outcome>(
    _ argument: String?,
    in database: SchoolDatabase,
    decision: (Int64?) throws -> Outcome,
    batch: (Int64) throws -> Outcome
  ) throws -> Outcome {
    guard let number = try argument.flatMap({ try Reference.batch($0, in: database) }) else {
      return try decision(try Reference.decision(argument, in: database))
    }
    return try batch(number)
  }
}
