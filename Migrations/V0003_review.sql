-- What people decided about the inferences, and what they signed.

-- Many decisions taken by one act, apart from those looked at one by one.
CREATE TABLE review_batch (
  id             INTEGER PRIMARY KEY,
  run            INTEGER REFERENCES imputation_run (id),
  kind           TEXT NOT NULL CHECK (kind IN ('accept', 'undo', 'redo', 'apply')),
  threshold      REAL CHECK (threshold BETWEEN 0 AND 1),
  decision_count INTEGER NOT NULL CHECK (decision_count >= 1),
  expected_wrong REAL,
  reviewer       TEXT NOT NULL
                 CHECK (reviewer GLOB '*[^' || char(1) || '- ' || char(127) || '-' || char(160) || ']*'),
  created_at     TEXT NOT NULL,
  reason         TEXT,
  salt           BLOB NOT NULL CHECK (length(salt) = 16)
) STRICT;

CREATE INDEX review_batch_run ON review_batch (run);

-- One act of a person about one student. The newest one of a student counts; each names the one
-- it supersedes, so that two people cannot both be the next without one of them being told.
-- An undo is a further row that states again what held before the row it undoes; a redo is an undo
-- of that one, and states again what it took back.
CREATE TABLE review_decision (
  id         INTEGER PRIMARY KEY,
  student    INTEGER NOT NULL REFERENCES student (id),
  run        INTEGER REFERENCES imputation_run (id),
  verdict    TEXT NOT NULL
             CHECK (verdict IN ('accept', 'correct', 'leave_unknown', 'later', 'reopen')),
  gender     TEXT CHECK (gender <> ''),
  reviewer   TEXT NOT NULL
             CHECK (reviewer GLOB '*[^' || char(1) || '- ' || char(127) || '-' || char(160) || ']*'),
  decided_at TEXT NOT NULL,
  reason     TEXT,
  blind      INTEGER NOT NULL CHECK (blind IN (0, 1)),
  batch      INTEGER REFERENCES review_batch (id),
  supersedes INTEGER REFERENCES review_decision (id),
  undoes     INTEGER REFERENCES review_decision (id),
  restores   INTEGER REFERENCES review_decision (id),
  CHECK ((gender IS NOT NULL) = (verdict IN ('accept', 'correct'))),
  CHECK (verdict <> 'accept' OR run IS NOT NULL),
  CHECK (verdict <> 'reopen' OR undoes IS NOT NULL),
  CHECK (restores IS NULL OR undoes IS NOT NULL),
  CHECK (supersedes < id)
) STRICT;

CREATE UNIQUE INDEX review_decision_supersedes ON review_decision (supersedes)
  WHERE supersedes IS NOT NULL;
CREATE UNIQUE INDEX review_decision_first ON review_decision (student) WHERE supersedes IS NULL;
CREATE INDEX review_decision_student ON review_decision (student);
CREATE INDEX review_decision_run ON review_decision (run);
CREATE INDEX review_decision_batch ON review_decision (batch);
CREATE INDEX review_decision_undoes ON review_decision (undoes);
CREATE INDEX review_decision_restores ON review_decision (restores);

-- One signature under the results of one run.
CREATE TABLE sign_off (
  id              INTEGER PRIMARY KEY,
  run             INTEGER NOT NULL REFERENCES imputation_run (id),
  printed_name    TEXT NOT NULL CHECK (printed_name <> ''),
  role            TEXT NOT NULL CHECK (role <> ''),
  statement       TEXT NOT NULL,
  actor           TEXT NOT NULL
                  CHECK (actor GLOB '*[^' || char(1) || '- ' || char(127) || '-' || char(160) || ']*'),
  signed_at       TEXT NOT NULL,
  accepted        INTEGER NOT NULL CHECK (accepted >= 0),
  corrected       INTEGER NOT NULL CHECK (corrected >= 0),
  left_unknown    INTEGER NOT NULL CHECK (left_unknown >= 0),
  open_count      INTEGER NOT NULL CHECK (open_count >= 0),
  in_batches      INTEGER NOT NULL CHECK (in_batches >= 0),
  content_digest  BLOB NOT NULL CHECK (length(content_digest) = 32),
  head_sequence   INTEGER NOT NULL,
  head_hash       BLOB NOT NULL CHECK (length(head_hash) = 32),
  program_version TEXT NOT NULL
) STRICT;

CREATE INDEX sign_off_run ON sign_off (run);

-- One student under a signature: the decision that was signed, and a digest of the values that
-- were signed with it. The digest is salted, and stays when the student is erased, so that the
-- signature stands for everyone else; hence a trigger in the place of two foreign keys.
CREATE TABLE signed_item (
  sign_off     INTEGER NOT NULL REFERENCES sign_off (id),
  student      INTEGER NOT NULL,
  decision     INTEGER NOT NULL,
  value_digest BLOB NOT NULL CHECK (length(value_digest) = 32),
  PRIMARY KEY (sign_off, student)
) STRICT, WITHOUT ROWID;

CREATE INDEX signed_item_student ON signed_item (student);
CREATE INDEX signed_item_decision ON signed_item (decision);

-- A signature that no longer stands for one student, because a person said so.
CREATE TABLE sign_off_void (
  id        INTEGER PRIMARY KEY,
  sign_off  INTEGER NOT NULL,
  student   INTEGER NOT NULL,
  actor     TEXT NOT NULL
            CHECK (actor GLOB '*[^' || char(1) || '- ' || char(127) || '-' || char(160) || ']*'),
  voided_at TEXT NOT NULL,
  reason    TEXT NOT NULL CHECK (reason <> ''),
  UNIQUE (sign_off, student),
  FOREIGN KEY (sign_off, student) REFERENCES signed_item (sign_off, student)
) STRICT;

CREATE TRIGGER review_batch_no_update BEFORE UPDATE ON review_batch
BEGIN SELECT RAISE(ABORT, 'review_batch is append-only'); END;
CREATE TRIGGER review_batch_no_delete BEFORE DELETE ON review_batch
BEGIN SELECT RAISE(ABORT, 'review_batch is append-only'); END;
CREATE TRIGGER review_batch_no_replace BEFORE INSERT ON review_batch
WHEN EXISTS (SELECT 1 FROM review_batch WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'review_batch is append-only'); END;

CREATE TRIGGER review_decision_no_update BEFORE UPDATE ON review_decision
BEGIN SELECT RAISE(ABORT, 'review_decision is append-only'); END;
CREATE TRIGGER review_decision_no_delete BEFORE DELETE ON review_decision
BEGIN SELECT RAISE(ABORT, 'review_decision is append-only'); END;
CREATE TRIGGER review_decision_no_replace BEFORE INSERT ON review_decision
WHEN EXISTS (SELECT 1 FROM review_decision
             WHERE id = NEW.id OR supersedes = NEW.supersedes)
  OR (NEW.supersedes IS NULL
      AND EXISTS (SELECT 1 FROM review_decision WHERE student = NEW.student))
BEGIN SELECT RAISE(ABORT, 'review_decision is append-only, and one decision follows another'); END;

-- A recorded gender wins over any decision, who declined is left alone, a row that is no person
-- has none, and whose import was reverted does not count.
CREATE TRIGGER review_decision_only_of_missing BEFORE INSERT ON review_decision
WHEN (SELECT gender_absence FROM student
      WHERE id = NEW.student AND not_a_person IS NULL AND same_as IS NULL
        AND import_batch NOT IN (SELECT import_batch FROM import_revert)) IS NOT 'missing'
BEGIN SELECT RAISE(ABORT, 'only a missing gender is decided'); END;

-- A decision follows the same student's decision, and undoes or restores the same student's.
CREATE TRIGGER review_decision_same_student BEFORE INSERT ON review_decision
WHEN EXISTS (SELECT 1 FROM review_decision
             WHERE id IN (NEW.supersedes, NEW.undoes, NEW.restores) AND student <> NEW.student)
BEGIN SELECT RAISE(ABORT, 'a decision supersedes a decision about the same student'); END;

-- What is accepted is what a run suggested that passed its gate, and in a stratum that did.
CREATE TRIGGER review_decision_accepts_suggestion BEFORE INSERT ON review_decision
WHEN NEW.verdict = 'accept' AND NOT EXISTS (
  SELECT 1
  FROM imputation
  JOIN evidence_cell ON evidence_cell.run = imputation.run
                    AND evidence_cell.cell = imputation.cell
  JOIN imputation_run ON imputation_run.id = imputation.run
  WHERE imputation.student = NEW.student AND imputation.run = NEW.run
    AND evidence_cell.gender = NEW.gender AND evidence_cell.is_proposed = 1
    AND imputation_run.gate = 'passed')
BEGIN SELECT RAISE(ABORT, 'only what a run suggested can be accepted'); END;

CREATE TRIGGER sign_off_no_update BEFORE UPDATE ON sign_off
BEGIN SELECT RAISE(ABORT, 'sign_off is append-only'); END;
CREATE TRIGGER sign_off_no_delete BEFORE DELETE ON sign_off
BEGIN SELECT RAISE(ABORT, 'sign_off is append-only'); END;
CREATE TRIGGER sign_off_no_replace BEFORE INSERT ON sign_off
WHEN EXISTS (SELECT 1 FROM sign_off WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'sign_off is append-only'); END;

CREATE TRIGGER signed_item_no_update BEFORE UPDATE ON signed_item
BEGIN SELECT RAISE(ABORT, 'signed_item is append-only'); END;
CREATE TRIGGER signed_item_no_delete BEFORE DELETE ON signed_item
BEGIN SELECT RAISE(ABORT, 'signed_item is append-only'); END;
CREATE TRIGGER signed_item_no_replace BEFORE INSERT ON signed_item
WHEN EXISTS (SELECT 1 FROM signed_item
             WHERE sign_off = NEW.sign_off AND student = NEW.student)
BEGIN SELECT RAISE(ABORT, 'signed_item is append-only'); END;

CREATE TRIGGER signed_item_of_decision BEFORE INSERT ON signed_item
WHEN NOT EXISTS (SELECT 1 FROM review_decision
                 WHERE id = NEW.decision AND student = NEW.student)
BEGIN SELECT RAISE(ABORT, 'a decision about the student is signed'); END;

CREATE TRIGGER sign_off_void_no_update BEFORE UPDATE ON sign_off_void
BEGIN SELECT RAISE(ABORT, 'sign_off_void is append-only'); END;
CREATE TRIGGER sign_off_void_no_delete BEFORE DELETE ON sign_off_void
BEGIN SELECT RAISE(ABORT, 'sign_off_void is append-only'); END;
CREATE TRIGGER sign_off_void_no_replace BEFORE INSERT ON sign_off_void
WHEN EXISTS (SELECT 1 FROM sign_off_void
             WHERE id = NEW.id OR (sign_off = NEW.sign_off AND student = NEW.student))
BEGIN SELECT RAISE(ABORT, 'sign_off_void is append-only'); END;

-- An import is not reverted from under a signature: the signature is declared void first.
CREATE TRIGGER import_revert_not_under_signature BEFORE INSERT ON import_revert
WHEN EXISTS (
  SELECT 1
  FROM import_batch
  JOIN signed_item ON signed_item.student
    BETWEEN import_batch.first_student AND import_batch.last_student
  WHERE import_batch.id = NEW.import_batch
    AND NOT EXISTS (SELECT 1 FROM sign_off_void
                    WHERE sign_off_void.sign_off = signed_item.sign_off
                      AND sign_off_void.student = signed_item.student)
    AND EXISTS (SELECT 1 FROM student WHERE student.id = signed_item.student)
    AND NOT EXISTS (SELECT 1 FROM review_decision
                    WHERE review_decision.supersedes = signed_item.decision))
BEGIN SELECT RAISE(ABORT, 'a signature stands on a student of this import'); END;

-- How many students stand how, so that "studentdb status" counts no million of them: the students with
-- ids from 1024 * block on, by what the file says, what was decided, and what the current run says of
-- them. The one table that is no record: every act counts anew the blocks that it touched, and "studentdb
-- verify" compares all of them with the students. Who belongs to a reverted import is in no count.
CREATE TABLE student_count (
  block         INTEGER NOT NULL,
  gender_status TEXT NOT NULL          -- as in the view listed_student
                CHECK (gender_status IN ('recorded', 'missing', 'declined', 'do_not_infer',
                                         'in_doubt', 'not_a_person', 'left', 'merged')),
  lacks_height  INTEGER NOT NULL CHECK (lacks_height IN (0, 1)),  -- 0 but for a missing gender
  is_decided    INTEGER NOT NULL CHECK (is_decided IN (0, 1)),    -- whether a person gave the gender
  review_state  TEXT NOT NULL          -- in the current run's queue; 'none' for who is not in it
                CHECK (review_state IN ('none', 'open', 'later', 'accepted', 'corrected',
                                        'left_unknown', 'signed')),
  suggestion    TEXT NOT NULL          -- 'drawn': made, and in the blind sample
                CHECK (suggestion IN ('none', 'held_back', 'made', 'drawn')),
  students      INTEGER NOT NULL CHECK (students BETWEEN 1 AND 1024),
  PRIMARY KEY (block, gender_status, lacks_height, is_decided, review_state, suggestion)
) STRICT, WITHOUT ROWID;
