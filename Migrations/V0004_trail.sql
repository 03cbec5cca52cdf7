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
