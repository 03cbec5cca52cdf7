import ArgumentParser

/// `studentdb review`, with its words; without one the interactive review.
struct ReviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: "Decide about what was inferred, and sign.",
    discussion: """
      Without a further word: one student at a time, least sure first. Every decision is on disk
      before the next student appears, so stopping at any time loses nothing.
      """,
    subcommands: [
      InteractiveReviewCommand.self, QueueCommand.self, DecideCommand.self, AcceptCommand.self,
      UndoCommand.self, RedoCommand.self, SheetExportCommand.self, ApplyCommand.self,
      SignOffCommand.self,
    ],
    defaultSubcommand: InteractiveReviewCommand.self
  )
}
