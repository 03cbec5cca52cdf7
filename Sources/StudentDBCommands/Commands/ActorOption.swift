import ArgumentParser
import StudentStore

/// The actor: an option of every command that writes to the database.
struct ActorOption: ParsableArguments {
  @Option(
    name: .customLong("as"),
    help: ArgumentHelp(
      "Who acts, for the trail. Else $STUDENTDB_ACTOR, else the login.",
      valueName: "name"
    )
  )
  var actor: String?

  func validate() throws {
    if let actor, actor.isBlank {
      throw ValidationError("--as needs the name of the person who acts, for the trail")
    }
  }

  @OptionGroup var anchoring: AnchorOptions

  func context(in environment: Environment) -> WorkContext {
    environment.context(actor: actor, anchor: anchoring.heads(in: environment))
  }
}
