import ArgumentParser

/// `studentdb review`, with its words; without one the interactive review.
struct ReviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: "Review suggestions, decide, and sign.",
    discussion: """
      Without a further word: one student at a time, least sure first. Every decision is on disk \
      before the next student appears, so stopping at any time loses nothing.

      Keys: f, m or a number for the gender, a accept the suggestion, n leave unknown, space later, \
      k keep what is decided, u undo, c comment, / find, b list, ? help, q stop. Capital letters \
      are the same keys.

      Options: --lines asks line by line, in plain sentences for screen readers; --order, --group, \
      --below and --state say which students, and in which order; --blind hides the suggestions. \
      "studentdb help review students" lists them all.
      """,
    subcommands: [
      InteractiveReviewCommand.self, QueueCommand.self, DecideCommand.self, AcceptCommand.self,
      UndoCommand.self, RedoCommand.self, SheetExportCommand.self, ApplyCommand.self,
      SignOffCommand.self,
    ],
    defaultSubcommand: InteractiveReviewCommand.self
  )
}
