import RosterReading
package import StudentStore

/// A person's signature under the decisions about one run.
package struct SignOffWorkflow {
  /// What a signature means where nothing else is said.
  package static let standardStatement =
    "I have reviewed the genders listed as decided and take responsibility for them."

  private let database: SchoolDatabase
  private let context: WorkContext

  package init(_ database: SchoolDatabase, context: WorkContext) {
    self.database = database
    self.context = context
  }

  /// Signs, and gives the signature with the head of the trail that includes it.
  ///
  /// `run`: the run whose students are signed, or nil to sign all that counts now: the students of
  /// the run whose suggestions count, and the students decided before it and not signed.
  ///
  /// - Throws: `StoreError.openItems` while there are open items and they were not allowed.
  package func sign(
    run: Int64?,
    printedName: String,
    role: String,
    statement: String?,
    allowOpen: Bool,
    mode: SchoolDatabase.Mode = .keep
  ) throws -> Certificate {
    let signedRun = try ReviewWorkflow(database, context: context).run(run)
    let signOff = try database.write(.signOff, context: context, mode: mode) { act in
      try database.sign(
        run: signedRun,
        scope: run == nil ? .everyDecision : .run,
        printedName: printedName,
        role: role,
        statement: statement ?? Self.standardStatement,
        allowOpen: allowOpen,
        act: act
      )
    }
    return Certificate(signOff: signOff, invalid: [], head: try database.head())
  }
}
