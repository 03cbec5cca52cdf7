-- The imputation runs: settings, estimates, the path to them, and what each run inferred.
--
-- A run is one version of the model and is never changed. Students with the same evidence share
-- their posterior, so the probabilities stand once a cell, and an imputation points at its cell.

CREATE TABLE imputation_run (
  id                 INTEGER PRIMARY KEY,
  label              TEXT,
  parent_run         INTEGER REFERENCES imputation_run (id),
  family             TEXT NOT NULL CHECK (family IN ('normal', 't')),
  variance           TEXT NOT NULL CHECK (variance IN ('equal', 'unequal')),
  missingness        TEXT NOT NULL CHECK (missingness IN ('same', 'different')),
  stratified_by      TEXT NOT NULL CHECK (stratified_by IN ('none', 'group', 'age')),
  seed               INTEGER NOT NULL,
  start_count        INTEGER NOT NULL CHECK (start_count >= 1),
  maximum_iterations INTEGER NOT NULL CHECK (maximum_iterations >= 1),
  tolerance          REAL NOT NULL CHECK (tolerance > 0),
  fold_count         INTEGER,
  resolution_cm      REAL NOT NULL CHECK (resolution_cm > 0),
  settings_requested TEXT NOT NULL CHECK (settings_requested GLOB '{*}'),
  prior_sha256       BLOB,
  status             TEXT NOT NULL
                     CHECK (status IN ('converged', 'max_iterations', 'stalled', 'degenerate',
                                       'non_monotone')),
  stop_reason        TEXT NOT NULL,
  iterations         INTEGER NOT NULL CHECK (iterations >= 0),
  log_likelihood     REAL NOT NULL,
  bic                REAL NOT NULL,          -- 2l - df ln n: larger is better
  recorded_count     INTEGER NOT NULL,
  missing_count      INTEGER NOT NULL,
  imputed            INTEGER NOT NULL,
  not_imputed        TEXT NOT NULL CHECK (not_imputed GLOB '{*}'),
  expected_wrong     REAL,                   -- the sum of 1 - confidence over the imputed
  input_digest       BLOB NOT NULL CHECK (length(input_digest) = 32),
  candidates         TEXT CHECK (candidates GLOB '[[]*]'),
  evaluation         TEXT CHECK (evaluation GLOB '{*}'),
  gate               TEXT NOT NULL CHECK (gate IN ('passed', 'refused')),
  actor              TEXT NOT NULL,
  created_at         TEXT NOT NULL,
  program_version    TEXT NOT NULL
) STRICT;

CREATE INDEX imputation_run_parent ON imputation_run (parent_run);

-- Why a run proposes nothing.
CREATE TABLE gate_refusal (
  run     INTEGER NOT NULL REFERENCES imputation_run (id),
  ordinal INTEGER NOT NULL,
  stratum TEXT,
  code    TEXT NOT NULL,
  message TEXT NOT NULL,
  PRIMARY KEY (run, ordinal)
) STRICT, WITHOUT ROWID;

-- One estimated number. The stratum '' is the whole school.
CREATE TABLE model_parameter (
  run            INTEGER NOT NULL REFERENCES imputation_run (id),
  stratum        TEXT NOT NULL,
  gender         TEXT NOT NULL,
  parameter      TEXT NOT NULL
                 CHECK (parameter IN ('recorded_count', 'weight', 'weight_missing', 'mean_cm',
                                      'variance_cm2', 'degrees_of_freedom')),
  estimate       REAL NOT NULL,
  standard_error REAL,
  PRIMARY KEY (run, stratum, gender, parameter)
) STRICT, WITHOUT ROWID;

-- One EM step; step 0 is the start.
CREATE TABLE iteration_trace (
  run            INTEGER NOT NULL REFERENCES imputation_run (id),
  stratum        TEXT NOT NULL,
  start          INTEGER NOT NULL,
  step           INTEGER NOT NULL,
  log_likelihood REAL NOT NULL,
  largest_change REAL,                       -- relative, of any parameter; NULL at the start
  PRIMARY KEY (run, stratum, start, step)
) STRICT, WITHOUT ROWID;

-- The parameters that one EM step arrived at.
CREATE TABLE iteration_parameter (
  run          INTEGER NOT NULL,
  stratum      TEXT NOT NULL,
  start        INTEGER NOT NULL,
  step         INTEGER NOT NULL,
  gender       TEXT NOT NULL,
  weight       REAL NOT NULL,
  mean_cm      REAL NOT NULL,
  variance_cm2 REAL NOT NULL,
  PRIMARY KEY (run, stratum, start, step, gender),
  FOREIGN KEY (run, stratum, start, step)
    REFERENCES iteration_trace (run, stratum, start, step)
) STRICT, WITHOUT ROWID;

-- One distinct piece of evidence (stratum and height) among the students whose gender is missing,
-- with the gender it speaks for and how surely.
CREATE TABLE evidence_cell (
  run              INTEGER NOT NULL REFERENCES imputation_run (id),
  cell             INTEGER NOT NULL CHECK (cell >= 1),
  stratum          TEXT NOT NULL,
  height_cm        REAL NOT NULL,
  student_count    INTEGER NOT NULL CHECK (student_count >= 1),
  gender           TEXT NOT NULL,
  confidence       REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  confidence_lower REAL,
  confidence_upper REAL,
  PRIMARY KEY (run, cell)
) STRICT, WITHOUT ROWID;

-- The whole probability vector of a cell, one row a gender.
CREATE TABLE evidence_probability (
  run         INTEGER NOT NULL,
  cell        INTEGER NOT NULL,
  gender      TEXT NOT NULL,
  probability REAL NOT NULL CHECK (probability BETWEEN 0 AND 1),
  PRIMARY KEY (run, cell, gender),
  FOREIGN KEY (run, cell) REFERENCES evidence_cell (run, cell)
) STRICT, WITHOUT ROWID;

-- One student's inference: which cell of the run the student belongs to. That the student exists,
-- and has no gender, is seen to by a trigger below, which a foreign key would only repeat.
CREATE TABLE imputation (
  run     INTEGER NOT NULL,
  student INTEGER NOT NULL,
  cell    INTEGER NOT NULL,
  PRIMARY KEY (run, student),
  FOREIGN KEY (run, cell) REFERENCES evidence_cell (run, cell)
) STRICT, WITHOUT ROWID;

CREATE INDEX imputation_cell ON imputation (run, cell);

CREATE TRIGGER imputation_run_no_update BEFORE UPDATE ON imputation_run
BEGIN SELECT RAISE(ABORT, 'imputation_run is append-only'); END;
CREATE TRIGGER imputation_run_no_delete BEFORE DELETE ON imputation_run
BEGIN SELECT RAISE(ABORT, 'imputation_run is append-only'); END;
CREATE TRIGGER imputation_run_no_replace BEFORE INSERT ON imputation_run
WHEN EXISTS (SELECT 1 FROM imputation_run WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'imputation_run is append-only'); END;

CREATE TRIGGER gate_refusal_no_update BEFORE UPDATE ON gate_refusal
BEGIN SELECT RAISE(ABORT, 'gate_refusal is append-only'); END;
CREATE TRIGGER gate_refusal_no_delete BEFORE DELETE ON gate_refusal
BEGIN SELECT RAISE(ABORT, 'gate_refusal is append-only'); END;
CREATE TRIGGER gate_refusal_no_replace BEFORE INSERT ON gate_refusal
WHEN EXISTS (SELECT 1 FROM gate_refusal WHERE run = NEW.run AND ordinal = NEW.ordinal)
BEGIN SELECT RAISE(ABORT, 'gate_refusal is append-only'); END;

CREATE TRIGGER model_parameter_no_update BEFORE UPDATE ON model_parameter
BEGIN SELECT RAISE(ABORT, 'model_parameter is append-only'); END;
CREATE TRIGGER model_parameter_no_delete BEFORE DELETE ON model_parameter
BEGIN SELECT RAISE(ABORT, 'model_parameter is append-only'); END;
CREATE TRIGGER model_parameter_no_replace BEFORE INSERT ON model_parameter
WHEN EXISTS (SELECT 1 FROM model_parameter
             WHERE run = NEW.run AND stratum = NEW.stratum AND gender = NEW.gender
               AND parameter = NEW.parameter)
BEGIN SELECT RAISE(ABORT, 'model_parameter is append-only'); END;

CREATE TRIGGER iteration_trace_no_update BEFORE UPDATE ON iteration_trace
BEGIN SELECT RAISE(ABORT, 'iteration_trace is append-only'); END;
CREATE TRIGGER iteration_trace_no_delete BEFORE DELETE ON iteration_trace
BEGIN SELECT RAISE(ABORT, 'iteration_trace is append-only'); END;
CREATE TRIGGER iteration_trace_no_replace BEFORE INSERT ON iteration_trace
WHEN EXISTS (SELECT 1 FROM iteration_trace
             WHERE run = NEW.run AND stratum = NEW.stratum AND start = NEW.start
               AND step = NEW.step)
BEGIN SELECT RAISE(ABORT, 'iteration_trace is append-only'); END;

CREATE TRIGGER iteration_parameter_no_update BEFORE UPDATE ON iteration_parameter
BEGIN SELECT RAISE(ABORT, 'iteration_parameter is append-only'); END;
CREATE TRIGGER iteration_parameter_no_delete BEFORE DELETE ON iteration_parameter
BEGIN SELECT RAISE(ABORT, 'iteration_parameter is append-only'); END;
CREATE TRIGGER iteration_parameter_no_replace BEFORE INSERT ON iteration_parameter
WHEN EXISTS (SELECT 1 FROM iteration_parameter
             WHERE run = NEW.run AND stratum = NEW.stratum AND start = NEW.start
               AND step = NEW.step AND gender = NEW.gender)
BEGIN SELECT RAISE(ABORT, 'iteration_parameter is append-only'); END;

CREATE TRIGGER evidence_cell_no_update BEFORE UPDATE ON evidence_cell
BEGIN SELECT RAISE(ABORT, 'evidence_cell is append-only'); END;
CREATE TRIGGER evidence_cell_no_delete BEFORE DELETE ON evidence_cell
BEGIN SELECT RAISE(ABORT, 'evidence_cell is append-only'); END;
CREATE TRIGGER evidence_cell_no_replace BEFORE INSERT ON evidence_cell
WHEN EXISTS (SELECT 1 FROM evidence_cell WHERE run = NEW.run AND cell = NEW.cell)
BEGIN SELECT RAISE(ABORT, 'evidence_cell is append-only'); END;

CREATE TRIGGER evidence_probability_no_update BEFORE UPDATE ON evidence_probability
BEGIN SELECT RAISE(ABORT, 'evidence_probability is append-only'); END;
CREATE TRIGGER evidence_probability_no_delete BEFORE DELETE ON evidence_probability
BEGIN SELECT RAISE(ABORT, 'evidence_probability is append-only'); END;
CREATE TRIGGER evidence_probability_no_replace BEFORE INSERT ON evidence_probability
WHEN EXISTS (SELECT 1 FROM evidence_probability
             WHERE run = NEW.run AND cell = NEW.cell AND gender = NEW.gender)
BEGIN SELECT RAISE(ABORT, 'evidence_probability is append-only'); END;

CREATE TRIGGER imputation_no_update BEFORE UPDATE ON imputation
BEGIN SELECT RAISE(ABORT, 'imputation is append-only'); END;
CREATE TRIGGER imputation_no_delete BEFORE DELETE ON imputation
BEGIN SELECT RAISE(ABORT, 'imputation is append-only'); END;
CREATE TRIGGER imputation_no_replace BEFORE INSERT ON imputation
WHEN EXISTS (SELECT 1 FROM imputation WHERE student = NEW.student AND run = NEW.run)
BEGIN SELECT RAISE(ABORT, 'imputation is append-only'); END;

-- A recorded gender is never inferred over, who declined is never inferred at all, and whose import
-- was reverted does not count.
CREATE TRIGGER imputation_only_of_missing BEFORE INSERT ON imputation
WHEN (SELECT gender_status FROM student
      WHERE id = NEW.student
        AND import_batch NOT IN (SELECT import_batch FROM import_revert)) IS NOT 'missing'
BEGIN SELECT RAISE(ABORT, 'only a missing gender is inferred'); END;
