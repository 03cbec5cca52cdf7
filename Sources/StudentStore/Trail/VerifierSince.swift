extension SchoolDatabase {
  /// Checks what was added after a head: the whole chain of entries, and the rows of those after the
  /// head.
  ///
  /// Rows of the head's entry and of earlier ones are not read; a notice says so.
  ///
  /// `noted`: further heads noted elsewhere.
  package func verify(since head: TrailHead, noted: [TrailHead] = []) throws -> Verification {
    try read {
      let trail = Trail(connection: connection)
      let newest = (try? trail.head()) ?? TrailHead(sequence: 0, hash: .zero)
      var verification = Verification(head: newest)
      verification.since = head
      guard let schema = try readableSchema(&verification) else { return verification }
      let chain = try ChainCheck(trail)
      verification.add(
        "chain",
        detail: "\(chain.entryCount) entries, without a gap",
        failures: chain.failures
      )
      verification.add(noted: [head] + noted, hashes: chain.hashes)
      try addRows(
        of: CoveredTable.all.filter { schema.hasTable($0.name) },
        after: head.sequence,
        chain: chain,
        trail: trail,
        to: &verification
      )
      verification.add(
        "changes",
        detail: "every student is what the last change says",
        failures: try changeFailures()
      )
      try addSignatures(after: head.sequence, chain: chain, to: &verification)
      verification.notices.append(
        "not checked: the rows and signatures of the entries up to \(head.sequence), pages, indexes, "
          + "references and counts; \"studentdb verify\" checks everything"
      )
      return verification
    }
  }

  private func addRows(
    of tables: [CoveredTable],
    after sequence: Int64,
    chain: ChainCheck,
    trail: Trail,
    to verification: inout Verification
  ) throws {
    let originals = try originalValues()
    var (rows, failures) = (0, [Verification.Failure]())
    for table in tables {
      let covers = chain.covers[table.name] ?? []
      let later = covers.filter { $0.entry > sequence }
      let last = covers.filter { $0.entry <= sequence }.map(\.keys.upperBound).max() ?? .min
      // Where a later entry covers a row before the last earlier one, such as the revert of an old
      // import, the table is checked as a whole; it is a small one.
      let isApart = last < .max && later.allSatisfy { $0.keys.lowerBound > last }
      var check = try CoverageCheck(
        table,
        trail: trail,
        after: isApart ? sequence : 0,
        covers: isApart ? later : covers,
        originals: table.name == CoveredTable.student.name ? originals : [:]
      )
      try check.read(isApart && last > .min ? last + 1 ... .max : .min ... .max)
      try check.finish()
      rows += check.rowCount
      failures += check.failures
    }
    verification.add(
      "rows",
      detail: "\(rows) rows added since, each covered by exactly one entry",
      failures: failures
    )
  }

  private func addSignatures(
    after sequence: Int64,
    chain: ChainCheck,
    to verification: inout Verification
  ) throws {
    var (count, failures) = (0, [Verification.Failure]())
    for cover in chain.covers[CoveredTable.signOff.name] ?? [] where cover.entry > sequence {
      let check = try SignatureCheck(
        connection,
        hashes: chain.hashes,
        only: cover.keys.lowerBound
      )
      count += check.count
      failures += check.failures
      verification.notices += check.notices
    }
    verification.add("signatures", detail: "\(count) signed since", failures: failures)
  }
}
