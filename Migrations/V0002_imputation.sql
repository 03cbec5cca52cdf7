-- The imputation runs: settings, estimates, the path to them, and what each run inferred.
--
-- A run is one version of the model and is never changed. Students with the same evidence share
-- their posterior, so the probabilities stand once a cell, and an imputation points at its cell.

CREATE TABLE imputation_run (
  id                 INTEGER PRIMARY KEY,
  label              TEXT,
  origin             TEXT NOT NULL
                     CHECK (origin IN ('fitted',     -- to the students of this file
                                       'counted',    -- to cells that an engine has counted
                                       'scored',     -- with the parameters of parent_run
                                       'imported')), -- a model from a file; infers nothing itself
  parent_run         INTEGER REFERENCES imputation_run (id),
  learnt_from        TEXT NOT NULL CHECK (learnt_from IN ('recorded', 'all')),
  family             TEXT NOT NULL CHECK (family IN ('normal', 't',
                                       'none')),  -- of names alone, without heights
  degrees_of_freedom REAL CHECK (degrees_of_freedom > 2),  -- of t; NULL where infinite: normal
  variance           TEXT NOT NULL CHECK (variance IN ('equal', 'similar', 'unequal', 'none')),
  missingness        TEXT NOT NULL CHECK (missingness IN ('same', 'different')),
  stratified_by      TEXT NOT NULL CHECK (stratified_by IN ('none', 'group', 'age')),
  seed               INTEGER NOT NULL,
  start_count        INTEGER NOT NULL CHECK (start_count >= 1),
  maximum_iterations INTEGER NOT NULL CHECK (maximum_iterations >= 1),
  tolerance          REAL NOT NULL CHECK (tolerance > 0),
  fold_count         INTEGER,
  fold_repeats       INTEGER,
  resolution_cm      REAL NOT NULL CHECK (resolution_cm > 0),
  settings_requested TEXT NOT NULL CHECK (settings_requested GLOB '{*}'),
  reference          TEXT NOT NULL           -- of heights by age that it began with; [] without one
                     CHECK (reference GLOB '[[]*]'),
  status             TEXT NOT NULL
                     CHECK (status IN ('converged', 'max_iterations', 'stalled', 'degenerate',
                                       'non_monotone')),
  iterations         INTEGER NOT NULL CHECK (iterations >= 0),
  log_likelihood     REAL NOT NULL,
  bic                REAL,                   -- 2l - df ln n: larger is better; null where strata are pooled
  icl                REAL,                   -- bic less what uncertain posteriors cost
  likelihood_ratio   REAL,                   -- of different shares for the missing over the same
  likelihood_ratio_p REAL CHECK (likelihood_ratio_p BETWEEN 0 AND 1),
  recorded_count     INTEGER NOT NULL,
  missing_count      INTEGER NOT NULL,
  imputed            INTEGER NOT NULL,
  not_imputed        TEXT NOT NULL CHECK (not_imputed GLOB '{*}'),
  expected_wrong     REAL,                   -- the sum of 1 - confidence over the imputed
  input_digest       BLOB NOT NULL CHECK (length(input_digest) = 32),
  missing_shares     TEXT NOT NULL CHECK (missing_shares GLOB '[[]*]'),
  candidates         TEXT NOT NULL CHECK (candidates GLOB '[[]*]'),
  evaluation         TEXT CHECK (evaluation GLOB '{*}'),
  totals             TEXT NOT NULL CHECK (totals GLOB '[[]*]'),       -- to be expected, by gender
  sensitivity        TEXT NOT NULL CHECK (sensitivity GLOB '[[]*]'),  -- of totals, to what nobody can know
  refusals           TEXT NOT NULL CHECK (refusals GLOB '[[]*]'),     -- of the gate, with their reasons
  names              TEXT CHECK (names GLOB '{*}'),  -- what was made of them; NULL where not asked for
  counted_from       TEXT CHECK (counted_from GLOB '{*}'),  -- file and query of the cells; else NULL
  gate               TEXT NOT NULL CHECK (gate IN ('passed', 'refused')),
  actor              TEXT NOT NULL
                     CHECK (actor GLOB '*[^' || char(1) || '- ' || char(127) || '-' || char(160) || ']*'),
  created_at         TEXT NOT NULL,
  program_version    TEXT NOT NULL,
  salt               BLOB NOT NULL CHECK (length(salt) = 16),
  CHECK (family = 't' OR degrees_of_freedom IS NULL),
  CHECK (origin <> 'scored' OR parent_run IS NOT NULL),
  CHECK ((origin = 'counted') = (counted_from IS NOT NULL)),
  CHECK (origin <> 'imported' OR (imputed = 0 AND missing_count = 0))
) STRICT;

CREATE INDEX imputation_run_parent ON imputation_run (parent_run);

-- The students that a run was fitted to: how many share stratum, height and gender, and how many
-- of them each fold of cross-validation held back. With this a run can be computed again, bit for
-- bit, whatever has become of the students since. The stratum '' is the whole school; the height
-- is NULL in a run by names alone. One student alone may be a cell, so each has its own salt.
CREATE TABLE counted_evidence (
  run           INTEGER NOT NULL REFERENCES imputation_run (id),
  ordinal       INTEGER NOT NULL,
  stratum       TEXT NOT NULL,
  height_cm     REAL,
  gender        TEXT,
  basis         TEXT NOT NULL
                CHECK (basis IN ('recorded', 'decided', 'missing',
                                 'accepted')),  -- a model's word that nobody looked at: no label
  student_count INTEGER NOT NULL CHECK (student_count >= 1),
  held_back     TEXT CHECK (held_back GLOB '[[]*]'),
  salt          BLOB NOT NULL CHECK (length(salt) = 16),
  PRIMARY KEY (run, ordinal),
  CHECK ((gender IS NULL) = (basis IN ('missing', 'accepted')))
) STRICT, WITHOUT ROWID;

-- One class, grade or age with how its fit ended; the stratum '' is the whole school. `starts` says
-- where else EM started from, and where each start led; start 1 is the recorded students.
CREATE TABLE fitted_stratum (
  run            INTEGER NOT NULL REFERENCES imputation_run (id),
  ordinal        INTEGER NOT NULL,
  stratum        TEXT NOT NULL,
  recorded_count INTEGER NOT NULL,
  decided_count  INTEGER NOT NULL,
  missing_count  INTEGER NOT NULL,
  status         TEXT NOT NULL
                 CHECK (status IN ('converged', 'max_iterations', 'stalled', 'degenerate',
                                   'non_monotone')),
  iterations     INTEGER NOT NULL CHECK (iterations >= 0),
  log_likelihood REAL NOT NULL,
  bayes_error    REAL NOT NULL,              -- of the best rule by height, if the model is right
  majority_error REAL NOT NULL,              -- of the commonest gender for everybody
  overlap        REAL NOT NULL CHECK (overlap BETWEEN 0 AND 1),
  may_propose    INTEGER NOT NULL CHECK (may_propose IN (0, 1)),
  covariance     TEXT CHECK (covariance GLOB '{*}'),  -- of the parameters; NULL where not known
  starts         TEXT NOT NULL CHECK (starts GLOB '[[]*]'),
  PRIMARY KEY (run, ordinal),
  UNIQUE (run, stratum)
) STRICT, WITHOUT ROWID;

-- The estimated numbers of one gender, each with its standard error, which is NULL where it is not
-- known. The stratum '' is the whole school.
CREATE TABLE model_parameter (
  run               INTEGER NOT NULL REFERENCES imputation_run (id),
  stratum           TEXT NOT NULL,
  gender            TEXT NOT NULL,
  recorded_count    INTEGER NOT NULL,
  weight            REAL NOT NULL,           -- its share among those whose gender is recorded
  weight_se         REAL,
  weight_missing    REAL NOT NULL,           -- and among those whose gender is missing
  weight_missing_se REAL,
  mean_cm           REAL NOT NULL,
  mean_se           REAL,
  sd_cm             REAL NOT NULL,           -- the tails of a t density included
  sd_se             REAL,
  variance_cm2      REAL NOT NULL,           -- of a t density the squared scale
  PRIMARY KEY (run, stratum, gender)
) STRICT, WITHOUT ROWID;

-- What one EM step arrived at, one row a gender; step 0 is where it began. The log-likelihood and the
-- change are the step's, and so the same for each of its genders.
CREATE TABLE iteration_trace (
  run            INTEGER NOT NULL REFERENCES imputation_run (id),
  stratum        TEXT NOT NULL,
  start          INTEGER NOT NULL,
  step           INTEGER NOT NULL,
  kind           TEXT NOT NULL CHECK (kind IN ('start', 'ascent')),
  log_likelihood REAL NOT NULL,
  objective      REAL NOT NULL,              -- what EM maximises: with the prior, where there is one
  largest_change REAL,                       -- relative, of any parameter; NULL at the start
  gender         TEXT NOT NULL,
  weight         REAL NOT NULL,
  weight_missing REAL NOT NULL,
  mean_cm        REAL NOT NULL,
  variance_cm2   REAL NOT NULL,
  PRIMARY KEY (run, stratum, start, step, gender)
) STRICT, WITHOUT ROWID;

-- What a run learnt of one word in one role of names: how many known students of each gender have
-- it, and how often a reference table has it. Empty for a run that does not use names.
CREATE TABLE name_word (
  run       INTEGER NOT NULL REFERENCES imputation_run (id),
  word      INTEGER NOT NULL CHECK (word >= 1),
  role      TEXT NOT NULL CHECK (role IN ('first', 'further', 'last')),
  text      TEXT NOT NULL,                   -- in small letters, without accents
  students  TEXT NOT NULL CHECK (students GLOB '[[]*]'),  -- by gender, in the order of names.genders
  reference TEXT CHECK (reference GLOB '[[]*]'),          -- the same of the reference
  salt      BLOB NOT NULL CHECK (length(salt) = 16),
  PRIMARY KEY (run, word)
) STRICT, WITHOUT ROWID;

-- One distinct piece of evidence (stratum, height and words of the name) among the students whose
-- gender is missing, with the gender it speaks for and how surely: the confidence is that gender's
-- probability below.
CREATE TABLE evidence_cell (
  run              INTEGER NOT NULL REFERENCES imputation_run (id),
  cell             INTEGER NOT NULL CHECK (cell >= 1),
  stratum          TEXT NOT NULL,
  height_cm        REAL,                     -- NULL where it is not known, or not believed
  words            TEXT CHECK (words GLOB '[[]*]'),  -- of the name, in name_word; NULL where not used
  student_count    INTEGER NOT NULL CHECK (student_count >= 1),
  gender           TEXT NOT NULL,
  confidence       REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  confidence_lower REAL,
  confidence_upper REAL,
  is_proposed      INTEGER NOT NULL CHECK (is_proposed IN (0, 1)),  -- the gate lets it through
  salt             BLOB NOT NULL CHECK (length(salt) = 16),
  PRIMARY KEY (run, cell)
) STRICT, WITHOUT ROWID;

-- The whole probability vector of a cell, one row a gender: what is stated, which is averaged over
-- what is not known of the model, and the posterior at the stored parameters, as other programs give
-- it. They are the same where the uncertainty of a model is not known.
CREATE TABLE cell_probability (
  run                  INTEGER NOT NULL,
  cell                 INTEGER NOT NULL,
  gender               TEXT NOT NULL,
  probability          REAL NOT NULL CHECK (probability BETWEEN 0 AND 1),
  evidence_probability REAL NOT NULL CHECK (evidence_probability BETWEEN 0 AND 1),
  PRIMARY KEY (run, cell, gender),
  FOREIGN KEY (run, cell) REFERENCES evidence_cell (run, cell)
) STRICT, WITHOUT ROWID;

-- One student's inference: which cell of the run the student belongs to. That the student exists,
-- and has no gender, is seen to by a trigger below, which a foreign key would only repeat.
--
-- (run, cell) has no index: it would be as long as the table, and a cell can be neither deleted nor
-- changed, so nobody ever asks who points at one. Who wants the students of a run with their cells
-- reads the run's students in order and looks each one's cell up.
CREATE TABLE imputation (
  run     INTEGER NOT NULL,
  student INTEGER NOT NULL,
  cell    INTEGER NOT NULL,
  PRIMARY KEY (run, student),
  FOREIGN KEY (run, cell) REFERENCES evidence_cell (run, cell)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER imputation_run_no_update BEFORE UPDATE ON imputation_run
BEGIN SELECT RAISE(ABORT, 'imputation_run is append-only'); END;
CREATE TRIGGER imputation_run_no_delete BEFORE DELETE ON imputation_run
BEGIN SELECT RAISE(ABORT, 'imputation_run is append-only'); END;
CREATE TRIGGER imputation_run_no_replace BEFORE INSERT ON imputation_run
WHEN EXISTS (SELECT 1 FROM imputation_run WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'imputation_run is append-only'); END;

CREATE TRIGGER counted_evidence_no_update BEFORE UPDATE ON counted_evidence
BEGIN SELECT RAISE(ABORT, 'counted_evidence is append-only'); END;
CREATE TRIGGER counted_evidence_no_delete BEFORE DELETE ON counted_evidence
BEGIN SELECT RAISE(ABORT, 'counted_evidence is append-only'); END;
CREATE TRIGGER counted_evidence_no_replace BEFORE INSERT ON counted_evidence
WHEN EXISTS (SELECT 1 FROM counted_evidence WHERE run = NEW.run AND ordinal = NEW.ordinal)
BEGIN SELECT RAISE(ABORT, 'counted_evidence is append-only'); END;

CREATE TRIGGER fitted_stratum_no_update BEFORE UPDATE ON fitted_stratum
BEGIN SELECT RAISE(ABORT, 'fitted_stratum is append-only'); END;
CREATE TRIGGER fitted_stratum_no_delete BEFORE DELETE ON fitted_stratum
BEGIN SELECT RAISE(ABORT, 'fitted_stratum is append-only'); END;
CREATE TRIGGER fitted_stratum_no_replace BEFORE INSERT ON fitted_stratum
WHEN EXISTS (SELECT 1 FROM fitted_stratum
             WHERE run = NEW.run AND (ordinal = NEW.ordinal OR stratum = NEW.stratum))
BEGIN SELECT RAISE(ABORT, 'fitted_stratum is append-only'); END;

CREATE TRIGGER model_parameter_no_update BEFORE UPDATE ON model_parameter
BEGIN SELECT RAISE(ABORT, 'model_parameter is append-only'); END;
CREATE TRIGGER model_parameter_no_delete BEFORE DELETE ON model_parameter
BEGIN SELECT RAISE(ABORT, 'model_parameter is append-only'); END;
CREATE TRIGGER model_parameter_no_replace BEFORE INSERT ON model_parameter
WHEN EXISTS (SELECT 1 FROM model_parameter
             WHERE run = NEW.run AND stratum = NEW.stratum AND gender = NEW.gender)
BEGIN SELECT RAISE(ABORT, 'model_parameter is append-only'); END;

CREATE TRIGGER iteration_trace_no_update BEFORE UPDATE ON iteration_trace
BEGIN SELECT RAISE(ABORT, 'iteration_trace is append-only'); END;
CREATE TRIGGER iteration_trace_no_delete BEFORE DELETE ON iteration_trace
BEGIN SELECT RAISE(ABORT, 'iteration_trace is append-only'); END;
CREATE TRIGGER iteration_trace_no_replace BEFORE INSERT ON iteration_trace
WHEN EXISTS (SELECT 1 FROM iteration_trace
             WHERE run = NEW.run AND stratum = NEW.stratum AND start = NEW.start
               AND step = NEW.step AND gender = NEW.gender)
BEGIN SELECT RAISE(ABORT, 'iteration_trace is append-only'); END;

CREATE TRIGGER name_word_no_update BEFORE UPDATE ON name_word
BEGIN SELECT RAISE(ABORT, 'name_word is append-only'); END;
CREATE TRIGGER name_word_no_delete BEFORE DELETE ON name_word
BEGIN SELECT RAISE(ABORT, 'name_word is append-only'); END;
CREATE TRIGGER name_word_no_replace BEFORE INSERT ON name_word
WHEN EXISTS (SELECT 1 FROM name_word WHERE run = NEW.run AND word = NEW.word)
BEGIN SELECT RAISE(ABORT, 'name_word is append-only'); END;

CREATE TRIGGER evidence_cell_no_update BEFORE UPDATE ON evidence_cell
BEGIN SELECT RAISE(ABORT, 'evidence_cell is append-only'); END;
CREATE TRIGGER evidence_cell_no_delete BEFORE DELETE ON evidence_cell
BEGIN SELECT RAISE(ABORT, 'evidence_cell is append-only'); END;
CREATE TRIGGER evidence_cell_no_replace BEFORE INSERT ON evidence_cell
WHEN EXISTS (SELECT 1 FROM evidence_cell WHERE run = NEW.run AND cell = NEW.cell)
BEGIN SELECT RAISE(ABORT, 'evidence_cell is append-only'); END;

CREATE TRIGGER cell_probability_no_update BEFORE UPDATE ON cell_probability
BEGIN SELECT RAISE(ABORT, 'cell_probability is append-only'); END;
CREATE TRIGGER cell_probability_no_delete BEFORE DELETE ON cell_probability
BEGIN SELECT RAISE(ABORT, 'cell_probability is append-only'); END;
CREATE TRIGGER cell_probability_no_replace BEFORE INSERT ON cell_probability
WHEN EXISTS (SELECT 1 FROM cell_probability
             WHERE run = NEW.run AND cell = NEW.cell AND gender = NEW.gender)
BEGIN SELECT RAISE(ABORT, 'cell_probability is append-only'); END;

CREATE TRIGGER imputation_no_update BEFORE UPDATE ON imputation
BEGIN SELECT RAISE(ABORT, 'imputation is append-only'); END;
CREATE TRIGGER imputation_no_delete BEFORE DELETE ON imputation
BEGIN SELECT RAISE(ABORT, 'imputation is append-only'); END;
CREATE TRIGGER imputation_no_replace BEFORE INSERT ON imputation
WHEN EXISTS (SELECT 1 FROM imputation WHERE student = NEW.student AND run = NEW.run)
BEGIN SELECT RAISE(ABORT, 'imputation is append-only'); END;

-- A recorded gender is never inferred over, who declined is never inferred at all, a row that is no
-- person has none, and whose import was reverted does not count.
CREATE TRIGGER imputation_only_of_missing BEFORE INSERT ON imputation
WHEN (SELECT gender_absence FROM student
      WHERE id = NEW.student AND not_a_person IS NULL
        AND import_batch NOT IN (SELECT import_batch FROM import_revert)) IS NOT 'missing'
BEGIN SELECT RAISE(ABORT, 'only a missing gender is inferred'); END;
