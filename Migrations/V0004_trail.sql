-- The trail: one row for each thing that was done, each holding the hash of the one before it.
--
-- The body is binary: it names the rows that the act added and commits to their contents.
-- Guides/AuditTrail.md describes its bytes; "studentdb log" reads it, "studentdb verify" checks it.

CREATE TABLE trail (
  sequence      INTEGER PRIMARY KEY CHECK (sequence >= 1),
  recorded_at   TEXT NOT NULL,
  kind          TEXT NOT NULL,
  actor         TEXT NOT NULL
                CHECK (actor GLOB '*[^' || char(1) || '- ' || char(127) || '-' || char(160) || ']*'),
  body          BLOB NOT NULL,
  previous_hash BLOB NOT NULL CHECK (length(previous_hash) = 32),
  hash          BLOB NOT NULL UNIQUE CHECK (length(hash) = 32)
) STRICT;

-- Two bytes of each row's commitment, 4,096 rows a block. The trail's hashes prove that something
-- among a million rows was changed; these say which row it was.
CREATE TABLE trail_locator (
  entry      INTEGER NOT NULL REFERENCES trail (sequence) DEFERRABLE INITIALLY DEFERRED,
  table_name TEXT NOT NULL,
  block      INTEGER NOT NULL CHECK (block >= 0),
  marks      BLOB NOT NULL CHECK (length(marks) BETWEEN 2 AND 8192 AND length(marks) % 2 = 0),
  PRIMARY KEY (entry, table_name, block)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER trail_no_update BEFORE UPDATE ON trail
BEGIN SELECT RAISE(ABORT, 'trail is append-only'); END;
CREATE TRIGGER trail_no_delete BEFORE DELETE ON trail
BEGIN SELECT RAISE(ABORT, 'trail is append-only'); END;
CREATE TRIGGER trail_no_replace BEFORE INSERT ON trail
WHEN EXISTS (SELECT 1 FROM trail WHERE sequence = NEW.sequence OR hash = NEW.hash)
BEGIN SELECT RAISE(ABORT, 'trail is append-only'); END;
CREATE TRIGGER trail_no_gap BEFORE INSERT ON trail
WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM trail)
BEGIN SELECT RAISE(ABORT, 'the trail is numbered without a gap'); END;

CREATE TRIGGER trail_locator_no_update BEFORE UPDATE ON trail_locator
BEGIN SELECT RAISE(ABORT, 'trail_locator is append-only'); END;
CREATE TRIGGER trail_locator_no_delete BEFORE DELETE ON trail_locator
BEGIN SELECT RAISE(ABORT, 'trail_locator is append-only'); END;
CREATE TRIGGER trail_locator_no_replace BEFORE INSERT ON trail_locator
WHEN EXISTS (SELECT 1 FROM trail_locator
             WHERE entry = NEW.entry AND table_name = NEW.table_name AND block = NEW.block)
BEGIN SELECT RAISE(ABORT, 'trail_locator is append-only'); END;

-- Students who were erased on request, imports that should never have been here, or those who left
-- before a day: what was removed has no row any more, except what it leaves in "erased_leaf".
CREATE TABLE erasure (
  id              INTEGER PRIMARY KEY,
  kind            TEXT NOT NULL CHECK (kind IN ('student', 'import', 'left')),
  import_batch    INTEGER REFERENCES import_batch (id),
  student_count   INTEGER NOT NULL CHECK (student_count >= 0),  -- rows of students
  actor           TEXT NOT NULL
                  CHECK (actor GLOB '*[^' || char(1) || '- ' || char(127) || '-' || char(160) || ']*'),
  erased_at       TEXT NOT NULL,
  reason          TEXT NOT NULL CHECK (reason <> ''),
  program_version TEXT NOT NULL,
  salt            BLOB NOT NULL CHECK (length(salt) = 16),
  CHECK ((kind = 'import') = (import_batch IS NOT NULL))
) STRICT;

CREATE INDEX erasure_import ON erasure (import_batch) WHERE import_batch IS NOT NULL;

-- What is left of an erased row: the hash by which an entry of the trail covers it. The salt went
-- with the row, so that nobody can try values until the hash fits. "key" is the row's number in its
-- table; "position" its place, counted from 0, among the rows that the entry covers together, and
-- NULL where the entry covers it alone. A row that a person's words were taken out of is still
-- there, and covered anew by the entry of the erasure.
CREATE TABLE erased_leaf (
  id         INTEGER PRIMARY KEY,
  erasure    INTEGER NOT NULL REFERENCES erasure (id),
  table_name TEXT NOT NULL,
  key        INTEGER NOT NULL,
  entry      INTEGER NOT NULL REFERENCES trail (sequence),
  position   INTEGER CHECK (position >= 0),
  leaf       BLOB NOT NULL CHECK (length(leaf) = 32)
) STRICT;

CREATE INDEX erased_leaf_erasure ON erased_leaf (erasure);
CREATE INDEX erased_leaf_entry ON erased_leaf (entry);
CREATE INDEX erased_leaf_table ON erased_leaf (table_name, key);

-- The file was written anew after an erasure, so that no trace of the removed bytes is left in it.
CREATE TABLE compaction (
  erasure      INTEGER PRIMARY KEY REFERENCES erasure (id),
  compacted_at TEXT NOT NULL
) STRICT;

CREATE TRIGGER erasure_no_update BEFORE UPDATE ON erasure
BEGIN SELECT RAISE(ABORT, 'erasure is append-only'); END;
CREATE TRIGGER erasure_no_delete BEFORE DELETE ON erasure
BEGIN SELECT RAISE(ABORT, 'erasure is append-only'); END;
CREATE TRIGGER erasure_no_replace BEFORE INSERT ON erasure
WHEN EXISTS (SELECT 1 FROM erasure WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'erasure is append-only'); END;

CREATE TRIGGER erased_leaf_no_update BEFORE UPDATE ON erased_leaf
BEGIN SELECT RAISE(ABORT, 'erased_leaf is append-only'); END;
CREATE TRIGGER erased_leaf_no_delete BEFORE DELETE ON erased_leaf
BEGIN SELECT RAISE(ABORT, 'erased_leaf is append-only'); END;
CREATE TRIGGER erased_leaf_no_replace BEFORE INSERT ON erased_leaf
WHEN EXISTS (SELECT 1 FROM erased_leaf WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'erased_leaf is append-only'); END;

CREATE TRIGGER compaction_no_update BEFORE UPDATE ON compaction
BEGIN SELECT RAISE(ABORT, 'compaction is append-only'); END;
CREATE TRIGGER compaction_no_delete BEFORE DELETE ON compaction
BEGIN SELECT RAISE(ABORT, 'compaction is append-only'); END;
CREATE TRIGGER compaction_no_replace BEFORE INSERT ON compaction
WHEN EXISTS (SELECT 1 FROM compaction WHERE erasure = NEW.erasure)
BEGIN SELECT RAISE(ABORT, 'compaction is append-only'); END;
