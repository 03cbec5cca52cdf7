SELECT s.*, l.gender AS studentdb_gender, l.confidence AS studentdb_confidence,
  l.may_be_proposed AS studentdb_may_be_proposed
FROM (
  SELECT t.*,
    COALESCE(CAST(CASE WHEN CAST(t.`age` AS DOUBLE) BETWEEN 0 AND 150 THEN CAST(FLOOR(CAST(t.`age` AS DOUBLE)) AS INT) END AS STRING), '(none)') AS studentdb_stratum,
    CASE WHEN t.`h` IS NULL THEN NULL WHEN CAST(t.`h` AS DOUBLE) BETWEEN 50 AND 260 THEN CAST(FLOOR(CAST(t.`h` AS DOUBLE) * 10 + 0.5) AS INT) ELSE -1 END AS studentdb_height_mm
  FROM `school`.`the "list"` AS t
  WHERE (NULLIF(CAST(t.`sex` AS STRING), '') IS NULL OR NULLIF(CAST(t.`sex` AS STRING), '') IN ('?', 'l\'inconnue', '\\'))
) AS s
LEFT JOIN `school`.`suggestions` AS l
  ON l.stratum = s.studentdb_stratum AND l.height_mm = s.studentdb_height_mm;
