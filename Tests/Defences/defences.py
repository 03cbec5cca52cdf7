"""The defences that Tests/Defences/check-defences takes away, one at a time."""

from typing import NamedTuple


class Defence(NamedTuple):
    """One defence: what it is, the text that is it, what stands there without it, and who misses it."""

    name: str
    file: str
    text: str  # Occurs in the file exactly once.
    without: str
    tests: str  # A filter of tests, at least one of which has to fail.


SQLITE, STORE, PAGE = "Sources/SQLite", "Sources/StudentStore", "Sources/TeacherPage"

DEFENCES = [
    # The file
    Defence(
        "a commit is synced, its folder too", f"{SQLITE}/Settings.swift",
        'Pragma("synchronous", "EXTRA", reads: .integer(3))',
        'Pragma("synchronous", "OFF", reads: .integer(0))', "SettingsTests",
    ),
    Defence(
        "deleted content is overwritten", f"{SQLITE}/Settings.swift",
        'Pragma("secure_delete", "ON", reads: .integer(1))',
        'Pragma("secure_delete", "OFF", reads: .integer(0))', "SettingsTests",
    ),
    Defence(
        "REPLACE asks the delete triggers", f"{SQLITE}/Settings.swift",
        'Pragma("recursive_triggers", "ON", reads: .integer(1))',
        'Pragma("recursive_triggers", "OFF", reads: .integer(0))', "SettingsTests",
    ),
    Defence(
        "a writer takes its lock at the start", f"{SQLITE}/Connection+Transactions.swift",
        'try control("BEGIN IMMEDIATE")', 'try control("BEGIN DEFERRED")', "LockingTests|TransactionTests",
    ),
    Defence(
        "a new file is its owner's alone", f"{SQLITE}/DatabaseFile.swift",
        "_ = fchmod(descriptor, 0o600)", "_ = fchmod(descriptor, 0o644)", "FileRuleTests",
    ),
    Defence(
        "a second name of the file is refused", f"{SQLITE}/DatabaseFile.swift",
        "status.st_nlink <= 1", "status.st_nlink <= 100", "FileRuleTests",
    ),
    Defence(
        "links, pipes and devices are refused", f"{SQLITE}/DatabaseFile.swift",
        "status.st_mode & S_IFMT == S_IFREG", "status.st_mode & S_IFMT != S_IFDIR", "FileRuleTests",
    ),
    Defence(
        "a file with another schema is refused", f"{STORE}/Database/Migrator+SQL.swift",
        ".hexadecimal != digests[version - 1] {", ".hexadecimal != digests[version - 1], false {",
        "OpeningTests|ForeignSchemaTests|SchemaTamperingTests",
    ),
    Defence(
        "views and triggers rest until the schema is known", f"{STORE}/Database/SchoolDatabase.swift",
        "try database.connection.allowStoredViewsAndTriggers(false)",
        "try database.connection.allowStoredViewsAndTriggers(true)", "ForeignSchemaTests|HostileFileTests",
    ),
    Defence(
        "an older file is migrated by migrate alone", f"{STORE}/Database/SchoolDatabase.swift",
        "case .readOnly, .readWrite, .damaged: false", "case .readOnly, .readWrite, .damaged: true",
        "OpeningTests|MigrateTests",
    ),
    # What a typed query may do
    Defence(
        "SQLite is asked what a query does", f"{SQLITE}/Connection+Guards.swift",
        "handle.setAuthorizer(readingGuard)\n", "\n", "ReadingGuardTests",
    ),
    Defence(
        "a query calls harmless functions alone", f"{SQLITE}/ReadingGuard.swift",
        'isLifted || Self.functions.contains(detail ?? "")', "true", "ReadingGuardTests",
    ),
    Defence(
        "a query's connection cannot write", f"{SQLITE}/Connection+Guards.swift",
        "try setQueryOnly(true)\n", "", "ReadingGuardTests",
    ),
    Defence(
        "a query ends", f"{STORE}/Query/TypedQuery.swift",
        "connection.setProgressCheck(goesOn)", "connection.setProgressCheck { _ = goesOn(); return true }",
        "QueryTests",
    ),
    Defence(
        "a query's rows are counted", f"{STORE}/Query/TypedQuery.swift",
        "guard rows.count < query.rows else", "guard rows.count < 2_000_000 else", "QueryTests",
    ),
    # The schema
    Defence(
        "no entry of the trail is changed", "Migrations/V0004_trail.sql",
        "CREATE TRIGGER trail_no_update BEFORE UPDATE ON trail\n",
        "CREATE TRIGGER trail_no_update BEFORE UPDATE ON trail WHEN 0\n", "AppendOnlyTests",
    ),
    Defence(
        "no entry of the trail is replaced", "Migrations/V0004_trail.sql",
        "WHEN EXISTS (SELECT 1 FROM trail WHERE sequence = NEW.sequence OR hash = NEW.hash)",
        "WHEN 0", "AppendOnlyTests",
    ),
    Defence(
        "only a missing gender is inferred", "Migrations/V0002_imputation.sql",
        "IS NOT 'missing'\nBEGIN SELECT RAISE(ABORT, 'only a missing gender is inferred'); END;",
        "IS NULL\nBEGIN SELECT RAISE(ABORT, 'only a missing gender is inferred'); END;", "MistakeTests",
    ),
    # The trail
    Defence(
        "an entry's hash covers the actor", f"{STORE}/Trail/TrailEntry.swift",
        "    canonical.append(actor)\n", "", "KnownAnswerTests|TrailTamperingTests",
    ),
    Defence(
        "an entry's hash covers the one before", f"{STORE}/Trail/TrailEntry.swift",
        "    canonical.append(blob: previous.bytes)\n", "", "KnownAnswerTests|TrailTamperingTests",
    ),
    Defence(
        "a leaf cannot be taken for a node", f"{STORE}/Trail/MerkleTree.swift",
        "static let leafTag: UInt8 = 0x00", "static let leafTag: UInt8 = 0x01", "KnownAnswerTests|MerkleTreeTests",
    ),
    # Two people, and signatures
    Defence(
        "who decides second is told", f"{STORE}/Review/ReviewDecision+SQL.swift",
        "guard current?.id == decision.supersedes else", "guard current?.id == decision.supersedes || true else",
        "TwoReviewersTests|DecideTests|MistakeTests",
    ),
    Defence(
        "a run is of the students as they are", f"{STORE}/Imputation/CountedSchool.swift",
        "guard now.census == school.census else { throw StoreError.evidenceChanged }", "",
        "RecordRunTests|EvidenceCensusTests|KeptStudentsTests|ImputeWorkflow",
    ),
    # The statistics
    Defence(
        "a variance has a floor", "Sources/Mixture/Estimation/Variances.swift",
        "{ max(value, variance) }", "{ variance }", "EdgeCaseTests|OutcomeTests|RandomRosterTests",
    ),
    Defence(
        "few recorded students propose nothing", "Sources/Mixture/Evaluation/Gate.swift",
        "zip(genders, counts).filter { $1 < fewestRecorded }", "zip(genders, counts).filter { $1 < 0 }",
        "GateTests|GateOfStrataTests",
    ),
    Defence(
        "a run that did not converge proposes nothing", "Sources/Mixture/Evaluation/Gate.swift",
        "case let outcome: [.notConverged(outcome)]", "case _: []", "GateTests",
    ),
    # Inputs
    Defence(
        "a cell has a longest length", "Sources/CSV/RecordScanner.swift",
        "        } else if index == limit {\n          fail(.tooLong, at: index - start)\n        } else if byte == quoteByte {\n          fail(.strayQuote",
        "        } else if byte == quoteByte {\n          fail(.strayQuote", "CSVLimit",
    ),
    Defence(
        "a workbook's parts have a largest sum", "Sources/Workbook/ZipArchive.swift",
        "guard !overflows, sum <= limits.totalBytes else", "guard !overflows else",
        "WorkbookTests.LimitTests|ZipRefusalTests",
    ),
    # Erasing
    Defence(
        "a hash takes the erased row's own place", f"{STORE}/Erasure/FoundRows+SQL.swift",
        "position: isAlone ? nil : position,", "position: isAlone ? nil : position + 1,", "ErasureTests",
    ),
    Defence(
        "lifted guards are put back", f"{STORE}/Database/GuardedLoad+SQL.swift",
        "for definition in guards { try connection.execute(definition) }", "_ = guards", "ErasureTests",
    ),
    Defence(
        "an erasure changes nothing that an entry says in the open", f"{STORE}/Trail/CoverageCheck.swift",
        "if let older = replaced[row.key],", "if let older = replaced[row.key], false,", "ErasureTests",
    ),
    Defence(
        "a row that the second thread read is compared with the trail", f"{STORE}/Trail/CoverageCheck.swift",
        "open?.take(leaves.extracting(start..<start + LeafDigest.byteCount)) == nil",
        "(open?.take(leaves.extracting(start..<start + LeafDigest.byteCount)) ?? \"\") != \"-\"", "TwoReadersTests",
    ),
    Defence(
        "a hash of nobody is found", f"{STORE}/Trail/CoverageCheck.swift",
        "failures += erased.rest.map {", "failures += [ErasedLeaf]().map {", "ErasureTests",
    ),
    Defence(
        "the reason has not the name", f"{STORE}/Erasure/ErasureAct+SQL.swift",
        "guard !ErasedNames(scope.names).areMentioned(in: request.reason) else {",
        "guard !ErasedNames(scope.names).areMentioned(in: request.reason) || true else {", "ErasureTests",
    ),
    Defence(
        "a text that names an erased student goes", f"{STORE}/Erasure/Redactions+SQL.swift",
        "guard try names.areMentioned(in: row.text(at: 1)) else { return }",
        "guard try !names.areMentioned(in: row.text(at: 1)) else { return }", "ErasureTests",
    ),
    # Outputs
    Defence(
        "an output is no database", "Sources/Files/OutputFile.swift",
        "guard try !isDatabase(place.path, name) else", "guard try !isDatabase(place.path, name) || true else",
        "OutputDoorTests",
    ),
    Defence(
        "an output is no input", "Sources/Files/OutputFile.swift",
        "if let refusal = protected.refusal(at: place) { throw .refused(name: name, refusal) }", "",
        "OutputDoorTests",
    ),
    Defence(
        "control characters do not reach the terminal", "Sources/Report/SafeText.swift",
        "case 0..<0x20, 0x7F..<0xA0: true", "case 0..<0x20: true",
        "HostileTextTests|DataOnTerminalTests|NaughtyStringsTests",
    ),
    Defence(
        "text is not turned round", "Sources/Report/SafeText.swift",
        "case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true  // direction\n", "",
        "HTMLTests",
    ),
    Defence(
        "a text is no markup", "Sources/Report/HTML/HTML.swift",
        'case "<": text += "&lt;"', 'case "<": text += "<"', "HTMLTests",
    ),
    Defence(
        "an address stays here", "Sources/Report/HTML/HTML.swift",
        'isInAddress && !HTML.staysHere(value) ? "#" : value', "value", "HTMLTests",
    ),
    Defence(
        "a spreadsheet computes no cell", "Sources/CSV/CSVWriter.swift",
        "if isGuarded, !unguarded, FormulaGuard.isNeeded(contents) {", "if isGuarded, !unguarded, false {",
        "FormulaGuardTests|ForExcelTests",
    ),
    Defence(
        "a shell is offered nothing that it would obey",
        "Sources/StudentDBCommands/Environment/ShellCompletion.swift", ".filter(Self.isHarmless)", "",
        "ShellCompletionTests",
    ),
    # The warehouse
    Defence(
        "a name in a statement is quoted", "Sources/Engines/Dialect.swift",
        "if Character(scalar) == quote { text.append(quote) }", "", "EnginesTests",
    ),
    Defence(
        "a word in a statement stays a text", "Sources/Engines/Dialect.swift",
        """case "'": written += escape""", """case "'" where text == "'": written += escape""",
        "ScoringTests|SnapshotTests",
    ),
    Defence(
        "a name that is not shown as it is is refused", "Sources/Engines/NameParts.swift",
        "name.unicodeScalars.first(where: Self.isHidden)", 'name.unicodeScalars.first(where: { $0 == "\\0" })',
        "WarehouseTableTests",
    ),
    Defence(
        "no small cell leaves a warehouse", "Sources/Engines/CellQuery.swift",
        "CASE WHEN students >= \\(minimum) THEN height_mm", "CASE WHEN students >= 1 THEN height_mm",
        "CountStatementTests",
    ),
    # The counts
    Defence(
        "counts that another program changed are found", f"{STORE}/Trail/Verifier+SQL.swift",
        "failures: try KeptCounts(self).failures()", "failures: []", "KeptCountsTests",
    ),
    Defence(
        "counts that do not fit a run are counted anew", f"{STORE}/Counts/Standing.swift",
        "guard let left = restated[standing.withoutRun], left >= students else { return nil }",
        "let left = max(restated[standing.withoutRun] ?? 0, students)", "KeptCountsTests",
    ),
    Defence(
        "a block that has students already is counted anew", f"{STORE}/Counts/KeptCounts+SQL.swift",
        "students.lowerBound <= first {", "students.lowerBound <= max(first, students.lowerBound) {",
        "KeptCountsTests",
    ),
    Defence(
        "what a user types is never a kept statement", f"{SQLITE}/Connection+Guards.swift",
        "let statement = Statement(try compile(text), of: self)",
        "let statement = try prepare(SQL(typed: text))", "KeptStatementTests",
    ),
    # The page
    Defence(
        "another host's name is refused", f"{PAGE}/Server/Admission.swift",
        "guard request.authority == host else { return .otherHost }", "", "AttackTests",
    ),
    Defence(
        "another page's form is refused", f"{PAGE}/Server/Admission.swift",
        "return origins == [origin] ? nil : .otherOrigin", "return nil", "AttackTests",
    ),
    Defence(
        "a form is good once", f"{PAGE}/Desk/SchoolDesk.swift",
        'if isChange, !session.tokens.spend(visit.form.text("token")) {',
        'if isChange, !session.tokens.spend(visit.form.text("token")), false {', "AttackTests|FormTests",
    ),
    Defence(
        "the page does not call an act undone whose head alone was not kept", f"{PAGE}/Layout/ErrorPage.swift",
        "StoreError.mayBeKept(error) ? .lookBeforeRepeating : .notDone", ".notDone", "PageAnchorTests",
    ),
    Defence(
        "a signature that was kept is not asked for again", f"{PAGE}/Sign/SignPages.swift",
        "} catch let error as StoreError where !StoreError.mayBeKept(error) {",
        "} catch let error as StoreError {", "PageAnchorTests",
    ),
]
