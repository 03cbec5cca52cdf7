-- How the tables are meant to be read: start here with any SQLite shell.

-- Every active row: all but those that a reverted import brought. The first condition is
-- looked at once, and spares every row the second where nothing was ever reverted.
CREATE VIEW listed_student AS
SELECT id, import_batch, line, school_id, name, not_a_person, has_left, same_as,
       CASE WHEN not_a_person = 1 THEN 'not_a_person' WHEN same_as IS NOT NULL THEN 'merged'
            WHEN has_left = 1 THEN 'left'
            ELSE coalesce(gender_absence, 'recorded') END AS gender_status, gender_absence, gender, gender_text,
       height_cm, height_text, height_problem, group_name, age_years, age_text, birth_date,
       birth_text, other_cells, quoting, salt
FROM student
WHERE NOT EXISTS (SELECT 1 FROM import_revert)
   OR import_batch NOT IN (SELECT import_batch FROM import_revert);

-- The students who count: of the active rows, those that are persons, have not left, and are no
-- second row of another.
CREATE VIEW active_student AS
SELECT id, import_batch, line, school_id, name, gender_status, gender_absence, gender, gender_text,
       height_cm, height_text, height_problem, group_name, age_years, age_text, birth_date,
       birth_text, other_cells, quoting, salt
FROM listed_student
WHERE not_a_person IS NULL AND has_left IS NULL AND same_as IS NULL;

-- Every decision with how it came about: looked at by itself, accepted in a batch, or applied from a
-- file. Where an undo or a redo has brought an earlier decision back, it is how that one came about.
CREATE VIEW decision_detail AS
SELECT decision.id AS decision,
       decision.student,
       decision.run,
       decision.verdict,
       decision.gender,
       decision.reviewer,
       decision.decided_at,
       decision.reason,
       decision.blind,
       decision.batch,
       decision.undoes,
       coalesce((SELECT CASE review_batch.kind WHEN 'accept' THEN 'batch' WHEN 'apply' THEN 'file' END
                 FROM review_decision AS origin
                 JOIN review_batch ON review_batch.id = origin.batch
                 WHERE origin.id = coalesce(decision.restores, decision.id)), 'looked_at') AS decided_how
FROM review_decision AS decision;

-- The decision that counts for each student, which is the newest, and what it makes of the student.
CREATE VIEW current_decision AS
SELECT detail.decision, detail.student, detail.run, detail.verdict, detail.gender, detail.reviewer,
       detail.decided_at, detail.reason, detail.blind, detail.batch, detail.undoes,
       CASE
         WHEN EXISTS (SELECT 1 FROM active_signature
                      WHERE active_signature.student = detail.student
                        AND active_signature.decision = detail.decision)
           THEN 'signed'
         ELSE CASE detail.verdict
                WHEN 'accept' THEN 'accepted'
                WHEN 'correct' THEN 'corrected'
                WHEN 'reopen' THEN 'open'
                WHEN 'leave_unknown' THEN 'left_unknown'
                ELSE detail.verdict
              END
       END AS state,
       detail.decided_how
FROM decision_detail AS detail
WHERE detail.decision = (SELECT max(id) FROM review_decision AS newest
                         WHERE newest.student = detail.student);

-- The run whose suggestions count: the newest that passed its gate, else the newest. A model from
-- a file, or fitted to what an engine has counted, infers nothing about the students here.
CREATE VIEW current_run AS
SELECT coalesce((SELECT max(id) FROM imputation_run
                 WHERE gate = 'passed' AND origin IN ('fitted', 'scored')),
                (SELECT max(id) FROM imputation_run WHERE origin IN ('fitted', 'scored'))) AS run
WHERE EXISTS (SELECT 1 FROM imputation_run WHERE origin IN ('fitted', 'scored'));

-- Each active row with the gender that counts and where it comes from: recorded, else decided by a
-- person, else nothing. An inference alone never appears here; a row that is no person has none.
-- Who left keeps the gender, with the basis "left"; so does the second row of a child, with "merged".
CREATE VIEW effective_student AS
SELECT student.id AS student,
       student.school_id,
       student.name,
       student.group_name,
       student.age_years,
       student.birth_date,
       student.height_cm,
       CASE WHEN student.not_a_person IS NULL THEN coalesce(student.gender, current_decision.gender)
       END AS gender,
       CASE
         WHEN student.gender_status = 'missing' AND current_decision.gender IS NOT NULL
           THEN 'decided'
         ELSE student.gender_status
       END AS basis,
       current_decision.reviewer AS decided_by,
       current_decision.decided_at
FROM listed_student AS student
LEFT JOIN current_decision ON current_decision.student = student.id
                          AND student.gender_absence = 'missing'
                          AND student.not_a_person IS NULL;

-- What each run inferred about whom, without the person. Where is_proposed is 0 the gate refused the
-- run or the stratum: it proposes nothing, whatever is written here. CROSS JOIN reads a cell only after
-- the student who is in it.
CREATE VIEW inference AS
SELECT imputation.run,
       imputation.student,
       imputation.cell,
       evidence_cell.is_proposed,
       evidence_cell.stratum,
       evidence_cell.height_cm,
       evidence_cell.gender,
       evidence_cell.confidence,
       evidence_cell.confidence_lower,
       evidence_cell.confidence_upper
FROM imputation
CROSS JOIN evidence_cell ON evidence_cell.run = imputation.run
                        AND evidence_cell.cell = imputation.cell;

-- The same with the person's name.
CREATE VIEW imputation_detail AS
SELECT inference.run,
       inference.is_proposed,
       inference.student,
       student.name,
       inference.stratum,
       inference.height_cm,
       inference.gender,
       inference.confidence,
       inference.confidence_lower,
       inference.confidence_upper,
       inference.cell
FROM inference
JOIN student ON student.id = inference.student;

-- Signed students whose signature was not declared void, and who were not erased.
CREATE VIEW active_signature AS
SELECT signed_item.sign_off,
       signed_item.student,
       signed_item.decision,
       signed_item.value_digest
FROM signed_item
WHERE NOT EXISTS (SELECT 1 FROM sign_off_void
                  WHERE sign_off_void.sign_off = signed_item.sign_off
                    AND sign_off_void.student = signed_item.student)
  AND EXISTS (SELECT 1 FROM student WHERE student.id = signed_item.student);

-- The current run's inferences with what became of them, least sure first.
CREATE VIEW review_queue AS
SELECT imputation_detail.run,
       imputation_detail.student,
       student.school_id,
       student.name,
       student.group_name,
       imputation_detail.height_cm,
       CASE imputation_detail.is_proposed WHEN 1 THEN imputation_detail.gender END
         AS suggested_gender,
       CASE imputation_detail.is_proposed WHEN 1 THEN imputation_detail.confidence END
         AS confidence,
       coalesce(current_decision.state, 'open') AS state,
       current_decision.gender AS decided_gender,
       current_decision.reviewer AS decided_by,
       current_decision.decided_at
FROM imputation_detail
JOIN current_run ON current_run.run = imputation_detail.run
JOIN active_student AS student ON student.id = imputation_detail.student
LEFT JOIN current_decision ON current_decision.student = imputation_detail.student
WHERE student.gender_status = 'missing'
ORDER BY imputation_detail.confidence, imputation_detail.student;
