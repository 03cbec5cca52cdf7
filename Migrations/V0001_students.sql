-- The school's records: the files that were read, the students in them, and every change since.
--
-- A value that a file or a person gave is in "student"; an inferred value never is.
-- Rows of history are only ever added; the triggers at the end of each script say so to any shell.
-- Longer than 300 lines because every table is together with the triggers that keep it.
-- Who acted has a name: wherever one is kept, something other than spaces and control characters is
-- in it, which is what the GLOB asks.

-- The scripts that made this file, with their whole text: a program that finds another text under
-- the same number refuses to work on the file.
CREATE TABLE schema_migration (
  version         INTEGER PRIMARY KEY CHECK (version >= 1),
  name            TEXT NOT NULL,
  script          TEXT NOT NULL,
  applied_at      TEXT NOT NULL,
  program_version TEXT NOT NULL
) STRICT;

-- One file that was read. Its students are those with ids first_student to last_student, in the
-- order of their lines.
CREATE TABLE import_batch (
  id              INTEGER PRIMARY KEY,
  source_name     TEXT NOT NULL,
  sheet           TEXT,                -- of a workbook, the sheet that was read as text
  sha256          BLOB NOT NULL CHECK (length(sha256) = 32),  -- once a sheet among the active imports
  byte_count      INTEGER NOT NULL CHECK (byte_count >= 0),
  encoding        TEXT NOT NULL,
  byte_order_mark INTEGER NOT NULL CHECK (byte_order_mark IN (0, 1)),
  delimiter       TEXT NOT NULL CHECK (length(delimiter) = 1),
  line_ending     TEXT NOT NULL CHECK (line_ending IN ('lf', 'crlf', 'cr', 'mixed')),
  final_newline   INTEGER NOT NULL CHECK (final_newline IN (0, 1)),
  decimal_sign    TEXT CHECK (decimal_sign IN ('.', ',')),
  height_unit     TEXT,
  header_line     INTEGER NOT NULL CHECK (header_line >= 1),
  header_record   BLOB NOT NULL,       -- the heading line with the lines above it, as they are
  line_layout     BLOB CHECK (length(line_layout) > 0),  -- blank lines and unlike line ends below
  headings        TEXT NOT NULL CHECK (headings GLOB '[[]*]'),
  column_map      TEXT NOT NULL CHECK (column_map GLOB '{*}'),
  gender_words    TEXT CHECK (gender_words GLOB '{*}'),
  gender_readings TEXT NOT NULL DEFAULT '[]'  -- the words of its genders and what each was read as
                  CHECK (gender_readings GLOB '[[]*]'),
  blank_cells     TEXT NOT NULL DEFAULT 'keep' CHECK (blank_cells IN ('keep', 'clear')),
  date_form       TEXT CHECK (date_form <> ''),  -- how it writes birth dates: DD.MM.YYYY
  measured_on     TEXT                 -- the day on which its students have their ages
                  CHECK (measured_on IS date(measured_on)),
  unit_given      INTEGER NOT NULL DEFAULT 0  -- whether a user named height_unit, now or earlier
                  CHECK (unit_given IN (0, 1)),
  first_student   INTEGER,
  last_student    INTEGER CHECK (last_student >= first_student),
  row_count       INTEGER NOT NULL CHECK (row_count >= 0),
  added           INTEGER NOT NULL CHECK (added >= 0),
  updated         INTEGER NOT NULL CHECK (updated >= 0),
  unchanged       INTEGER NOT NULL CHECK (unchanged >= 0),
  conflicts       INTEGER NOT NULL CHECK (conflicts >= 0),
  rejected        INTEGER NOT NULL CHECK (rejected >= 0),
  doubts          INTEGER NOT NULL CHECK (doubts >= 0),
  missing_gender  INTEGER NOT NULL CHECK (missing_gender >= 0),
  declined_gender INTEGER NOT NULL CHECK (declined_gender >= 0),
  doubt_gender    INTEGER NOT NULL CHECK (doubt_gender >= 0),
  missing_height  INTEGER NOT NULL CHECK (missing_height >= 0),
  not_a_person    INTEGER NOT NULL CHECK (not_a_person >= 0),
  voided          INTEGER NOT NULL CHECK (voided >= 0),  -- signed students that it changed
  blank_lines     INTEGER NOT NULL CHECK (blank_lines >= 0),
  actor           TEXT NOT NULL
                  CHECK (actor GLOB '*[^' || char(1) || '- ' || char(127) || '-' || char(160) || ']*'),
  imported_at     TEXT NOT NULL,
  program_version TEXT NOT NULL,
  salt            BLOB NOT NULL CHECK (length(salt) = 16),
  CHECK (row_count = added + updated + unchanged + conflicts + rejected),
  CHECK ((added = 0) = (first_student IS NULL)),
  CHECK ((first_student IS NULL) = (last_student IS NULL))
) STRICT;

CREATE INDEX import_batch_sha256 ON import_batch (sha256);

-- An import that was taken back. Nothing of it is removed: the students whom it brought stay in
-- their table and no longer count (the view "active_student" is without them), and what it
-- changed of others is changed back, by rows of "student_change" that name it.
CREATE TABLE import_revert (
  import_batch    INTEGER PRIMARY KEY REFERENCES import_batch (id),
  actor           TEXT NOT NULL
                  CHECK (actor GLOB '*[^' || char(1) || '- ' || char(127) || '-' || char(160) || ']*'),
  reverted_at     TEXT NOT NULL,
  reason          TEXT NOT NULL CHECK (reason <> ''),
  program_version TEXT NOT NULL,
  salt            BLOB NOT NULL CHECK (length(salt) = 16)
) STRICT;

-- One person, as recorded now. A gender is there, or the reason why it is not: "missing" was
-- forgotten, "declined" was asked and not told, "do_not_infer" was set by a person, "in_doubt" is an
-- unknown word in gender_text, which a correction settles; only the first may ever be
-- inferred or decided. The view active_student has gender_status, which says the same
-- in one word, "recorded" included: stored here, the word alone would be a tenth of each row.
--
-- The reasons are compared one by one, because for an IN of more than two SQLite builds a table
-- anew with every row, which costs as much as the rest of the insert. Heights and ages are compared
-- with real numbers, because comparing them with integers takes longer.
--
-- A row whose name is a word for a total, an average or a class is not a person, until a user says
-- that it is one; the view active_student is without those.
--
-- import_batch and line say where the student first came from. import_batch carries no foreign
-- key: import_batch.first_student states the same link without an index as long as the school.
-- same_as carries none either: student_join states its link.
CREATE TABLE student (
  id             INTEGER PRIMARY KEY,
  import_batch   INTEGER NOT NULL,
  line           INTEGER NOT NULL,
  school_id      TEXT,
  name           TEXT NOT NULL,
  gender_absence TEXT                -- why there is no gender; NULL where there is one
                 CHECK (gender_absence = 'missing' OR gender_absence = 'declined'
                        OR gender_absence = 'do_not_infer' OR gender_absence = 'in_doubt'),
  gender         TEXT CHECK (gender <> ''),
  gender_text    TEXT,               -- the cell as written; NULL where it was empty or not there
  height_cm      REAL CHECK (height_cm BETWEEN 50.0 AND 260.0),
  height_text    TEXT,               -- the cell as written, where it differs from height_cm
  height_problem TEXT CHECK (height_problem IN ('missing', 'doubt')),
  group_name     TEXT,               -- class or grade
  age_years      REAL CHECK (age_years BETWEEN 0.0 AND 150.0),
  age_text       TEXT,               -- the cell as written, where the file has ages
  other_cells    TEXT,               -- the other columns' cells in order, a JSON array of texts
  quoting        TEXT,               -- one digit a cell: 1 quoted, 2 no apostrophe before a formula
  not_a_person   INTEGER CHECK (not_a_person = 1),  -- a line of totals, or a heading of a class
  has_left       INTEGER CHECK (has_left = 1),      -- no longer in the school's files
  birth_date     TEXT CHECK (birth_date IS date(birth_date)),  -- a day of the calendar, in ISO form
  birth_text     TEXT,               -- the cell as written, where it differs from birth_date
  same_as        INTEGER CHECK (same_as <> id),     -- the student whose second row this is
  salt           BLOB NOT NULL CHECK (length(salt) = 16),
  CHECK ((gender IS NULL) = (gender_absence IS NOT NULL)),
  CHECK ((height_cm IS NULL) = (height_problem IS NOT NULL))
) STRICT;

-- An id is one student's among those who count; a reverted import and a student who left keep
-- theirs, and another file may bring them again. The index sees to it within a file, the guards
-- below across files.
CREATE UNIQUE INDEX student_school_id ON student (school_id, import_batch)
  WHERE school_id IS NOT NULL;

-- A line that could not become a student, with its original bytes. A conflict is a line that
-- fits more than one student, or that gives the id of one to another name: "student" is the one.
CREATE TABLE rejected_row (
  id            INTEGER PRIMARY KEY,
  import_batch  INTEGER NOT NULL
                REFERENCES import_batch (id) DEFERRABLE INITIALLY DEFERRED,
  file          TEXT,                -- of a source that is several files, the one with the line
  line          INTEGER NOT NULL,
  column_number INTEGER,             -- counted in bytes from 1
  byte_offset   INTEGER NOT NULL,    -- of the record, counted from 0
  code          TEXT NOT NULL,
  message       TEXT NOT NULL,
  record        BLOB NOT NULL,
  student       INTEGER REFERENCES student (id),
  salt          BLOB NOT NULL CHECK (length(salt) = 16)
) STRICT;

CREATE INDEX rejected_row_import ON rejected_row (import_batch);
CREATE INDEX rejected_row_student ON rejected_row (student) WHERE student IS NOT NULL;

-- A later file's line about a student who was already here, cell by cell: one that differs from
-- every line about him or her that is stored already.
CREATE TABLE student_line (
  import_batch INTEGER NOT NULL
               REFERENCES import_batch (id) DEFERRABLE INITIALLY DEFERRED,
  line         INTEGER NOT NULL,
  student      INTEGER NOT NULL REFERENCES student (id),
  cells        TEXT NOT NULL,        -- every cell in order, a JSON array of texts
  quoting      TEXT,
  PRIMARY KEY (import_batch, line)
) STRICT, WITHOUT ROWID;

CREATE INDEX student_line_student ON student_line (student);

-- Some thousand lines of a later file that say of known students, cell for cell, what an earlier
-- file says in the same columns. They have no rows of their own: "lines" names for each line the
-- student and the earlier import, in runs of a few bytes (Guides/Schema.md describes them).
CREATE TABLE repeated_line (
  import_batch INTEGER NOT NULL
               REFERENCES import_batch (id) DEFERRABLE INITIALLY DEFERRED,
  first_line   INTEGER NOT NULL,
  last_line    INTEGER NOT NULL CHECK (last_line >= first_line),
  line_count   INTEGER NOT NULL CHECK (line_count >= 1),
  lines        BLOB NOT NULL,
  PRIMARY KEY (import_batch, first_line)
) STRICT, WITHOUT ROWID;

-- Two rows that a person found to be one child: "student" counts, and "other" no longer does. They
-- carry no foreign key, because a join that was taken back may stay when one of them is erased; that
-- both are there at first is seen to by a guard below.
CREATE TABLE student_join (
  id              INTEGER PRIMARY KEY,
  student         INTEGER NOT NULL,
  other           INTEGER NOT NULL,
  after_import    INTEGER NOT NULL REFERENCES import_batch (id),  -- the newest import until then
  decision        INTEGER REFERENCES review_decision (id),  -- about "student", restating the other's
  actor           TEXT NOT NULL
                  CHECK (actor GLOB '*[^' || char(1) || '- ' || char(127) || '-' || char(160) || ']*'),
  joined_at       TEXT NOT NULL,
  reason          TEXT NOT NULL CHECK (reason <> ''),
  program_version TEXT NOT NULL,
  salt            BLOB NOT NULL CHECK (length(salt) = 16),
  CHECK (student <> other)
) STRICT;

CREATE INDEX student_join_student ON student_join (student);
CREATE INDEX student_join_other ON student_join (other);
CREATE INDEX student_join_after_import ON student_join (after_import);
CREATE INDEX student_join_decision ON student_join (decision);

-- Two rows that were joined and are two children again.
CREATE TABLE join_revert (
  student_join    INTEGER PRIMARY KEY REFERENCES student_join (id),
  actor           TEXT NOT NULL
                  CHECK (actor GLOB '*[^' || char(1) || '- ' || char(127) || '-' || char(160) || ']*'),
  reverted_at     TEXT NOT NULL,
  reason          TEXT NOT NULL CHECK (reason <> ''),
  program_version TEXT NOT NULL,
  salt            BLOB NOT NULL CHECK (length(salt) = 16)
) STRICT;

-- One field of one student that changed: by a line of a later file, by the revert of one, by a join or
-- its revert, or by a person's correction, which names none of them. Who is not in a file any more has left by the file as a
-- whole, without a line.
CREATE TABLE student_change (
  id           INTEGER PRIMARY KEY,
  student      INTEGER NOT NULL REFERENCES student (id),
  field        TEXT NOT NULL
               CHECK (field IN ('school_id', 'name', 'not_a_person', 'gender_absence', 'gender', 'gender_text',
                                'height_cm', 'height_text', 'height_problem', 'group_name',
                                'age_years', 'age_text', 'has_left', 'birth_date', 'birth_text',
                                'same_as')),
  old_value    ANY,
  new_value    ANY,
  import_batch INTEGER REFERENCES import_batch (id) DEFERRABLE INITIALLY DEFERRED,
  line         INTEGER,
  actor        TEXT NOT NULL
               CHECK (actor GLOB '*[^' || char(1) || '- ' || char(127) || '-' || char(160) || ']*'),
  changed_at   TEXT NOT NULL,
  reason       TEXT,
  reverts      INTEGER REFERENCES import_revert (import_batch),  -- the revert that made it
  student_join INTEGER REFERENCES student_join (id),  -- the join that made it or took it back
  CHECK (old_value IS NOT new_value),
  CHECK (line IS NULL OR import_batch IS NOT NULL),
  CHECK (import_batch IS NULL OR line IS NOT NULL OR field = 'has_left'),
  CHECK (import_batch IS NOT NULL OR reason IS NOT NULL),
  CHECK (import_batch IS NULL OR reverts IS NULL),
  CHECK (student_join IS NULL OR (import_batch IS NULL AND reverts IS NULL)),
  CHECK (field <> 'same_as' OR student_join IS NOT NULL)
) STRICT;

CREATE INDEX student_change_student ON student_change (student, field, id);
CREATE INDEX student_change_import ON student_change (import_batch);
CREATE INDEX student_change_reverts ON student_change (reverts)
  WHERE reverts IS NOT NULL;
CREATE INDEX student_change_join ON student_change (student_join)
  WHERE student_join IS NOT NULL;

-- History is only ever added to. Three guards a table: the third is for INSERT OR REPLACE, which
-- removes a row without asking the delete guard.
CREATE TRIGGER schema_migration_no_update BEFORE UPDATE ON schema_migration
BEGIN SELECT RAISE(ABORT, 'schema_migration is append-only'); END;
CREATE TRIGGER schema_migration_no_delete BEFORE DELETE ON schema_migration
BEGIN SELECT RAISE(ABORT, 'schema_migration is append-only'); END;
CREATE TRIGGER schema_migration_no_replace BEFORE INSERT ON schema_migration
WHEN EXISTS (SELECT 1 FROM schema_migration WHERE version = NEW.version)
BEGIN SELECT RAISE(ABORT, 'schema_migration is append-only'); END;

CREATE TRIGGER import_batch_no_update BEFORE UPDATE ON import_batch
BEGIN SELECT RAISE(ABORT, 'import_batch is append-only'); END;
CREATE TRIGGER import_batch_no_delete BEFORE DELETE ON import_batch
BEGIN SELECT RAISE(ABORT, 'import_batch is append-only'); END;
CREATE TRIGGER import_batch_no_replace BEFORE INSERT ON import_batch
WHEN EXISTS (SELECT 1 FROM import_batch WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM import_batch
             WHERE sha256 = NEW.sha256 AND sheet IS NEW.sheet
               AND id NOT IN (SELECT import_batch FROM import_revert))
BEGIN SELECT RAISE(ABORT, 'import_batch is append-only'); END;

CREATE TRIGGER import_revert_no_update BEFORE UPDATE ON import_revert
BEGIN SELECT RAISE(ABORT, 'import_revert is append-only'); END;
CREATE TRIGGER import_revert_no_delete BEFORE DELETE ON import_revert
BEGIN SELECT RAISE(ABORT, 'import_revert is append-only'); END;
CREATE TRIGGER import_revert_no_replace BEFORE INSERT ON import_revert
WHEN EXISTS (SELECT 1 FROM import_revert WHERE import_batch = NEW.import_batch)
BEGIN SELECT RAISE(ABORT, 'import_revert is append-only'); END;

-- What a later file says about a student rests on the import that brought or changed him or her,
-- so the newest goes first. A line that only repeats is not seen here; the program sees it too.
CREATE TRIGGER import_revert_newest_first BEFORE INSERT ON import_revert
WHEN EXISTS (
  SELECT 1
  FROM import_batch
  JOIN student_line ON student_line.student
    BETWEEN import_batch.first_student AND import_batch.last_student
  WHERE import_batch.id = NEW.import_batch
    AND student_line.import_batch <> NEW.import_batch
    AND student_line.import_batch NOT IN (SELECT import_batch FROM import_revert))
  OR EXISTS (
  SELECT 1
  FROM student_change
  JOIN student_line ON student_line.student = student_change.student
  WHERE student_change.import_batch = NEW.import_batch
    AND student_line.import_batch > NEW.import_batch
    AND student_line.import_batch NOT IN (SELECT import_batch FROM import_revert))
BEGIN SELECT RAISE(ABORT, 'a later import rests on this one'); END;

-- Whoever brought one of two joined rows stays until they are two children again.
CREATE TRIGGER import_revert_not_of_joined BEFORE INSERT ON import_revert
WHEN EXISTS (
  SELECT 1
  FROM import_batch
  JOIN student_join
    ON student_join.student BETWEEN import_batch.first_student AND import_batch.last_student
    OR student_join.other BETWEEN import_batch.first_student AND import_batch.last_student
  WHERE import_batch.id = NEW.import_batch
    AND student_join.id NOT IN (SELECT student_join FROM join_revert))
BEGIN SELECT RAISE(ABORT, 'a student of this import is joined with another'); END;

CREATE TRIGGER student_join_no_update BEFORE UPDATE ON student_join
BEGIN SELECT RAISE(ABORT, 'student_join is append-only'); END;
CREATE TRIGGER student_join_no_delete BEFORE DELETE ON student_join
BEGIN SELECT RAISE(ABORT, 'student_join is append-only'); END;
CREATE TRIGGER student_join_no_replace BEFORE INSERT ON student_join
WHEN EXISTS (SELECT 1 FROM student_join WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'student_join is append-only'); END;

CREATE TRIGGER join_revert_no_update BEFORE UPDATE ON join_revert
BEGIN SELECT RAISE(ABORT, 'join_revert is append-only'); END;
CREATE TRIGGER join_revert_no_delete BEFORE DELETE ON join_revert
BEGIN SELECT RAISE(ABORT, 'join_revert is append-only'); END;
CREATE TRIGGER join_revert_no_replace BEFORE INSERT ON join_revert
WHEN EXISTS (SELECT 1 FROM join_revert WHERE student_join = NEW.student_join)
BEGIN SELECT RAISE(ABORT, 'join_revert is append-only'); END;

-- Two rows that both count, of active imports, are joined, and each row is once the other of one.
CREATE TRIGGER student_join_of_two_who_count BEFORE INSERT ON student_join
WHEN (SELECT count(*) FROM student
      WHERE id IN (NEW.student, NEW.other) AND same_as IS NULL AND not_a_person IS NULL
        AND import_batch NOT IN (SELECT import_batch FROM import_revert)) <> 2
BEGIN SELECT RAISE(ABORT, 'two rows that both count are joined'); END;

CREATE TRIGGER rejected_row_no_update BEFORE UPDATE ON rejected_row
BEGIN SELECT RAISE(ABORT, 'rejected_row is append-only'); END;
CREATE TRIGGER rejected_row_no_delete BEFORE DELETE ON rejected_row
BEGIN SELECT RAISE(ABORT, 'rejected_row is append-only'); END;
CREATE TRIGGER rejected_row_no_replace BEFORE INSERT ON rejected_row
WHEN EXISTS (SELECT 1 FROM rejected_row WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'rejected_row is append-only'); END;

CREATE TRIGGER student_line_no_update BEFORE UPDATE ON student_line
BEGIN SELECT RAISE(ABORT, 'student_line is append-only'); END;
CREATE TRIGGER student_line_no_delete BEFORE DELETE ON student_line
BEGIN SELECT RAISE(ABORT, 'student_line is append-only'); END;
CREATE TRIGGER student_line_no_replace BEFORE INSERT ON student_line
WHEN EXISTS (SELECT 1 FROM student_line
             WHERE import_batch = NEW.import_batch AND line = NEW.line)
BEGIN SELECT RAISE(ABORT, 'student_line is append-only'); END;

CREATE TRIGGER repeated_line_no_update BEFORE UPDATE ON repeated_line
BEGIN SELECT RAISE(ABORT, 'repeated_line is append-only'); END;
CREATE TRIGGER repeated_line_no_delete BEFORE DELETE ON repeated_line
BEGIN SELECT RAISE(ABORT, 'repeated_line is append-only'); END;
CREATE TRIGGER repeated_line_no_replace BEFORE INSERT ON repeated_line
WHEN EXISTS (SELECT 1 FROM repeated_line
             WHERE import_batch = NEW.import_batch AND first_line = NEW.first_line)
BEGIN SELECT RAISE(ABORT, 'repeated_line is append-only'); END;

CREATE TRIGGER student_change_no_update BEFORE UPDATE ON student_change
BEGIN SELECT RAISE(ABORT, 'student_change is append-only'); END;
CREATE TRIGGER student_change_no_delete BEFORE DELETE ON student_change
BEGIN SELECT RAISE(ABORT, 'student_change is append-only'); END;
CREATE TRIGGER student_change_no_replace BEFORE INSERT ON student_change
WHEN EXISTS (SELECT 1 FROM student_change WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'student_change is append-only'); END;

-- A student is the one row that may change, and only to what the newest student_change of each
-- changed field says. Where a student came from, and the salt of its commitment, never change.
CREATE TRIGGER student_no_update BEFORE UPDATE ON student
WHEN NEW.id IS NOT OLD.id
  OR NEW.import_batch IS NOT OLD.import_batch
  OR NEW.line IS NOT OLD.line
  OR NEW.other_cells IS NOT OLD.other_cells
  OR NEW.quoting IS NOT OLD.quoting
  OR NEW.salt IS NOT OLD.salt
  OR OLD.import_batch IN (SELECT import_batch FROM import_revert)
  -- UPDATE OR REPLACE would remove whoever has the id already.
  OR NEW.has_left IS NULL AND EXISTS (
             SELECT 1 FROM student
             WHERE school_id = NEW.school_id AND id <> OLD.id AND has_left IS NULL
               AND same_as IS NOT NEW.id AND NEW.same_as IS NOT id
               AND import_batch NOT IN (SELECT import_batch FROM import_revert))
  OR EXISTS (
    SELECT 1
    FROM (
      SELECT 'school_id' AS field, OLD.school_id AS old_value, NEW.school_id AS new_value
      UNION ALL SELECT 'name', OLD.name, NEW.name
      UNION ALL SELECT 'not_a_person', OLD.not_a_person, NEW.not_a_person
      UNION ALL SELECT 'gender_absence', OLD.gender_absence, NEW.gender_absence
      UNION ALL SELECT 'gender', OLD.gender, NEW.gender
      UNION ALL SELECT 'gender_text', OLD.gender_text, NEW.gender_text
      UNION ALL SELECT 'height_cm', OLD.height_cm, NEW.height_cm
      UNION ALL SELECT 'height_text', OLD.height_text, NEW.height_text
      UNION ALL SELECT 'height_problem', OLD.height_problem, NEW.height_problem
      UNION ALL SELECT 'group_name', OLD.group_name, NEW.group_name
      UNION ALL SELECT 'age_years', OLD.age_years, NEW.age_years
      UNION ALL SELECT 'age_text', OLD.age_text, NEW.age_text
      UNION ALL SELECT 'has_left', OLD.has_left, NEW.has_left
      UNION ALL SELECT 'birth_date', OLD.birth_date, NEW.birth_date
      UNION ALL SELECT 'birth_text', OLD.birth_text, NEW.birth_text
      UNION ALL SELECT 'same_as', OLD.same_as, NEW.same_as
    ) AS changed
    WHERE changed.old_value IS NOT changed.new_value
      AND NOT EXISTS (
        SELECT 1 FROM student_change AS change
        WHERE change.student = OLD.id
          AND change.field = changed.field
          AND change.old_value IS changed.old_value
          AND change.new_value IS changed.new_value
          AND change.id = (SELECT max(id) FROM student_change
                           WHERE student = OLD.id AND field = changed.field)))
BEGIN SELECT RAISE(ABORT, 'a student changes only together with a student_change'); END;
CREATE TRIGGER student_no_delete BEFORE DELETE ON student
BEGIN SELECT RAISE(ABORT, 'student is append-only'); END;
CREATE TRIGGER student_no_replace BEFORE INSERT ON student
WHEN EXISTS (SELECT 1 FROM student WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM student
             WHERE school_id = NEW.school_id
               AND (import_batch = NEW.import_batch
                    OR has_left IS NULL AND import_batch NOT IN (SELECT import_batch FROM import_revert)))
BEGIN SELECT RAISE(ABORT, 'student is append-only'); END;
