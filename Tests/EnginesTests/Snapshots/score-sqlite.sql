SELECT s.*, l.gender AS studentdb_gender, l.confidence AS studentdb_confidence,
  l.may_be_proposed AS studentdb_may_be_proposed
FROM (
  SELECT t.*,
    COALESCE(NULLIF(CAST(t."class" AS TEXT), ''), '(none)') AS studentdb_stratum,
    CASE WHEN t."h" IS NULL THEN NULL WHEN TYPEOF(t."h") IN ('integer', 'real') AND CAST(t."h" AS REAL) BETWEEN 50 AND 260 THEN CAST(CAST(t."h" AS REAL) * 10 + 0.5 AS INTEGER) ELSE -1 END AS studentdb_height_mm
  FROM "school"."the ""list""" AS t
  WHERE (NULLIF(CAST(t."sex" AS TEXT), '') IS NULL OR NULLIF(CAST(t."sex" AS TEXT), '') IN ('?', 'l''inconnue', '\'))
) AS s
LEFT JOIN "school"."suggestions" AS l
  ON l.stratum = s.studentdb_stratum AND l.height_mm = s.studentdb_height_mm;
