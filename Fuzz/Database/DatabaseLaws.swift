import Glibc
import SQLite

/// What has to hold for every file there is: it opens or is refused with a sentence, its list of
/// definitions, its rows and SQLite's own check are read or refused, none of it takes long, and not a
/// byte of it changes.
func checkInput(_ bytes: [UInt8]) {
  let input = DatabaseInput(bytes, changing: base)
  input.write()
  defer { _ = unsafe unlink(DatabaseInput.path) }
  do throws(SQLiteError) {
    let connection = try Connection(opening: DatabaseInput.path, access: .readOnly)
    try connection.allowStoredViewsAndTriggers(false)
    // As many steps as a file of some kilobytes can need.
    connection.setDeadline(steps: 5_000_000)
    attempt { _ = try connection.applicationID() }
    attempt { _ = try connection.userVersion() }
    attempt { _ = try rows("SELECT type, name, tbl_name, sql FROM sqlite_schema", connection) }
    attempt { _ = try rows("SELECT id, name, height_cm FROM student", connection) }
    attempt { _ = try rows("SELECT sequence, hash FROM trail ORDER BY sequence DESC", connection) }
    attempt { _ = try connection.integrityMessages() }
    attempt { _ = try connection.foreignKeyViolations() }
  } catch {
    requireWords(error)
  }
  require(DatabaseInput.written() == input.file, "reading changed the file")
}

/// A small database with a table of each kind that a school file has.
private let base: [UInt8] = {
  _ = unsafe unlink(DatabaseInput.path)
  do {
    let connection = try Connection(opening: DatabaseInput.path, access: .create)
    try connection.execute(
      """
      PRAGMA page_size = 512;
      CREATE TABLE student (id INTEGER PRIMARY KEY, name TEXT NOT NULL, height_cm REAL) STRICT;
      CREATE INDEX student_name ON student (name);
      CREATE TABLE trail (sequence INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE) STRICT;
      CREATE TABLE mark (entry INTEGER REFERENCES trail (sequence), at TEXT, PRIMARY KEY (entry, at)) STRICT, WITHOUT ROWID;
      CREATE VIEW tall AS SELECT id FROM student WHERE height_cm > 180;
      CREATE TRIGGER trail_no_update BEFORE UPDATE ON trail BEGIN SELECT RAISE(ABORT, 'no'); END;
      WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c LIMIT 40)
        INSERT INTO student SELECT n, 'Pupil ' || n, 150.5 + n FROM c;
      INSERT INTO trail SELECT id, randomblob(32) FROM student LIMIT 5;
      INSERT INTO mark SELECT sequence, hex(hash) FROM trail;
      INSERT INTO student VALUES (99, hex(zeroblob(1500)), NULL);
      """
    )
  } catch {
    require(false, "the base cannot be made: \(error)")
  }
  return DatabaseInput.written()
}()

private func rows(_ sql: SQL, _ connection: Connection) throws -> Int {
  var statement = try connection.prepare(sql)
  var count = 0
  try statement.forEachRow { row in
    for column in 0..<row.columnCount { _ = try row.value(at: column) }
    count += 1
  }
  return count
}

private func attempt(_ body: () throws -> Void) {
  do { try body() } catch { requireWords(error) }
}

private func requireWords(_ error: any Error) {
  guard let error = error as? SQLiteError else {
    return require(false, "an error of another kind: \(error)")
  }
  require(!error.message.isEmpty, "a refusal without words")
  require(error.kind != .misuse, "a misuse of SQLite: \(error)")
}
