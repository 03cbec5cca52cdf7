import RosterReading
package import StudentStore

/// Signs the decisions about one run.
package struct SignOffWorkflow {
  /// The default meaning of a signature.
  package static let standardStatement =
    "I have reviewed the genders listed as decided and take responsibility for them."

  private let database: SchoolDatabase
  private let context: WorkContext

  package init(_ database: SchoolDatabase, context: WorkContext) {
    self.database = database
    self.context = context
  }

  /// Signs, and returns the signature with the head of the trail that includes it.
  ///
  /// `run`: the run whose students are signed, or nil to sign every active decision: the students
  /// of the current run, and those decided before it and not yet signed.
  ///
  /// - Throws: `StoreError.openItems` if there are open items and they are not allowed.
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
    guard case .keep = mode else {
      return Certificate(signOff: signOff, invalid: [], head: try database.head(), evidence: .none)
    }
    return try LookWorkflow(database).certificate { signOff.id }
  }
}
